"""A lawyer with some of everything, and what an archive of it holds."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

from core.domain.entries import TimeEntry
from core.domain.identity import Lawyer
from core.domain.jobs import Job
from core.domain.preferences import SettingsFields
from tests.core.services.bench import RESTORABLE, Bench
from tests.core.services.exports.making import A_WHILE, approved, exported, job_now, many, with_matter, work
from tests.fakes import ALICE


async def lived_in(bench: Bench) -> Bench:
    """The bench of a lawyer who has dictated, approved, exported, put aside and deleted."""
    await with_matter(bench)
    await bench.alone.personal.store(ALICE, SettingsFields(timekeeper="Avery Quinn"), None)
    await bench.drafted()
    erased = await bench.drafted()
    await bench.alone.recordings.delete(ALICE, erased.id)
    await many(bench, 3)
    await exported(bench)
    await approved(bench, work(3, narrative="Élan « odd »\n🙂"))
    for words in ("PURGED", "ASIDE"):
        entry = await bench.alone.entries.add(ALICE, work(1, narrative=words))
        await bench.alone.entries.delete(ALICE, entry.id, entry.version)
        if words == "PURGED":
            await bench.host.run(RESTORABLE + timedelta(days=1))
    return bench


async def archived(bench: Bench, lawyer: Lawyer = ALICE) -> Job:
    """An archive that has come to its end."""
    job = await bench.alone.exports.request_archive(lawyer)
    await bench.host.run(A_WHILE)
    return await job_now(bench, job, lawyer)


def files_in(bench: Bench, job: Job, lawyer: Lawyer = ALICE) -> dict[str, str]:
    """The files of an archive, by name."""
    with zipfile.ZipFile(io.BytesIO(bench.files.of(lawyer).files[job.id])) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def lines_of(text: str) -> list[dict[str, Any]]:
    """The objects of a file of JSON lines."""
    return [json.loads(line) for line in text.splitlines()]


def entries_in(files: dict[str, str]) -> list[TimeEntry]:
    """The entries of an archive."""
    return [TimeEntry.model_validate(one) for one in lines_of(files["entries.jsonl"])]
