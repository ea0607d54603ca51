"""Time entries as their lawyer handles them: list, edit, approve, reopen, delete, restore."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from core.domain.audit import Actor
from core.domain.entries import EntryFields, EntryStatus, TimeEntry
from core.domain.history import EntryVersion
from core.domain.identity import Lawyer
from core.domain.ids import new_id
from core.ports import Clock, Condition, Queue, Queues
from core.services.approvals import approve_in
from core.services.change import Change
from core.services.delivering import withdrawn
from core.services.entry_access import at_version, check_matter, check_not_leaving, joined, present
from core.services.history import record_entry
from core.services.idempotency import made_before, remember
from core.services.ledger import Ledgers, Page
from core.services.linting import linted
from core.services.preferences import Firms
from core.services.purging import PURGEABLE, purge_content
from core.services.rounding import follow_matter
from core.services.rows import ENTRIES, VERSIONS, Range, day_range, under

_PURGE_SLACK = timedelta(minutes=1)
_COPIES_BY_ID = {EntryStatus.DRAFT: "open", EntryStatus.DELETED: "trash"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries to list; dates are work dates, both included."""

    status: EntryStatus | None = None
    first: date | None = None
    last: date | None = None
    matter_id: str | None = None


class Entries:
    """The use cases of time entries."""

    def __init__(
        self, ledgers: Ledgers, queues: Queues, clock: Clock, restorable: timedelta, firms: Firms
    ) -> None:
        self._ledgers = ledgers
        self._firms = firms
        self._queues = queues
        self._clock = clock
        self._restorable = restorable

    async def list(self, lawyer: Lawyer, wanted: Wanted, *, limit: int, after: str | None) -> Page[TimeEntry]:
        """Open and deleted drafts newest first; anything else by work date, newest first."""
        stretch, where = _reading(wanted)
        return await self._ledgers.of(lawyer).page(ENTRIES, stretch, limit=limit, after=after, where=where)

    async def open(self, lawyer: Lawyer, entry_id: str) -> TimeEntry:
        """One entry; raises NotFound, also for one that was purged."""
        entry = await self._ledgers.of(lawyer).get(ENTRIES, entry_id)
        return present(entry)

    async def history(
        self, lawyer: Lawyer, entry_id: str, *, limit: int, after: str | None
    ) -> Page[EntryVersion]:
        """The entry's steps, oldest first; raises NotFound."""
        ledger = self._ledgers.of(lawyer)
        present(await ledger.get(ENTRIES, entry_id))
        return await ledger.page(VERSIONS, under(VERSIONS.key(entry_id)), limit=limit, after=after)

    async def add(
        self, lawyer: Lawyer, fields: EntryFields, recording_id: str | None = None, key: str | None = None
    ) -> TimeEntry:
        """A draft the lawyer typed, perhaps for a failed recording; the same key gives the same entry."""
        request = fields.model_dump_json() + (recording_id or "")

        async def work(change: Change) -> TimeEntry:
            if made := await made_before(change, key, request):
                return await change.get(ENTRIES, made)
            await check_matter(change, fields.matter_id)
            now = change.now
            entry = TimeEntry(
                id=new_id(now), fields=fields, recording_id=recording_id, created_at=now, updated_at=now
            )
            if recording_id is not None:
                (entry,) = await joined(change, [entry])
            (entry,) = await linted(change, self._firms, [entry])
            remember(change, key, request, entry.id)
            return record_entry(change, entry, "typed", Actor.LAWYER)

        return await self._ledgers.of(lawyer).change(work)

    async def edit(self, lawyer: Lawyer, entry_id: str, seen: int, changes: dict[str, Any]) -> TimeEntry:
        """Change fields of a draft; raises VersionConflict unless `seen` is its version.

        Hours that rounding made follow another matter's rules.
        """

        async def work(change: Change) -> TimeEntry:
            entry = await at_version(change, entry_id, seen)
            edited = await follow_matter(change, self._firms, entry, entry.edited(changes, change.now))
            changed = [
                name
                for name in EntryFields.model_fields
                if getattr(edited.fields, name) != getattr(entry.fields, name)
            ]
            if not changed:
                return entry
            await check_matter(change, changes.get("matter_id"))
            (edited,) = await linted(change, self._firms, [edited])
            return record_entry(change, edited, "edited", Actor.LAWYER, changed)

        return await self._ledgers.of(lawyer).change(work)

    async def approve(self, lawyer: Lawyer, entry_id: str, seen: int) -> TimeEntry:
        """Approve what the lawyer saw; raises Incomplete, VersionConflict, NotPossible.

        Asked again after a lost answer, the same approval stands and is shown once more.
        """

        async def work(change: Change) -> TimeEntry:
            return await approve_in(change, entry_id, seen)

        return await self._ledgers.of(lawyer).change(work)

    async def reopen(self, lawyer: Lawyer, entry_id: str, seen: int) -> TimeEntry:
        """Make an approved entry a draft again; what Clio has of it is changed by the next approval.

        Raises NotPossible while it may be on its way there, and for what is billed or was exported.
        """

        async def work(change: Change) -> TimeEntry:
            entry = await at_version(change, entry_id, seen)
            await check_not_leaving(change, entry)
            reopened = await withdrawn(change, entry.reopened(change.now))
            return record_entry(change, reopened, "reopened", Actor.LAWYER)

        return await self._ledgers.of(lawyer).change(work)

    async def delete(self, lawyer: Lawyer, entry_id: str, seen: int) -> TimeEntry:
        """Put a draft aside; it can be restored until a message, sent first, purges it."""
        message = {"kind": "purge", "lawyer": lawyer.key, "entry": entry_id}
        await self._queues.send(Queue.HOUSEKEEPING, message, self._restorable + _PURGE_SLACK)
        return await self._step(lawyer, entry_id, seen, "deleted", TimeEntry.deleted)

    async def restore(self, lawyer: Lawyer, entry_id: str, seen: int) -> TimeEntry:
        """Bring a deleted draft back."""

        async def work(change: Change) -> TimeEntry:
            entry = (await at_version(change, entry_id, seen)).restored(change.now)
            (entry,) = await linted(change, self._firms, [entry])
            return record_entry(change, entry, "restored", Actor.LAWYER)

        return await self._ledgers.of(lawyer).change(work)

    async def purge(self, lawyer: Lawyer, entry_id: str) -> None:
        """Take the content out of a draft deleted long enough ago; not yet: look again when it is time."""
        ledger = self._ledgers.of(lawyer)
        entry = await ledger.find(ENTRIES, entry_id)
        if entry is None or entry.deleted_at is None or entry.status not in PURGEABLE:
            return
        left = entry.deleted_at + self._restorable - self._clock.now()
        if left > timedelta():
            message = {"kind": "purge", "lawyer": lawyer.key, "entry": entry_id}
            await self._queues.send(Queue.HOUSEKEEPING, message, left + _PURGE_SLACK)
            return
        await purge_content(ledger, entry_id)

    async def _step(
        self,
        lawyer: Lawyer,
        entry_id: str,
        seen: int,
        action: str,
        move: Callable[[TimeEntry, datetime], TimeEntry],
    ) -> TimeEntry:
        async def work(change: Change) -> TimeEntry:
            entry = await at_version(change, entry_id, seen)
            return record_entry(change, move(entry, change.now), action, Actor.LAWYER)

        return await self._ledgers.of(lawyer).change(work)


def _reading(wanted: Wanted) -> tuple[Range, list[Condition]]:
    where = []
    if wanted.matter_id:
        where.append(Condition("matter", "eq", wanted.matter_id))
    if wanted.status in _COPIES_BY_ID:
        if wanted.first or wanted.last:
            # An undated draft has an empty day, which is before every date.
            where.append(Condition("day", "ge", (wanted.first or date.min).isoformat()))
        where += [Condition("day", "le", wanted.last.isoformat())] if wanted.last else []
        return under(_COPIES_BY_ID[wanted.status]), where
    if wanted.status:
        where.append(Condition("status", "eq", wanted.status))
    return day_range(wanted.first, wanted.last), where
