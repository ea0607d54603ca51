"""One worker's hold on a lawyer's dealings with Clio, while it lasts."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.domain.identity import Lawyer
from core.ports import Clock, Queue, Queues
from core.services import claims
from core.services.change import Change
from core.services.clio.access import Session
from core.services.delivering import sync_message
from core.services.ledger import Ledger
from core.services.rows import Lease

CLAIM_NAME = "clio"
AFTER = "after"


@dataclass(frozen=True, slots=True)
class SyncTimes:
    """How long things take at most.

    `claim`: how long a hold lasts unrenewed. `leaving`: how long after it was written down a request may
    still leave. `settling`: from when on, counted from there, what Clio does not show has not arrived; it
    covers `leaving`, the longest that a request is on its way, and how long Clio takes to show it. `budget`:
    how long one invocation goes on. `pull_every`: how often matters are fetched unasked. `asking`: how long
    a lawyer has to give access.
    """

    claim: timedelta = timedelta(seconds=90)
    leaving: timedelta = timedelta(seconds=15)
    settling: timedelta = timedelta(minutes=3)
    budget: timedelta = timedelta(minutes=4)
    pull_every: timedelta = timedelta(hours=6)
    asking: timedelta = timedelta(minutes=15)


class Bell:
    """Sends the messages that have a lawyer's Clio looked at."""

    def __init__(self, queues: Queues, clock: Clock) -> None:
        self._queues = queues
        self._clock = clock

    async def ring(
        self, lawyer: Lawyer, at: datetime | None = None, more: Mapping[str, str] | None = None
    ) -> None:
        """Have it looked at, at once or then; `more` goes with the message."""
        message = dict(more or {}) | sync_message(lawyer)
        if at is None:
            await self._queues.send(Queue.CLIO_SYNC, message)
            return
        delay = max(at - self._clock.now(), timedelta())
        await self._queues.send(Queue.CLIO_SYNC, message | {AFTER: at.isoformat()}, delay)


@dataclass(frozen=True, slots=True)
class Hold:
    """What the holder works with."""

    ledger: Ledger
    session: Session
    lease: Lease
    clock: Clock
    times: SyncTimes
    bell: Bell

    async def change[R](self, work: Callable[[Change], Awaitable[R]]) -> R:
        """A change that renews the hold; raises LostClaim once another worker has it."""
        return await claims.change_held(self.ledger, self.lease, self.times.claim, work)

    async def ring(self, at: datetime | None = None) -> None:
        """Have this lawyer's Clio looked at again, at once or then."""
        await self.bell.ring(self.ledger.lawyer, at)
