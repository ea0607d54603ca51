"""The narrative of a task: what was said of it, without its time, date and matter."""

import re
from dataclasses import dataclass
from itertools import pairwise

from local.standins.openai.drafter.spans import Span

_EDGE = re.compile(
    r"^(?:[\s.,;:\u2013-]|(?:and|then|next|for|also)\b(?=[\s.,;:]|$))+|[\s.,;:\u2013-]+$", re.IGNORECASE
)
_LEAD_IN = re.compile(r"\s*\b(?:for|on|in|under|to|re|regarding|about)\s+(?:the\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Narrative:
    """A sentence and the stretch of transcript it was made of."""

    text: str
    span: Span


def with_lead_in(text: str, span: Span, floor: int) -> Span | None:
    """Return a matter phrase with its preposition ("for the"); None where it is the verb's object."""
    before = text[floor : span.start]
    lead_in = _LEAD_IN.search(before)
    if lead_in:
        return Span(floor + lead_in.start(), span.end)
    return None if re.search(r"\b(?:the|a|an|this|that)\s+$", before, re.IGNORECASE) else span


def stands_alone(text: str, span: Span, task: Span) -> bool:
    """Return whether a stretch is a clause of its own, between stops or the ends of the task."""
    before, after = text[task.start : span.start].rstrip(), text[span.end : task.end].lstrip()
    return (not before or before[-1] in ".,;:") and (not after or after[0] in ".,;:")


def narrate(text: str, task: Span, removed: list[Span]) -> Narrative | None:
    """Return what a task says apart from the removed stretches, or None when that is nothing."""
    pieces = [piece for kept in _kept(task, removed) if (piece := _stripped(text, kept))]
    if not pieces:
        return None
    sentence = _capital(pieces[0].cut(text))
    for before, piece in pairwise(pieces):
        sentence += _joined(text[before.end : piece.start], piece.cut(text))
    return Narrative(f"{' '.join(sentence.split())}.", Span(pieces[0].start, pieces[-1].end))


def _joined(gap: str, words: str) -> str:
    """Return the next words behind the mark that stood somewhere in the gap before them."""
    if re.search(r"[.?!](?=\s)", gap):
        return f". {_capital(words)}"
    return f", {words}" if "," in gap else f" {words}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _kept(task: Span, removed: list[Span]) -> list[Span]:
    kept, start = [], task.start
    for gap in sorted(removed):
        kept.append(Span(start, max(start, gap.start)))
        start = max(start, gap.end)
    return [*kept, Span(start, task.end)]


def _stripped(text: str, kept: Span) -> Span | None:
    piece = kept.cut(text)
    inner = _EDGE.sub("", piece)
    if not re.search(r"\w", inner):
        return None
    start = kept.start + piece.index(inner)
    return Span(start, start + len(inner))
