"""One change to a lawyer's ledger, being put together."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Self

from core.domain.audit import Actor, AuditEvent, ChainHead
from core.domain.errors import NotFound
from core.domain.identity import Lawyer
from core.domain.values import Value
from core.ports import Condition, LedgerTable, Queue, Row, RowWrite, Write
from core.services.rows import AUDIT, HEAD, OUTBOX, Kind, OwedMessage, Range, under

_PAGE = 1000


class Change:
    """Reads see what was there when the change began; puts stay here until the ledger commits.

    `now` is the one instant of the change, `id` its mark in the audit trail, `owed` its messages. `values`
    are those it puts by kind and name, None where it removes one.
    """

    def __init__(self, lawyer: Lawyer, table: LedgerTable, now: datetime, head: Row | None) -> None:
        self.lawyer = lawyer
        self.now = now
        self.id = uuid.uuid4().hex
        self.owed: list[OwedMessage] = []
        self.values: dict[tuple[str, str], Value | None] = {}
        self._table = table
        self._head_row = head
        self._head = HEAD.read(head) if head else ChainHead()
        self._digest_due = self._head.digest_due
        self._read: dict[str, Row | None] = {}
        self._copied: dict[str, Row] = {}
        self._events: list[AuditEvent] = []
        self._writes: dict[str, RowWrite] = {}

    @classmethod
    async def begin(cls, lawyer: Lawyer, table: LedgerTable, now: datetime) -> Self:
        """A change on top of the newest head, read first so that its ETag guards every later read."""
        return cls(lawyer, table, now, await table.get(HEAD.key("")))

    @property
    def first_sequence(self) -> int:
        """The place of this change's first audit event in the chain."""
        return self._head.sequence + 1

    @property
    def wants_digest(self) -> bool:
        """Whether no digest is promised any more that could hold this change."""
        return self.has_something and (self._digest_due is None or self._digest_due <= self.now)

    @property
    def has_something(self) -> bool:
        """Whether there is anything to write yet."""
        return bool(self._writes or self.owed or self._events)

    async def find[T: Value](self, kind: Kind[T], name: str) -> T | None:
        """The value of that name as it was when the change began, or None."""
        key = kind.key(name)
        if key not in self._read:
            self._read[key] = await self._table.get(key)
        row = self._read[key]
        return kind.read(row) if row else None

    async def get[T: Value](self, kind: Kind[T], name: str) -> T:
        """The value of that name; raises NotFound."""
        value = await self.find(kind, name)
        if value is None:
            raise NotFound(f"There is no such {kind.prefix}.")
        return value

    async def page[T: Value](
        self,
        kind: Kind[T],
        stretch: Range,
        *,
        limit: int,
        after: str | None = None,
        where: Sequence[Condition] = (),
    ) -> tuple[T, ...]:
        """The first values of a range as they were when the change began; of copies, read as their values.

        They can be put as if each had been found by its name.
        """
        found = await self._table.page(stretch.first, stretch.last, limit=limit, after=after, where=where)
        values = tuple(kind.read(row) for row in found.rows)
        self._copied |= {
            kind.key(kind.name(value)): row for value, row in zip(values, found.rows, strict=True)
        }
        return values

    async def every[T: Value](self, kind: Kind[T], stretch: Range | None = None) -> tuple[T, ...]:
        """Every value of a range, by default of all of a kind, as it was; each can be put without a read."""
        stretch, rows, after = stretch or under(kind.prefix), list[Row](), None
        while True:
            page = await self._table.page(stretch.first, stretch.last, limit=_PAGE, after=after)
            rows += page.rows
            if (after := page.after) is None:
                break
        self._read |= {row.key: row for row in rows}
        return tuple(kind.read(row) for row in rows)

    def put[T: Value](self, kind: Kind[T], value: T) -> None:
        """Write a value and its copies: over the one that was read, or as a new one.

        One that was read from a copy is written over whatever is there, which is the same: the head that
        was read before it, and is replaced with it, says that nobody has changed it since.
        """
        own, *copies = kind.rows(value)
        self.values[kind.prefix, kind.name(value)] = value
        before = self._read.get(own.key)
        copied = None if before else self._copied.get(own.key)
        how = Write.REPLACE if before else Write.PUT if copied else Write.INSERT
        self._write(how, replace(own, etag=before.etag if before else None))
        for stale in self._copies(kind, before or copied) - {copy.key for copy in copies}:
            self._write(Write.DELETE, Row(stale, ""))
        for copy in copies:
            self._write(Write.PUT, copy)

    def remove[T: Value](self, kind: Kind[T], name: str) -> None:
        """Delete a value that this change has read, with its copies."""
        if before := self._read.get(kind.key(name)):
            self.values[kind.prefix, name] = None
            self._write(Write.DELETE, before)
            for copy in self._copies(kind, before):
                self._write(Write.DELETE, Row(copy, ""))

    def record(
        self, actor: Actor, action: str, subject: str, details: Mapping[str, Any] | None = None
    ) -> None:
        """Add an audit event; `details` holds ids, counts and field names, never content."""
        last = self._events[-1] if self._events else None
        event = AuditEvent(
            sequence=last.sequence + 1 if last else self.first_sequence,
            at=self.now,
            actor=actor,
            action=action,
            subject=subject,
            details=dict(details or {}),
            change=self.id,
            previous=last.hash if last else self._head.hash,
        )
        self._events.append(event.sealed())

    def owe(self, queue: Queue, message: Mapping[str, str], delay: timedelta = timedelta()) -> None:
        """Have a message sent once the change is committed, even if this worker dies right after."""
        due = self.now + delay
        number = len(self.owed)
        self.owed.append(
            OwedMessage(change=self.id, number=number, queue=queue, message=dict(message), due=due)
        )

    def promise_digest(self, until: datetime) -> None:
        """Note that a message is on its way which has a digest written after that instant."""
        self._digest_due = until

    def writes(self) -> list[RowWrite]:
        """The whole transaction; empty when nothing was changed. Every change leaves an audit event."""
        if not self.has_something:
            return []
        if not self._events:
            raise RuntimeError("a change without an audit event")
        newest = self._events[-1]
        standing = ChainHead(sequence=newest.sequence, hash=newest.hash, digest_due=self._digest_due)
        head = HEAD.rows(standing)[0]
        first = Write.REPLACE if self._head_row else Write.INSERT
        etag = self._head_row.etag if self._head_row else None
        trail = [RowWrite(Write.INSERT, AUDIT.rows(event)[0]) for event in self._events]
        outbox = [RowWrite(Write.INSERT, OUTBOX.rows(item)[0]) for item in self.owed]
        return [RowWrite(first, replace(head, etag=etag)), *trail, *self._writes.values(), *outbox]

    def _write(self, how: Write, row: Row) -> None:
        self._writes[row.key] = RowWrite(how, row)

    def _copies[T: Value](self, kind: Kind[T], before: Row | None) -> set[str]:
        return set(kind.copies(kind.read(before))) if before else set()
