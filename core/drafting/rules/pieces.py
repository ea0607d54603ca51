"""The sentences of a dictation, each with at most one time, and what each is there for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from itertools import pairwise

from core.drafting.rules.days import Day
from core.drafting.rules.matters import Mention
from core.drafting.rules.said import Said
from core.drafting.rules.spans import Span, blanked
from core.drafting.rules.times import Time

_END = re.compile(r"[.?!;](?=\s|$)|[\n\u2028\u2029]+|(?<=:)(?=\s)")
# A full stop behind one of these, or behind a single letter, ends no sentence.
_SHORT = re.compile(
    r"\b(?i:vs|mr|mrs|ms|dr|inc|ltd|co|st|no|mme|mtre|lt\u00e9e|corp|para|art)$|(?<!\w)(?:[A-Z]|[vc])$|\b[Mm]e$"
)
_HALF_OF_DAY = re.compile(r"\b[ap]\.m$", re.IGNORECASE)
_WORD = re.compile(r"\w")


class Role(Enum):
    """What a piece is there for; TASK has time and work, NAME a matter or a day and nothing else."""

    TASK = auto()
    TIME = auto()
    WORK = auto()
    NAME = auto()
    EVERYTHING = auto()
    BILLING = auto()
    BOOKMARK = auto()
    NOTHING = auto()


@dataclass(frozen=True)
class Piece:
    """A stretch of the transcript."""

    said: Said
    span: Span

    @cached_property
    def time(self) -> Time | None:
        """The time said here."""
        return next((time for time in self.said.times if self.span.holds(time.span)), None)

    @cached_property
    def days(self) -> list[Day]:
        """The days said here."""
        return [day for day in self.said.days if self.span.holds(day.span)]

    @cached_property
    def mentions(self) -> list[Mention]:
        """The matters named here."""
        return [mention for mention in self.said.mentions if self.span.holds(mention.span)]

    @cached_property
    def names(self) -> list[Mention]:
        """The matters that are surely named here, and not only a person."""
        return [mention for mention in self.mentions if mention.whole]

    @cached_property
    def bookmark(self) -> Span | None:
        """The word that makes a bookmark of this."""
        found = self.said.phrases.bookmark.search(self.said.text, *self._bounds)
        return Span.of(found) if found else None

    @cached_property
    def rest(self) -> str:
        """What is said here of the work itself, with blanks for all else."""
        removed = [*self.said.removed(self.span), *([self.bookmark] if self.bookmark else [])]
        if self.corrects:
            removed += map(Span.of, self.said.phrases.correction.finditer(self.said.text, *self._bounds))
        within = blanked(self.said.text, removed)
        return self.said.phrases.filler.sub(lambda found: " " * len(found[0]), self.span.cut(within))

    @property
    def _bounds(self) -> tuple[int, int]:
        return self.span.start, self.span.end

    @cached_property
    def has_work(self) -> bool:
        """Whether anything is said here of the work, and not only what introduces a matter."""
        return self._tells_of_work(self.rest)

    def has_work_before(self, place: int) -> bool:
        """Whether anything is said of the work before a place in the transcript."""
        return self._tells_of_work(self.rest[: place - self.span.start])

    def _tells_of_work(self, words: str) -> bool:
        phrases = self.said.phrases
        bare = phrases.everything.sub(" ", phrases.heading.sub(" ", words))
        return bool(_WORD.search(bare)) or self._shows_work(words)

    @cached_property
    def shows_work(self) -> bool:
        """Whether words of lawyers' work stand here."""
        return self._shows_work(self.rest)

    def _shows_work(self, words: str) -> bool:
        phrases = self.said.phrases
        return any(one.search(words) for one in (phrases.task, phrases.communication, phrases.work))

    @cached_property
    def corrects(self) -> bool:
        """Whether this takes back what was said before: "Make that point six."."""
        found = self.said.phrases.correction.search(self.said.text, *self._bounds)
        return found is not None and not _WORD.search(self.said.text, self.span.start, found.start())

    @cached_property
    def role(self) -> Role:
        """What this piece is there for."""
        if self.bookmark:
            return Role.BOOKMARK
        if self.time:
            return Role.TASK if self.has_work else Role.TIME
        if self.has_work:
            return Role.WORK
        billing = self.said.billing(self.span)
        if not (self.days or self.names or self.is_of_same or billing):
            return Role.NOTHING
        if self.said.phrases.everything.search(self._around):
            return Role.EVERYTHING
        return Role.NAME if self.days or self.names or self.is_of_same else Role.BILLING

    @property
    def _around(self) -> str:
        """The piece without its days and matters alone: "all" may lead up to one."""
        spans = [*(day.span for day in self.days), *(name.span for name in self.names)]
        return self.span.cut(blanked(self.said.text, spans))

    @cached_property
    def is_of_same(self) -> bool:
        """Whether the matter is said to be the one before."""
        return bool(self.said.phrases.same_matter.search(self.said.text, *self._bounds))


