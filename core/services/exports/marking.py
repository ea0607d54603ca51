"""Marking every entry that goes out in an export, and counting them anew."""

from core.domain.entries import TimeEntry
from core.domain.exports import ExportMark
from core.domain.jobs import Job
from core.exporting.lines import Line
from core.services.change import Change
from core.services.exports.choosing import APPROVED, Choice, Chooser, stretch_of, wanted_by
from core.services.exports.hold import Hold, Step
from core.services.exports.rewriting import Pace, Rewriting, place_of
from core.services.rows import ENTRIES


class Marker:
    """Marks entries, as many at once as a transaction takes."""

    def __init__(self, hold: Hold, chooser: Chooser) -> None:
        self._hold = hold
        self._chooser = chooser
        self._pace = Pace()

    async def mark_some(self, job: Job) -> Job:
        """The job once more entries are marked; at the end the file can be written, or not after all."""

        async def work(change: Change) -> Step:
            return await self._marked(change, job)

        return await self._hold.commit(job, work)

    async def _marked(self, change: Change, job: Job) -> Step:
        limit = self._pace.limit
        found = await change.page(ENTRIES, stretch_of(job), limit=limit, after=job.cursor, where=[APPROVED])
        choices = await self._chooser.choose(found)
        written, counted, done = Rewriting.of(change), job.counted, 0
        for entry, choice in zip(found, choices, strict=True):
            if not written.put(entry, _as_chosen(change, job, entry, choice)):
                break
            counted = self._chooser.with_choice(counted, choice)
            done += 1
        self._pace.after(done, len(written.versions))
        details = {"entries": written.versions}
        if done < len(found) or len(found) == limit:
            further = job.marked(counted, place_of(found[done - 1]), change.now)
            return Step(further, "marked", details)
        findings = [one for one in self._chooser.findings_of_all(counted) if one.refuses]
        if findings:
            return Step(job.withdrawing(change.now, counted.saying(findings)), "withdrawing", details)
        return Step(job.ready(counted, change.now), "ready", details)


def _as_chosen(change: Change, job: Job, entry: TimeEntry, choice: Choice) -> TimeEntry:
    """The entry marked if it goes out, and not if it stays, whatever an earlier try did."""
    if not isinstance(choice, Line):
        return entry.unmarked(job.id)
    latest = entry.exports[-1] if entry.exports else None
    if latest and latest.job_id == job.id:
        return entry
    mark = ExportMark(job_id=job.id, version=entry.version, preset=wanted_by(job).preset, at=change.now)
    return entry.marked(mark)
