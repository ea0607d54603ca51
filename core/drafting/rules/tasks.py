"""Splitting of a transcript into the tasks that were dictated."""

import re
from collections.abc import Sequence
from itertools import pairwise

from core.drafting.rules.phrases import Phrases
from core.drafting.rules.spans import Span
from core.drafting.totals import is_total

_SENTENCE_END = re.compile(r"[.?!](?:\s|$)")
_WORD = re.compile(r"\w")


def is_empty(text: str, phrases: Phrases) -> bool:
    """Whether a text has no words but fillers."""
    return not _WORD.search(phrases.filler.sub("", text))


def split_tasks(text: str, times: Sequence[Span], phrases: Phrases) -> list[Span]:
    """One stretch per task.

    A spoken time (or "bookmark") starts a task; where words come before the first time, each time ends one.
    """
    anchors = _anchors(text, times, phrases)
    if len(anchors) <= 1:
        return [] if is_empty(text, phrases) else [Span(0, len(text))]
    if is_empty(phrases.day.sub("", text[: anchors[0].start]), phrases):
        bounds = [0, *(anchor.start for anchor in anchors[1:]), len(text)]
    else:
        bounds = [0, *(anchor.end for anchor in anchors[:-1]), len(text)]
    return [Span(start, end) for start, end in pairwise(bounds)]


def without_totals(text: str, times: Sequence[Span], language: str) -> list[Span]:
    """The times of tasks: a total of them is none, unless it is the only time that was said."""
    told = [time for time in times if not is_total(text, time.start, time.end, language)]
    return told or list(times)


def _anchors(text: str, times: Sequence[Span], phrases: Phrases) -> list[Span]:
    bookmarks = [Span.of(match, 1) for match in phrases.bookmark.finditer(text)]
    return sorted([*bookmarks, *(time for time in times if not _in_bookmark(text, time, bookmarks))])


def _in_bookmark(text: str, time: Span, bookmarks: Sequence[Span]) -> bool:
    before = [bookmark for bookmark in bookmarks if bookmark.end <= time.start]
    return bool(before) and not _SENTENCE_END.search(text[before[-1].end : time.start])
