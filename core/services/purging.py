"""Taking the content out of entries that are gone, and out of those they were made from."""

from core.domain.audit import Actor
from core.domain.entries import REPLACED, EntryStatus
from core.services.change import Change
from core.services.ledger import Ledger
from core.services.rows import ENTRIES, VERSIONS, under

PURGEABLE = frozenset({EntryStatus.DELETED, EntryStatus.PURGED, *REPLACED})

_HISTORY_PAGE = 90


async def purge_content(ledger: Ledger, entry_id: str) -> None:
    """Purge an entry with its history; then what was split or merged, once all that came of it is purged.

    Safe to repeat, also when an earlier try broke off on the way.
    """
    while await _purge_steps(ledger, entry_id):
        pass
    entry = await ledger.get(ENTRIES, entry_id)
    if entry.status is EntryStatus.PURGED:
        for source_id in entry.made_from:
            if await _is_all_purged(ledger, source_id):
                await purge_content(ledger, source_id)


async def _is_all_purged(ledger: Ledger, source_id: str) -> bool:
    source = await ledger.get(ENTRIES, source_id)
    came_of_it = [await ledger.get(ENTRIES, entry_id) for entry_id in source.became]
    return all(entry.status is EntryStatus.PURGED for entry in came_of_it)


async def _purge_steps(ledger: Ledger, entry_id: str) -> bool:
    """Purge up to a transaction's worth of history; returns whether more is left to purge."""
    steps = await ledger.page(VERSIONS, under(VERSIONS.key(entry_id)), limit=_HISTORY_PAGE)

    async def work(change: Change) -> bool:
        entry = await change.get(ENTRIES, entry_id)
        if entry.status not in PURGEABLE or (entry.status is EntryStatus.PURGED and not steps.items):
            return False
        for step in steps.items:
            name = VERSIONS.name(step)
            await change.find(VERSIONS, name)
            change.remove(VERSIONS, name)
        if entry.status is not EntryStatus.PURGED:
            change.put(ENTRIES, entry.purged(change.now))
        change.record(Actor.SYSTEM, "entry.purged", entry_id, {"steps": len(steps.items)})
        return steps.after is not None

    return await ledger.change(work)
