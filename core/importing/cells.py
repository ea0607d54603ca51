"""What each cell of a line may hold; every check gives the problem, or None."""

import re

from core.domain.jurisdictions import LAWS
from core.domain.matters import MOST_NAME, MOST_PRACTICE_AREA
from core.domain.preferences import RATE_PATTERN
from core.domain.values import CLIENT_ID_PATTERN, MATTER_ID_PATTERN, ONE_LINE
from core.exporting.cells import unguarded

_ID = "must be letters, digits, dots, hyphens and underscores, at most 64, beginning with a letter or digit"
_RATE = "must be an amount such as 300 or 300.50"


def plain(cell: str) -> str:
    """What a cell says: without the spaces around it, and without what made it harmless in a spreadsheet."""
    return unguarded(cell).strip()


def client_id_problem(cell: str) -> str | None:
    """Of the id of a client, which may be left out."""
    return None if re.fullmatch(CLIENT_ID_PATTERN, cell) else _ID


def matter_id_problem(cell: str) -> str | None:
    """Of the id of a matter."""
    if not cell:
        return "is empty"
    return None if re.fullmatch(MATTER_ID_PATTERN, cell) else _ID


def name_problem(cell: str) -> str | None:
    """Of the name of a client or a matter."""
    if not cell:
        return "is empty"
    return f"is longer than {MOST_NAME} characters" if len(cell) > MOST_NAME else None


def jurisdiction_problem(cell: str) -> str | None:
    """Of a jurisdiction, which may be left out."""
    if not cell or cell.upper() in LAWS:
        return None
    return "must be the two letters of a province, territory or state, such as BC or NY, or CA-FED or US-FED"


def practice_area_problem(cell: str) -> str | None:
    """Of a practice area, which may be left out."""
    if len(cell) > MOST_PRACTICE_AREA:
        return f"is longer than {MOST_PRACTICE_AREA} characters"
    return None if re.fullmatch(ONE_LINE, cell) else "must be one line"


def rate_problem(cell: str) -> str | None:
    """Of an hourly rate, which may be left out; it is never guessed what a comma stands for."""
    if not cell or re.fullmatch(RATE_PATTERN, cell):
        return None
    if "," in cell:
        return f"{_RATE}: with a point before the cents, and nothing between the thousands"
    if "." in cell and re.fullmatch(r"[0-9.]+", cell):
        return f"{_RATE}: with two digits of cents at most"
    if re.fullmatch(r"[0-9]+", cell):
        return f"{_RATE}: below a million"
    return f"{_RATE}: digits alone, without a currency or a sign"
