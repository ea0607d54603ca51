"""Keeps out of a narrative what was said off the record and nowhere else.

A sentence goes that has a name or a number said only there, two telling words said only there, or three
telling words in a row as they were said there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.drafting.checked import Source
from core.drafting.same_words import meanings, telling
from core.drafting.sentences import sentences

_MOST_WORDS = 1
_RUN = 3


@dataclass(frozen=True, slots=True)
class _Private:
    """The words said off the record alone, those of them that are names or numbers, and their runs."""

    words: frozenset[str]
    marked: frozenset[str]
    runs: frozenset[tuple[str, ...]]


def without_private(narrative: str, source: Source) -> str:
    """The narrative less every sentence that tells what was said off the record; it may be all."""
    if not source.private:
        return narrative
    private = _private(source)
    kept = (narrative[start:end] for start, end in sentences(narrative))
    return " ".join(sentence.strip() for sentence in kept if not _tells(sentence, private))


def _private(source: Source) -> _Private:
    said = [source.transcript[start:end] for start, end in source.hidden]
    public = meanings(source.dictated)
    words = [word for text in said for word in telling(text) if word.meaning not in public]
    marked = (word.meaning for word in words if word.is_name or word.meaning.isdecimal())
    runs = {run for text in said for run in _runs(text)} - set(_runs(source.dictated))
    return _Private(frozenset(word.meaning for word in words), frozenset(marked), frozenset(runs))


def _tells(sentence: str, private: _Private) -> bool:
    said = meanings(sentence)
    told = said & private.words
    return (
        bool(said & private.marked) or len(told) > _MOST_WORDS or not private.runs.isdisjoint(_runs(sentence))
    )


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words: Sequence[str] = [word.meaning for word in telling(text)]
    yield from (tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))
