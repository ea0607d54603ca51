"""Writing a time entry so that its history and the audit trail grow with it."""

import secrets
from collections.abc import Sequence

from core.domain.audit import Actor, content_hash
from core.domain.entries import TimeEntry
from core.domain.history import EntryVersion
from core.services.change import Change
from core.services.rows import ENTRIES, VERSIONS


def put_entry(change: Change, entry: TimeEntry, action: str, changed: Sequence[str] = ()) -> str:
    """Put an entry and the step of its history; returns the seal for the audit event.

    The seal is a salted hash: it proves later what the fields were, and says nothing once the step,
    and the salt with it, is purged.
    """
    salt = secrets.token_hex(16)
    seal = content_hash({"salt": salt, "fields": entry.fields.model_dump(mode="json")})
    step = EntryVersion(
        entry_id=entry.id,
        version=entry.version,
        at=change.now,
        action=action,
        changed=tuple(changed),
        status=entry.status,
        fields=entry.fields,
        salt=salt,
        seal=seal,
    )
    change.put(ENTRIES, entry)
    change.put(VERSIONS, step)
    return seal


def record_entry(
    change: Change, entry: TimeEntry, action: str, actor: Actor, changed: Sequence[str] = ()
) -> TimeEntry:
    """Put one entry with its history step and its own audit event."""
    seal = put_entry(change, entry, action, changed)
    details = {"version": entry.version, "seal": seal, "changed": list(changed)}
    change.record(actor, f"entry.{action}", entry.id, details)
    return entry
