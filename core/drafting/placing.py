"""Where an entry stands in the recording: the words of its time, and those that its narrative was made of.

The same words may be said of several tasks. Of all places where they stand, those count that lie nearest to
each other and that no earlier entry has.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from core.domain.findings import Evidence, Field
from core.drafting.check_hours import Hearing, hearings, is_as_stated
from core.drafting.checked import Source, Span, gap, overlaps, span_of
from core.drafting.schema import ProposedEntry


@dataclass(frozen=True, slots=True)
class Base:
    """The time of an entry as it was heard, and the words that tell of its work."""

    hearing: Hearing | None
    told: Evidence | None

    @property
    def time(self) -> Span | None:
        """The stretch that says the time."""
        return (self.hearing.heard.start, self.hearing.heard.end) if self.hearing else None

    @property
    def span(self) -> Span | None:
        """The stretch from the first to the last of these words; None when none of them were said."""
        return hull(self.time, span_of(self.told))


def hull(*spans: Span | None) -> Span | None:
    """The stretch from the start of the first to the end of the last; None of none."""
    known = [span for span in spans if span]
    return (min(start for start, _ in known), max(end for _, end in known)) if known else None


def bases(entries: Sequence[ProposedEntry], source: Source) -> tuple[Base, ...]:
    """The place of each entry, in the order proposed."""
    placed: list[Base] = []
    taken: list[Span] = []
    for entry in entries:
        base = _base(entry, source, taken, [one.told for one in placed if one.told])
        placed.append(base)
        if base.hearing and base.time and is_as_stated(entry.hours, base.hearing):
            taken.append(base.time)
    return tuple(placed)


def says_time_first(placed: Sequence[Base]) -> bool | None:
    """Whether the time of every task is said before its work, or behind it (False); None when it varies."""
    firsts = {base.time[0] < base.told.start for base in placed if base.time and base.told}
    return firsts.pop() if len(firsts) == 1 else None


def regions(placed: Sequence[Base], length: int) -> tuple[Span, ...]:
    """For each entry the stretch between its neighbours; everything where it has no place of its own."""
    spans = [base.span for base in placed]
    return tuple(
        _region(span, [other for other in spans if other and other != span], length) for span in spans
    )


def _region(span: Span | None, others: Sequence[Span], length: int) -> Span:
    if span is None:
        return 0, length
    before = max((end for start, end in others if start < span[0]), default=0)
    after = min((start for start, _ in others if start >= span[0]), default=length)
    return min(before, span[0]), max(after, span[1])


def _base(entry: ProposedEntry, source: Source, taken: Sequence[Span], told: Sequence[Evidence]) -> Base:
    heard: list[Hearing | None] = list(hearings(entry.hours, source, taken))
    words: list[Evidence | None] = list(source.places(Field.NARRATIVE, entry.narrative.quote))
    return min(
        (Base(hearing, tale) for hearing, tale in product(heard or [None], words or [None])),
        key=lambda base: _strangeness(base, told),
    )


def _strangeness(base: Base, told: Sequence[Evidence]) -> tuple[bool, int]:
    span = span_of(base.told)
    if span is None:
        return False, 0
    again = overlaps(span, [(other.start, other.end) for other in told])
    return again, gap(base.time, span) if base.time else 0
