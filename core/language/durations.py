"""Durations as lawyers say and type them, in English and French, read by rules alone.

What is read is exact; whatever cannot be read surely is not read at all. Not understood are decimals that
are no whole number of minutes (0.33 hours is 19.8), no time at all and more than a day, bounds ("more than
an hour"), sums, corrections, ranges and clock times.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from core.language.duration_context import (
    Verdict,
    has_unread_time,
    is_approximate,
    is_corrected,
    restates,
    verdict,
)
from core.language.duration_grammar import Form, forms
from core.language.english import ENGLISH
from core.language.french import FRENCH
from core.language.lexemes import Lexeme, lex, shape_of
from core.language.vocabulary import Vocabulary

_VOCABULARIES: Final[Mapping[str, Vocabulary]] = MappingProxyType({"en": ENGLISH, "fr": FRENCH})


@dataclass(frozen=True, slots=True)
class SpokenDuration:
    """A duration in whole minutes, the span and words of the text that say it, and whether it was "about"."""

    minutes: int
    start: int
    end: int
    quote: str
    approximate: bool


@dataclass(frozen=True, slots=True)
class _Reading:
    text: str
    lexemes: Sequence[Lexeme]
    shape: str
    judged: Sequence[tuple[Form, Verdict]]


def find_durations(text: str, language: str = "en") -> tuple[SpokenDuration, ...]:
    """Every duration that the text says surely, in order; each stands for itself, none is a sum.

    Raises KeyError when the language is neither "en" nor "fr".
    """
    reading = _read(text, language)
    return tuple(_spoken(reading, form) for form, says in reading.judged if says is Verdict.TIME)


def read_duration(quote: str, language: str = "en") -> SpokenDuration | None:
    """The one duration that the quote says.

    None when it says none, when anything in it that looks like time is unclear or corrected, and when it says
    several; only the same time said again at once ("0.1, that is six minutes") counts as one.
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
    return _one(reading, said)


def _read(text: str, language: str) -> _Reading:
    lexemes = lex(text, _VOCABULARIES[language])
    shape = shape_of(lexemes)
    return _Reading(text, lexemes, shape, [(form, verdict(shape, form)) for form in forms(lexemes, shape)])


def _one(reading: _Reading, said: Sequence[Form]) -> SpokenDuration | None:
    if any(a.minutes != b.minutes or not restates(reading.shape, a, b) for a, b in pairwise(said)):
        return None
    spoken = [_spoken(reading, form) for form in said]
    return replace(spoken[0], approximate=any(duration.approximate for duration in spoken))


def _spoken(reading: _Reading, form: Form) -> SpokenDuration:
    if form.minutes is None:
        raise AssertionError("a form without minutes is never a time")
    start, end = reading.lexemes[form.first].start, reading.lexemes[form.after - 1].end
    about = is_approximate(reading.shape, form)
    return SpokenDuration(form.minutes, start, end, reading.text[start:end], about)
