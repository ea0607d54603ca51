"""Time said by its ends: "from nine to ten thirty", "9 a.m. until noon", "de neuf heures à midi".

What is understood becomes one lexeme that is worth the minutes in between. An end that does not say which
half of the day it is in takes the one nearest to the other end; without any such word both are in the same
half. Backwards (but from an evening past midnight), of no length, or open to two readings, a range is not
understood: it is talk of the clock.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from core.language.lexeme import MINUTES_PER_HOUR, ClockRange, Lexeme, shape_of

RANGE: Final = "5"

_HALF_DAY: Final = 12 * MINUTES_PER_HOUR
_DAY: Final = 2 * _HALF_DAY
_QUARTER: Final = 15
_MOST_HOUR: Final = 23

_FIRST_WORKING_HOUR: Final = 7
_FIRST_24_HOUR: Final = 13
_EVENING: Final = 18 * MINUTES_PER_HOUR
_LONGEST_NIGHT: Final = 8 * MINUTES_PER_HOUR
_NAMED: Final = {"0": 0, "1": _HALF_DAY}
_FIXED = "[01]"
_PART = "(?:d?,?[cQ]|d)"
# The ends as they are said; every way to say one that has hours and nothing else is a `_PLAIN` one.
_PLAIN = f"I(?!H){_PART}?"
_TO_THE_HOUR = "a?q>I|I>I"
_ENGLISH = f"(?:C{_PART}?|IO?I{_PART}?|(?:h|a?q|I)2I{_PART}?|(?:{_TO_THE_HOUR}){_PART}?|{_FIXED}|{_PLAIN})"
_FRENCH_HOURS = f"IH(?:&a?[hq]|&Iq|sl?q|sI|I)?{_PART}?"
_FRENCH = f"(?:C{_PART}?|{_FRENCH_HOURS}|{_FIXED}(?:&h|&q|I)?)"
_FACE = f"IO?Id?|Id|(?:h|a?q|I)2Id?|{_FIXED}"
_SURE = f"(?:C{_PART}?|I(?:O?I)?d?,?[cQ]|{_FACE})"
_FREE = "(?<![LU])"
_OPEN = "(?<![LAKU8NIG~<4])"
_CLOSED = (
    r"(?![&]?a?[hqtf]|[HMTUGNIDZFCPOEoLJ_xrsz]|,?[J_]|X(?![wl])|,?>(?!l?[wK8])|&a?[IHhqg])(?:(?<!I)|(?!W))"
)
_ENDED = "[,;]?&?,?[wy]{0,2}Y;?"
_LINK = f"(?:;?[>J_]|{_ENDED})"
# Without a word such as "from", and with whole hours alone, other things are counted so too: "nine to ten".
# French hours are counted as they are told: each of those patterns has the least hour that is the clock's.
_PATTERNS: Final = tuple(
    (re.compile(pattern), least_hour)
    for pattern, least_hour in (
        (rf"{_FREE}S;?(?P<one>{_ENGLISH}){_LINK}(?P<two>{_ENGLISH}){_CLOSED}", 0),
        (rf"S[lawpW]{{1,4}}@(?P<one>{_ENGLISH}){_ENDED}(?P<two>{_ENGLISH}){_CLOSED}", 0),
        (rf"{_OPEN}(?P<one>{_SURE});?[>J_](?P<two>{_ENGLISH}){_CLOSED}", 0),
        (rf"{_OPEN}(?P<one>{_SURE}|{_PLAIN})J(?P<two>{_SURE}|a?q>Id?){_CLOSED}", 0),
        (rf"{_OPEN}(?P<bare>(?P<one>I))>(?P<two>{_SURE}){_CLOSED}", 0),
        (rf"4(?P<one>{_ENGLISH})&(?P<two>{_SURE}){_CLOSED}", 0),
        (rf"4(?P<one>{_SURE})&(?P<two>{_ENGLISH}){_CLOSED}", 0),
        (rf"{_FREE}[oS];?(?P<one>{_FRENCH})(?:[XJ]|{_ENDED})(?P<two>{_FRENCH}){_CLOSED}", 0),
        (rf"{_FREE}o(?P<one>I)X(?P<two>C|{_FRENCH_HOURS}){_CLOSED}", _FIRST_WORKING_HOUR),
        (rf"4(?P<one>{_FRENCH})&(?P<two>{_FRENCH}){_CLOSED}", _FIRST_WORKING_HOUR),
        (rf"{_OPEN}(?P<one>{_FRENCH_HOURS})X(?P<two>{_FIXED}(?:&h|&q|I)?){_CLOSED}", _FIRST_WORKING_HOUR),
        (rf"{_OPEN}(?P<one>{_FRENCH_HOURS})>(?P<two>{_FRENCH}){_CLOSED}", _FIRST_WORKING_HOUR),
        (rf"{_OPEN}(?P<one>IHI)X(?P<two>{_FRENCH}){_CLOSED}", _FIRST_WORKING_HOUR),
        (rf"{_OPEN}(?P<one>{_FRENCH_HOURS})X(?P<two>{_FRENCH}){_CLOSED}", _FIRST_24_HOUR),
        (rf"S[lawpoW]{{1,4}}X(?P<one>{_FRENCH}){_ENDED}(?P<two>{_FRENCH}){_CLOSED}", 0),
        (rf"{_OPEN}(?P<one>C|{_FIXED})[XJ>](?P<two>{_FRENCH}){_CLOSED}", 0),
    )
)
_BARE = re.compile("I")
# "Ten to two p.m." is 1:50.
_MINUTES_TO: Final = frozenset({5, 10})
_WHOLE_HOUR = re.compile(f"I{_PART}?|{_FIXED}")
# "Réunion de deux heures à neuf heures" may be one of two hours.
_LASTING = re.compile("oIH(?:&h|&?a?q)?")
_WINDOW: Final = 16
_BEGINS = re.compile("[,;&yp9R5]")
_MOVED = re.compile("6[^,;]{0,12}$")
_GOES_ON = re.compile("[,;&pjyRn3]")
_FIRST: Final = frozenset("SoICahq014")
_SAID_HALF: Final = re.compile("[cQ]")


def with_ranges(lexemes: Sequence[Lexeme]) -> list[Lexeme]:
    """The lexemes with every range of clock times as one; one that is not understood is worth nothing."""
    shape = shape_of(lexemes)
    joined: list[Lexeme] = []
    at = 0
    for found in _ranges(lexemes, shape):
        moved = _MOVED.search(shape, max(0, found.start() - _WINDOW), found.start())
        clock = None if moved else _clock(lexemes, found)
        joined.extend(lexemes[at : found.start()])
        start, end = lexemes[found.start()].start, lexemes[found.end() - 1].end
        minutes = Decimal(clock.end - clock.start if clock else 0)
        joined.append(Lexeme(RANGE if clock else "w", start, end, minutes, clock=clock))
        at = found.end()
    return [*joined, *lexemes[at:]]


def _ranges(lexemes: Sequence[Lexeme], shape: str) -> Iterator[re.Match[str]]:
    at = 0
    while at < len(shape):
        found = _longest(lexemes, shape, at) if shape[at] in _FIRST else None
        if found is None:
            at += 1
            continue
        yield found
        at = found.end()


def _longest(lexemes: Sequence[Lexeme], shape: str, at: int) -> re.Match[str] | None:
    matches = [
        found
        for pattern, least_hour in _PATTERNS
        if (found := pattern.match(shape, at)) and _is_of_the_clock(lexemes, shape, found, least_hour)
    ]
    return max(matches, key=re.Match.end, default=None)


def _is_of_the_clock(lexemes: Sequence[Lexeme], shape: str, found: re.Match[str], least_hour: int) -> bool:
    """Whole hours alone ("from five to six") are clock times only where nothing else can be meant."""
    begins = bool(_BEGINS.match(shape, found.start() - 1))
    hour = lexemes[found.start("one")].value if found["one"][0] == "I" else _MOST_HOUR
    if _LASTING.fullmatch(found[0][: found.end("one") - found.start()]):
        return begins or hour >= _FIRST_WORKING_HOUR
    one, two = (bool(_BARE.fullmatch(found[end])) for end in ("one", "two"))
    if one and least_hour:
        return begins and hour >= least_hour
    if hour < least_hour and not _SAID_HALF.search(found[0]):
        return False
    has_no_word = "bare" in found.re.groupindex
    if has_no_word and hour in _MINUTES_TO and _WHOLE_HOUR.fullmatch(found["two"]):
        return False
    is_bare = (one and two) or has_no_word
    return not is_bare or (begins and bool(_GOES_ON.match(shape, found.end())))


def _clock(lexemes: Sequence[Lexeme], found: re.Match[str]) -> ClockRange | None:
    one = _minute_of_face(found["one"], lexemes[found.start("one") : found.end("one")])
    two = _minute_of_face(found["two"], lexemes[found.start("two") : found.end("two")])
    if one is None or two is None:
        return None
    by_24 = max(one, two) >= _HALF_DAY + MINUTES_PER_HOUR
    starts = _readings(found["one"], one, by_24=by_24)
    ends = {_DAY} if found["two"] == "0" else _readings(found["two"], two, by_24=by_24)
    if len(starts) > 1 and len(ends) > 1:
        start, end = min(starts), min(ends)
        end += _HALF_DAY if end < MINUTES_PER_HOUR <= start else 0
        return ClockRange(start, end, sure=False) if start < end else None
    return _nearest(starts, ends, (one, two) if by_24 else None)


def _nearest(starts: set[int], ends: set[int], said: tuple[int, int] | None) -> ClockRange | None:
    """The one range that the ends can be; `said` are they as they were told on a clock of 24 hours."""
    both = len(starts) == len(ends) == 1
    pairs = [(start, end) for start in starts for end in ends if 0 < end - start < _DAY]
    if starts and ends and not pairs and (both or said):
        return _past_midnight(min(starts), min(ends))
    if said and not both and pairs != [said]:
        return None
    start, end = min(pairs, key=lambda pair: pair[1] - pair[0], default=(0, 0))
    is_near = both or said is not None or end - start < _HALF_DAY
    return ClockRange(start, end, sure=True) if start < end and is_near else None


def _past_midnight(start: int, end: int) -> ClockRange | None:
    """From the evening into the next morning; any other end before its start was misheard."""
    is_night = start >= _EVENING and end + _DAY - start <= _LONGEST_NIGHT
    return ClockRange(start, end + _DAY, sure=True) if is_night else None


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
        return minute if minute <= _DAY else None
    numbers = [int(lexeme.value) for kind, lexeme in zip(end, lexemes, strict=True) if kind == "I"]
    named = _NAMED.get(end[0])
    if ">" in end and numbers[0] <= _HALF_DAY // MINUTES_PER_HOUR and len(numbers) > 1:
        return None
    rest = _offset(end, numbers)
    if named is not None or rest is None:
        return None if rest is None or named is None else named + rest
    hour = numbers[-1] if "2" in end or ">" in end else numbers[0]
    minute = hour * MINUTES_PER_HOUR + rest
    return minute if ("H" in end or hour) and 0 <= minute <= (_DAY if "H" in end else _DAY - 1) else None


def _offset(end: str, numbers: Sequence[int]) -> int | None:
    """The minutes past (or, negative, to) the hour."""
    if "h" in end:
        return 2 * _QUARTER
    if "q" in end:
        quarters = numbers[1] if "&Iq" in end else 1
        before = ">" in end or "s" in end
        return -_QUARTER if before else (quarters * _QUARTER if quarters <= 3 else None)  # noqa: PLR2004 - of four
    if "s" in end or ">" in end:
        return -numbers["s" in end] if numbers["s" in end] < MINUTES_PER_HOUR else None
    if "2" in end:
        minutes = numbers[0] if len(numbers) > 1 else None
    elif end[0] in _NAMED:
        minutes = numbers[0] if numbers else 0
    else:
        minutes = numbers[1] if len(numbers) > 1 else 0
    return minutes if minutes is not None and minutes < MINUTES_PER_HOUR else None
