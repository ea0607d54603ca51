"""Workers that stall: another takes over, and still there is one whole file, each entry in it once."""

import asyncio

import pytest

from core.domain.entries import TimeEntry
from core.domain.jobs import Job, JobState
from core.services.exports.hold import export_message
from core.services.matters import MatterFields
from tests.core.services.bench import EXPORT, Bench
from tests.core.services.checks import assert_whole
from tests.core.services.exports.making import (
    A_WHILE,
    NOVEMBER,
    assert_exported,
    entry_now,
    exported,
    job_now,
    lines,
    many,
    with_matter,
)
from tests.core.services.seen import AFTER, BEFORE, Seen
from tests.fakes import ALICE

pytestmark = pytest.mark.usefixtures("small_pages", "no_jitter")


async def _overtaken(bench: Bench, job: Job, name: str, moment: str, at: int) -> bool:
    """Whether there was such a call, at which the hold lapsed and another worker did all there was to do."""
    count = [0]

    async def overtake(_number: int, called: str, when: str) -> None:
        if (called, when) == (name, moment):
            count[0] += 1
            if count[0] == at:
                bench.clock.advance(EXPORT.claim)
                await bench.alone.exports.run(ALICE, export_message(ALICE, job.id))

    bench.seen.hook = overtake
    await bench.exports.run(ALICE, export_message(ALICE, job.id))
    return count[0] >= at


@pytest.mark.parametrize("moment", [BEFORE, AFTER])
@pytest.mark.parametrize("name", ["table.get", "table.page", "table.commit", "file.stage", "file.assemble"])
async def test_two_workers_at_once_wherever_the_first_is_overtaken(name: str, moment: str) -> None:
    for at in range(1, 200):
        bench = await with_matter(Bench())
        entries = await many(bench, 5)
        job = await bench.exports.request(ALICE, NOVEMBER)
        if not await _overtaken(bench, job, name, moment, at):
            break
        await _assert_done(bench, job, entries)
    assert at > 1


async def _assert_done(bench: Bench, job: Job, entries: list[TimeEntry]) -> None:
    await bench.host.run(A_WHILE)
    await assert_exported(bench, await job_now(bench, job), entries)
    assert list(bench.files.of(ALICE).files) == [job.id]
    for entry in entries:
        assert len((await entry_now(bench, entry)).exports) == 1
    await assert_whole(bench)


@pytest.mark.parametrize("moment", [BEFORE, AFTER])
@pytest.mark.parametrize("name", ["table.get", "table.page", "table.commit", "file.delete"])
async def test_two_workers_that_withdraw_at_once(name: str, moment: str) -> None:
    for at in range(1, 200):
        bench = await with_matter(Bench())
        entries = await many(bench, 5)
        job = await exported(bench)
        await bench.exports.withdraw(ALICE, job.id)
        if not await _overtaken(bench, job, name, moment, at):
            break
        await bench.host.run(A_WHILE)
        assert (await job_now(bench, job)).state is JobState.WITHDRAWN
        assert bench.files.of(ALICE).files == {}
        for entry in entries:
            assert await entry_now(bench, entry) == entry
        await assert_whole(bench)
    assert at > 1


@pytest.mark.parametrize("workers", [2, 5])
async def test_workers_that_run_side_by_side_make_one_file_of_each_job(workers: int) -> None:
    """The same messages go to all of them, and of two jobs asked for at once each entry is in one."""
    bench = await with_matter(Bench())
    entries = await many(bench, 6)
    asked = [await bench.exports.request(ALICE, NOVEMBER) for _ in range(2)]

    async def take_turns(_number: int, _name: str, _moment: str) -> None:
        await asyncio.sleep(0)

    side_by_side = [Bench(Seen(take_turns), bench) for _ in range(workers)]
    messages = [export_message(ALICE, job.id) for job in asked]
    runs = [one.exports.run(ALICE, message) for one in side_by_side for message in messages]
    await asyncio.gather(*runs)
    await bench.host.run(A_WHILE)
    jobs = [await job_now(bench, job) for job in asked]
    assert sorted(job.state for job in jobs) == [JobState.DONE, JobState.REFUSED]
    (done,) = (job for job in jobs if job.state is JobState.DONE)
    assert bench.files.of(ALICE).assembled == [done.id]
    await _assert_done(bench, done, entries)


async def test_a_slow_worker_writes_over_no_piece_of_the_next(bench: Bench) -> None:
    """Its piece is of what the matter was called before; it arrives just before the file is assembled."""
    await many(await with_matter(bench), 5)
    job = await bench.exports.request(ALICE, NOVEMBER)
    held: list[tuple[int, bytes]] = []
    files, fast = bench.files.of(ALICE), bench.alone
    stage = files.stage

    async def late(name: str, block: int, data: bytes) -> None:
        if held:
            return await stage(name, block, data)
        held.append((block, data))
        bench.clock.advance(EXPORT.claim)
        fields = MatterFields(name="Renamed", client="Chen Holdings")
        await fast.matters.store(ALICE, "M-1", fields, None)
        fast.seen.hook = arrive
        await fast.exports.run(ALICE, export_message(ALICE, job.id))
        return None

    async def arrive(_number: int, name: str, moment: str) -> None:
        if (name, moment) == ("file.assemble", BEFORE):
            await stage(job.id, *held[0])
            held.append((0, b""))

    files.stage = late  # type: ignore[method-assign]
    await bench.exports.run(ALICE, export_message(ALICE, job.id))
    await bench.host.run(A_WHILE)
    assert len(held) == 2, "it did arrive then"
    assert {line["matter"] for line in lines(bench, job)} == {"Renamed"}
