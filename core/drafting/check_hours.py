"""The hours: read again by our own parser from the words quoted, and compared with the model's."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from core.domain.findings import Evidence, Field, Finding, FindingCode
from core.domain.hours import hours_text
from core.domain.rounding import Rounding
from core.drafting.checked import Checked, Source, not_said, refused
from core.drafting.findings import finding
from core.drafting.schema import ProposedText
from core.language.durations import SpokenDuration, read_duration

_MINUTES_PER_HOUR = 60
_HOURS_PER_DAY = 24

type Spans = Sequence[tuple[int, int]]


def check_hours(
    proposed: ProposedText, source: Source, taken: Spans, rounding: Rounding
) -> Checked[SpokenDuration | None]:
    """The time as it was said, placed in the transcript; words in `taken` already gave theirs to an entry.

    What a finding proposes is rounded.
    """
    if proposed.quote is None and proposed.value is None:
        return not_said(None, Field.HOURS)
    stated = _stated_minutes(proposed.value)
    first = source.evidence(Field.HOURS, proposed.quote)
    for evidence in source.places(Field.HOURS, proposed.quote):
        heard = _heard(evidence, source)
        if heard and not _overlaps(heard, taken):
            return _compared(heard, stated, evidence, rounding)
    return refused(
        None, first, finding(FindingCode.EVIDENCE_MISSING, Field.HOURS, (), _proposal(stated, rounding))
    )


def _heard(evidence: Evidence, source: Source) -> SpokenDuration | None:
    """The one duration that a quote says, if the whole transcript says it, or each of its parts, in place.

    The words around a quote can turn it: "a half hour" may stand in "two and a half hours".
    """
    read = read_duration(evidence.quote, source.language) if source.language else None
    if read is None:
        return None
    said = {(d.start, d.end, d.minutes): d for d in source.durations}
    parts = [said.get(_place(part, evidence)) for part in read.parts or (read,)]
    if None in parts:
        return None
    about = read.approximate or any(part.approximate for part in parts if part)
    start, end, _ = _place(read, evidence)
    return replace(read, start=start, end=end, approximate=about)


def _place(said: SpokenDuration, evidence: Evidence) -> tuple[int, int, int]:
    """Where in the transcript a duration of a quote stands, and its minutes."""
    return evidence.start + said.start, evidence.start + said.end, said.minutes


def _overlaps(heard: SpokenDuration, taken: Spans) -> bool:
    return any(heard.start < end and start < heard.end for start, end in taken)


def _compared(
    heard: SpokenDuration, stated: int | None, evidence: Evidence, rounding: Rounding
) -> Checked[SpokenDuration | None]:
    if heard.minutes == stated:
        return Checked(heard, evidence, tuple(_remarks(heard)))
    readings = tuple(hours_text(minutes) for minutes in (heard.minutes, stated) if minutes is not None)
    found = finding(FindingCode.HOURS_DISAGREE, Field.HOURS, readings, _proposal(heard.minutes, rounding))
    return refused(None, evidence, found)


def _remarks(heard: SpokenDuration) -> list[Finding]:
    remarks = []
    if heard.approximate:
        remarks.append(finding(FindingCode.HOURS_APPROXIMATE, Field.HOURS, (heard.quote,)))
    if heard.parts:
        parts = tuple(hours_text(part.minutes) for part in heard.parts)
        remarks.append(finding(FindingCode.HOURS_ADDED, Field.HOURS, parts))
    return remarks


def _stated_minutes(hours: str | None) -> int | None:
    """The model's decimal hours in minutes, to the nearest: two places cannot hold every minute."""
    try:
        exact = Decimal(hours or "")
    except InvalidOperation:
        return None
    if not exact.is_finite() or not 0 < exact <= _HOURS_PER_DAY:
        return None
    return int((exact * _MINUTES_PER_HOUR).to_integral_value(ROUND_HALF_UP)) or None


def _proposal(minutes: int | None, rounding: Rounding) -> str | None:
    return None if minutes is None else hours_text(rounding.billed(minutes))
