"""The archive of everything about a lawyer: what it holds, and what it must not."""

import csv
import io
import json
import re
from datetime import timedelta

import pytest

from core.domain.audit import AuditEvent, ChainHead, ChainWalk
from core.domain.entries import EntryStatus
from core.domain.jobs import JobState
from core.domain.matters import Matter
from core.exporting.cells import unguarded
from core.services.exports.archive_readme import README
from core.services.rows import AUDIT, MATTERS, RECORDINGS, VERSIONS
from tests.core.services.bench import TALK, Bench
from tests.core.services.checks import assert_whole
from tests.core.services.exports.archives import archived, entries_in, files_in, lines_of, lived_in
from tests.core.services.exports.making import A_WHILE, approved, job_now, with_matter, work
from tests.core.services.making import CHEN
from tests.fakes import ALICE, BRUNO

pytestmark = pytest.mark.usefixtures("small_pieces", "no_jitter")


def assert_chain(files: dict[str, str]) -> int:
    """The audit trail of an archive is whole, up to its head; how many events it has."""
    walk = ChainWalk()
    for line in lines_of(files["audit.jsonl"]):
        assert walk.add(AuditEvent.model_validate(line)) is None
    verdict = walk.end(ChainHead.model_validate_json(files["audit-head.json"]))
    assert verdict.intact, verdict
    return verdict.events


async def test_it_holds_what_the_ledger_holds(bench: Bench) -> None:
    await lived_in(bench)
    job = await archived(bench)
    assert (job.state, job.file_name) == (JobState.DONE, f"caseclock-archive-{job.created_at:%Y-%m-%d}.zip")
    files = files_in(bench, job)
    assert entries_in(files) == list(await bench.stored_entries())
    recordings = (await bench.ledger.page(RECORDINGS, limit=99)).items
    assert [one["id"] for one in lines_of(files["recordings.jsonl"])] == [one.id for one in recordings]
    kept = {f"transcripts/{name}.json": text for name, text in bench.blobs.of(ALICE).transcripts.items()}
    assert {name: text for name, text in files.items() if name.startswith("transcripts/")} == kept
    assert [json.loads(text)["text"] for text in kept.values()] == [TALK]
    steps = (await bench.ledger.page(VERSIONS, limit=999)).items
    assert [one["seal"] for one in lines_of(files["history.jsonl"])] == [step.seal for step in steps]
    assert json.loads(files["settings.json"])["own"]["timekeeper"] == "Avery Quinn"
    assert [one["kind"] for one in lines_of(files["jobs.jsonl"])] == ["archive", "export"]
    assert assert_chain(files) > 20
    await assert_whole(bench)


async def test_the_readme_names_every_file(bench: Bench) -> None:
    await lived_in(bench)
    files = files_in(bench, await archived(bench))
    named = set(re.findall(r"(?m)^([a-z-]+(?:/ID)?\.\w+) ", README))
    there = {"transcripts/ID.json" if name.startswith("transcripts/") else name for name in files}
    assert there == named | {"README.txt"}
    assert files["README.txt"] == README


async def test_what_was_deleted_for_good_does_not_come_back(bench: Bench) -> None:
    await lived_in(bench)
    files = files_in(bench, await archived(bench))
    states = {one.status for one in entries_in(files)}
    assert {EntryStatus.PURGED, EntryStatus.DELETED, EntryStatus.APPROVED, EntryStatus.DRAFT} <= states
    assert not [name for name, text in files.items() if "PURGED" in text]
    assert [name for name, text in files.items() if "ASIDE" in text] == ["entries.jsonl", "history.jsonl"]


async def test_matters_come_as_the_import_has_them_and_whole(bench: Bench) -> None:
    risky = {"name": "=2+3", "client_id": "C-1", "rate": "300.50", "jurisdiction": "BC"}
    await bench.matters.store(ALICE, "M-9", CHEN.model_copy(update=risky), None)
    files = files_in(bench, await archived(bench))
    header, row = csv.reader(io.StringIO(files["matters.csv"], newline=""), strict=True)
    assert ",".join(header) == (
        "Client ID,Client Name,Matter ID,Matter Name,Jurisdiction,Law Practice Area,Hourly Rate"
    )
    assert [unguarded(cell) for cell in row] == ["C-1", CHEN.client, "M-9", "=2+3", "BC", "", "300.50"]
    assert row[3] == "'=2+3"
    (whole,) = lines_of(files["matters.jsonl"])
    assert Matter.model_validate(whole) == await bench.ledger.get(MATTERS, "M-9")


async def test_nobody_elses_rows_are_in_it_and_no_secret(bench: Bench) -> None:
    await with_matter(bench, BRUNO)
    await approved(bench, work(1, narrative="BOBS"), BRUNO)
    await bench.connection.connect(ALICE)
    files = files_in(bench, await archived(bench))
    assert entries_in(files) == []
    assert not [name for name, text in files.items() if "BOBS" in text or BRUNO.key in text]
    assert "asked" not in json.loads(files["clio.json"])["link"]


async def test_a_lawyer_with_nothing_gets_an_archive_that_says_so(bench: Bench) -> None:
    files = files_in(bench, await archived(bench))
    assert files["entries.jsonl"] == files["deliveries.jsonl"] == ""
    assert json.loads(files["clio.json"]) == {"link": None, "rates": None, "comparison": None}
    assert assert_chain(files) >= 2


async def test_progress_shows_while_it_is_written(bench: Bench) -> None:
    await lived_in(bench)
    job = await bench.exports.request_archive(ALICE)
    rows = set()

    async def look(number: int, name: str, moment: str) -> None:
        rows.add((await job_now(bench, job)).done)

    bench.seen.hook = look
    await bench.host.run(timedelta(hours=1))
    assert len(rows) > 10
    done = await job_now(bench, job)
    assert done.done == max(rows) >= len(lines_of(files_in(bench, done)["audit.jsonl"]))


async def test_what_is_deleted_while_it_is_written_does_no_harm(bench: Bench) -> None:
    await lived_in(bench)
    drafted = await bench.drafted()
    job = await bench.exports.request_archive(ALICE)
    pieces = 0

    async def delete(number: int, name: str, moment: str) -> None:
        nonlocal pieces
        pieces += (name, moment) == ("file.stage", "after")
        if pieces == 4:
            pieces += 1
            await bench.alone.recordings.delete(ALICE, drafted.id)

    bench.seen.hook = delete
    await bench.host.run(timedelta(hours=1))
    files = files_in(bench, await job_now(bench, job))
    assert assert_chain(files) < len((await bench.ledger.page(AUDIT, limit=999)).items)
    await assert_whole(bench)


async def test_it_is_kept_for_a_day(bench: Bench) -> None:
    job = await archived(await lived_in(bench))
    assert job.file_until is not None
    await bench.host.run(timedelta(days=1) - A_WHILE)
    assert job.id in bench.files.of(ALICE).files
    await bench.host.run(A_WHILE + timedelta(hours=1))
    assert job.id not in bench.files.of(ALICE).files, "what is deleted after it was made is not kept by it"
