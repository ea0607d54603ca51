"""The forms a duration takes, as patterns over the shape of a text (see vocabulary for the kinds).

Every number in a pattern stands in a named group; the name says how many minutes one of it is worth.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from core.language.lexeme import MINUTES_PER_HOUR, Lexeme

MOST_MINUTES: Final = 24 * MINUTES_PER_HOUR
_MINUTES_EACH: Final = {
    "hours": 60,
    "whole": 60,
    "part": 60,
    "halves": 30,
    "quarters": 15,
    "tenths": 6,
    "minutes": 1,
    "rest": 1,
    "teens": 1,
    "units": 1,
}
_LIMITS: Final = {
    "one": (Decimal(1), Decimal(1)),
    "lead": (Decimal(1), Decimal(1)),
    "part": (Decimal(0), Decimal("0.9")),
    "quarters": (Decimal(1), Decimal(3)),
    "rest": (Decimal(0), Decimal(59)),
    "teens": (Decimal(10), Decimal(59)),
    "units": (Decimal(1), Decimal(9)),
    "share": (Decimal(3), Decimal(12)),
    "single": (Decimal(1), Decimal(1)),
    "whole": (Decimal(1), Decimal(1)),
}

# "A quarter of the hours" is a quarter of something else.
_ONE_HOUR = "(?:l(?P<single>H)|(?:a|(?P<one>I))?H)"
_OF_AN_HOUR = f"(?:o{_ONE_HOUR})"
_AN_HOUR = f"o?{_ONE_HOUR}"
_HOURS = "(?P<hours>[aI])7?H"
_NO_HOUR = "(?!o?[aIl]?H)"
# What may follow the twenty of "two hours twenty": anything that it cannot be a count of.
_NOT_COUNTED = "(?=[,;pSJX38&yosV~zbj_@B>rERnuid])"

_PATTERNS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        f"(?P<hours>[DZ])(?:H|{_OF_AN_HOUR})?",
        f"(?P<tenths>[aI])t{_OF_AN_HOUR}?",
        f"(?P<count>[aI])(?P<share>f){_OF_AN_HOUR}",
        "(?P<minutes>I)M",
        "(?P<one>I)7?(?P<minutes>%)oM",
        "(?P<minutes>C)H?",
        "(?P<minutes>5)",
        f"(?:(?P<lead>[aI])7?)?(?P<halves>h){_AN_HOUR}",
        f"(?:a7?)?(?P<quarters>q){_AN_HOUR}",
        f"(?P<quarters>I)q{_AN_HOUR}",
        f"(?P<hours>F){_AN_HOUR}",
        "(?P<hours>I)(?P<part>F)H",
        _HOURS,
        f"{_HOURS},?&a?(?P<halves>h){_NO_HOUR}",
        f"{_HOURS},?&a?(?P<quarters>q){_NO_HOUR}",
        f"{_HOURS},?&?(?P<quarters>I)q{_NO_HOUR}",
        f"{_HOURS},?&(?P<tenths>[aI])t{_NO_HOUR}",
        f"{_HOURS}(?:,|,?&)?(?P<rest>I)[Mm]",
        f"{_HOURS}(?P<rest>I){_NOT_COUNTED}",
        f"{_HOURS}&(?P<teens>I){_NOT_COUNTED}",
        f"{_HOURS}O(?P<units>I){_NOT_COUNTED}",
        f"{_HOURS}(?P<part>F){_NOT_COUNTED}",
        f"(?P<whole>H)&a(?P<halves>h){_NO_HOUR}",
        f"(?P<whole>H)&a(?P<quarters>q){_NO_HOUR}",
        "(?P<whole>H)&(?P<rest>I)M",
        "(?P<hours>I)&(?P<lead>[aI])?(?P<halves>h)H",
        "(?P<hours>I)&(?P<part>F)H",
        "(?P<hours>I)&a?(?P<quarters>q)H",
        "(?P<hours>I)&(?P<quarters>I)qH",
        "(?P<hours>I)&(?P<tenths>[aI])tH",
    )
)
_FIRST_KINDS: Final = frozenset("aIDZCFHhq5")


@dataclass(frozen=True, slots=True)
class Form:
    """Where a duration's form stands, as positions of lexemes, and its minutes.

    Minutes are None when the form says no whole number of minutes from 1 to a day.
    """

    first: int
    after: int
    minutes: int | None


def forms(lexemes: Sequence[Lexeme], shape: str) -> Iterator[Form]:
    """The longest forms in a text, from left to right, without overlap."""
    at = 0
    while at < len(shape):
        found = _longest(shape, at) if shape[at] in _FIRST_KINDS else None
        if found is None:
            at += 1
            continue
        yield Form(at, found.end(), _minutes(lexemes, found))
        at = found.end()


def _longest(shape: str, at: int) -> re.Match[str] | None:
    matches = [found for pattern in _PATTERNS if (found := pattern.match(shape, at))]
    return max(matches, key=re.Match.end, default=None)


def _minutes(lexemes: Sequence[Lexeme], found: re.Match[str]) -> int | None:
    total = Decimal(0)
    for name in found.re.groupindex:
        if found[name] is None:
            continue
        value = lexemes[found.start(name)].value
        least, most = _LIMITS.get(name, (value, value))
        if not least <= value <= most:
            return None
        if name == "share":
            total += lexemes[found.start("count")].value * MINUTES_PER_HOUR / value
        total += value * _MINUTES_EACH.get(name, 0)
    whole = total == total.to_integral_value() and 0 < total <= MOST_MINUTES
    return int(total) if whole else None
