"""The hours: read again by our own parser from the words quoted, and compared with the model's."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from core.domain.findings import Evidence, Field, Finding, FindingCode
from core.domain.hours import hours_text
from core.domain.rounding import Rounding
from core.drafting.checked import Checked, Source, Span, not_said, overlaps, refused
from core.drafting.findings import finding
from core.drafting.schema import ProposedText
from core.language.durations import SpokenDuration, read_duration

_MINUTES_PER_HOUR = 60
_HOURS_PER_DAY = 24


@dataclass(frozen=True, slots=True)
class Hearing:
    """A time as our parser hears it, and the words of the transcript that it was heard in."""

    heard: SpokenDuration
    evidence: Evidence


def hearings(proposed: ProposedText, source: Source, taken: Iterable[Span]) -> Iterator[Hearing]:
    """The time of the words quoted, at each place where they say it; words in `taken` gave theirs before."""
    gave = tuple(taken)
    for evidence in source.places(Field.HOURS, proposed.quote):
        heard = _heard(evidence, source)
        if heard and not overlaps((heard.start, heard.end), gave):
            yield Hearing(heard, evidence)


def is_as_stated(proposed: ProposedText, hearing: Hearing) -> bool:
    """Whether the model read the same time."""
    return hearing.heard.minutes == _stated_minutes(proposed.value)


def check_hours(
    proposed: ProposedText, hearing: Hearing | None, source: Source, rounding: Rounding
) -> Checked[SpokenDuration | None]:
    """The time as it was said, where it was heard; what a finding proposes is rounded."""
    if proposed.quote is None and proposed.value is None:
        return not_said(None, Field.HOURS)
    stated = _stated_minutes(proposed.value)
    if hearing:
        return _compared(hearing.heard, stated, hearing.evidence, source, rounding)
    proposal = None if stated is None else billed_text(stated, rounding)
    missing = finding(FindingCode.EVIDENCE_MISSING, Field.HOURS, (), proposal)
    return refused(None, source.evidence(Field.HOURS, proposed.quote), missing)


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


def _compared(
    heard: SpokenDuration, stated: int | None, evidence: Evidence, source: Source, rounding: Rounding
) -> Checked[SpokenDuration | None]:
    if heard.minutes == stated:
        return Checked(heard, evidence, tuple(_remarks(heard, source)))
    readings = tuple(hours_text(minutes) for minutes in (heard.minutes, stated) if minutes is not None)
    found = finding(FindingCode.HOURS_DISAGREE, Field.HOURS, readings, billed_text(heard.minutes, rounding))
    return refused(None, evidence, found)


def _remarks(heard: SpokenDuration, source: Source) -> list[Finding]:
    remarks = []
    if overlaps((heard.start, heard.end), source.private):
        remarks.append(finding(FindingCode.OFF_RECORD, Field.HOURS, (heard.quote,)))
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


def billed_text(minutes: int, rounding: Rounding) -> str:
    """Minutes as the decimal hours that they are billed as."""
    return hours_text(rounding.billed(minutes))
