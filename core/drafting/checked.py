"""A field after the check: what may stand, the words it stands on, and what to look at."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Final

from core.domain.findings import Evidence, Field, Finding, FindingCode
from core.drafting.context import DraftContext
from core.drafting.findings import finding
from core.drafting.matter_index import MatterIndex, index_of
from core.drafting.naming import Naming
from core.drafting.off_record import hidden, off_record
from core.drafting.orders import blanked, find_orders
from core.drafting.said import Said
from core.drafting.sentences import sentences
from core.drafting.spoken_numbers import SpokenNumber, spoken_numbers
from core.drafting.words import COMMON, FIRST_NAMES, KINDS, Words
from core.language.dates import SpokenDate, find_dates
from core.language.durations import SpokenDuration, find_durations
from core.language.quotes import Spoken

READABLE: Final = ("en", "fr")
# More places of one quote would cost time and tell nothing.
_MOST_PLACES: Final = 40

type Span = tuple[int, int]
type Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Checked[T]:
    """The value of a field, empty unless the recording bears it out."""

    value: T
    evidence: Evidence | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Source:
    """What proposals are checked against."""

    transcript: str
    context: DraftContext

    @cached_property
    def language(self) -> str | None:
        """The language our parser reads times in; None when it knows none for this recording."""
        language = self.context.language.partition("-")[0].lower()
        return language if language in READABLE else None

    @cached_property
    def durations(self) -> tuple[SpokenDuration, ...]:
        """Every time that the whole transcript says surely."""
        return find_durations(self.transcript, self.language) if self.language else ()

    @cached_property
    def dates(self) -> tuple[SpokenDate, ...]:
        """Every work date that the whole transcript says surely, in whichever language it says it.

        Lawyers mix languages, and their words for days differ; figures are read in the recording's own.
        """
        own = self.language or READABLE[0]
        return tuple(
            found
            for language in READABLE
            for found in find_dates(self.transcript, language, self.context.day)
            if language == own or any(char.isalpha() for char in found.quote)
        )

    @cached_property
    def orders(self) -> Spans:
        """The stretches that speak to the machine; they bear nothing out."""
        return find_orders(self.transcript)

    @cached_property
    def private(self) -> Spans:
        """The stretches said off the record, times and all."""
        return off_record(self.transcript)

    @cached_property
    def hidden(self) -> Spans:
        """What the model is not told, and so cannot quote: all that is private but for spoken times."""
        return hidden(self.transcript, self.context.language)

    @cached_property
    def dictated(self) -> str:
        """The transcript with blanks for what was said to the machine or off the record."""
        return blanked(self.transcript, (*self.orders, *self.hidden))

    @cached_property
    def sentences(self) -> Spans:
        """The sentences of what was dictated."""
        return sentences(self.dictated)

    @cached_property
    def said(self) -> Said:
        """What was dictated, to hold narratives against."""
        return Said(self.dictated)

    @cached_property
    def said_of_work(self) -> Said:
        """The same without spoken times: their figures are those of nothing else."""
        return Said(blanked(self.dictated, ((time.start, time.end) for time in self.durations)))

    @cached_property
    def names_of_matters(self) -> frozenset[str]:
        """The words that name the matters offered and their clients, folded and without accents."""
        names = (name for one in self.context.matters for name in (one.name, one.client, *one.aliases))
        words = {word for name in names for _, word, _ in Words(name).telling() if word.isalpha()}
        return frozenset(words - COMMON - KINDS - FIRST_NAMES)

    @cached_property
    def index(self) -> MatterIndex:
        """The matters offered, arranged to be found by what was said."""
        return index_of(self.context.matters)

    @cached_property
    def numbers(self) -> tuple[SpokenNumber, ...]:
        """The numbers said that may be of a matter."""
        return spoken_numbers(self.transcript)

    def naming(self, evidence: Evidence) -> Naming:
        """What words of the transcript name among the matters offered."""
        return Naming(self.transcript, evidence, self.context.matters, self.index, self.numbers)

    @cached_property
    def _spoken(self) -> Spoken:
        return Spoken(self.transcript)

    def is_order(self, start: int, end: int) -> bool:
        """Whether any of a stretch was said to the machine."""
        return overlaps((start, end), self.orders)

    def evidence(self, field: Field, quote: str | None, near: Span | None = None) -> Evidence | None:
        """The transcript's own words where a quote stands, first or nearest to a stretch; or None."""
        return next(iter(self.nearest(field, quote, near)), None)

    def nearest(self, field: Field, quote: str | None, near: Span | None) -> list[Evidence]:
        """The places of a quote, the nearest to a stretch first; in order where none is given."""
        places = list(self.places(field, quote))
        return sorted(places, key=lambda place: gap((place.start, place.end), near)) if near else places

    def places(self, field: Field, quote: str | None) -> Iterator[Evidence]:
        """The places where a quote stands, in order, of what is not hidden; no more than a few dozen."""
        for start, end in islice(self._spoken.places(quote or ""), _MOST_PLACES):
            if not overlaps((start, end), self.hidden):
                yield Evidence(field=field, quote=self.transcript[start:end], start=start, end=end)


def overlaps(span: Span, others: Iterable[Span]) -> bool:
    """Whether a stretch shares any of others."""
    return any(span[0] < end and start < span[1] for start, end in others)


def span_of(evidence: Evidence | None) -> Span | None:
    """The stretch of some evidence."""
    return (evidence.start, evidence.end) if evidence else None


def gap(one: Span, other: Span) -> int:
    """How many characters lie between two stretches; none if they meet."""
    return max(0, other[0] - one[1], one[0] - other[1])


def unordered[T](checked: Checked[T], empty: T, field: Field, source: Source) -> Checked[T]:
    """The field, left empty if it stands on words that were said to the machine."""
    evidence = checked.evidence
    if evidence is None or not source.is_order(evidence.start, evidence.end):
        return checked
    found = finding(FindingCode.SAID_TO_MACHINE, field, (evidence.quote,))
    return refused(empty, evidence, found, *checked.findings)


def refused[T](empty: T, evidence: Evidence | None, *findings: Finding) -> Checked[T]:
    """A field left empty, with the reasons."""
    return Checked(empty, evidence, findings)


def not_said[T](empty: T, field: Field, proposal: str | None = None) -> Checked[T]:
    """A field nobody spoke of."""
    return refused(empty, None, finding(FindingCode.NOT_SAID, field, proposal=proposal))
