"""Export so many entries, or archive them, in this process, and say what that took, as JSON."""

import asyncio
import csv
import io
import json
import resource
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path

from core.domain.exports import ExportWanted
from core.domain.jobs import AT_WORK, Job, JobState
from core.exporting.sheets import sheet_of
from core.services.exports.archiving import Archive
from core.services.exports.hold import ExportTimes
from core.services.exports.requesting import Exports
from core.services.exports.running import Office
from core.services.ledger import Ledgers
from core.services.preferences import Firms
from tests.bench.streamed import (
    ALICE,
    LAST,
    Messages,
    NoFiles,
    Now,
    StreamedTable,
    StreamedTables,
    entry,
    matter,
)
from tests.fakes import FakeBlobStore

WANTED = ExportWanted(preset="caseclock", first=LAST - timedelta(days=365), last=LAST)
_STATUS = Path("/proc/self/status")


def exports_over(table: StreamedTable) -> Exports:
    """The use cases of exports, over a lawyer's table."""
    queues, clock, firms = Messages(), Now(), Firms()
    ledgers = Ledgers(StreamedTables(table), queues, clock)
    archive = Archive(FakeBlobStore(), firms)
    return Exports(Office(ledgers, NoFiles(), queues, clock, firms, ExportTimes(), sheet_of, archive))


async def done(exports: Exports, kind: str) -> Job:
    """The job from its request to its end."""
    asked = exports.request_archive(ALICE) if kind == "archive" else exports.request(ALICE, WANTED)
    job = await asked
    while job.state in AT_WORK:
        await exports.run(ALICE, {"export": job.id})
        job = (await exports.open(ALICE, job.id)).job
    if job.state is not JobState.DONE:
        raise RuntimeError(f"it ended as {job.state}: {job.counted.findings}")
    return job


def _cells(count: int) -> Iterator[list[str]]:
    """The cells of the same entries, from no service."""
    for number in range(count):
        one, of = entry(number, count), matter(number % 50)
        fields = one.fields
        yield [
            str(fields.work_date),
            str((fields.minutes or 0) / 60),
            of.client,
            of.name,
            fields.narrative,
            "",
            "350.00",
            "35.00",
            "",
            fields.task_code or "",
            fields.billing,
            of.id,
            one.id,
            "2",
        ]


def bare(count: int) -> float:
    """Seconds of the processor for as many rows by `csv.writer` alone, made beforehand in batches."""
    spent, cells = 0.0, _cells(count)
    while batch := list(islice(cells, 200)):
        started = time.process_time()
        text = io.StringIO()
        csv.writer(text).writerows(batch)
        text.getvalue().encode()
        spent += time.process_time() - started
    return spent


def peak() -> int:
    """The most memory this process has held, in bytes; what its parent held does not count."""
    if _STATUS.exists():
        (line,) = [one for one in _STATUS.read_text().splitlines() if one.startswith("VmHWM")]
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main(kind: str, count: int) -> dict[str, float]:
    """What it took, without the making up of entries."""
    table = StreamedTable(count)
    exports = exports_over(table)
    started = time.process_time()
    job = asyncio.run(done(exports, kind))
    seconds, most = time.process_time() - started, peak()
    return {"seconds": seconds - table.spent, "bare": bare(count), "peak": most, "bytes": job.file_bytes or 0}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(sys.argv[1], int(sys.argv[2]))))
