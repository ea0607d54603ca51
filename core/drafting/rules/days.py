"""The days of tasks, and those that were taken back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from core.drafting.checked import READABLE, Source
from core.drafting.rules.phrases import Phrases
from core.drafting.rules.spans import Span
from core.language.dates import SpokenDate, find_dates

_NEAR = 40


@dataclass(frozen=True, slots=True, order=True)
class Day:
    """A day of work as it was said."""

    span: Span
    day: date


def spoken_days(source: Source, phrases: Phrases) -> tuple[list[Day], list[Span]]:
    """The days in order, and the stretches that were taken back with the words that did so.

    Of a day that was corrected the later one counts; whether it can be read surely is for the check to say.
    """
    sure = [Day(Span(one.start, one.end), one.day) for one in source.dates]
    days = [day for day in sure if not source.is_order(day.span.start, day.span.end)]
    gone: list[Span] = []
    for marker in phrases.correction.finditer(source.dictated):
        earlier = _last(source, marker.start())
        later = _first(source, marker.end())
        if earlier is None or any(day.span == earlier.span for day in days):
            continue
        if later is None:
            days.append(earlier)
            continue
        gone += [earlier.span, Span.of(marker)]
        days.append(later)
    return _apart(days), gone


def _last(source: Source, before: int) -> Day | None:
    """The last day said before a place, and near it."""
    found = [Day(Span(one.start, one.end), one.day) for one in _read(source, source.dictated[:before])]
    last = max(found, default=None)
    return last if last and before - last.span.end <= _NEAR else None


def _first(source: Source, after: int) -> Day | None:
    """The first day said behind a place, and near it."""
    found = _read(source, source.dictated[after:])
    days = [Day(Span(after + one.start, after + one.end), one.day) for one in found]
    first = min(days, default=None)
    return first if first and first.span.start - after <= _NEAR else None


def _read(source: Source, text: str) -> Iterator[SpokenDate]:
    for language in READABLE:
        yield from find_dates(text, language, source.context.day)


def _apart(days: list[Day]) -> list[Day]:
    """The days in order; of two that overlap, as the languages may have it, the longer."""
    kept: list[Day] = []
    for day in sorted(days, key=lambda one: (one.span.start, -one.span.end)):
        if not any(day.span.meets(other.span) for other in kept):
            kept.append(day)
    return kept
