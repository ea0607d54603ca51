"""Writing an entry's delivery to Clio: with the entry that shows it, and its audit event."""

import asyncio
from collections.abc import Mapping
from typing import Any

from core.domain.audit import Actor
from core.domain.deliveries import Delivery
from core.domain.entries import TimeEntry
from core.domain.errors import NotFound
from core.domain.identity import Lawyer
from core.ports import Queue
from core.services.change import Change
from core.services.rows import DELIVERIES, ENTRIES, LINKS


def sync_message(lawyer: Lawyer) -> dict[str, str]:
    """The message that says: look at what this lawyer has for Clio, and from it."""
    return {"lawyer": lawyer.key}


def owe_sync(change: Change) -> None:
    """Have Clio seen to once this is committed; one message is enough for a change."""
    if not any(item.queue == Queue.CLIO_SYNC for item in change.owed):
        change.owe(Queue.CLIO_SYNC, sync_message(change.lawyer))


async def queued(change: Change, entry: TimeEntry) -> TimeEntry:
    """An entry that is being approved, queued for Clio if the lawyer uses it; the caller puts it.

    What Clio holds of it already is to be as approved, also once the lawyer has disconnected.
    """
    link = await change.find(LINKS, "")
    if entry.delivery is None and not (link and link.takes_entries):
        return entry
    before = await change.find(DELIVERIES, entry.id) if entry.delivery else None
    if before:
        delivery = before.approved_anew(entry.version, change.now)
    else:
        delivery = Delivery(entry_id=entry.id, version=entry.version, queued_at=change.now)
    change.put(DELIVERIES, delivery)
    owe_sync(change)
    return entry.standing(delivery.standing)


async def withdrawn(change: Change, entry: TimeEntry) -> TimeEntry:
    """An entry that is being reopened, no longer on its way; the caller puts it."""
    if entry.delivery is None:
        return entry
    before = await change.get(DELIVERIES, entry.id)
    after = before.withdrawn()
    if after is None:
        change.remove(DELIVERIES, entry.id)
        return entry.standing(None)
    change.put(DELIVERIES, after)
    return entry.standing(after.standing)


async def delivery_in(change: Change, entry_id: str) -> tuple[Delivery, TimeEntry]:
    """An entry and its delivery, read at the same time; raises NotFound, in the same words each time."""
    delivery, entry = await asyncio.gather(change.find(DELIVERIES, entry_id), change.find(ENTRIES, entry_id))
    if entry is None:
        raise NotFound("There is no such entry.")
    if delivery is None:
        raise NotFound("There is no such delivery.")
    return delivery, entry


def record_delivery(
    change: Change,
    entry: TimeEntry,
    delivery: Delivery,
    action: str,
    actor: Actor = Actor.SYSTEM,
    details: Mapping[str, Any] | None = None,
) -> Delivery:
    """Put a delivery, the entry that shows it, and the event that says so."""
    change.put(DELIVERIES, delivery)
    change.put(ENTRIES, entry.standing(delivery.standing))
    said: dict[str, Any] = {"version": delivery.version, "effect": delivery.effect}
    if delivery.reason:
        said["reason"] = delivery.reason
    if delivery.there:
        said["clio_id"] = delivery.there.clio_id
    change.record(actor, f"delivery.{action}", delivery.entry_id, said | dict(details or {}))
    return delivery
