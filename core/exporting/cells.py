"""Cells of delimited text, as RFC 4180 writes them, that no spreadsheet takes for formulas.

A text that could be taken for one gets a leading apostrophe (OWASP, CSV Injection: `=`, `+`, `-`, `@`, TAB,
CR, LF, and the full-width forms of the signs). Some programs drop white space and characters that show
nothing before they look, so the first that shows counts. A text that such a cell could be mistaken for gets
an apostrophe too, so that `unguarded` gives back exactly what was there.
"""

import csv
import unicodedata
from collections.abc import Callable, Sequence

from core.domain.presets import Delimiter

LINE_END = "\r\n"

_QUOTE = "'"
_BREAKS = frozenset("\t\r\n")
# The signs, full-width, and the small forms that compatibility turns into the same signs.
_SIGNS = frozenset("=+-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b")
# Letters and a symbol that Unicode draws as nothing: Hangul fillers, the blank of Braille.
_BLANKS = frozenset("\u115f\u1160\u3164\uffa0\u2800")


def is_dangerous(text: str) -> bool:
    """Whether a spreadsheet could take a cell for a formula, if its first characters were dropped or not."""
    first = text[:1]
    if first.isascii() and first.isalnum():
        return False
    if first in _BREAKS:
        return True
    return next((char for char in text if not _shows_nothing(char)), "") in _SIGNS


def _shows_nothing(char: str) -> bool:
    """White space, control and format characters, marks that only change what stands before them."""
    return unicodedata.category(char)[0] in "ZCM" or char in _BLANKS


def guarded(text: str) -> str:
    """The text as a cell holds it."""
    return _QUOTE + text if is_dangerous(text.lstrip(_QUOTE)) else text


def unguarded(cell: str) -> str:
    """The text that a cell was written from."""
    return cell.removeprefix(_QUOTE) if is_dangerous(cell.lstrip(_QUOTE)) else cell


class _Given:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def row_writer(delimiter: Delimiter) -> Callable[[Sequence[str]], str]:
    """What makes one line of cells, with its end; cells that hold more than plain words are quoted."""
    return csv.writer(_Given(), delimiter=delimiter.value, lineterminator=LINE_END).writerow
