"""One worker's hold on a lawyer's exports, while it lasts."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from core.domain.audit import Actor
from core.domain.errors import LostClaim
from core.domain.exports import Counted
from core.domain.identity import Lawyer
from core.domain.jobs import Job, JobState
from core.ports import Clock, Queue, Queues
from core.ports_files import Files
from core.services import claims
from core.services.change import Change
from core.services.ledger import Ledger
from core.services.rows import JOBS, Lease

CLAIM_NAME = "exports"
WATCH = "watch"


@dataclass(frozen=True, slots=True)
class ExportTimes:
    """How long things take at most.

    `claim`: how long a hold lasts unrenewed. `budget`: how long one invocation goes on. `kept`: how long an
    exported file is there to be fetched. `archive_kept`: how long an archive is, which holds what may be
    deleted the next day. `grant`: how long a grant to fetch either is good for.
    """

    claim: timedelta = timedelta(seconds=90)
    budget: timedelta = timedelta(minutes=4)
    kept: timedelta = timedelta(days=30)
    archive_kept: timedelta = timedelta(days=1)
    grant: timedelta = timedelta(minutes=10)


def export_message(lawyer: Lawyer, job_id: str) -> dict[str, str]:
    """The message that has a lawyer's exports seen to, on account of this one."""
    return {"lawyer": lawyer.key, "export": job_id}


class Bell:
    """Sends the messages that have a lawyer's exports seen to."""

    def __init__(self, queues: Queues, clock: Clock) -> None:
        self._queues = queues
        self._clock = clock

    async def ring(
        self, lawyer: Lawyer, job_id: str, at: datetime | None = None, watch: str | None = None
    ) -> None:
        """Have them seen to, at once or then; `watch` is the hold whose end this is sent for."""
        more = {WATCH: watch} if watch else {}
        delay = max(at - self._clock.now(), timedelta()) if at else timedelta()
        await self._queues.send(Queue.CSV_EXPORT, export_message(lawyer, job_id) | more, delay)


@dataclass(frozen=True, slots=True)
class Step:
    """A job as a step leaves it, and what the audit trail says of the step."""

    job: Job
    action: str
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hold:
    """What the holder works with."""

    ledger: Ledger
    files: Files
    lease: Lease
    clock: Clock
    times: ExportTimes

    async def commit(self, seen: Job, work: Callable[[Change], Awaitable[Step]]) -> Job:
        """Commit a step of a job, with what else `work` puts; it renews the hold.

        Raises LostClaim once another worker has the hold, or the job is not as it was seen.
        """

        async def held(change: Change) -> Job:
            job, step = await asyncio.gather(change.find(JOBS, seen.id), work(change))
            if job != seen:
                raise LostClaim
            return record_job(change, step.job, step.action, Actor.SYSTEM, step.details)

        return await claims.change_held(self.ledger, self.lease, self.times.claim, held)

    async def move(self, seen: Job, action: str, move: Callable[[datetime], Job], **details: object) -> Job:
        """Commit a step that concerns the job alone."""

        async def work(change: Change) -> Step:
            return Step(move(change.now), action, details)

        return await self.commit(seen, work)

    async def refuse(self, job: Job, counted: Counted) -> Job:
        """End a job that cannot be written; what is marked already is taken back first."""
        if job.state is JobState.CHECKING and not job.has_marks:
            return await self.move(job, "refused", lambda now: job.refused(counted, now))
        return await self.move(job, "withdrawing", lambda now: job.withdrawing(now, counted))


def record_job(
    change: Change, job: Job, action: str, actor: Actor, details: Mapping[str, Any] | None = None
) -> Job:
    """Put a job and the event that says what was done."""
    change.put(JOBS, job)
    change.record(actor, f"{job.kind}.{action}", job.id, {"version": job.version} | dict(details or {}))
    return job
