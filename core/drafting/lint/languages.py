"""Which language a line is in, told by its words, and the line read in it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from core.drafting.lint.english import ENGLISH
from core.drafting.lint.french import FRENCH
from core.drafting.lint.heads import head_at
from core.drafting.lint.tasks import Reading, read
from core.drafting.lint.times import bracketed_times
from core.drafting.lint.tokens import tokens
from core.drafting.lint.vocabulary import Vocabulary

_VOCABULARIES: Final[Mapping[str, Vocabulary]] = MappingProxyType(
    {one.code: one for one in (ENGLISH, FRENCH)}
)
_TELLING: Final = ("stop", "people", "empty")
# A time line says what it says in far fewer words; what stands behind them is not read.
_LONGEST: Final = 4_000


def read_line(narrative: str) -> Reading:
    """A line in the language of most of its words: English where both have as many."""
    text = narrative[:_LONGEST]
    vocabulary = max(_VOCABULARIES.values(), key=lambda one: _fit(text, one))
    return read(text, vocabulary, tuple(bracketed_times(text, vocabulary.code)))


def _fit(text: str, vocabulary: Vocabulary) -> int:
    words = tokens(text, vocabulary)
    known = sum(any(vocabulary.has(kind, word.text) for kind in _TELLING) for word in words)
    return known + (2 if words and head_at(words, 0, vocabulary) else 0)
