"""Clients and matters out of a CSV file: what each line says, and why a line is rejected.

The columns are CaseClock's (caseclock.ai), in this order; the header row may be left out, but not be another.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from core.importing import cells
from core.importing.records import Record, records
from core.importing.text import text_of
from core.importing.unreadable import unreadable

CLIENT_ID, CLIENT_NAME, MATTER_ID, MATTER_NAME = "Client ID", "Client Name", "Matter ID", "Matter Name"
HEADER = (
    CLIENT_ID,
    CLIENT_NAME,
    MATTER_ID,
    MATTER_NAME,
    "Jurisdiction",
    "Law Practice Area",
    "Hourly Rate",
)
MOST_LINES = 20_000
MOST_BYTES = 8 * 1024 * 1024

_CHECKS = (
    cells.client_id_problem,
    cells.name_problem,
    cells.matter_id_problem,
    cells.name_problem,
    cells.jurisdiction_problem,
    cells.practice_area_problem,
    cells.rate_problem,
)
# A first line with so many of the header's names is a header, if perhaps a wrong one.
_NAMES_OF_A_HEADER = 3


@dataclass(frozen=True, slots=True)
class MatterRow:
    """What one line says of a matter; empty, and None for the rate, where it says nothing."""

    line: int
    id: str
    name: str
    client: str
    client_id: str
    jurisdiction: str
    practice_area: str
    rate: str | None


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong in a column of a line; without a column, with the line."""

    column: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class RejectedLine:
    """A line that is not taken, with all its problems."""

    line: int
    problems: tuple[CellProblem, ...]


@dataclass(frozen=True, slots=True)
class MatterFile:
    """The rows that can be taken and the lines that cannot, each in the order of the file.

    `digest` is the SHA-256 of its bytes.
    """

    digest: str
    rows: tuple[MatterRow, ...]
    rejected: tuple[RejectedLine, ...]


def read_matters(data: bytes) -> MatterFile:
    """Every line of a file, taken or rejected; raises InvalidInput for what is no such file at all."""
    known, rows, rejected = _Known(), list[MatterRow](), list[RejectedLine]()
    for record in _lines(data):
        said = tuple(cells.plain(cell) for cell in record.cells)
        if problems := tuple(_problems(record.line, said, known)):
            rejected.append(RejectedLine(record.line, problems))
        else:
            rows.append(_row(record.line, said))
    if not rows and not rejected:
        raise unreadable("The file has no line with a matter.")
    return MatterFile(hashlib.sha256(data).hexdigest(), tuple(rows), tuple(rejected))


class _Known:
    """What the lines so far have said: on which line each matter stands, and each client's name."""

    def __init__(self) -> None:
        self.matters: dict[str, int] = {}
        self.clients: dict[str, tuple[str, int]] = {}

    def problems(self, line: int, said: Sequence[str]) -> Iterator[CellProblem]:
        """How a line contradicts those before it; the line that came first counts."""
        client_id, client, matter_id, *_ = said
        earlier = self.matters.setdefault(matter_id, line)
        if matter_id and earlier != line:
            yield CellProblem(MATTER_ID, f"is on line {earlier} already")
        name, named_on = self.clients.setdefault(client_id, (client, line))
        if client_id and name.casefold() != client.casefold():
            yield CellProblem(CLIENT_NAME, f"is another for this Client ID than on line {named_on}")


def _lines(data: bytes) -> Iterator[Record]:
    """The records below the header; raises InvalidInput for too many."""
    found = records(text_of(data), len(HEADER))
    first = next(found, None)
    if first is None:
        return
    below = found if _is_header(first) else chain([first], found)
    for number, record in enumerate(below, start=1):
        if number > MOST_LINES:
            raise unreadable(f"The file has more than {MOST_LINES} lines. Send it in parts.", record.line)
        yield record


def _is_header(record: Record) -> bool:
    """Whether it is the header; raises InvalidInput for a header with other columns."""
    found = tuple(" ".join(cell.split()).casefold() for cell in record.cells)
    wanted = tuple(name.casefold() for name in HEADER)
    if found == wanted:
        return True
    if len(set(found) & set(wanted)) >= _NAMES_OF_A_HEADER:
        raise unreadable(f"The columns must be, in this order: {','.join(HEADER)}", record.line)
    return False


def _problems(line: int, said: Sequence[str], known: _Known) -> Iterator[CellProblem]:
    if len(said) != len(HEADER):
        hint = " Text with a comma in it stands in quotes." if len(said) > len(HEADER) else ""
        yield CellProblem(None, f"The line has {len(said)} columns, not {len(HEADER)}.{hint}")
        return
    for column, check, cell in zip(HEADER, _CHECKS, said, strict=True):
        if reason := check(cell):
            yield CellProblem(column, reason)
    yield from known.problems(line, said)


def _row(line: int, said: Sequence[str]) -> MatterRow:
    client_id, client, matter_id, name, jurisdiction, practice_area, rate = said
    return MatterRow(
        line=line,
        id=matter_id,
        name=name,
        client=client,
        client_id=client_id,
        jurisdiction=jurisdiction.upper(),
        practice_area=practice_area,
        rate=rate or None,
    )
