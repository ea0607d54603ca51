"""Taking an export back, and files whose time is over."""

from datetime import timedelta

import pytest

from core.domain.errors import NotPossible
from core.domain.jobs import JobState
from tests.core.services.bench import EXPORT, Bench
from tests.core.services.checks import assert_whole
from tests.core.services.clio.making import approved as approved_for_clio
from tests.core.services.clio.making import connected
from tests.core.services.exports.making import (
    NOVEMBER,
    assert_exported,
    entry_now,
    exported,
    job_now,
    many,
    with_matter,
)
from tests.fakes import ALICE

AGAIN = NOVEMBER.model_copy(update={"include_exported": True})


async def test_what_is_withdrawn_can_go_out_again_or_be_changed(bench: Bench) -> None:
    entries = await many(await with_matter(bench), 100)
    job = await exported(bench)
    going = await bench.exports.withdraw(ALICE, job.id)
    assert (await bench.exports.open(ALICE, job.id)).download is None
    assert going.state is JobState.WITHDRAWING
    await bench.host.run(timedelta(hours=1))
    assert (await job_now(bench, job)).state is JobState.WITHDRAWN
    assert bench.files.of(ALICE).files == {}
    for entry in entries:
        assert await entry_now(bench, entry) == entry
    reopened = await bench.entries.reopen(ALICE, entries[0].id, entries[0].version)
    await bench.entries.delete(ALICE, reopened.id, reopened.version)
    await assert_exported(bench, await exported(bench), entries[1:])
    await assert_whole(bench)


async def test_a_withdrawal_takes_its_own_marks_only(bench: Bench) -> None:
    entries = await many(await with_matter(bench), 50)
    first = await exported(bench)
    second = await exported(bench, AGAIN)
    await bench.exports.withdraw(ALICE, first.id)
    await bench.host.run(timedelta(hours=1))
    assert (await job_now(bench, first)).state is JobState.WITHDRAWN
    await assert_exported(bench, second, entries)
    for entry in entries:
        now = await entry_now(bench, entry)
        assert [mark.job_id for mark in now.exports] == [second.id]
    assert list(bench.files.of(ALICE).files) == [second.id]


async def test_what_is_in_clio_stays_delivered(bench: Bench) -> None:
    await connected(bench)
    entry = await approved_for_clio(bench)
    await bench.host.run(timedelta(minutes=10))
    job = await exported(bench)
    assert job.state is JobState.DONE
    with pytest.raises(NotPossible) as refused:
        await bench.entries.reopen(ALICE, entry.id, entry.version)
    assert refused.value.code == "entry_delivered"
    await bench.exports.withdraw(ALICE, job.id)
    await bench.host.run(timedelta(minutes=10))
    now = await entry_now(bench, entry)
    assert (now.exports, now.delivered) == ((), True)
    await bench.entries.reopen(ALICE, entry.id, entry.version)


@pytest.mark.parametrize("state", [JobState.QUEUED, JobState.REFUSED])
async def test_only_what_is_done_or_failed_can_be_withdrawn(bench: Bench, state: JobState) -> None:
    job = await bench.exports.request(ALICE, NOVEMBER)
    if state is JobState.REFUSED:
        await bench.host.run(timedelta(hours=1))
    for deed in (bench.exports.withdraw, bench.exports.retry):
        with pytest.raises(NotPossible) as refused:
            await deed(ALICE, job.id)
        assert (refused.value.code, refused.value.extra) == ("export_state", {"state": state})


async def test_asked_again_a_withdrawal_is_shown_once_more(bench: Bench) -> None:
    await many(await with_matter(bench), 1)
    job = await exported(bench)
    for _ in range(2):
        assert (await bench.exports.withdraw(ALICE, job.id)).state is JobState.WITHDRAWING
    await bench.host.run(timedelta(hours=1))
    assert (await bench.exports.withdraw(ALICE, job.id)).state is JobState.WITHDRAWN
    with pytest.raises(NotPossible):
        await bench.exports.retry(ALICE, job.id)


async def test_a_file_is_erased_when_its_time_is_over(bench: Bench) -> None:
    entries = await many(await with_matter(bench), 2)
    job = await exported(bench)
    await bench.host.run(EXPORT.kept - timedelta(hours=6))
    opened = await bench.exports.open(ALICE, job.id)
    assert opened.download is not None
    bench.clock.advance(timedelta(hours=1) - EXPORT.grant / 2)
    late = (await bench.exports.open(ALICE, job.id)).download
    assert late is not None
    assert late.expires_at == job.file_until, "no grant outlives its file"
    bench.clock.advance(EXPORT.grant)
    assert (await bench.exports.open(ALICE, job.id)).download is None
    await bench.host.run(timedelta(days=1))
    assert bench.files.of(ALICE).files == {}
    gone = await job_now(bench, job)
    assert (gone.state, gone.file_bytes, gone.file_name) == (JobState.DONE, None, job.file_name)
    assert (await entry_now(bench, entries[0])).delivered, "it did leave"
    await bench.exports.expire(ALICE, job.id)
    assert await job_now(bench, job) == gone
    await assert_whole(bench)


async def test_an_expired_export_can_be_withdrawn(bench: Bench) -> None:
    await many(await with_matter(bench), 2)
    job = await exported(bench)
    await bench.host.run(EXPORT.kept + timedelta(days=1))
    await bench.exports.withdraw(ALICE, job.id)
    await bench.host.run(timedelta(hours=1))
    assert (await job_now(bench, job)).state is JobState.WITHDRAWN


async def test_an_archive_can_be_withdrawn_and_expires(bench: Bench) -> None:
    job = await bench.exports.request_archive(ALICE)
    await bench.host.run(timedelta(hours=1))
    done = await job_now(bench, job)
    assert list(bench.files.of(ALICE).files) == [job.id]
    assert done.state is JobState.DONE
    await bench.exports.withdraw(ALICE, job.id)
    await bench.host.run(timedelta(hours=1))
    assert (await job_now(bench, job)).state is JobState.WITHDRAWN
    assert bench.files.of(ALICE).files == {}
    await assert_whole(bench)
