"""Looking at every entry of an export before any is marked."""

from core.domain.jobs import Job
from core.services.exports.choosing import APPROVED, Chooser, stretch_of
from core.services.exports.hold import Hold
from core.services.rows import ENTRIES

PAGE = 200


async def check_some(hold: Hold, job: Job, chooser: Chooser) -> Job:
    """The job once more entries were looked at; at the end it is refused, or its entries can be marked."""
    page = await hold.ledger.page(ENTRIES, stretch_of(job), limit=PAGE, after=job.cursor, where=[APPROVED])
    counted, seen = await chooser.count(job.counted, page.items), len(page.items)
    if after := page.after:
        return await hold.move(job, "checked", lambda now: job.looked(counted, seen, after, now))
    counted = counted.saying(chooser.findings_of_all(counted))
    if counted.refusals:
        return await hold.refuse(job, counted)
    rows = counted.tally.rows
    return await hold.move(job, "passed", lambda now: job.passed(counted, now), rows=rows)
