"""What every change of an entry asks first: is it there, is it the version seen, is its matter there."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.entries import EntryStatus, TimeEntry
from core.domain.errors import InvalidInput, NotFound, NotPossible, VersionConflict
from core.domain.ids import is_id
from core.domain.jobs import AT_WORK
from core.domain.recordings import GONE
from core.services.change import Change
from core.services.rows import ENTRIES, JOBS, MATTERS, RECORDINGS


@dataclass(frozen=True, slots=True)
class Seen:
    """An entry as a lawyer saw it."""

    entry_id: str
    version: int


def present(entry: TimeEntry) -> TimeEntry:
    """The entry; raises NotFound for one that was purged."""
    if entry.status is EntryStatus.PURGED:
        raise NotFound("There is no such entry.")
    return entry


async def entry_in(change: Change, entry_id: str) -> TimeEntry:
    """The entry as it was when the change began; raises NotFound."""
    if not is_id(entry_id):
        raise NotFound("There is no such entry.")
    return present(await change.get(ENTRIES, entry_id))


async def read_ahead(change: Change, wanted: Sequence[Seen]) -> list[TimeEntry]:
    """Those that are there, read at the same time; what the change asks for next costs no call."""
    ids = [one.entry_id for one in wanted if is_id(one.entry_id)]
    found = await asyncio.gather(*(change.find(ENTRIES, entry_id) for entry_id in ids))
    return [entry for entry in found if entry]


def unchanged(entry: TimeEntry, seen: int) -> TimeEntry:
    """The entry; raises VersionConflict unless `seen` is its version."""
    if entry.version != seen:
        raise VersionConflict("This entry has changed since you read it.", current=entry)
    return entry


async def at_version(change: Change, entry_id: str, seen: int) -> TimeEntry:
    """The entry at the version that was seen; raises NotFound or VersionConflict."""
    return unchanged(await entry_in(change, entry_id), seen)


async def check_matter(change: Change, matter_id: str | None) -> None:
    """Raise InvalidInput unless the lawyer has this matter; None is no matter yet."""
    if matter_id is not None and await change.find(MATTERS, matter_id) is None:
        error = {
            "field": "matter_id",
            "problem": "There is no such matter. Create it first, or pick another.",
        }
        raise InvalidInput("There is no such matter.", errors=[error])


async def check_not_leaving(change: Change, entry: TimeEntry) -> None:
    """Raise NotPossible while an export that takes the entry along is at work."""
    job = await change.find(JOBS, entry.exported_by) if entry.exported_by else None
    if job and job.state in AT_WORK:
        leaving = "This entry is being exported. Try again once that is done."
        raise NotPossible(leaving, code="entry_on_its_way", export=job.id)


async def joined(change: Change, entries: Sequence[TimeEntry]) -> list[TimeEntry]:
    """New entries of the same recordings, listed there; of one that is erased they hold no word."""
    for recording_id in entries[0].heard_in:
        recording = await change.get(RECORDINGS, recording_id)
        ids = (*recording.entry_ids, *(entry.id for entry in entries))
        more = {"entry_ids": ids, "version": recording.version + 1}
        change.put(RECORDINGS, recording.model_copy(update=more))
        if recording.state in GONE:
            entries = [entry.stripped(recording_id) for entry in entries]
    return list(entries)
