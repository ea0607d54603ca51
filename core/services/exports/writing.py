"""Writing the file of an export: block by block from the newest line to the oldest, assembled in reverse."""

import re
from collections.abc import Sequence
from typing import Protocol

from core.domain.jobs import Job, JobKind
from core.ports import Condition, Queue
from core.ports_files import BlocksMissing
from core.services.change import Change
from core.services.exports.choosing import APPROVED, CHANGED, Chooser, stretch_of, wanted_by
from core.services.exports.expiring import EXPIRY_SLACK, expiry_message
from core.services.exports.hold import Hold, Step
from core.services.rows import ENTRIES

PAGE = 200


class Archiver(Protocol):
    """Writes the archive of everything about a lawyer, in steps."""

    async def write_some(self, hold: Hold, job: Job) -> Job:
        """Store one more piece with `store` and commit it, or `finish`; the job after that."""


async def write_some(hold: Hold, job: Job, chooser: Chooser) -> Job:
    """The job once one more page of lines is stored; at the end the file is there, whole."""
    where = [APPROVED, Condition("export", "eq", job.id)]
    stretch = stretch_of(job)
    page = await hold.ledger.page(ENTRIES, stretch, limit=PAGE, after=job.cursor, where=where)
    if not page.items:
        return await _finish(hold, job, chooser)
    lines, sheet, tally = await chooser.lines(page.items), chooser.sheet, job.counted.tally
    refusing = [one for line in lines for one in sheet.findings(line) if one.refuses]
    if refusing:
        return await hold.refuse(job, job.counted.saying(refusing))
    written, rows = job.written, list[bytes]()
    for line in lines:
        rows.append(sheet.row(line, tally.rows - written.rows, tally))
        written = chooser.with_line(written, line)
    await store(hold, job, b"".join(reversed(rows)))
    cursor = page.after or stretch.last
    return await hold.move(job, "wrote", lambda now: job.wrote(written, cursor, now), rows=len(rows))


async def store(hold: Hold, job: Job, piece: bytes) -> int:
    """Store a piece of a job's file, under a number that no other worker has; the number.

    A worker that is slower than its hold would write over what the next one stored: the number is the
    version of the job as this worker has it.
    """
    await hold.files.stage(job.id, job.version, piece)
    return job.version


async def finish(hold: Hold, job: Job, blocks: Sequence[int], media_type: str, file_name: str) -> Job:
    """Make the file of its pieces, in this order, and end the job; should they be gone, it starts over."""
    try:
        size = await hold.files.assemble(job.id, blocks, media_type)
    except BlocksMissing:
        return await hold.move(job, "rewriting", job.rewriting)

    async def work(change: Change) -> Step:
        kept = hold.times.archive_kept if job.kind is JobKind.ARCHIVE else hold.times.kept
        done = job.finished(file_name, size, change.now + kept, change.now)
        change.owe(Queue.HOUSEKEEPING, expiry_message(change.lawyer, job.id), kept + EXPIRY_SLACK)
        return Step(done, "done", {"bytes": size, "rows": job.done})

    return await hold.commit(job, work)


async def _finish(hold: Hold, job: Job, chooser: Chooser) -> Job:
    sheet, tally = chooser.sheet, job.counted.tally
    if job.written != tally:
        return await hold.refuse(job, job.counted.saying([CHANGED]))
    head = sheet.head(tally)
    first = [await store(hold, job, head)] if head else []
    return await finish(
        hold, job, [*first, *reversed(job.blocks)], sheet.media_type, _name(job, sheet.ending)
    )


def _name(job: Job, ending: str) -> str:
    wanted = wanted_by(job)
    preset = re.sub(r"[^a-z0-9]+", "-", wanted.preset.casefold()).strip("-") or "export"
    maker = "" if preset.startswith("caseclock") else "caseclock-"
    return f"{maker}{preset}-{wanted.first}-to-{wanted.last}.{ending}"
