"""The times of tasks: what was said as one, what adds up others, and what was taken back."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.drafting.checked import Source
from core.drafting.rules.phrases import Phrases
from core.drafting.rules.spans import Span
from core.drafting.totals import is_total
from core.language.durations import find_durations, find_totals, find_unclear, read_duration

_SENTENCE_END = re.compile(r"[.?!;\n](?:\s|$)")
_WORD = re.compile(r"\w")
_MOST_PARTS = 4


@dataclass(frozen=True, slots=True, order=True)
class Time:
    """A time as it was said; `minutes` is None where several stand together that do not agree.

    `words` are the durations within: others may stand between them.
    """

    span: Span
    minutes: int | None
    words: tuple[Span, ...]


def spoken_times(source: Source, phrases: Phrases) -> list[Time]:
    """The times of tasks in order; a total is none, unless nothing else was said."""
    said = [
        Time(Span(one.start, one.end), one.minutes, (Span(one.start, one.end),))
        for one in source.durations
        if not source.is_order(one.start, one.end)
    ]
    language = source.language or ""
    told = [one for one in said if not is_total(source.transcript, one.span.start, one.span.end, language)]
    read = _joined(source.dictated, told or said, language, phrases)
    return sorted([*read, *_misheard(source, phrases)])


def _misheard(source: Source, phrases: Phrases) -> Iterator[Time]:
    """Clauses that were meant to be times, and times that cannot be read surely."""
    unclear = [Span(start, end) for start, end in find_unclear(source.dictated, source.language or "")]
    misheard = map(Span.of, phrases.misheard_time.finditer(source.dictated))
    known = [Span(one.start, one.end) for one in source.durations]
    for span in [*unclear, *misheard]:
        if not any(span.meets(other) for other in known):
            known.append(span)
            yield Time(span, None, (span,))


def spoken_totals(source: Source) -> list[Span]:
    """Where times only sum up others."""
    if source.language is None:
        return []
    first = [
        Span(one.start, one.end)
        for one in source.durations
        if is_total(source.transcript, one.start, one.end, source.language)
    ]
    return [*first, *(Span(one.start, one.end) for one in find_totals(source.dictated, source.language))]


def times_taken_back(source: Source, phrases: Phrases) -> list[Span]:
    """The times that a correction took back, and the words that did so."""
    text, language = source.dictated, source.language or ""
    kept = {one.start for one in source.durations}
    gone: list[Span] = []
    for marker in phrases.correction.finditer(text):
        earlier = find_durations(text[: marker.start()], language)
        if earlier and (
            earlier[-1].start not in kept or _is_before_a_time(text, earlier[-1].end, marker, kept)
        ):
            gone += [Span(earlier[-1].start, earlier[-1].end), Span.of(marker)]
    return gone


def _is_before_a_time(text: str, earlier: int, marker: re.Match[str], starts: Collection[int]) -> bool:
    """Whether a time follows in the same sentence; then it counts, read as a correction or not."""
    near = not _SENTENCE_END.search(text[earlier : marker.start()])
    return near and any(
        start - marker.end() >= 0 and not text[marker.end() : start].strip(" ,") for start in starts
    )


def _joined(text: str, said: Sequence[Time], language: str, phrases: Phrases) -> list[Time]:
    joined: list[Time] = []
    at = 0
    while at < len(said):
        lengths = range(min(_MOST_PARTS, len(said) - at), 1, -1)
        ones = (_as_one(text, said[at : at + length], language, phrases) for length in lengths)
        one = next(filter(None, ones), said[at])
        joined.append(one)
        at += len(one.words)
    return joined


def _as_one(text: str, run: Sequence[Time], language: str, phrases: Phrases) -> Time | None:
    """Times that are one: the same one again, a sum, or a contradiction; None for those of several tasks."""
    span = run[0].span.upto(run[-1].span)
    gaps = [text[one.span.end : other.span.start] for one, other in pairwise(run)]
    if any(_SENTENCE_END.search(gap) for gap in gaps):
        return None
    words = tuple(one.span for one in run)
    read = read_duration(span.cut(text), language)
    if read and (not read.parts or all(phrases.plus.fullmatch(gap) for gap in gaps)):
        return Time(span, read.minutes, words)
    bare = not any(_WORD.search(phrases.filler.sub("", gap)) for gap in gaps)
    return Time(span, None, words) if bare else None
