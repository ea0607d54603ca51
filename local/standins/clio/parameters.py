"""How values of query parameters are read; raises ValueError with what Clio might say of a bad one."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

_TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?")
_COMPARISON = re.compile(r"(>=|<=|>|<|=)(\d{4}-\d\d-\d\d)")


def number(text: str) -> int:
    """Read an id or a count."""
    if not re.fullmatch(r"\d{1,18}", text):
        raise ValueError("invalid integer")
    return int(text)


def number_or_null(text: str) -> int | None:
    """Read an id, or the word that stands for none."""
    return None if text == "null" else number(text)


def truth(text: str) -> bool:
    """Read a boolean."""
    if text not in ("true", "false"):
        raise ValueError("invalid boolean")
    return text == "true"


def timestamp(text: str) -> datetime:
    """Read an ISO 8601 timestamp; a day alone is not one, and one without a zone is in UTC."""
    if not _TIMESTAMP.fullmatch(text):
        raise ValueError("invalid xmlschema format")
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError("invalid xmlschema format") from None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def day(text: str) -> date:
    """Read a day, from a timestamp too."""
    try:
        return timestamp(text).date() if "T" in text else date.fromisoformat(text)
    except ValueError:
        raise ValueError("invalid date") from None


def words(text: str) -> str:
    """Read text to search for; case does not matter."""
    return text.strip("*").casefold()


def one_of(*values: str) -> Callable[[str], str]:
    """Read one of a few words."""

    def read(text: str) -> str:
        if text not in values:
            raise ValueError(f"must be one of {', '.join(values)}")
        return text

    return read


def some_of(*values: str) -> Callable[[str], frozenset[str]]:
    """Read a few words with commas between them."""
    single = one_of(*values)
    return lambda text: frozenset(single(each.strip()) for each in text.split(","))


def compared(text: str) -> Callable[[date | None], bool]:
    """Read a comparison with a day, as `>=2026-01-01`."""
    match = _COMPARISON.fullmatch(text)
    if not match:
        raise ValueError("invalid date comparison")
    limit = day(match[2])
    holds: dict[str, Callable[[date], bool]] = {
        ">": lambda value: value > limit,
        ">=": lambda value: value >= limit,
        "=": lambda value: value == limit,
        "<=": lambda value: value <= limit,
        "<": lambda value: value < limit,
    }
    return lambda value: value is not None and holds[match[1]](value)
