"""Exports as their lawyer handles them: ask, list, look, fetch, retry, withdraw."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.domain.audit import Actor
from core.domain.errors import InvalidInput
from core.domain.exports import ExportWanted
from core.domain.identity import Lawyer
from core.domain.ids import new_id
from core.domain.jobs import Job, JobKind, JobState
from core.ports import Grant, Queue
from core.services.change import Change
from core.services.exports.expiring import EXPIRY_SLACK, expiry_message
from core.services.exports.hold import export_message, record_job
from core.services.exports.running import Office, Runner, sender_of
from core.services.idempotency import made_before, remember
from core.services.ledger import Page
from core.services.rows import JOBS, MATTERS

_GONE = frozenset({JobState.WITHDRAWING, JobState.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Opened:
    """A job, and the grant to fetch its file while there is one."""

    job: Job
    download: Grant | None


class Exports:
    """The use cases of exports, and of the archive of everything."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._ledgers = office.ledgers
        self._runner = Runner(office)

    async def request(self, lawyer: Lawyer, wanted: ExportWanted, key: str | None = None) -> Job:
        """Have a file written; the same key gives the same job.

        Raises InvalidInput for a preset that is not known, or that what is wanted does not fit, and for a
        matter that is not there.
        """
        return await self._request(lawyer, JobKind.EXPORT, wanted, key)

    async def request_archive(self, lawyer: Lawyer, key: str | None = None) -> Job:
        """Have everything about the lawyer written into one file; the same key gives the same job."""
        return await self._request(lawyer, JobKind.ARCHIVE, None, key)

    async def list(self, lawyer: Lawyer, *, limit: int, after: str | None) -> Page[Job]:
        """The lawyer's jobs, newest first."""
        return await self._ledgers.of(lawyer).page(JOBS, limit=limit, after=after)

    async def open(self, lawyer: Lawyer, job_id: str) -> Opened:
        """One job, with a short-lived grant to fetch its file while that is there; raises NotFound."""
        job, now = await self._ledgers.of(lawyer).get(JOBS, job_id), self._office.clock.now()
        if not job.has_file(now) or job.file_name is None or job.file_until is None:
            return Opened(job, None)
        until = min(now + self._office.times.grant, job.file_until)
        return Opened(job, await self._office.files.of(lawyer).download_grant(job.id, job.file_name, until))

    async def retry(self, lawyer: Lawyer, job_id: str) -> Job:
        """Have a failed job done after all; raises NotFound or NotPossible."""

        async def work(change: Change) -> Job:
            job = await change.get(JOBS, job_id)
            _owe(change, job)
            return record_job(change, job.retried(change.now), "retried", Actor.LAWYER)

        return await self._ledgers.of(lawyer).change(work)

    async def withdraw(self, lawyer: Lawyer, job_id: str) -> Job:
        """Take back a file that was not used, or a job that failed: its entries can go out in another.

        Raises NotFound or NotPossible. Asked again after a lost answer, the job is shown once more.
        """

        async def work(change: Change) -> Job:
            job = await change.get(JOBS, job_id)
            if job.state in _GONE:
                return job
            _owe(change, job)
            return record_job(change, job.withdrawing(change.now), "withdrawing", Actor.LAWYER)

        return await self._ledgers.of(lawyer).change(work)

    async def run(self, lawyer: Lawyer, message: Mapping[str, str]) -> None:
        """Do what there is to do for a lawyer; raises Unavailable when storage fails."""
        await self._runner.run(lawyer, message)

    async def put_off(self, lawyer: Lawyer, message: Mapping[str, str]) -> None:
        """Do it once storage has had time to come back."""
        await self._runner.put_off(lawyer, message)

    async def end(self, lawyer: Lawyer, message: Mapping[str, str]) -> None:
        """Fail the job whose message failed too often."""
        await self._runner.end(lawyer, message)

    async def expire(self, lawyer: Lawyer, job_id: str) -> None:
        """Erase a file whose time is over; not yet: look again when it is. Safe to repeat."""
        ledger = self._ledgers.of(lawyer)
        job = await ledger.find(JOBS, job_id)
        if job is None or job.state is not JobState.DONE or job.file_bytes is None or job.file_until is None:
            return
        left = job.file_until - self._office.clock.now()
        if left.total_seconds() > 0:
            await self._office.queues.send(
                Queue.HOUSEKEEPING, expiry_message(lawyer, job_id), left + EXPIRY_SLACK
            )
            return
        await self._office.files.of(lawyer).delete(job_id)

        async def work(change: Change) -> None:
            current = await change.get(JOBS, job_id)
            if current.state is JobState.DONE and current.file_bytes is not None:
                record_job(change, current.expired(change.now), "expired", Actor.SYSTEM)

        await ledger.change(work)

    async def _request(
        self, lawyer: Lawyer, kind: JobKind, wanted: ExportWanted | None, key: str | None
    ) -> Job:
        request = kind + (wanted.model_dump_json() if wanted else "")

        async def work(change: Change) -> Job:
            if made := await made_before(change, key, request):
                return await change.get(JOBS, made)
            if wanted:
                await _check_matters(change, wanted.matters)
                settled = await self._office.firms.settled(change)
                self._office.sheet_of(wanted, settled.preferences, sender_of(settled))
            now = change.now
            job = Job(id=new_id(now), kind=kind, wanted=wanted, created_at=now, updated_at=now)
            remember(change, key, request, job.id)
            _owe(change, job)
            return record_job(change, job, "requested", Actor.LAWYER)

        return await self._ledgers.of(lawyer).change(work)


async def _check_matters(change: Change, matter_ids: Sequence[str]) -> None:
    found = await asyncio.gather(*(change.find(MATTERS, matter_id) for matter_id in matter_ids))
    problem = "There is no such matter. Leave it out, or pick another."
    errors = [
        {"field": f"matters.{place}", "problem": problem} for place, one in enumerate(found) if one is None
    ]
    if errors:
        raise InvalidInput("There is no such matter.", errors=errors)


def _owe(change: Change, job: Job) -> None:
    change.owe(Queue.CSV_EXPORT, export_message(change.lawyer, job.id))
