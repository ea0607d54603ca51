"""Exported entries beside all else that happens to entries: Clio, erased recordings, the audit trail."""

from datetime import timedelta
from typing import Any

import pytest

from core.domain.entries import TimeEntry
from core.domain.errors import NotPossible
from core.domain.jobs import JobState
from core.services.entries import Wanted
from core.services.entry_access import Seen
from core.services.rows import AUDIT
from tests.core.services.bench import Bench
from tests.core.services.checks import assert_whole
from tests.core.services.clio.making import approved as approved_for_clio
from tests.core.services.clio.making import assert_all_there_once, connected
from tests.core.services.exports.making import (
    NOVEMBER,
    approved,
    assert_exported,
    entry_now,
    exported,
    job_now,
    lines,
    many,
    with_matter,
    work,
)
from tests.fakes import ALICE


async def test_clio_goes_on_with_an_entry_that_left_and_its_mark_stays(bench: Bench) -> None:
    await connected(bench)
    bench.clio.wrong = lambda _: "before"
    entry = await approved_for_clio(bench)
    await bench.host.run(timedelta(seconds=30))
    bench.clock.advance(timedelta(seconds=1))
    job = await bench.exports.request(ALICE, NOVEMBER)
    await bench.host.run(timedelta(seconds=30))
    assert (await job_now(bench, job)).state is JobState.DONE
    waiting = await entry_now(bench, entry)
    assert waiting.delivery is not None
    assert waiting.delivery.clio_id is None
    bench.clio.wrong = lambda _: None
    await bench.host.run(timedelta(hours=3))
    await assert_all_there_once(bench, [entry])
    await assert_exported(bench, await job_now(bench, job), [entry])
    await bench.reconciling.want(ALICE)
    await bench.host.run(timedelta(hours=1))
    latest = await bench.reconciling.latest(ALICE)
    assert latest is not None
    await assert_exported(bench, await job_now(bench, job), [entry])
    await bench.exports.withdraw(ALICE, job.id)
    await bench.host.run(timedelta(hours=1))
    assert (await entry_now(bench, entry)).delivered, "it is in Clio"
    await assert_whole(bench)


async def test_erasing_a_recording_takes_the_words_and_leaves_mark_and_file(bench: Bench) -> None:
    await with_matter(bench)
    recording = await bench.drafted()
    entries = [await _approved_draft(bench, entry) for entry in await bench.stored_entries()]
    job = await exported(bench)
    assert len(lines(bench, job)) == len(entries) == 2
    await bench.recordings.delete(ALICE, recording.id)
    for entry in entries:
        now = await entry_now(bench, entry)
        assert (now.evidence, now.recording_deleted, now.version) == ((), True, entry.version + 1)
        assert [(mark.job_id, mark.version) for mark in now.exports] == [(job.id, entry.version)]
        assert now.delivered
        listed = await bench.entries.list(ALICE, Wanted(), limit=9, after=None)
        assert now in listed.items
    await bench.exports.withdraw(ALICE, job.id)
    await bench.host.run(timedelta(hours=1))
    assert all(not entry.exports for entry in await bench.stored_entries())
    await assert_whole(bench)


@pytest.mark.usefixtures("small_pages")
async def test_words_erased_between_marking_and_writing_change_no_line(bench: Bench) -> None:
    await with_matter(bench)
    recording = await bench.drafted()
    entries = [await _approved_draft(bench, entry) for entry in await bench.stored_entries()]
    job = await bench.exports.request(ALICE, NOVEMBER)
    erased: list[str] = []

    async def erase(_number: int, _name: str, _moment: str) -> None:
        if not erased and (await job_now(bench, job)).state is JobState.WRITING:
            erased.append(recording.id)
            await bench.alone.recordings.delete(ALICE, recording.id)

    bench.seen.hook = erase
    await bench.host.run(timedelta(hours=1))
    assert erased
    await assert_exported(bench, await job_now(bench, job), entries)


async def _approved_draft(bench: Bench, entry: TimeEntry) -> TimeEntry:
    changes: dict[str, Any] = {
        "work_date": work(1).work_date,
        "matter_id": "M-1",
        "narrative": "Reviewed.",
        "minutes": 12,
    }
    edited = await bench.entries.edit(ALICE, entry.id, entry.version, changes)
    return await bench.entries.approve(ALICE, entry.id, edited.version)


async def test_what_left_is_refused_whatever_would_change_it(bench: Bench) -> None:
    one, two = await many(await with_matter(bench), 2)
    job = await exported(bench)
    halves: list[dict[str, object]] = [{"narrative": "A.", "minutes": 12}, {"narrative": "B.", "minutes": 12}]
    deeds = {
        "reopen": bench.entries.reopen(ALICE, one.id, one.version),
        "delete": bench.entries.delete(ALICE, one.id, one.version),
        "edit": bench.entries.edit(ALICE, one.id, one.version, {"minutes": 6}),
        "split": bench.regrouping.split(ALICE, one.id, one.version, halves),
        "merge": bench.regrouping.merge(ALICE, [Seen(one.id, one.version), Seen(two.id, two.version)], None),
    }
    for name, deed in deeds.items():
        with pytest.raises(NotPossible) as refused:
            await deed
        assert refused.value.code == ("entry_delivered" if name == "reopen" else "entry_state"), name
    again = await bench.entries.approve(ALICE, one.id, one.version - 1)
    assert again.exports, "the same approval is shown once more"
    await assert_exported(bench, job, [one, two])


async def test_the_trail_says_which_versions_left_and_no_word_of_them(bench: Bench) -> None:
    entries = await many(await with_matter(bench), 50)
    await approved(bench, work(1, narrative="Secret settlement."))
    job = await exported(bench)
    await bench.exports.withdraw(ALICE, job.id)
    await bench.host.run(timedelta(hours=1))
    events = (await bench.ledger.page(AUDIT, limit=1000)).items
    of_job = [event for event in events if event.subject == job.id]
    actions = list(dict.fromkeys(event.action for event in of_job))
    steps = "requested begun over passed marked ready wrote done withdrawing unmarked withdrawn"
    assert actions == [f"export.{step}" for step in steps.split()]
    marked: dict[str, int] = {}
    for event in of_job:
        if event.action in {"export.marked", "export.ready"}:
            marked |= event.details["entries"]
    assert {one.id: one.version for one in entries}.items() <= marked.items()
    assert len(marked) == 51
    assert "Secret" not in "".join(event.model_dump_json() for event in events)
    assert (await bench.audit.verify(ALICE)).intact
