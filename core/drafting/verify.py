"""From what a model proposes to drafts that the recording bears out.

Nothing is invented: a value stands only on words that stand in the transcript, and only as our own
code reads them. What fails is left empty, with a finding that keeps the model's reading.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.domain.clock import ClockRange
from core.domain.codes import ActivityCode
from core.domain.entries import EntryFields
from core.domain.errors import FinalFailure
from core.domain.findings import Evidence, Field, Finding, FindingCode
from core.domain.hours import hours_text
from core.domain.preferences import Rules
from core.domain.reasons import Reason
from core.drafting.check_activity import check_activity
from core.drafting.check_kind import check_kinds
from core.drafting.check_left_out import check_left_out
from core.drafting.check_style import check_style
from core.drafting.check_task import check_task, unplaced_task
from core.drafting.check_unbilled import with_owners
from core.drafting.checked import Checked, Source, Span, overlaps
from core.drafting.context import DraftContext
from core.drafting.findings import finding
from core.drafting.misplaced import in_their_places
from core.drafting.own_words import in_own_words
from core.drafting.placing import bases, regions
from core.drafting.reading import Reading, read_entry
from core.drafting.schema import Proposal, ProposedEntry
from core.language.durations import SpokenDuration

__all__ = ["MOST_ENTRIES", "DraftContext", "DraftedEntry", "drafts"]

MOST_ENTRIES = 20
# Evidence is shown beside a field; a quote of pages shows nothing, and rows of a table are of limited size.
_LONGEST_QUOTE = 2000
# What is told of a time that stands.
_REMARKS = frozenset(
    {
        FindingCode.HOURS_ROUNDED,
        FindingCode.HOURS_APPROXIMATE,
        FindingCode.HOURS_ADDED,
        FindingCode.OFF_RECORD,
    }
)


@dataclass(frozen=True, slots=True)
class DraftedEntry:
    """A checked draft; `spoken_minutes` is the time as it was said, before it was rounded.

    `clock` is when it was, if it was said by the clock.
    """

    fields: EntryFields
    spoken_minutes: int | None
    evidence: tuple[Evidence, ...]
    findings: tuple[Finding, ...]
    clock: ClockRange | None = None


def drafts(proposal: Proposal, transcript: str, recording: DraftContext) -> tuple[DraftedEntry, ...]:
    """The drafts of a recording, in the order proposed.

    Raises FinalFailure when there are none or too many, or when one cannot be held by an entry.
    """
    if not proposal.entries:
        raise FinalFailure(Reason.NOTHING_TO_BILL)
    if len(proposal.entries) > MOST_ENTRIES:
        raise FinalFailure(Reason.TOO_MANY_ENTRIES)
    source = Source(transcript, recording)
    readings = _readings(proposal.entries, source)
    around = regions([reading.base for reading in readings], len(transcript))
    left_out = tuple(check_left_out(readings, source))
    made = (_draft(reading, region, source) for reading, region in zip(readings, around, strict=True))
    return tuple(_pointed_out(draft, left_out) for draft in made)


def _readings(entries: Sequence[ProposedEntry], source: Source) -> tuple[Reading, ...]:
    """The entries, checked each by itself and then against each other."""
    placed = bases(entries, source)
    kinds = check_kinds(entries, placed, source)
    alone = [
        read_entry(entry, base, kind, source)
        for entry, base, kind in zip(entries, placed, kinds, strict=True)
    ]
    return with_owners(in_own_words(in_their_places(alone, source), source), source)


def _pointed_out(draft: DraftedEntry, left_out: tuple[Finding, ...]) -> DraftedEntry:
    """The draft with what was left out, but for a field that is asked for already."""
    marked = {found.field for found in draft.findings if found.code not in _REMARKS}
    return replace(draft, findings=(*draft.findings, *(f for f in left_out if f.field not in marked)))


def _draft(reading: Reading, region: Span, source: Source) -> DraftedEntry:
    """The draft of one entry; `region` is where the recording may speak of it."""
    rules = source.context.rules(reading.matter.value)
    activity, task = _codes(reading, rules, source)
    heard = reading.hours.value
    minutes = rules.rounding.billed(heard.minutes) if heard else None
    hours, narrative = _hours(reading, minutes), _narrative(reading, region, rules, source)
    fields = EntryFields(
        kind=reading.kind.value,
        minutes=minutes,
        work_date=reading.work_date.value,
        matter_id=reading.matter.value,
        narrative=narrative.value,
        activity_code=activity.value,
        task_code=task.value,
        billing=reading.billing.value,
    )
    checks: tuple[Checked[object], ...] = (hours, reading.work_date, reading.matter, narrative)
    checks = (*checks, activity, task, reading.billing, reading.kind)
    evidence = tuple(_short(check.evidence) for check in checks if check.evidence)
    findings = tuple(found for check in checks for found in check.findings)
    return DraftedEntry(fields, heard.minutes if heard else None, evidence, findings, _clock(heard))


def _clock(heard: SpokenDuration | None) -> ClockRange | None:
    said = heard.clock if heard else None
    return ClockRange(start=said.start, end=said.end, sure=said.sure) if said else None


def _codes(
    reading: Reading, rules: Rules, source: Source
) -> tuple[Checked[ActivityCode | None], Checked[str | None]]:
    """Activity and task; a bookmark has neither."""
    if not reading.is_time:
        return Checked(None), Checked(None)
    proposed, told = reading.proposed, reading.base.told
    activity = check_activity(proposed.activity_code, told, reading.narrative.value, source)
    if reading.matter.value is None:
        return activity, unplaced_task(proposed.task_code, source)
    return activity, check_task(proposed.task_code, rules.task_set, told, source)


def _hours(reading: Reading, minutes: int | None) -> Checked[SpokenDuration | None]:
    """The time, with a finding if it is billed as another; a bookmark is not asked for one."""
    hours = reading.hours
    if not reading.is_time and reading.proposed.hours.value is None and reading.proposed.hours.quote is None:
        return replace(hours, findings=())
    if hours.value is None or minutes is None or minutes == hours.value.minutes:
        return hours
    readings = (hours_text(hours.value.minutes), hours_text(minutes))
    rounded = finding(FindingCode.HOURS_ROUNDED, Field.HOURS, readings)
    return replace(hours, findings=(*hours.findings, rounded))


def _narrative(reading: Reading, region: Span, rules: Rules, source: Source) -> Checked[str]:
    """The narrative, with findings where words beside it were off the record and where its style is amiss."""
    narrative = reading.narrative
    known = any(found.code is FindingCode.OFF_RECORD for found in narrative.findings)
    if overlaps(region, source.private) and not known:
        kept_out = finding(FindingCode.OFF_RECORD, Field.NARRATIVE)
        narrative = replace(narrative, findings=(kept_out, *narrative.findings))
    return check_style(narrative, rules, source) if reading.is_time else narrative


def _short(evidence: Evidence) -> Evidence:
    end = min(evidence.end, evidence.start + _LONGEST_QUOTE)
    return evidence.model_copy(update={"quote": evidence.quote[: end - evidence.start], "end": end})
