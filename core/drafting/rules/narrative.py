"""The narrative of a task: what was said of it, without its time, date and matter."""

import re
from dataclasses import dataclass
from itertools import pairwise

from core.drafting.rules.phrases import Phrases
from core.drafting.rules.spans import Span


@dataclass(frozen=True, slots=True)
class Narrative:
    """A sentence and the stretch of transcript it was made of."""

    text: str
    span: Span


def with_lead_in(text: str, span: Span, floor: int, phrases: Phrases) -> Span | None:
    """A matter phrase with its preposition ("for the"); None where it is the verb's object."""
    before = text[floor : span.start]
    lead_in = phrases.lead_in.search(before)
    if lead_in:
        return Span(floor + lead_in.start(), span.end)
    return None if phrases.article.search(before) else span


def stands_alone(text: str, span: Span, task: Span) -> bool:
    """Whether a stretch is a clause of its own, between stops or the ends of the task."""
    before, after = text[task.start : span.start].rstrip(), text[span.end : task.end].lstrip()
    return (not before or before[-1] in ".,;:") and (not after or after[0] in ".,;:")


def narrate(text: str, task: Span, removed: list[Span], phrases: Phrases) -> Narrative | None:
    """What a task says apart from the removed stretches, or None when that is nothing."""
    pieces = [piece for kept in _kept(task, removed) if (piece := _stripped(text, kept, phrases))]
    if not pieces:
        return None
    sentence = _capital(pieces[0].cut(text))
    for before, piece in pairwise(pieces):
        sentence += _joined(text[before.end : piece.start], piece.cut(text))
    return Narrative(f"{' '.join(sentence.split())}.", Span(pieces[0].start, pieces[-1].end))


def _joined(gap: str, words: str) -> str:
    """The next words behind the mark that stood somewhere in the gap before them."""
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


def _stripped(text: str, kept: Span, phrases: Phrases) -> Span | None:
    piece = kept.cut(text)
    inner = phrases.edge.sub("", piece)
    if not re.search(r"\w", inner):
        return None
    start = kept.start + piece.index(inner)
    return Span(start, start + len(inner))
