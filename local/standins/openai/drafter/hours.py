"""Times worked, as plainly spoken or written in a transcript."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from local.standins.openai.drafter.spans import Span

_ONES = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen
"""
ONES = _ONES.split()
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]

_ONE = "|".join(sorted(ONES, key=len, reverse=True))
_NUMBER = rf"(?:\d{{1,3}}|(?:{'|'.join(TENS)})(?:[- ](?:{_ONE}))?|{_ONE})"
_DIGIT = rf"(?:\d|oh|{'|'.join(ONES[:10])})"
_UNIT = r"(?:\s+(?:of\s+an\s+)?hours?\b)?"
_NOT_A_TIME = re.compile(
    r"\b(?:section|clause|paragraph|article|rule|exhibit|schedule|version|page|item)\.?\s+$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class SpokenHours:
    """Hours, to two decimals, and where they were said."""

    value: Decimal
    span: Span


def _number(text: str) -> Decimal:
    """Return the number that digits, number words, "a" or "an" stand for."""
    words = text.lower().replace("-", " ").split()
    if words[0].isdigit():
        return Decimal(words[0])
    if words[0] in ("a", "an"):
        return Decimal(1)
    return Decimal(sum(ONES.index(word) if word in ONES else 10 * TENS.index(word) + 20 for word in words))


def _spoken_decimal(match: re.Match[str]) -> Decimal:
    said = match["digits"].lower().replace("oh", "zero").split()
    digits = "".join(word if word.isdigit() else str(ONES.index(word)) for word in said)
    return Decimal(f"{_whole(match['n'])}.{digits}")


def _whole(text: str | None) -> Decimal:
    return _number(text) if text and text.lower() != "oh" else Decimal(0)


def _hours_and_part(match: re.Match[str]) -> Decimal:
    part = Decimal("0.5") if match["part"].lower() == "half" else Decimal("0.25")
    return _number(match["n"]) + part


def _hours_and_minutes(match: re.Match[str]) -> Decimal:
    return _number(match["n"]) + _number(match["minutes"]) / 60


# The longest forms come first: a later form never takes words an earlier one has taken.
_FORMS: list[tuple[str, Callable[[re.Match[str]], Decimal]]] = [
    (rf"(?P<n>{_NUMBER}|an?)\s+hours?\s+and\s+(?:an?\s+)?(?P<part>half|quarter)\b", _hours_and_part),
    (rf"(?P<n>{_NUMBER})\s+and\s+a\s+(?P<part>half|quarter)\s+hours?\b", _hours_and_part),
    (
        rf"(?P<n>{_NUMBER}|an?)\s+hours?,?\s+(?:and\s+)?(?P<minutes>{_NUMBER})\s+minutes?\b",
        _hours_and_minutes,
    ),
    (r"(?:a\s+)?half\s+(?:of\s+)?(?:an?\s+)?hour\b", lambda _: Decimal("0.5")),
    (
        r"(?:(?P<n>an?|one|two|three)\s+)?quarters?\s+(?:of\s+an\s+)?hours?\b",
        lambda match: _number(match["n"] or "a") / 4,
    ),
    (rf"(?P<n>{_NUMBER}|a)\s+tenths?\b{_UNIT}", lambda match: _number(match["n"]) / 10),
    (rf"(?:(?P<n>{_NUMBER}|oh)\s+)?point\s+(?P<digits>{_DIGIT}(?:\s+{_DIGIT})?)\b{_UNIT}", _spoken_decimal),
    (rf"(?<![\d.$])(?P<n>\d{{0,2}}\.\d{{1,2}})(?!\.?\d){_UNIT}", lambda match: Decimal(match["n"])),
    (rf"(?P<n>{_NUMBER}|an?)\s+hours?\b", lambda match: _number(match["n"])),
    (rf"(?P<n>{_NUMBER}|a)\s+minutes?\b", lambda match: _number(match["n"]) / 60),
]
_PATTERNS = [(re.compile(rf"(?<!\w){form}", re.IGNORECASE), value) for form, value in _FORMS]


def find_hours(text: str) -> list[SpokenHours]:
    """Return every time worked that was named, in the order of the text."""
    found: list[SpokenHours] = []
    for pattern, value in _PATTERNS:
        for match in pattern.finditer(text):
            span = Span.of(match)
            if not span.overlaps(hours.span for hours in found) and not _NOT_A_TIME.search(
                text[: span.start]
            ):
                found.append(SpokenHours(_two_decimals(value(match)), span))
    return sorted((hours for hours in found if hours.value), key=lambda hours: hours.span)


def _two_decimals(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def as_text(value: Decimal) -> str:
    """Return hours without trailing zeros: 0.3, 2, 1.25."""
    return f"{value.normalize():f}"
