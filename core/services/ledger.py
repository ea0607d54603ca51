"""The ledger: one partition per lawyer, one transaction per change.

`await ledger.change(work)` is the one way to write. `work` reads and puts values on a `Change`; then
everything goes out as one entity group transaction: the values and their copies, the audit events,
the chain head and the messages owed. The head is replaced under its ETag by every change, so changes
of one lawyer have one order: a change that lost the race is run again from fresh reads.
"""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.domain.audit import ChainHead
from core.domain.errors import NotFound, Unavailable
from core.domain.identity import Lawyer
from core.domain.values import Value
from core.ports import (
    Clock,
    Condition,
    LedgerTable,
    Queue,
    Queues,
    RowConflict,
    RowPage,
    RowWrite,
    Tables,
    UnknownOutcome,
    Write,
)
from core.services.change import Change
from core.services.rows import AUDIT, HEAD, OUTBOX, Kind, OwedMessage, Range, under
from core.services.telling import tell_standings

_log = logging.getLogger(__name__)

_TRIES = 12
_OUTBOX_PAGE = 50
# A change just before the instant must be in the digest, though two machines' clocks differ.
_DIGEST_SLACK = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class LedgerTimes:
    """How long things take: until messages are sent that a worker died before sending (`guard`), and from a
    first change until a digest of the trail is kept (`digest_every`).
    """

    guard: timedelta = timedelta(minutes=1)
    digest_every: timedelta = timedelta(hours=1)


_TIMES = LedgerTimes()


@dataclass(frozen=True, slots=True)
class Page[T: Value]:
    """Some values in their listing order; `after` goes on from there, None at the end."""

    items: tuple[T, ...]
    after: str | None


class Ledger:
    """What one lawyer owns; made from a verified lawyer only."""

    def __init__(
        self, lawyer: Lawyer, table: LedgerTable, queues: Queues, clock: Clock, times: LedgerTimes
    ) -> None:
        self.lawyer = lawyer
        self._table = table
        self._queues = queues
        self._clock = clock
        self._times = times

    async def find[T: Value](self, kind: Kind[T], name: str) -> T | None:
        """The value of that name, or None."""
        row = await self._table.get(kind.key(name))
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
        stretch: Range | None = None,
        *,
        limit: int,
        after: str | None = None,
        where: Sequence[Condition] = (),
    ) -> Page[T]:
        """A page of one kind, by default of all of it; `after` comes from the page before."""
        stretch = stretch or under(kind.prefix)
        page = await self._table.page(stretch.first, stretch.last, limit=limit, after=after, where=where)
        return Page(items=tuple(kind.read(row) for row in page.rows), after=page.after)

    async def rows[T: Value](self, kind: Kind[T], *, limit: int, after: str | None) -> RowPage:
        """A page of one kind's rows as they are stored, unread: a damaged one does no harm here."""
        stretch = under(kind.prefix)
        return await self._table.page(stretch.first, stretch.last, limit=limit, after=after)

    async def head(self) -> ChainHead:
        """The audit chain's head as it stands."""
        return await self.find(HEAD, "") or ChainHead()

    async def change[R](self, work: Callable[[Change], Awaitable[R]]) -> R:
        """Run `work` and commit what it did as one transaction, again from the start after a conflict.

        Raises whatever `work` raises (nothing is written then), Unavailable when storage fails.
        """
        for attempt in range(_TRIES):
            change = await Change.begin(self.lawyer, self._table, self._clock.now())
            result = await work(change)
            if await self._committed(change):
                return result
            await asyncio.sleep(random.uniform(0, 0.005 * 2**attempt))  # noqa: S311 - jitter, not a secret
        raise Unavailable("Too many changes at once. Try again.", retry_after=1)

    async def renew[T: Value](
        self, kind: Kind[T], name: str, renewed: Callable[[T | None], T | None]
    ) -> T | None:
        """Write one row outside the audit trail (a lease), and give it; None leaves it as it is.

        Raises RowConflict when another writer was faster, UnknownOutcome when no answer came.
        """
        row = await self._table.get(kind.key(name))
        value = renewed(kind.read(row) if row else None)
        if value:
            how = Write.REPLACE if row else Write.INSERT
            fresh = replace(kind.rows(value)[0], etag=row.etag if row else None)
            await self._table.commit([RowWrite(how, fresh)])
        return value

    async def flush_outbox(self) -> int:
        """Send the messages committed changes still owe, and forget them; returns how many."""
        page = await self.page(OUTBOX, limit=_OUTBOX_PAGE)
        await self._send(page.items)
        return len(page.items)

    async def _committed(self, change: Change) -> bool:
        if change.wants_digest:
            await self._promise_digest(change)
        writes = change.writes()
        if not writes:
            return True
        if change.owed:
            await self._send_guard()
        if not await self._commit(change, writes):
            return False
        tell_standings(change.values)
        if change.owed:
            await self._send_now(change.owed)
        return True

    async def _commit(self, change: Change, writes: Sequence[RowWrite]) -> bool:
        try:
            await self._table.commit(writes)
        except RowConflict:
            return await self._landed(change)
        except UnknownOutcome:
            if await self._landed(change):
                return True
            raise Unavailable("Storage did not answer. Try again.") from None
        return True

    async def _landed(self, change: Change) -> bool:
        """Whether a commit without a clear answer is there: its first audit event carries its id."""
        event = await self.find(AUDIT, f"{change.first_sequence:012}")
        return event is not None and event.change == change.id

    async def _promise_digest(self, change: Change) -> None:
        """Have a digest written of what changes from now on; sent first, so that a crash loses none.

        Where the message cannot be sent, the next change sees to it: a digest never holds up a change.
        """
        message, every = {"kind": "digest", "lawyer": self.lawyer.key}, self._times.digest_every
        try:
            await self._queues.send(Queue.HOUSEKEEPING, message, every + _DIGEST_SLACK)
        except Unavailable:
            _log.warning("digest of %s is not promised yet", self.lawyer.key)
        else:
            change.promise_digest(change.now + every)

    async def _send_guard(self) -> None:
        message = {"kind": "outbox", "lawyer": self.lawyer.key}
        await self._queues.send(Queue.HOUSEKEEPING, message, self._times.guard)

    async def _send_now(self, owed: Sequence[OwedMessage]) -> None:
        try:
            await self._send(owed)
        except Unavailable:
            _log.warning("outbox of %s left to its guard", self.lawyer.key)

    async def _send(self, owed: Sequence[OwedMessage]) -> None:
        now = self._clock.now()
        for item in owed:
            await self._queues.send(Queue(item.queue), item.message, _delay(item.due, now))
        if owed:
            await self._forget(owed)

    async def _forget(self, owed: Sequence[OwedMessage]) -> None:
        deletions = [RowWrite(Write.DELETE, OUTBOX.rows(item)[0]) for item in owed]
        try:
            await self._table.commit(deletions)
        except (RowConflict, UnknownOutcome):
            _log.info("outbox rows of %s were already sent by another worker", self.lawyer.key)


class Ledgers:
    """Opens the ledger of a verified lawyer."""

    def __init__(self, tables: Tables, queues: Queues, clock: Clock, times: LedgerTimes = _TIMES) -> None:
        self._tables = tables
        self._queues = queues
        self._clock = clock
        self._times = times

    def of(self, lawyer: Lawyer) -> Ledger:
        """That lawyer's ledger."""
        return Ledger(lawyer, self._tables.of(lawyer), self._queues, self._clock, self._times)


def _delay(due: datetime, now: datetime) -> timedelta:
    return max(due - now, timedelta())
