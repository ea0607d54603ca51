"""A field after the check: what may stand, the words it stands on, and what to look at."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from core.domain.findings import Evidence, Field, Finding, FindingCode
from core.drafting.context import DraftContext
from core.drafting.findings import finding
from core.drafting.orders import find_orders, without_orders
from core.language.dates import SpokenDate, find_dates
from core.language.durations import SpokenDuration, find_durations
from core.language.quotes import locate, spoken_words

READABLE: Final = ("en", "fr")


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
    def orders(self) -> tuple[tuple[int, int], ...]:
        """The stretches that speak to the machine; they bear nothing out."""
        return find_orders(self.transcript)

    @cached_property
    def dictated(self) -> str:
        """The transcript with blanks for what was said to the machine."""
        return without_orders(self.transcript, self.orders)

    def is_order(self, start: int, end: int) -> bool:
        """Whether any of a stretch was said to the machine."""
        return any(start < order_end and order_start < end for order_start, order_end in self.orders)

    def evidence(self, field: Field, quote: str | None) -> Evidence | None:
        """The transcript's own words where a quote first stands, or None."""
        return next(self.places(field, quote), None)

    def places(self, field: Field, quote: str | None) -> Iterator[Evidence]:
        """Every place where a quote stands, in order."""
        rest, first_words = self.transcript, spoken_words(quote or "")[:1]
        while first_words and (found := locate(quote or "", rest)):
            start, end = found
            yield Evidence(field=field, quote=self.transcript[start:end], start=start, end=end)
            # One word in place of what is passed, and not the quote's, keeps offsets and neighbours true.
            rest = ("y" if first_words[0].startswith("x") else "x") * end + self.transcript[end:]


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
