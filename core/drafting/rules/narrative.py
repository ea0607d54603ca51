"""The narrative of a task: what was said of it, without its time, date and matter."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.drafting.rules.phrases import Phrases
from core.drafting.rules.pieces import Piece
from core.drafting.rules.spans import Span

_WORD = re.compile(r"\w")
_HESITATION = re.compile(r"(?:,\s*)?\b(?:um|uh|er|euh|hum)\b,?\s*", re.IGNORECASE)
_STOP = re.compile(r"[.?!](?=\s|$)")


@dataclass(frozen=True, slots=True)
class Narrative:
    """A sentence and the stretch of transcript it was made of."""

    text: str
    span: Span


def narrate(pieces: Sequence[Piece], phrases: Phrases) -> Narrative | None:
    """What the pieces tell of the work, or None when that is nothing."""
    kept = [_kept(piece, phrases) for piece in pieces]
    told = [(piece, spans) for piece, spans in zip(pieces, kept, strict=True) if spans]
    sentences = [sentence for piece, spans in told for sentence in _sentences(piece, spans, phrases)]
    if not sentences:
        return None
    whole = Span(told[0][1][0].start, told[-1][1][-1].end)
    return Narrative(f"{'. '.join(sentences)}.", whole)


def _kept(piece: Piece, phrases: Phrases) -> list[Span]:
    gaps = piece.said.removed(piece.span)
    marks = [piece.bookmark] if piece.bookmark else []
    spans = piece.span.without([*gaps, *marks])
    return [inner for span in spans if (inner := _stripped(piece.said.text, span, phrases))]


def _sentences(piece: Piece, spans: Sequence[Span], phrases: Phrases) -> Iterator[str]:
    """The stretches joined by the marks that stood between them, and begun as narratives begin."""
    text = piece.said.text
    joined = spans[0].cut(text)
    for before, after in pairwise(spans):
        gap = text[before.end : after.start]
        joined += (". " if _STOP.search(gap) else ", " if "," in gap else " ") + after.cut(text)
    for sentence in _STOP.split(_HESITATION.sub(" ", joined)):
        words = " ".join(sentence.split())
        begun = phrases.speaker.match(words)
        told = words[begun.end() :] if begun and begun.end() < len(words) else words
        if _WORD.search(told):
            yield told[:1].upper() + told[1:]


def _stripped(text: str, span: Span, phrases: Phrases) -> Span | None:
    piece = span.cut(text)
    inner = phrases.edge.sub("", piece)
    while (shorter := phrases.edge.sub("", inner)) != inner:
        inner = shorter
    if not _WORD.search(phrases.filler.sub("", inner)):
        return None
    start = span.start + piece.index(inner)
    return Span(start, start + len(inner))
