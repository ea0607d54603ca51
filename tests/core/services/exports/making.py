"""Short ways to approved entries and exports, and what must hold of them in the end."""

import json
from datetime import date, timedelta
from typing import Any

from core.domain.entries import EntryFields, TimeEntry
from core.domain.exports import ExportWanted
from core.domain.identity import Lawyer
from core.domain.jobs import Job
from core.services.rows import ENTRIES, JOBS
from tests.core.services.bench import Bench
from tests.core.services.making import CHEN, FULL
from tests.fakes import ALICE

NOVEMBER = ExportWanted(preset="plain", first=date(2026, 11, 1), last=date(2026, 11, 30))
# Files are erased after a month: a run that is to end ends before.
A_WHILE = timedelta(hours=5)


async def with_matter(bench: Bench, lawyer: Lawyer = ALICE) -> Bench:
    """The bench, with the lawyer's matter M-1."""
    await bench.alone.matters.store(lawyer, "M-1", CHEN, None)
    return bench


def work(number: int, **changes: Any) -> EntryFields:
    """Work that can be told from other work, some of it of the same day."""
    day = date(2026, 11, 2 + number % 20)
    return FULL.model_copy(update={"work_date": day, "narrative": f"Work {number}."} | changes)


async def approved(bench: Bench, fields: EntryFields, lawyer: Lawyer = ALICE) -> TimeEntry:
    """An approved entry."""
    entry = await bench.alone.entries.add(lawyer, fields)
    return await bench.alone.entries.approve(lawyer, entry.id, entry.version)


async def many(bench: Bench, count: int, lawyer: Lawyer = ALICE) -> list[TimeEntry]:
    """So many approved entries."""
    return [await approved(bench, work(number), lawyer) for number in range(count)]


async def exported(bench: Bench, wanted: ExportWanted = NOVEMBER, lawyer: Lawyer = ALICE) -> Job:
    """An export that has come to its end."""
    job = await bench.alone.exports.request(lawyer, wanted)
    await bench.host.run(A_WHILE)
    return await job_now(bench, job, lawyer)


async def job_now(bench: Bench, job: Job, lawyer: Lawyer = ALICE) -> Job:
    """A job as it stands."""
    return await bench.ledger_of(lawyer).get(JOBS, job.id)


async def entry_now(bench: Bench, entry: TimeEntry, lawyer: Lawyer = ALICE) -> TimeEntry:
    """An entry as it stands."""
    return await bench.ledger_of(lawyer).get(ENTRIES, entry.id)


def lines(bench: Bench, job: Job, lawyer: Lawyer = ALICE) -> list[dict[str, Any]]:
    """The lines of a job's file, without its head."""
    data = bench.files.of(lawyer).files[job.id]
    return [json.loads(line) for line in data.decode().splitlines()[1:]]


async def assert_exported(bench: Bench, job: Job, entries: list[TimeEntry], lawyer: Lawyer = ALICE) -> None:
    """The file holds these as they were approved, in order; each is marked once, with what left."""
    found = lines(bench, job, lawyer)
    assert [line["number"] for line in found] == list(range(1, len(entries) + 1))
    assert [line["fields"]["work_date"] for line in found] == sorted(
        line["fields"]["work_date"] for line in found
    )
    told = {line["entry"]: (line["version"], line["fields"]) for line in found}
    assert told == {one.id: (one.version, one.fields.model_dump(mode="json")) for one in entries}
    for entry in entries:
        now = await entry_now(bench, entry, lawyer)
        assert [mark.version for mark in now.exports if mark.job_id == job.id] == [entry.version]
        assert now.delivered
