"""A lawyer's exports, seen to: one job at a time, the oldest first, in slices.

`run` is what every message calls. It may be called twice, late, or by two workers at once: one of them holds
the lawyer's exports, and what is to do follows from how the oldest job stands. The message that covers a
holder's death is sent before it takes hold.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from core.domain.audit import Actor, content_hash
from core.domain.errors import InvalidInput, LostClaim, Unavailable
from core.domain.exports import Counted, ExportFinding, ExportWanted
from core.domain.identity import Lawyer
from core.domain.jobs import AT_WORK, MOST_ATTEMPTS, Job, JobKind, JobState
from core.domain.preferences import Preferences
from core.exporting.lines import Sender, Sheet
from core.ports import Clock, Queues
from core.ports_files import FileStore
from core.services import claims
from core.services.change import Change
from core.services.exports.checking import check_some
from core.services.exports.choosing import CHANGED, Chooser, wanted_by
from core.services.exports.hold import CLAIM_NAME, WATCH, Bell, ExportTimes, Hold, record_job
from core.services.exports.marking import Marker
from core.services.exports.withdrawing import Withdrawer
from core.services.exports.writing import Archiver, write_some
from core.services.ledger import Ledger, Ledgers
from core.services.preferences import Firms, Settled
from core.services.rows import JOBS, LEASES, Lease, under

_log = logging.getLogger(__name__)

_STORAGE_REST = timedelta(minutes=1)
_MADE_WITH_SETTINGS = frozenset({JobState.CHECKING, JobState.MARKING, JobState.WRITING})

type SheetOf = Callable[[ExportWanted, Preferences, Sender], Sheet]


def sender_of(settled: Settled) -> Sender:
    """Whose time it is, as the settings say."""
    own = settled.own
    return Sender(
        own.timekeeper,
        own.timekeeper_id,
        own.timekeeper_class,
        own.timekeeper_last_name,
        own.timekeeper_first_name,
    )


@dataclass(frozen=True, slots=True)
class Office:
    """What jobs are done with: the ports, what firms set, who makes sheets and who writes archives."""

    ledgers: Ledgers
    files: FileStore
    queues: Queues
    clock: Clock
    firms: Firms
    times: ExportTimes
    sheet_of: SheetOf
    archiver: Archiver

    @property
    def bell(self) -> Bell:
        """Has exports seen to."""
        return Bell(self.queues, self.clock)


class Runner:
    """Does the jobs of lawyers."""

    def __init__(self, office: Office) -> None:
        self._office = office

    async def run(self, lawyer: Lawyer, message: Mapping[str, str]) -> None:
        """See to a lawyer's exports; raises Unavailable when storage fails."""
        ledger, bell = self._office.ledgers.of(lawyer), self._office.bell
        lease, watched = await ledger.find(LEASES, CLAIM_NAME), message.get(WATCH)
        if watched and (lease is None or lease.token != watched):
            # That hold ended as it should: were each watch to go on, there would be ever more of them.
            return
        if lease and lease.until > self._office.clock.now():
            # Its holder has sent a watch of its own, which finds whatever comes in the meantime.
            if watched:
                await bell.ring(lawyer, message["export"], lease.until, watched)
            return
        if job := await _oldest(ledger):
            await self._work(ledger, job)

    async def put_off(self, lawyer: Lawyer, message: Mapping[str, str]) -> None:
        """Have a lawyer's exports seen to once storage has had time to come back."""
        at = self._office.clock.now() + _STORAGE_REST
        await self._office.bell.ring(lawyer, message["export"], at)

    async def end(self, lawyer: Lawyer, message: Mapping[str, str]) -> None:
        """Fail the job whose message failed too often, unless someone works on it or it never began."""
        ledger = self._office.ledgers.of(lawyer)

        async def work(change: Change) -> None:
            lease = await change.find(LEASES, CLAIM_NAME)
            job = await change.find(JOBS, message["export"])
            is_held = lease is not None and lease.until > change.now
            if job is None or job.state not in AT_WORK or job.state is JobState.QUEUED or is_held:
                return
            record_job(change, job.failed(change.now), "failed", Actor.SYSTEM)

        await ledger.change(work)
        if await _oldest(ledger):
            await self.put_off(lawyer, message)

    async def _work(self, ledger: Ledger, job: Job) -> None:
        office = self._office
        until = office.clock.now() + office.times.claim
        lease = Lease(name=CLAIM_NAME, token=claims.new_token(), until=until)
        await office.bell.ring(ledger.lawyer, job.id, until, lease.token)
        if not await claims.taken(ledger, office.clock, lease):
            return
        hold = Hold(ledger, office.files.of(ledger.lawyer), lease, office.clock, office.times)
        try:
            await Slice(hold, office).run(job)
        except LostClaim:
            _log.info("exports of %s went on without this worker", ledger.lawyer.key)
        finally:
            await claims.give_back(ledger, office.clock, lease)
        if following := await _oldest(ledger):
            await office.bell.ring(ledger.lawyer, following.id)


