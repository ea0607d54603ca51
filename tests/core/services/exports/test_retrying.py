"""A failed export, retried or given up: its marks stand until then, and are as they should be after."""

from datetime import timedelta

import pytest

from core.domain.exports import ExportWanted, LeftOut
from core.domain.jobs import Job, JobState
from core.services.matters import MatterFields
from tests.core.services.bench import Bench
from tests.core.services.checks import assert_whole
from tests.core.services.exports.making import (
    NOVEMBER,
    approved,
    assert_exported,
    entry_now,
    exported,
    job_now,
    many,
    with_matter,
    work,
)
from tests.core.services.making import CHEN
from tests.core.services.seen import BEFORE, nothing
from tests.fakes import ALICE

AGAIN = NOVEMBER.model_copy(update={"include_exported": True})


async def _failed(bench: Bench, wanted: ExportWanted = NOVEMBER) -> Job:
    """An export that broke off again and again while it was written."""

    async def broken(_number: int, name: str, moment: str) -> None:
        if (name, moment) == ("file.assemble", BEFORE):
            raise RuntimeError("a bug")

    job = await bench.exports.request(ALICE, wanted)
    bench.seen.hook = broken
    await bench.host.run(timedelta(hours=1))
    bench.seen.hook = nothing
    failed = await job_now(bench, job)
    assert failed.state is JobState.FAILED
    return failed


@pytest.mark.usefixtures("small_pages")
async def test_what_failed_holds_its_entries_until_it_is_retried(bench: Bench) -> None:
    entries = await many(await with_matter(bench), 5)
    failed = await _failed(bench)
    other = await exported(bench)
    assert (other.state, other.counted.left_out) == (JobState.REFUSED, {LeftOut.EXPORTED_BEFORE: 5})
    await bench.exports.retry(ALICE, failed.id)
    await bench.host.run(timedelta(hours=1))
    await assert_exported(bench, await job_now(bench, failed), entries)
    await assert_whole(bench)


async def test_what_failed_can_be_given_up(bench: Bench) -> None:
    entries = await many(await with_matter(bench), 5)
    failed = await _failed(bench)
    await bench.exports.withdraw(ALICE, failed.id)
    await bench.host.run(timedelta(hours=1))
    ended = await job_now(bench, failed)
    assert (ended.state, ended.failure) == (JobState.WITHDRAWN, None)
    assert bench.files.of(ALICE).staged == {}
    await assert_exported(bench, await exported(bench), entries)


async def test_a_retry_finds_what_left_in_another_export_meanwhile(bench: Bench) -> None:
    entries = await many(await with_matter(bench), 5)
    failed = await _failed(bench, AGAIN)
    other = await exported(bench, AGAIN)
    await bench.exports.retry(ALICE, failed.id)
    await bench.host.run(timedelta(hours=1))
    for job in (failed, other):
        await assert_exported(bench, await job_now(bench, job), entries)
    marks = (await entry_now(bench, entries[0])).exports
    assert [mark.job_id for mark in marks] == [other.id, failed.id]


async def test_a_retry_unmarks_what_no_longer_belongs_into_it(bench: Bench) -> None:
    """A matter has gone to another client in the meantime."""
    await with_matter(bench)
    await bench.matters.store(ALICE, "M-2", CHEN, None)
    stays = await approved(bench, work(1))
    goes = await approved(bench, work(2, matter_id="M-2"))
    failed = await _failed(bench, NOVEMBER.model_copy(update={"clients": (CHEN.client,)}))
    assert (await entry_now(bench, goes)).exported_by == failed.id
    await bench.matters.store(ALICE, "M-2", MatterFields(name="Roy", client="Roy"), None)
    await bench.exports.retry(ALICE, failed.id)
    await bench.host.run(timedelta(hours=1))
    await assert_exported(bench, await job_now(bench, failed), [stays])
    assert await entry_now(bench, goes) == goes


async def test_a_retry_of_which_nothing_is_left_is_refused_with_no_mark_left(bench: Bench) -> None:
    """What it had marked itself is taken back as well."""
    entry = await approved(await with_matter(bench), work(1))
    failed = await _failed(bench, NOVEMBER.model_copy(update={"clients": (CHEN.client,)}))
    await bench.matters.store(ALICE, "M-1", MatterFields(name="Roy", client="Roy"), None)
    await bench.exports.retry(ALICE, failed.id)
    await bench.host.run(timedelta(hours=1))
    assert (await job_now(bench, failed)).state is JobState.REFUSED
    assert await entry_now(bench, entry) == entry


async def test_the_file_is_gone_before_the_first_mark_is(bench: Bench) -> None:
    """Nobody can fetch a file whose entries may go out in another already."""
    (entry,) = await many(await with_matter(bench), 1)
    job = await exported(bench)
    await bench.exports.withdraw(ALICE, job.id)
    seen: list[bool] = []

    async def look(_number: int, _name: str, _moment: str) -> None:
        there = job.id in bench.files.of(ALICE).files
        assert there <= bool((await entry_now(bench, entry)).exports)
        seen.append(there)

    bench.seen.hook = look
    await bench.host.run(timedelta(hours=1))
    assert set(seen) == {True, False}
