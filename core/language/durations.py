"""Durations as lawyers say and type them, in English and French, read by rules alone.

What is read is exact; whatever cannot be read surely is not read at all. Read are durations, ranges of clock
times, corrections (the last word wins), sums, and totals that agree with their parts. Not understood are
decimals that are no whole number of minutes (0.33 hours is 19.8), no time at all and more than a day, bounds
("more than an hour"), ranges that are backwards or ambiguous, and single clock times.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from core.language.clock_ranges import with_ranges
from core.language.corrections import without_corrections
from core.language.duration_context import (
    Verdict,
    has_unread_time,
    is_approximate,
    is_corrected,
    restates,
)
from core.language.duration_grammar import MOST_MINUTES, Form, forms
from core.language.english import ENGLISH
from core.language.french import FRENCH
from core.language.joined_numbers import with_articles
from core.language.lexeme import ClockRange, Lexeme, shape_of
from core.language.lexemes import lex
from core.language.sums import is_sum, is_total, judged
from core.language.vocabulary import Vocabulary

_VOCABULARIES: Final[Mapping[str, Vocabulary]] = MappingProxyType({"en": ENGLISH, "fr": FRENCH})


@dataclass(frozen=True, slots=True)
class SpokenDuration:
    """A duration in whole minutes, the span and words of the text that say it, and whether it was "about".

    `parts` are the durations that a sum was said in, in order; none for what was said as one. `clock` is
    where it lies in the day when it was said as one range of clock times, and None for everything else.
    """

    minutes: int
    start: int
    end: int
    quote: str
    approximate: bool
    parts: tuple["SpokenDuration", ...] = ()
    clock: ClockRange | None = None


@dataclass(frozen=True, slots=True)
class _Reading:
    text: str
    lexemes: Sequence[Lexeme]
    shape: str
    judged: Sequence[tuple[Form, Verdict]]


def find_durations(text: str, language: str = "en") -> tuple[SpokenDuration, ...]:
    """Every duration that the text says surely, in order; each stands for itself, none is a sum.

    A total of durations said before it is none of its own, and a duration taken back is none.
    Raises KeyError when the language is neither "en" nor "fr".
    """
    reading = _read(text, language)
    said = [form for form, says in reading.judged if says is Verdict.TIME]
    return tuple(
        _spoken(reading, form) for at, form in enumerate(said) if not (at and is_total(reading.shape, form))
    )


def read_duration(quote: str, language: str = "en") -> SpokenDuration | None:
    """The one duration that the quote says, as one or as a sum.

    None when it says none, when anything in it that looks like time is unclear, when its total disagrees with
    its parts, and when it says several that nothing adds up; the same time said again at once ("0.1, that is
    six minutes") counts as one.
    Raises KeyError when the language is neither "en" nor "fr".
    """
    reading = _read(quote, language)
    meant = [(form, says) for form, says in reading.judged if says is not Verdict.OTHER]
    if not meant or any(says is Verdict.UNCLEAR for _, says in meant):
        return None
    said = [form for form, _ in meant]
    if is_corrected(reading.shape, said[0]) or has_unread_time(
        reading.shape, [form for form, _ in reading.judged]
    ):
        return None
    return _one(reading, said) or _sum(reading, said)


def _read(text: str, language: str) -> _Reading:
    lexemes = without_corrections(with_ranges(with_articles(lex(text, _VOCABULARIES[language]))))
    shape = shape_of(lexemes)
    return _Reading(text, lexemes, shape, judged(shape, list(forms(lexemes, shape))))


def _one(reading: _Reading, said: Sequence[Form]) -> SpokenDuration | None:
    if any(a.minutes != b.minutes or not restates(reading.shape, a, b) for a, b in pairwise(said)):
        return None
    spoken = [_spoken(reading, form) for form in said]
    return replace(spoken[0], approximate=any(duration.approximate for duration in spoken))


def _sum(reading: _Reading, said: Sequence[Form]) -> SpokenDuration | None:
    """The sum of the parts; a total must come last and agree, and then adds up what no "and" does."""
    *before, last = said
    has_total = is_total(reading.shape, last)
    parts = [_spoken(reading, form) for form in (before if has_total else said)]
    total = sum(part.minutes for part in parts)
    if any(is_total(reading.shape, form) for form in before) or total > MOST_MINUTES:
        return None
    if (total != last.minutes) if has_total else not is_sum(reading.shape, said):
        return None
    about = any(part.approximate for part in parts) or is_approximate(reading.shape, last)
    start, end = parts[0].start, parts[-1].end
    if len(parts) == 1:
        return replace(parts[0], approximate=about)
    return SpokenDuration(total, start, end, reading.text[start:end], about, tuple(parts))


def _spoken(reading: _Reading, form: Form) -> SpokenDuration:
    if form.minutes is None:
        raise AssertionError("a form without minutes is never a time")
    start, end = reading.lexemes[form.first].start, reading.lexemes[form.after - 1].end
    about = is_approximate(reading.shape, form)
    clock = reading.lexemes[form.first].clock
    return SpokenDuration(form.minutes, start, end, reading.text[start:end], about, clock=clock)
