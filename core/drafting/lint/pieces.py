"""The pieces of a time line: each names some work, and has what it is done on."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.drafting.lint.heads import Found, is_link
from core.drafting.lint.starts import Starts
from core.drafting.lint.tokens import Break, Token
from core.drafting.lint.vocabulary import Vocabulary, Work

_DOCUMENT = frozenset({Work.READ, Work.WRITE, Work.CLERICAL})


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line, from token `first` to before `after`; words in front of its work are `before`."""

    first: int
    after: int
    found: Found | None
    before: tuple[Token, ...]
    objects: tuple[Token, ...]
    after_stop: bool

    def has_object(self, vocabulary: Vocabulary) -> bool:
        """Whether the work is done on something: "travel to" is not, by itself."""
        return any(not vocabulary.has("before_object", word.text) for word in self.objects)

    def is_about_same(self, vocabulary: Vocabulary) -> bool:
        """Whether the object is what was named before: "file same", "prepare reply to same"."""
        if self.found is None or self.found.head.work not in _DOCUMENT:
            return False
        texts = [word.text for word in self.objects]
        back = next((place for place, text in enumerate(texts) if vocabulary.has("backward", text)), None)
        if back is None or self._is_article(back, vocabulary):
            return False
        return all(
            vocabulary.has("answers", text) or vocabulary.has("before_object", text) for text in texts[:back]
        )

    def _is_article(self, place: int, vocabulary: Vocabulary) -> bool:
        """Whether "this" or French "le" stands before a noun rather than for one."""
        following = self.objects[place + 1].text if place + 1 < len(self.objects) else ""
        return vocabulary.has("small", self.objects[place].text) and not vocabulary.has(
            "stop", following or "a"
        )


def pieces(words: Sequence[Token], vocabulary: Vocabulary) -> list[Piece]:
    """The pieces of a line, in order; a sentence that names no work belongs to the one before it."""
    if not words:
        return []
    starts = list(Starts(words, vocabulary).find())
    ends = [*(first for first, _ in starts[1:]), len(words)]
    return [
        _piece(words, (first, after), found, vocabulary)
        for (first, found), after in zip(starts, ends, strict=True)
    ]


def _piece(
    words: Sequence[Token], span: tuple[int, int], found: Found | None, vocabulary: Vocabulary
) -> Piece:
    first, after = span
    while after > first + 1 and is_link(words[after - 1], vocabulary):
        after -= 1
    while first < after - 1 and is_link(words[first], vocabulary):
        first += 1
    before = tuple(words[first : found.first]) if found else ()
    objects = tuple(words[found.after : after]) if found else tuple(words[first:after])
    return Piece(first, after, found, before, objects, after_stop=words[span[0]].before is Break.STOP)
