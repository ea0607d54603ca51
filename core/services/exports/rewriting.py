"""Writing many entries of a stretch in one transaction, read from their copies."""

from dataclasses import dataclass

from core.domain.entries import TimeEntry
from core.services.change import Change
from core.services.rows import ENTRIES

# Each entry is two rows of the hundred that a transaction takes, beside the head, the event, the lease, the
# job with its copy, and a message. Its content stands in both, and a byte of it is at most three on the wire,
# where text is escaped. A transaction is at most 4 MiB, and one over 1 MiB holds up the event loop:
# learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions.
AT_ONCE = 45
_BYTES_AT_ONCE = 150_000


@dataclass(slots=True)
class Rewriting:
    """The entries that a change writes, up to what a transaction takes."""

    change: Change
    versions: dict[str, int]
    room: int = _BYTES_AT_ONCE

    @classmethod
    def of(cls, change: Change) -> "Rewriting":
        """Nothing written yet."""
        return cls(change, {})

    def put(self, before: TimeEntry, after: TimeEntry) -> bool:
        """Write an entry if it differs; False if the transaction is full."""
        if after == before:
            return True
        size = len(after.model_dump_json().encode())
        if self.versions and (len(self.versions) == AT_ONCE or size > self.room):
            return False
        self.change.put(ENTRIES, after)
        self.versions[after.id] = after.version
        self.room -= size
        return True


def place_of(entry: TimeEntry) -> str:
    """The key of an approved entry in the listing by day, to go on behind it."""
    return ENTRIES.copies(entry)[0]


class Pace:
    """How many entries to read for a transaction: as many as it writes, more while few are written."""

    def __init__(self) -> None:
        self.limit = AT_ONCE

    def after(self, read: int, written: int) -> None:
        """Learn from the latest."""
        self.limit = 4 * AT_ONCE if written * 2 < read else AT_ONCE
