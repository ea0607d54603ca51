"""Time said by its ends: "from nine to ten thirty", "9 a.m. until noon", "de neuf heures à midi".

What is understood becomes one lexeme that is worth the minutes in between. An end that does not say which
half of the day it is in takes the one nearest to the other end; without any such word both are in the same
half. Backwards, of no length, or open to two readings, a range is not understood: it is talk of the clock.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from core.language.lexemes import MINUTES_PER_HOUR, Lexeme, shape_of

RANGE: Final = "5"

_HALF_DAY: Final = 12 * MINUTES_PER_HOUR
_DAY: Final = 2 * _HALF_DAY
_QUARTER: Final = 15
_MOST_HOUR: Final = 23

_NAMED: Final = {"0": 0, "1": _HALF_DAY}
_FIXED = "[01]"
_PART = "(?:d?,?[cQ]|d)"
# The ends as they are said; every way to say one that has hours and nothing else is a `_PLAIN` one.
_PLAIN = f"I(?!H){_PART}?"
_ENGLISH = f"(?:C{_PART}?|IO?I{_PART}?|(?:h|a?q|I)2I{_PART}?|a?q>I{_PART}?|{_FIXED}|{_PLAIN})"
_FRENCH = f"(?:C{_PART}?|IH(?:&a?[hq]|&Iq|slq|I)?{_PART}?|{_FIXED}(?:&h|&q|I)?)"
_SURE = f"(?:C{_PART}?|I(?:O?I)?d?,?[cQ]|IO?Id?|{_FIXED})"
_FREE = "(?<![LU])"
_OPEN = "(?<![LAKU8NIG~<])"
_CLOSED = r"(?![&]?a?[hqtf]|[HMTUGNIDZFCPOEo%L>JX_xrsz]|,?[>J_]|&a?[IHhqg])"
_ENDED = "[,;]?&?,?[wy]{0,2}Y"
_LINK = f"(?:;?[>J_]|{_ENDED})"
# Without a word such as "from", and with whole hours alone, other things are counted so too: "nine to ten".
_PATTERNS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_FREE}S(?P<one>{_ENGLISH}){_LINK}(?P<two>{_ENGLISH}){_CLOSED}",
        rf"{_OPEN}(?P<one>{_SURE});?[>J_](?P<two>{_ENGLISH}){_CLOSED}",
        rf"{_OPEN}(?P<one>{_PLAIN})J(?P<two>{_SURE}){_CLOSED}",
        rf"{_FREE}[oS](?P<one>{_FRENCH})(?:[XJ]|{_ENDED})(?P<two>{_FRENCH}){_CLOSED}",
        rf"{_OPEN}(?P<one>C)[XJ](?P<two>{_FRENCH}){_CLOSED}",
    )
)
_BARE = re.compile("I")
# "Réunion de deux heures à neuf heures" may be one of two hours.
_LASTING = re.compile("oIH(?:&h|&?a?q)?")
_FIRST_WORKING_HOUR: Final = 7
_WINDOW: Final = 16
_BEGINS = re.compile("[,;&yp9R5]")
_MOVED = re.compile("6[^,;]{0,12}$")
_GOES_ON = re.compile("[,;&pjyRn3]")
_FIRST: Final = frozenset("SoICahq01")


def with_ranges(lexemes: Sequence[Lexeme]) -> list[Lexeme]:
    """The lexemes with every range of clock times as one; one that is not understood is worth nothing."""
    shape = shape_of(lexemes)
    joined: list[Lexeme] = []
    at = 0
    for found in _ranges(lexemes, shape):
        moved = _MOVED.search(shape, max(0, found.start() - _WINDOW), found.start())
        minutes = None if moved else _minutes(lexemes, found)
        joined.extend(lexemes[at : found.start()])
        start, end = lexemes[found.start()].start, lexemes[found.end() - 1].end
        joined.append(Lexeme(RANGE if minutes else "w", start, end, Decimal(minutes or 0)))
        at = found.end()
    return [*joined, *lexemes[at:]]


def _ranges(lexemes: Sequence[Lexeme], shape: str) -> Iterator[re.Match[str]]:
    at = 0
    while at < len(shape):
        found = _longest(shape, at) if shape[at] in _FIRST else None
        if found is None or not _is_of_the_clock(lexemes, shape, found):
            at += 1
            continue
        yield found
        at = found.end()


def _longest(shape: str, at: int) -> re.Match[str] | None:
    matches = [found for pattern in _PATTERNS if (found := pattern.match(shape, at))]
    return max(matches, key=re.Match.end, default=None)


def _is_of_the_clock(lexemes: Sequence[Lexeme], shape: str, found: re.Match[str]) -> bool:
    """Whole hours alone ("from five to six") are clock times only where nothing else can be meant."""
    begins = bool(_BEGINS.match(shape, found.start() - 1))
    if _LASTING.fullmatch(found[0][: found.end("one") - found.start()]):
        return begins or lexemes[found.start("one")].value >= _FIRST_WORKING_HOUR
    bare = _BARE.fullmatch(found["one"]) and _BARE.fullmatch(found["two"])
    return not bare or (begins and bool(_GOES_ON.match(shape, found.end())))


def _minutes(lexemes: Sequence[Lexeme], found: re.Match[str]) -> int | None:
    one = _minute_of_face(found["one"], lexemes[found.start("one") :])
    two = _minute_of_face(found["two"], lexemes[found.start("two") :])
    if one is None or two is None:
        return None
    by_24 = max(one, two) >= _HALF_DAY + MINUTES_PER_HOUR
    starts = _readings(found["one"], one, by_24=by_24)
    ends = {_DAY} if found["two"] == "0" else _readings(found["two"], two, by_24=by_24)
    if len(starts) > 1 and len(ends) > 1:
        start, end = min(starts), min(ends)
        starts, ends = {start}, {end + _HALF_DAY if end < MINUTES_PER_HOUR <= start else end}
    if len(starts) == len(ends) == 1:
        return next((end - start for start in starts for end in ends if end > start), None)
    lengths = {end - start for start in starts for end in ends if 0 < end - start < _DAY}
    if by_24:
        return two - one if lengths == {two - one} else None
    return min((length for length in lengths if length < _HALF_DAY), default=None)


def _readings(end: str, minute: int, *, by_24: bool) -> set[int]:
    """The minutes after midnight that an end may mean: two, unless it says the half of the day."""
    early = minute % _HALF_DAY
    if end[0] in _NAMED or minute >= _HALF_DAY + MINUTES_PER_HOUR or (by_24 and minute >= _HALF_DAY):
        return set() if "c" in end else {minute}
    if "c" in end:
        return {early}
    return {early + _HALF_DAY} if "Q" in end else {early, early + _HALF_DAY}


def _minute_of_face(end: str, lexemes: Sequence[Lexeme]) -> int | None:
    """The time as hour and minute were said, in minutes after midnight."""
    if end[0] == "C":
        minute = int(lexemes[0].value)
        return minute if minute < _DAY else None
    numbers = [int(lexeme.value) for kind, lexeme in zip(end, lexemes, strict=False) if kind == "I"]
    named = _NAMED.get(end[0])
    rest = _offset(end, numbers)
    if named is not None or rest is None:
        return None if rest is None or named is None else named + rest
    hour = numbers[-1] if "2" in end or ">" in end else numbers[0]
    return hour * MINUTES_PER_HOUR + rest if 0 < hour <= _MOST_HOUR else None


def _offset(end: str, numbers: Sequence[int]) -> int | None:
    """The minutes past (or, negative, to) the hour."""
    if "h" in end:
        return 2 * _QUARTER
    if "q" in end:
        quarters = numbers[1] if "&Iq" in end else 1
        before = ">" in end or "s" in end
        return -_QUARTER if before else (quarters * _QUARTER if quarters <= 3 else None)  # noqa: PLR2004 - of four
    if "2" in end:
        minutes = numbers[0] if len(numbers) > 1 else None
    elif end[0] in _NAMED:
        minutes = numbers[0] if numbers else 0
    else:
        minutes = numbers[1] if len(numbers) > 1 else 0
    return minutes if minutes is not None and minutes < MINUTES_PER_HOUR else None
