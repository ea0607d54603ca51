"""Splitting of a transcript into the tasks that were dictated."""

import re
from itertools import pairwise

from local.standins.openai.drafter.hours import SpokenHours
from local.standins.openai.drafter.spans import Span

BOOKMARK = re.compile(r"(?:^|[.?!]\s+)(bookmark)\b", re.IGNORECASE)
DATE_WORD = re.compile(r"\b(?:today|yesterday)\b(?!['\u2019])", re.IGNORECASE)
FILLER = re.compile(r"\b(?:um|uh|er|okay|ok|so|and|then|next|also|new|time|entry|hello|hi)\b", re.IGNORECASE)
SENTENCE_END = re.compile(r"[.?!](?:\s|$)")
WORD = re.compile(r"\w")


def is_empty(text: str) -> bool:
    """Return whether a text has no words but fillers."""
    return not WORD.search(FILLER.sub("", text))


def split_tasks(text: str, hours: list[SpokenHours]) -> list[Span]:
    """Return one stretch per task.

    A spoken time (or "bookmark") starts a task; where words come before the first time, each time ends one.
    """
    anchors = _anchors(text, hours)
    if len(anchors) <= 1:
        return [] if is_empty(text) else [Span(0, len(text))]
    if is_empty(DATE_WORD.sub("", text[: anchors[0].start])):
        bounds = [0, *(anchor.start for anchor in anchors[1:]), len(text)]
    else:
        bounds = [0, *(anchor.end for anchor in anchors[:-1]), len(text)]
    return [Span(start, end) for start, end in pairwise(bounds)]


def _anchors(text: str, hours: list[SpokenHours]) -> list[Span]:
    bookmarks = [Span.of(match, 1) for match in BOOKMARK.finditer(text)]
    times = [hour.span for hour in hours if not _in_bookmark(text, hour.span, bookmarks)]
    return sorted([*bookmarks, *times])


def _in_bookmark(text: str, time: Span, bookmarks: list[Span]) -> bool:
    before = [bookmark for bookmark in bookmarks if bookmark.end <= time.start]
    return bool(before) and not SENTENCE_END.search(text[before[-1].end : time.start])
