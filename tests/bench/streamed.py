"""A lawyer with any number of approved entries: a table that makes them up as it is read, and keeps none.

What a service keeps shows in the memory of its process then, and nothing else does.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from core.domain.entries import EntryFields, EntryStatus, TimeEntry
from core.domain.exports import ExportMark
from core.domain.identity import Lawyer
from core.domain.matters import Matter
from core.ports import Condition, Grant, Queue, Row, RowPage, RowWrite, Write
from core.services.rows import ENTRIES, MATTERS

NOW = datetime(2026, 12, 31, 12, tzinfo=UTC)
LAST = date(2026, 12, 30)
ALICE = Lawyer.of_ids("11111111-1111-4111-8111-111111111111", "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa")
NARRATIVE = (
    "Telephone conference with opposing counsel regarding the scheduling of examinations; drafted a letter "
    "to the client, with the dates that were proposed and the documents that are still to be produced."
)
_MATTERS = 50
_DAYS = 300
_MADE_UP = ("day~", "entry~")
_NOT_KEPT = (*_MADE_UP, "audit~", "outbox~")


class StreamedTable:
    """The partition of a lawyer with `count` approved entries over many days.

    What is written of them is not kept; `spent` is how many seconds of the processor they took to make up.
    """

    def __init__(self, count: int) -> None:
        self.spent = 0.0
        self._count = count
        self._rows = {row.key: row for number in range(_MATTERS) for row in MATTERS.rows(matter(number))}

    async def get(self, key: str) -> Row | None:
        """A row that is kept."""
        return self._rows.get(key)

    async def page(
        self,
        first: str,
        last: str,
        *,
        limit: int,
        after: str | None = None,
        where: Sequence[Condition] = (),
    ) -> RowPage:
        """Rows in key order; entries are marked with the export that is asked for."""
        if not first.startswith(_MADE_UP):
            keys = [
                key for key in sorted(self._rows) if first <= key < last and (after is None or key > after)
            ]
            rows = tuple(self._rows[key] for key in keys[:limit])
            return RowPage(rows, rows[-1].key if len(keys) > limit else None)
        start = 0 if after is None else int(after.rpartition("~")[2]) + 1
        marked = next((one.value for one in where if one.column == "export"), None)
        numbers = range(start, min(start + limit, self._count))
        by_day, started = first.startswith("day~"), time.process_time()
        rows = tuple(_row(number, self._count, marked, by_day=by_day) for number in numbers)
        self.spent += time.process_time() - started
        return RowPage(rows, rows[-1].key if numbers.stop < self._count else None)

    async def commit(self, writes: Sequence[RowWrite]) -> None:
        """Keep what is not made up."""
        for write in writes:
            if write.how is Write.DELETE:
                self._rows.pop(write.row.key, None)
            elif not write.row.key.startswith(_NOT_KEPT):
                self._rows[write.row.key] = replace(write.row, etag="etag")


def matter(number: int) -> Matter:
    """One of the lawyer's matters."""
    return Matter(
        id=f"M-{number}", name=f"Matter {number}", client=f"Client {number} Ltd.", rate="350", updated_at=NOW
    )


def entry(number: int, count: int, export: str | None = None) -> TimeEntry:
    """The entry at a place of the list by day, the newest first."""
    fields = EntryFields(
        minutes=6 * (1 + number % 20),
        work_date=LAST - timedelta(days=number * _DAYS // count),
        matter_id=f"M-{number % _MATTERS}",
        narrative=f"{number}: {NARRATIVE}",
        task_code="L120",
    )
    made = TimeEntry(
        id=f"{number:026}",
        version=2,
        status=EntryStatus.APPROVED,
        fields=fields,
        created_at=NOW,
        updated_at=NOW,
        approved_at=NOW,
    )
    mark = ExportMark(job_id=export, version=2, preset="caseclock", at=NOW) if export else None
    return made.marked(mark) if mark else made


def _row(number: int, count: int, export: str | None, *, by_day: bool) -> Row:
    own, copy = ENTRIES.rows(entry(number, count, export))
    return copy if by_day else own


class StreamedTables:
    """Opens that partition."""

    def __init__(self, table: StreamedTable) -> None:
        self._table = table

    def of(self, lawyer: Lawyer) -> StreamedTable:  # noqa: ARG002 - there is one lawyer
        """The partition."""
        return self._table


@dataclass
class NoFiles:
    """Files of which only the size is kept."""

    sizes: dict[int, int] = field(default_factory=dict)

    async def stage(self, name: str, block: int, data: bytes) -> None:  # noqa: ARG002
        """Count a block."""
        self.sizes[block] = len(data)

    async def assemble(self, name: str, blocks: Sequence[int], media_type: str) -> int:  # noqa: ARG002
        """How large the file is."""
        return sum(self.sizes[block] for block in blocks)

    async def size(self, name: str) -> int | None:  # noqa: ARG002
        """Nobody asks."""
        return None

    async def download_grant(self, name: str, save_as: str, until: datetime) -> Grant:
        """Nobody asks."""
        return Grant("GET", f"{name}/{save_as}", {}, until)

    async def delete(self, name: str) -> None:
        """Nothing is there."""

    def of(self, lawyer: Lawyer) -> "NoFiles":  # noqa: ARG002 - there is one lawyer
        """The lawyer's."""
        return self


class Messages:
    """Remembers that there is work."""

    def __init__(self) -> None:
        self.sent = 0

    async def send(self, queue: Queue, message: Mapping[str, str], delay: timedelta = timedelta()) -> None:  # noqa: ARG002
        """Count a message."""
        self.sent += 1


class Now:
    """The clock on the wall, from the day the entries are approved."""

    def __init__(self) -> None:
        self._ahead = NOW + timedelta(days=1) - datetime.now(UTC)

    def now(self) -> datetime:
        """The instant."""
        return datetime.now(UTC) + self._ahead
