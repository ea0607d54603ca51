"""What the guideline lint says of drafts, made anew whenever one is drafted, typed, edited or restored.

A draft is held against the lawyer's other entries of its day, as they stand when the change begins. What is
found never keeps an entry from being approved.
"""

import asyncio
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date
from zoneinfo import ZoneInfo

from core.domain.entries import EntryKind, EntryStatus, TimeEntry
from core.domain.findings import Field, Finding, FindingCode
from core.domain.guidelines import Guideline
from core.domain.matters import Matter
from core.domain.preferences import Preferences, Rules
from core.drafting.lint import Line, lint
from core.services.change import Change
from core.services.preferences import Firms
from core.services.rows import ENTRIES, MATTERS, day_range

MOST_NEIGHBOURS = 200
_STANDING = frozenset({EntryStatus.DRAFT, EntryStatus.APPROVED})
_OF_DATES = frozenset({FindingCode.DATE_IS_OLD, FindingCode.DATE_IN_FUTURE})


async def linted(
    change: Change, firms: Firms, entries: Sequence[TimeEntry], gone: Collection[str] = ()
) -> list[TimeEntry]:
    """The drafts with fresh findings, held against each other too; entries in `gone` no longer count.

    It costs a read of the settings, one of each matter, and a page for each day, all at the same time.
    """
    settled, matters, others = await asyncio.gather(
        firms.settled(change), _matters(change, entries), _others(change, entries, gone)
    )
    return _looked_at(change, settled.preferences, matters, (entries, others))


async def linted_drafts(
    change: Change, preferences: Preferences, matters: Iterable[Matter], entries: Sequence[TimeEntry]
) -> list[TimeEntry]:
    """The new drafts of a recording with their findings; it costs a page for each of their days."""
    others = await _others(change, entries, ())
    return _looked_at(change, preferences, {one.id: one for one in matters}, (entries, others))


def _looked_at(
    change: Change,
    preferences: Preferences,
    matters: Mapping[str, Matter],
    fresh_and_others: tuple[Sequence[TimeEntry], Sequence[TimeEntry]],
) -> list[TimeEntry]:
    entries, others = fresh_and_others
    today = change.now.astimezone(_zone(preferences)).date()
    lines = [_line(one, today) for one in (*entries, *others) if one.fields.kind is EntryKind.TIME]
    return [
        _with_findings(one, lint(_line(one, today), _rules(one, preferences, matters), lines))
        for one in entries
    ]


def _with_findings(entry: TimeEntry, fresh: Sequence[Finding]) -> TimeEntry:
    """The entry with the lint's findings in the place of those it had; a bookmark has none."""
    made = tuple(fresh) if entry.fields.kind is EntryKind.TIME else ()
    kept = tuple(one for one in entry.findings if not _is_lints(one, entry))
    return entry.model_copy(update={"findings": (*kept, *made)})


def _is_lints(one: Finding, entry: TimeEntry) -> bool:
    """Whether the lint says anew what a finding says: of a date, once there is one."""
    if one.code in _OF_DATES and one.field is Field.WORK_DATE:
        return entry.fields.work_date is not None
    return isinstance(one.code, Guideline)


def _line(entry: TimeEntry, today: date) -> Line:
    fields = entry.fields
    said = next((one.quote for one in entry.evidence if one.field is Field.HOURS), "")
    return Line(
        id=entry.id,
        narrative=fields.narrative,
        seen_on=today,
        minutes=fields.minutes,
        work_date=fields.work_date,
        matter_id=fields.matter_id,
        billing=fields.billing,
        clock=entry.clock,
        hours_said=said,
    )


def _rules(entry: TimeEntry, preferences: Preferences, matters: Mapping[str, Matter]) -> Rules:
    matter = matters.get(entry.fields.matter_id or "")
    return preferences.rules(matter.client, matter.rules) if matter else preferences.rules()


def _zone(preferences: Preferences) -> ZoneInfo:
    """Where the lawyer's days begin; without a setting UTC, whose days begin before those of the Americas."""
    return ZoneInfo(preferences.time_zone or UTC.tzname(None))


async def _matters(change: Change, entries: Sequence[TimeEntry]) -> dict[str, Matter]:
    ids = {one.fields.matter_id for one in entries if one.fields.matter_id}
    found = await asyncio.gather(*(change.find(MATTERS, matter_id) for matter_id in sorted(ids)))
    return {matter.id: matter for matter in found if matter}


async def _others(
    change: Change, entries: Sequence[TimeEntry], gone: Collection[str]
) -> tuple[TimeEntry, ...]:
    """The other entries of the same days, of a crowded day the first."""
    days = {one.fields.work_date for one in entries if one.fields.work_date}
    pages = await asyncio.gather(
        *(change.page(ENTRIES, day_range(day, day), limit=MOST_NEIGHBOURS) for day in sorted(days))
    )
    left_out = {one.id for one in entries} | set(gone)
    return tuple(one for page in pages for one in page if one.id not in left_out and one.status in _STANDING)