def pieces(said: Said) -> list[Piece]:
    """The whole dictation in pieces."""
    return [Piece(said, span) for sentence in _sentences(said) for span in _split(said, sentence)]


def _sentences(said: Said) -> Iterator[Span]:
    start = 0
    for end in _END.finditer(said.text):
        if end[0] == "." and not _ends(said.text, end.start()):
            continue
        if end[0] == "" and not _is_heading(said, Span(start, end.start())):
            continue
        yield from _at_bookmarks(said, Span(start, end.end()))
        start = end.end()
    yield from _at_bookmarks(said, Span(start, len(said.text)))


def _ends(text: str, stop: int) -> bool:
    before = text[max(0, stop - 12) : stop]
    if _HALF_OF_DAY.search(before):
        return text[stop + 1 : stop + 3].strip()[:1].isupper()
    return not _SHORT.search(before)


def _is_heading(said: Said, span: Span) -> bool:
    return Piece(said, span).role is Role.NAME


def _at_bookmarks(said: Said, sentence: Span) -> Iterator[Span]:
    start = sentence.start
    for found in said.phrases.bookmark.finditer(said.text, sentence.start, sentence.end):
        if _WORD.search(said.text, start, found.start()):
            yield Span(start, found.start())
            start = found.start()
    yield Span(start, sentence.end)


def _split(said: Said, sentence: Span) -> list[Span]:
    """A sentence at its times; one that cannot be split surely stays whole."""
    times = [time.span for time in said.times if sentence.holds(time.span)]
    if len(times) <= 1 or said.phrases.bookmark.search(said.text, sentence.start, sentence.end):
        return [sentence]
    cuts = _cuts(said, sentence, times)
    bounds = [sentence.start, *cuts, sentence.end]
    parts = [Span(start, end) for start, end in pairwise(bounds)]
    return parts if all(Piece(said, part).has_work for part in parts) else [sentence]


def _cuts(said: Said, sentence: Span, times: list[Span]) -> list[int]:
    """Where one task ends and the next begins: before its time, or behind it if times come last.

    A matter that stands beside each time goes with it.
    """
    opening = Span(sentence.start, times[0].start)
    if Piece(said, sentence).has_work_before(opening.end):
        names_last = bool(Piece(said, Span(times[-1].end, sentence.end)).names)
        return [_behind(said, one, other) if names_last else one.end for one, other in pairwise(times)]
    names_first = bool(Piece(said, opening).names)
    return [_before(said, one, other) if names_first else other.start for one, other in pairwise(times)]


def _behind(said: Said, time: Span, following: Span) -> int:
    """The end of the matter that directly follows a time."""
    names = Piece(said, Span(time.end, following.start)).names
    near = names and not _WORD.search(said.text, time.end, names[0].span.start)
    return names[0].span.end if near else time.end


def _before(said: Said, earlier: Span, time: Span) -> int:
    """The start of the matter that stands directly before a time."""
    names = Piece(said, Span(earlier.end, time.start)).names
    near = names and not _WORD.search(said.text, names[-1].span.end, time.start)
    return names[-1].span.start if near else time.start
