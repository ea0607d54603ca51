"""From text to records (RFC 4180), each with the line of the file that it begins on."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from core.importing.unreadable import unreadable

_OTHER_DELIMITERS = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its cells as they stand, and the number of its first line, from 1."""

    line: int
    cells: tuple[str, ...]


def records(text: str, columns: int) -> Iterator[Record]:
    """Every record but empty ones; raises InvalidInput where quotes make nonsense of what follows.

    A file whose first record has so many `columns` with another delimiter than the comma is refused too.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, skipinitialspace=True)
    line, first = 1, True
    while (cells := _next(reader, line)) is not None:
        if any(cell.strip() for cell in cells):
            if first and len(cells) != columns:
                _check_delimiter(text, line, reader.line_num, columns)
            first = False
            yield Record(line, tuple(cells))
        line = reader.line_num + 1


def _next(reader: Iterator[list[str]], line: int) -> list[str] | None:
    try:
        return next(reader, None)
    except csv.Error as error:
        raise unreadable(_reason(str(error)), line) from None


def _reason(message: str) -> str:
    if "unexpected end" in message:
        return "A quote is opened on this line and never closed. A quote within text is written twice."
    if "field limit" in message:
        return "A cell that begins on this line has no end in sight: is a closing quote missing?"
    return "A closing quote is not followed by a comma. A quote within text is written twice."


def _check_delimiter(text: str, first: int, last: int, columns: int) -> None:
    lines = list(io.StringIO(text, newline=""))[first - 1 : last]
    for delimiter, name in _OTHER_DELIMITERS.items():
        cells = next(csv.reader(lines, delimiter=delimiter), [])
        if len(cells) == columns:
            problem = f"The cells are separated by {name}. Save the file with commas between them."
            raise unreadable(problem, first)
