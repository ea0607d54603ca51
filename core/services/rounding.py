"""Hours that follow the matter of a draft, for as long as its lawyer has typed none."""

from core.domain.entries import TimeEntry
from core.domain.findings import Field, Finding, FindingCode
from core.domain.hours import hours_text
from core.domain.preferences import Rules
from core.drafting.findings import finding
from core.services.change import Change
from core.services.preferences import Firms
from core.services.rows import MATTERS


async def follow_matter(change: Change, firms: Firms, before: TimeEntry, edited: TimeEntry) -> TimeEntry:
    """The edited draft, its spoken time rounded as its new matter has it; hours that were typed stay.

    Rounding starts from what was said, never from what was rounded before.
    """
    spoken, rounded = edited.spoken_minutes, edited.rounded_minutes
    moved = before.fields.matter_id != edited.fields.matter_id
    if not moved or spoken is None or rounded is None or rounded != edited.fields.minutes:
        return edited
    rules = await _rules(change, firms, edited.fields.matter_id)
    minutes = rules.rounding.billed(spoken)
    if minutes == edited.fields.minutes:
        return edited
    return edited.rounded(minutes, _findings(edited, spoken, minutes))


async def _rules(change: Change, firms: Firms, matter_id: str | None) -> Rules:
    preferences = (await firms.settled(change)).preferences
    matter = await change.find(MATTERS, matter_id) if matter_id else None
    return preferences.rules(matter.client, matter.rules) if matter else preferences.rules()


def _findings(entry: TimeEntry, spoken: int, minutes: int) -> tuple[Finding, ...]:
    """What was found, with what is said of rounding made true."""
    others = tuple(one for one in entry.findings if one.code is not FindingCode.HOURS_ROUNDED)
    if minutes == spoken:
        return others
    readings = () if entry.recording_deleted else (hours_text(spoken), hours_text(minutes))
    return (*others, finding(FindingCode.HOURS_ROUNDED, Field.HOURS, readings))
