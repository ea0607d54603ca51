"""From what a model proposes to drafts that the recording bears out.

Nothing is invented: a value stands only on words that stand in the transcript, and only as our own
code reads them. What fails is left empty, with a finding that keeps the model's reading.
"""

from dataclasses import dataclass, replace

from core.domain.clock import ClockRange
from core.domain.codes import ActivityCode, Billing
from core.domain.entries import EntryFields
from core.domain.errors import FinalFailure
from core.domain.findings import Evidence, Field, Finding, FindingCode
from core.domain.hours import hours_text
from core.domain.reasons import Reason
from core.drafting.check_billing import check_billing
from core.drafting.check_date import check_date
from core.drafting.check_hours import Spans, check_hours
from core.drafting.check_left_out import check_left_out
from core.drafting.check_matter import check_matter
from core.drafting.check_narrative import check_narrative
from core.drafting.checked import Checked, Source, unordered
from core.drafting.context import DraftContext
from core.drafting.findings import finding
from core.drafting.schema import Proposal, ProposedActivity, ProposedEntry
from core.language.durations import SpokenDuration

__all__ = ["MOST_ENTRIES", "DraftContext", "DraftedEntry", "drafts"]

MOST_ENTRIES = 20


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
    taken: list[tuple[int, int]] = []
    drafted = []
    for entry in proposal.entries:
        draft, span = _draft(entry, source, taken)
        drafted.append(draft)
        taken.extend(span)
    left_out = tuple(check_left_out(proposal, source, taken))
    return tuple(_pointed_out(draft, left_out) for draft in drafted)


def _pointed_out(draft: DraftedEntry, left_out: tuple[Finding, ...]) -> DraftedEntry:
    """The draft with what was left out, but for a field that has a finding already."""
    marked = {found.field for found in draft.findings}
    return replace(draft, findings=(*draft.findings, *(f for f in left_out if f.field not in marked)))


def _draft(entry: ProposedEntry, source: Source, taken: Spans) -> tuple[DraftedEntry, Spans]:
    """The draft of one entry, and the words that gave it its time."""
    matter = unordered(check_matter(entry.matter, source), None, Field.MATTER, source)
    rules = source.context.rules(matter.value)
    hours = unordered(check_hours(entry.hours, source, taken, rules.rounding), None, Field.HOURS, source)
    work_date = unordered(check_date(entry.work_date, source, rules.old_days), None, Field.WORK_DATE, source)
    narrative = check_narrative(entry.narrative, source)
    activity = _check_activity(entry.activity_code, source)
    billing = unordered(check_billing(entry.billing, source), Billing.BILLABLE, Field.BILLING, source)
    heard = hours.value
    minutes = rules.rounding.billed(heard.minutes) if heard else None
    fields = EntryFields(
        kind=entry.kind,
        minutes=minutes,
        work_date=work_date.value,
        matter_id=matter.value,
        narrative=narrative.value,
        activity_code=activity.value,
        billing=billing.value,
    )
    checked: tuple[Checked[object], ...] = (hours, work_date, matter, narrative, activity, billing)
    evidence = tuple(check.evidence for check in checked if check.evidence)
    findings = tuple(found for check in checked for found in check.findings)
    if heard and minutes is not None and minutes != heard.minutes:
        readings = (hours_text(heard.minutes), hours_text(minutes))
        findings = (*findings, finding(FindingCode.HOURS_ROUNDED, Field.HOURS, readings))
    draft = DraftedEntry(fields, heard.minutes if heard else None, evidence, findings, _clock(heard))
    return draft, [(heard.start, heard.end)] if heard else []


def _clock(heard: SpokenDuration | None) -> ClockRange | None:
    said = heard.clock if heard else None
    return ClockRange(start=said.start, end=said.end, sure=said.sure) if said else None


def _check_activity(proposed: ProposedActivity, source: Source) -> Checked[ActivityCode | None]:
    """The code as proposed: it is a suggestion from a closed list, and says nothing that was not said."""
    evidence = source.evidence(Field.ACTIVITY_CODE, proposed.quote) if proposed.value else None
    return Checked(proposed.value, evidence)
