"""Whose time is not to be billed, where a recording has several entries.

"No charge" belongs to the entry in whose sentence it stands, or to the one told last where it is a sentence
of its own; "all" and "both" take it to every entry. Where several stand in one sentence, lawyers who say the
time first mean the entry begun last, and those who say it last the entry not yet ended.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from core.domain.codes import Billing
from core.domain.findings import Field, FindingCode
from core.drafting.billing_words import unbilled_said
from core.drafting.checked import Source, Span, overlaps, refused, span_of
from core.drafting.findings import finding
from core.drafting.placing import says_time_first
from core.drafting.reading import Reading

_ALL: Final = re.compile(
    r"\b(?:all|both|everything|every|each|none|nothing|whole|entire|tout|toutes?|tous|rien|aucune?|chaque|deux)\b",
    re.IGNORECASE,
)


def with_owners(readings: Sequence[Reading], source: Source) -> tuple[Reading, ...]:
    """The entries, each with a finding where its billing is not what was said of it, or may not be."""
    changed = list(readings)
    for billing, start, end in unbilled_said(source.dictated, source.language) if source.language else ():
        owners, sure = _owners((start, end), readings, source)
        taking = {at for at, reading in enumerate(readings) if _takes(reading, (start, end))}
        wrong = owners ^ taking if sure or owners == taking else owners | taking
        for at in wrong:
            changed[at] = _doubted(changed[at], billing, source.transcript[start:end])
    return tuple(changed)


def _owners(said: Span, readings: Sequence[Reading], source: Source) -> tuple[set[int], bool]:
    """The entries that words of billing are said of, and whether that is sure."""
    everyone = set(range(len(readings)))
    spans = {at: span for at, reading in enumerate(readings) if (span := reading.base.span)}
    sentence = next((one for one in source.sentences if overlaps(said, [one])), said)
    if len(readings) == 1 or len(spans) < len(readings):
        return everyone, len(readings) == 1
    if _ALL.search(source.dictated[slice(*sentence)]):
        return everyone, True
    within = {at for at, span in spans.items() if overlaps(span, [sentence])}
    if len(within) == 1:
        return within, True
    if not within:
        before = [at for at, span in spans.items() if span[1] <= said[0]]
        return ({max(before, key=lambda at: spans[at])}, True) if before else (everyone, True)
    owner = _by_habit(said, spans, within, readings)
    return (within, False) if owner is None else ({owner}, True)


def _by_habit(
    said: Span, spans: dict[int, Span], within: set[int], readings: Sequence[Reading]
) -> int | None:
    """The entry that is meant by the order in which this lawyer says time and work; None without one."""
    time_first = says_time_first([reading.base for reading in readings])
    if time_first:
        begun = [at for at in within if spans[at][0] <= said[0]]
        return max(begun, key=lambda at: spans[at], default=None)
    if time_first is False:
        open_still = [at for at in within if spans[at][1] >= said[1]]
        return min(open_still, key=lambda at: spans[at], default=None)
    return None


def _takes(reading: Reading, said: Span) -> bool:
    quoted = span_of(reading.billing.evidence)
    return (
        quoted is not None
        and overlaps(said, [quoted])
        and reading.proposed.billing.value is not Billing.BILLABLE
    )


def _doubted(reading: Reading, said: Billing, words: str) -> Reading:
    """The entry as billable, with a finding that proposes what was said; one finding is enough."""
    if reading.billing.findings:
        return reading
    found = finding(FindingCode.BILLING_UNCONFIRMED, Field.BILLING, (words,), said.value)
    return replace(reading, billing=refused(Billing.BILLABLE, reading.billing.evidence, found))
