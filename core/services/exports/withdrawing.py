"""Taking an export back: its file is erased, and no entry stays marked with it."""

from core.domain.jobs import Job, JobKind
from core.ports import Condition
from core.services.change import Change
from core.services.exports.choosing import APPROVED, stretch_of
from core.services.exports.hold import Hold, Step
from core.services.exports.rewriting import Pace, Rewriting, place_of
from core.services.rows import ENTRIES

# An entry that left in another export since is not listed under this one: any that left is looked at.
_EXPORTED = Condition("export", "ge", "0")


class Withdrawer:
    """Takes marks back, as many at once as a transaction takes."""

    def __init__(self, hold: Hold) -> None:
        self._hold = hold
        self._pace = Pace()

    async def withdraw_some(self, job: Job) -> Job:
        """The job once more marks are taken back; at the end there are none, and the file is gone.

        The file goes before the first mark does, and again after the last, should a slow worker have made
        it anew.
        """
        if job.kind is JobKind.ARCHIVE or job.cursor is None:
            await self._hold.files.delete(job.id)
        if job.kind is JobKind.ARCHIVE:
            return await self._hold.move(job, "withdrawn", job.withdrawn)

        async def work(change: Change) -> Step:
            return await self._unmarked(change, job)

        return await self._hold.commit(job, work)

    async def _unmarked(self, change: Change, job: Job) -> Step:
        limit, where = self._pace.limit, [APPROVED, _EXPORTED]
        found = await change.page(ENTRIES, stretch_of(job), limit=limit, after=job.cursor, where=where)
        if not found:
            await self._hold.files.delete(job.id)
            return Step(job.withdrawn(change.now), "withdrawn")
        written, cursor = Rewriting.of(change), job.cursor
        for read, entry in enumerate(found, start=1):
            if not written.put(entry, entry.unmarked(job.id)):
                break
            cursor, done = place_of(entry), read
        self._pace.after(done, len(written.versions))
        after = job.unmarked(len(written.versions), cursor or "", change.now)
        return Step(after, "unmarked", {"entries": written.versions})
