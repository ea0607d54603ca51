"""A narrative tells of its own task: words that were said of another one alone are pointed out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from core.domain.findings import Field, FindingCode
from core.drafting.checked import Source, Span
from core.drafting.findings import finding
from core.drafting.placing import regions
from core.drafting.reading import Reading
from core.drafting.same_words import meanings, telling


def in_own_words(readings: Sequence[Reading], source: Source) -> tuple[Reading, ...]:
    """The entries, with a finding on each narrative that has words of another entry's work."""
    around = regions([reading.base for reading in readings], len(source.transcript))
    return tuple(
        _checked(reading, _foreign(reading, readings, region, source))
        for reading, region in zip(readings, around, strict=True)
    )


def _foreign(reading: Reading, readings: Sequence[Reading], region: Span, source: Source) -> frozenset[str]:
    """What others' words mean and none of those mean that were said of this entry, or around it."""
    own = meanings(source.dictated[slice(*region)])
    for check in (reading.matter, reading.work_date, reading.narrative):
        own |= meanings(check.evidence.quote) if check.evidence else frozenset()
    others = (other.base.told for other in readings if other is not reading)
    return frozenset[str]().union(*(meanings(told.quote) for told in others if told)) - own


def _checked(reading: Reading, foreign: frozenset[str]) -> Reading:
    words = tuple(dict.fromkeys(_words(reading.narrative.value, foreign)))
    if not words:
        return reading
    found = finding(FindingCode.EVIDENCE_MISSING, Field.NARRATIVE, words)
    narrative = replace(reading.narrative, findings=(*reading.narrative.findings, found))
    return replace(reading, narrative=narrative)


def _words(narrative: str, foreign: frozenset[str]) -> Iterator[str]:
    for word in telling(narrative):
        if word.meaning in foreign:
            yield narrative[word.start : word.end]
