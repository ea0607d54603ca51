"""A time line taken apart into its tasks.

Pieces are what stands between stops, and between commas and "and" where new work begins there. Work that
has no object shares that of the next piece; work on what was named before ("send same") belongs to the piece
before. On one object, drafting and revising are one task, and so are reading and answering; research,
attending, talking and travelling are each their own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.drafting.lint.heads import Found
from core.drafting.lint.pieces import Piece, pieces
from core.drafting.lint.tokens import Token, tokens
from core.drafting.lint.vocabulary import Vocabulary, Work

# Pairs of work that clients accept as one task when it is done on one object.
_ONE_TASK = (
    {Work.READ, Work.WRITE},
    {Work.READ, Work.RESEARCH},
    {Work.WRITE, Work.CLERICAL},
    {Work.READ, Work.CLERICAL},
    {Work.CONTACT, Work.TALK},
    {Work.ATTEND, Work.TALK},
)


@dataclass(frozen=True, slots=True)
class Task:
    """One task: what names its work, the words it is done on, and its span in the line.

    `before` are words in front of the work ("settlement" call), `shares` says that the object stands with
    other work, `opening` that nothing was done before it in this line.
    """

    found: tuple[Found, ...]
    before: tuple[Token, ...]
    objects: tuple[Token, ...]
    start: int
    end: int
    opening: bool = True
    shares: bool = False

    @property
    def works(self) -> frozenset[Work]:
        """The kinds of work in it."""
        return frozenset(one.head.work for one in self.found)

    @property
    def words(self) -> tuple[Token, ...]:
        """The words in front of the work, and those it is done on."""
        return (*self.before, *self.objects)


@dataclass(frozen=True, slots=True)
class Reading:
    """A line as it is read in one language; `hidden` stretches of it were not."""

    text: str
    vocabulary: Vocabulary
    tokens: tuple[Token, ...]
    tasks: tuple[Task, ...]
    hidden: tuple[tuple[int, int], ...] = ()


def read(text: str, vocabulary: Vocabulary, hidden: Sequence[tuple[int, int]] = ()) -> Reading:
    """The tasks of a line; `hidden` stretches, such as times, are not read."""
    words = tokens(text, vocabulary, hidden)
    made: list[Task] = []
    for group in _groups(pieces(words, vocabulary), vocabulary):
        made.extend(_tasks(group, words, opening=not made))
    return Reading(text, vocabulary, words, tuple(made), tuple(hidden))


def _groups(found: Sequence[Piece], vocabulary: Vocabulary) -> Iterator[list[Piece]]:
    """Pieces that are about one object."""
    group: list[Piece] = []
    for piece in found:
        if group and not (_goes_on(group[-1], piece, vocabulary)):
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _goes_on(last: Piece, piece: Piece, vocabulary: Vocabulary) -> bool:
    if not last.has_object(vocabulary) and not piece.after_stop and last.found:
        return True
    return piece.is_about_same(vocabulary)


def _tasks(group: Sequence[Piece], words: Sequence[Token], *, opening: bool) -> Iterator[Task]:
    families = _families([piece.found for piece in group if piece.found])
    start, end = words[group[0].first].start, words[group[-1].after - 1].end
    shared = tuple(word for piece in group for word in piece.objects)
    before = tuple(word for piece in group for word in piece.before)
    for place, family in enumerate(families):
        own = (start, end) if len(families) == 1 else _span(family, place, families, (start, end))
        yield Task(family, before, shared, *own, opening=opening, shares=len(families) > 1)
    if not families:
        yield Task((), before, shared, start, end, opening=opening)


def _span(
    family: tuple[Found, ...], place: int, families: Sequence[tuple[Found, ...]], whole: tuple[int, int]
) -> tuple[int, int]:
    """Of work that shares its object: the words of the work alone, the object going to the last."""
    first = whole[0] if place == 0 else family[0].start
    return (first, whole[1]) if place == len(families) - 1 else (first, family[-1].end)


def _families(found: Sequence[Found | None]) -> list[tuple[Found, ...]]:
    families: list[list[Found]] = []
    for one in filter(None, found):
        if families and all(_is_one_task(one.head.work, other.head.work) for other in families[-1]):
            families[-1].append(one)
        else:
            families.append([one])
    return [tuple(family) for family in families]


def _is_one_task(one: Work, other: Work) -> bool:
    return one is other or {one, other} in _ONE_TASK
