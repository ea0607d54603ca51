"""One piece of a text, of one kind."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

MINUTES_PER_HOUR: Final = 60
# Whole minutes are twentieths of an hour at the finest; "1,200" is a thousand and more.
MOST_DECIMALS: Final = 2


@dataclass(frozen=True, slots=True)
class ClockRange:
    """Where a range of clock times lies, in minutes after midnight; the end is always behind the start.

    `sure` says that the half of the day was said or leaves no doubt, and the minutes are those of the day:
    the end is past 1,440 where the range passes midnight. If not, it may as well lie half a day later.
    """

    start: int
    end: int
    sure: bool


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One piece of a text: its kind (see vocabulary), its span and, for a number, its value.

    A clock-like figure has its value in minutes. `digits` is what a number adds after a spoken point; `clock`
    is where a range of clock times lies.
    """

    kind: str
    start: int
    end: int
    value: Decimal = Decimal(1)
    digits: str = ""
    clock: ClockRange | None = None


def shape_of(lexemes: Iterable[Lexeme]) -> str:
    """The kinds of the lexemes as one string."""
    return "".join(lexeme.kind for lexeme in lexemes)


def decimal_lexeme(whole: str, digits: str, start: int, end: int) -> Lexeme:
    """A decimal number of so many hours, below one or not; one of too many digits is unreadable."""
    if len(digits) > MOST_DECIMALS:
        return Lexeme("N", start, end)
    value = Decimal(f"{whole or 0}.{digits}")
    return Lexeme("Z" if value < 1 else "D", start, end, value)