class Slice:
    """What one holder does of a job before it lets go."""

    def __init__(self, hold: Hold, office: Office) -> None:
        self._hold = hold
        self._office = office
        self._withdrawer = Withdrawer(hold)
        self._chooser: Chooser | None = None
        self._marker: Marker | None = None

    async def run(self, job: Job) -> Job:
        """The job as far as it got in the time there is."""
        ends = self._hold.clock.now() + self._hold.times.budget
        if job.attempts >= MOST_ATTEMPTS:
            return await self._hold.move(job, "failed", job.failed)
        job = await self._hold.move(job, "begun", job.begun)
        try:
            while job.state in AT_WORK and self._hold.clock.now() < ends:
                job = await self._step(job)
        except Unavailable:
            await self._calm(job)
            raise
        return job

    async def _step(self, job: Job) -> Job:
        if job.state is JobState.WITHDRAWING:
            return await self._withdrawer.withdraw_some(job)
        if job.kind is JobKind.ARCHIVE:
            return await self._office.archiver.write_some(self._hold, job)
        if self._chooser is None or self._marker is None:
            return await self._prepare(job)
        match job.state:
            case JobState.CHECKING:
                return await check_some(self._hold, job, self._chooser)
            case JobState.MARKING:
                return await self._marker.mark_some(job)
            case _:
                return await write_some(self._hold, job, self._chooser)

    async def _prepare(self, job: Job) -> Job:
        """Read the settings; one file is made with the same from its check to its end."""
        settled = await self._office.firms.settled(self._hold.ledger)
        seen = _hash(settled)
        if job.state is JobState.CHECKING and job.settings != seen:
            job = await self._hold.move(job, "over", lambda now: job.over(seen, now))
        if job.settings != seen:
            return await self._hold.refuse(job, job.counted.saying([CHANGED]))
        try:
            sheet = self._office.sheet_of(wanted_by(job), settled.preferences, sender_of(settled))
        except InvalidInput as wrong:
            finding = ExportFinding(code=wrong.code, message=wrong.message)
            return await self._hold.refuse(job, Counted().saying([finding]))
        self._chooser = Chooser(self._hold.ledger, job, sheet, settled.preferences)
        self._marker = Marker(self._hold, self._chooser)
        return job

    async def _calm(self, job: Job) -> None:
        """An outage is no fault of the job; should not even this be told, it counts as one."""
        try:
            await self._hold.move(job, "calmed", job.calmed)
        except (Unavailable, LostClaim):
            _log.info("an attempt of %s is left counted", job.id)


async def _oldest(ledger: Ledger) -> Job | None:
    page = await ledger.page(JOBS, under("work"), limit=1)
    return page.items[0] if page.items else None


def _hash(settled: Settled) -> str:
    own, firm = settled.own.model_dump(mode="json"), settled.firm.model_dump(mode="json")
    return content_hash({"own": own, "firm": firm})
