"""Work dates as lawyers say and type them, in English and French, read by rules alone.

Work lies in the past: a weekday, a day of the month or a date without a year is the latest such day that
is not after the recording, within a year. A weekday's own name said on it is that very day, with "last" the
one a week before. A year that is said counts as said, even if it lies ahead.

A date is a work date only where it stands as one:

- a day counted from today (today, last night, two days ago) stands anywhere in a clause, but for one that
  goes on from an event, a sending or a "who" ("re the hearing yesterday", "the letter sent yesterday");
- any other date stands where a clause begins, with "on", or bare if a stop, a number, "I" or plain work words
  follow; where a sentence begins also behind "for" or "dated"; and within a clause, bare or with "on", if the
  clause names no event, topic or purpose and does not run on into words that the date could belong to;
- it never stands behind a determiner or "of" ("the April 5 letter"), a label, "is", "by", "since" and the
  like, before a genitive or an event, or where the speaker names several days;
- of a day taken back ("Monday, no, Tuesday") nothing stands: the later day takes its place.

Not understood is whatever else could be meant: 3/4, a "last week", "this Tuesday", a weekday that does not
fit its date, a day that no month has.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from core.language.dates_context import Standing, stand_together, standing, takes_back
from core.language.dates_english import ENGLISH_DATES
from core.language.dates_french import FRENCH_DATES
from core.language.dates_grammar import Form, forms
from core.language.lexeme import Lexeme, shape_of
from core.language.lexemes import lex
from core.language.tokens import APOSTROPHES, HYPHENS
from core.language.vocabulary import Vocabulary

_VOCABULARIES: Final[Mapping[str, Vocabulary]] = MappingProxyType({"en": ENGLISH_DATES, "fr": FRENCH_DATES})
_NEAR: Final = 4
_SENTENCE_ENDS = frozenset(".?!;\n")


@dataclass(frozen=True, slots=True)
class SpokenDate:
    """A day of work in the lawyer's own calendar, and the span and words of the text that say it."""

    day: date
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class _Reading:
    """A text with every form of a date in it and what each turned out to be."""

    text: str
    lexemes: Sequence[Lexeme]
    judged: Sequence[tuple[Form, Standing]]


def find_dates(text: str, language: str, recorded_on: date) -> tuple[SpokenDate, ...]:
    """Every work date that the text says surely, in order.

    `recorded_on` is the lawyer's local day of the recording.
    Raises KeyError when the language is neither "en" nor "fr".
    """
    reading = _read(text, language, recorded_on)
    spoken = (_spoken(reading, form) for form, says in reading.judged if says is Standing.WORK_DATE)
    return tuple(one for one in spoken if one)


def read_date(quote: str, language: str, recorded_on: date) -> SpokenDate | None:
    """The one work date that the quote says.

    None when it says none, when a date in it is unclear, and when it says several days.
    Raises KeyError when the language is neither "en" nor "fr".
    """
    reading = _read(quote, language, recorded_on)
    if any(says is Standing.UNCLEAR for _, says in reading.judged):
        return None
    found = find_dates(quote, language, recorded_on)
    return found[0] if len({one.day for one in found}) == 1 else None


def _read(text: str, language: str, recorded_on: date) -> _Reading:
    lexemes = _without_corrections(text, lex(text, _VOCABULARIES[language]), recorded_on)
    shape = shape_of(lexemes)
    found = forms(text, lexemes, shape, recorded_on)
    says = [
        Standing.UNCLEAR if _is_glued(text, lexemes, shape, form) else standing(shape, form) for form in found
    ]
    for at, (one, other) in enumerate(pairwise(found)):
        between = text[lexemes[one.after - 1].end : lexemes[other.first].start]
        if one.day != other.day and stand_together(shape, one, other) and _SENTENCE_ENDS.isdisjoint(between):
            says[at] = says[at + 1] = Standing.UNCLEAR
    return _Reading(text, lexemes, list(zip(found, says, strict=True)))


def _without_corrections(text: str, lexemes: Sequence[Lexeme], recorded_on: date) -> list[Lexeme]:
    """The lexemes without the days that were taken back: "Monday, no, Tuesday" is Tuesday."""
    shape = shape_of(lexemes)
    kept: list[Lexeme] = []
    at = 0
    for earlier, later in pairwise(forms(text, lexemes, shape, recorded_on)):
        if earlier.day and later.day and takes_back(shape, earlier, later):
            kept.extend(lexemes[at : earlier.first])
            at = later.first
    return [*kept, *lexemes[at:]]


def _is_glued(text: str, lexemes: Sequence[Lexeme], shape: str, form: Form) -> bool:
    """Whether a form goes on without a space: Tuesday-ish, M-2026-03-03; or as March 3 '25.

    A genitive does not count: what it is of is judged as any other word.
    """
    start, end = lexemes[form.first].start, lexemes[form.after - 1].end
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    apostrophes = frozenset() if shape[form.after] == "g" else APOSTROPHES
    is_short_year = text[end : end + _NEAR].lstrip()[:1] in apostrophes
    glue = HYPHENS | {"_", "/"} | apostrophes
    return (
        before in HYPHENS | {"_", "/"}
        or before.isalnum()
        or after.isalnum()
        or after in glue
        or is_short_year
    )


def _spoken(reading: _Reading, form: Form) -> SpokenDate | None:
    start, end = reading.lexemes[form.first].start, reading.lexemes[form.after - 1].end
    return SpokenDate(form.day, start, end, reading.text[start:end]) if form.day else None
