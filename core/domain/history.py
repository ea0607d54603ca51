"""The steps of an entry's history."""

from core.domain.entries import EntryFields, EntryStatus
from core.domain.values import Id, Instant, Value


class EntryVersion(Value):
    """One step of an entry's history: what was done, which fields changed, and the fields after it.

    `seal` is the hash of the salted fields that the audit event of this change carries.
    """

    entry_id: Id
    version: int
    at: Instant
    action: str
    changed: tuple[str, ...] = ()
    status: EntryStatus
    fields: EntryFields
    salt: str
    seal: str
