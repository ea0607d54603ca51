"""Numbers of matters as they are written and as they are spoken, digit by digit or as usual.

A reading is the digits with a hyphen where one was said: "twenty twenty-six dash zero zero one" and
"two zero two six dash double oh one" both read 2026-001.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from core.language import english, french
from core.language.tokens import fold
from core.language.vocabulary import LONGEST_PHRASE, plain

LEAST_DIGITS: Final = 3
_MOST_READINGS = 24
_LONGEST_RUN = 24
_TOKEN = re.compile(r"\d+(?:[-\u2010\u2011\u2013/.]\d+)*|[^\W\d_]+|[,;:!?]|\.(?!\w)")
_SIGNS = re.compile(r"\D+")
_DIGITS = re.compile(r"[0-9]+")
_DASHES: Final = frozenset({"dash", "hyphen", "slash", "stroke", "dot", "tiret", "barre", "oblique"})
_TIMES: Final = {"double": 2, "triple": 3}
_ZERO: Final = frozenset({"oh", "o", "nought"})
_GROUPS: Final = {"hundred": 100, "cent": 100, "thousand": 1000, "mille": 1000}


def _phrases() -> dict[tuple[str, ...], int]:
    words = (*english.number_words(), *french.number_words())
    return {tuple(phrase.split()): value for phrase, value in words}


_VALUES: Final = _phrases()
_AND: Final = frozenset({"and", "et"})
_NUMBER_WORDS: Final = (
    frozenset(word for phrase in _VALUES for word in phrase) - _AND | _ZERO | {*_TIMES, *_GROUPS}
)


@dataclass(frozen=True, slots=True)
class SpokenNumber:
    """A number as it may be read; `start` and `end` are character offsets."""

    readings: tuple[str, ...]
    start: int
    end: int


def written_numbers(number: str) -> tuple[str, ...]:
    """A matter's number as readings: whole, by its groups as counted numbers, and its last group."""
    groups = _DIGITS.findall(number)
    if not groups:
        return ()
    return tuple(dict.fromkeys(("".join(groups), counted("-".join(groups)), groups[-1])))


def counted(reading: str) -> str:
    """A reading with its groups as numbers, so that 2026-1 is 2026-001."""
    return "-".join(str(int(group)) for group in _SIGNS.split(reading) if group)


def spoken_numbers(text: str) -> tuple[SpokenNumber, ...]:
    """Every number in a text that has a reading of at least three digits."""
    found = (_spoken(run) for run in _runs(text))
    return tuple(number for number in found if number.readings)


def _runs(text: str) -> Iterator[list[re.Match[str]]]:
    """Runs of number words and plain figures; a figure with signs in it is whole by itself."""
    run: list[re.Match[str]] = []
    for token in _TOKEN.finditer(text):
        compound = token[0][0].isdecimal() and not token[0].isdecimal()
        in_run = not compound and _belongs(_key(token), _key(run[-1]) if run else "")
        if run and (not in_run or len(run) == _LONGEST_RUN):
            yield run
            run = []
        if compound:
            yield [token]
        elif in_run:
            run.append(token)
    if run:
        yield run


def _belongs(word: str, before: str) -> bool:
    if word in _AND:
        return before in _NUMBER_WORDS
    return word.isdecimal() or word in _NUMBER_WORDS or (word in _DASHES and before != "")


def _spoken(run: list[re.Match[str]]) -> SpokenNumber:
    while _key(run[-1]) in _AND:
        run = run[:-1]
    words = tuple(_key(token) for token in run)
    readings = (reading.strip("-") for reading in _readings(words))
    long = (reading for reading in readings if sum(map(str.isdecimal, reading)) >= LEAST_DIGITS)
    return SpokenNumber(tuple(dict.fromkeys(long)), run[0].start(), run[-1].end())


def _key(token: re.Match[str]) -> str:
    return plain(fold(token[0]))


def _readings(words: tuple[str, ...]) -> Iterable[str]:
    """The ways to read the words, from the longest phrases first, and no more than a few."""
    ways: list[dict[str, None]] = [{"": None}, *({} for _ in words)]
    for place in range(len(words)):
        for length, digits in _steps(words[place:]):
            for begun in ways[place]:
                if len(ways[place + length]) < _MOST_READINGS:
                    ways[place + length][begun + digits] = None
    return ways[-1]


def _steps(words: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """What the words can begin with: how many words, and their digits."""
    first = words[0]
    if first[0].isdecimal():
        yield 1, _SIGNS.sub("-", first)
    if first in _DASHES:
        yield 1, "-"
    if first in _ZERO:
        yield 1, "0"
    if first in _TIMES and words[1:]:
        yield from ((1 + length, digits * _TIMES[first]) for length, digits in _steps(words[1:]))
    for length, value in _counts(words):
        yield length, str(value)


def _counts(words: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Counted numbers that the words begin with, such as two thousand twenty-six; longest first."""
    for length, value in _below_hundred(words):
        yield from _grouped(words, length, value)
        yield length, value
    if words[0] in {"cent", "mille"}:
        yield from _grouped(words, 0, 1)


def _grouped(words: tuple[str, ...], length: int, value: int) -> Iterator[tuple[int, int]]:
    group = _GROUPS.get(words[length]) if words[length:] else None
    if group is None or not value:
        return
    rest = words[length + 1 :]
    skipped = 1 if rest[:1] in {("and",), ("et",)} else 0
    for more, added in _counts(rest[skipped:]) if rest[skipped:] else ():
        if added < group:
            yield length + 1 + skipped + more, value * group + added
    yield length + 1, value * group


def _below_hundred(words: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    for length in range(min(LONGEST_PHRASE, len(words)), 0, -1):
        if (value := _VALUES.get(words[:length])) is not None:
            yield length, value
