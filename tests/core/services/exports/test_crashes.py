"""An export gives one file, whichever call a worker dies at, and however.

Its way from its request to quiet is run once for every call of a port, with a fault before or after that
call's effect. Then messages are delivered until nothing is left. What comes of it is compared byte by byte
with what an undisturbed run over the same entries gives.
"""

from collections.abc import Awaitable, Callable
from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest

from core.domain.entries import TimeEntry
from core.domain.errors import Unavailable
from core.domain.jobs import Job, JobState
from tests.core.services.bench import Bench
from tests.core.services.checks import assert_whole
from tests.core.services.crashing import KINDS, MOMENTS, Death, Fault, Stopped
from tests.core.services.exports.making import (
    A_WHILE,
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
from tests.core.services.seen import Seen
from tests.fakes import ALICE

pytestmark = pytest.mark.usefixtures("small_pages", "no_jitter")


def copied(bench: Bench) -> Bench:
    """Another world in which all stands as in this one."""
    copy = Bench(Seen())
    copy.clock.at = bench.clock.at
    rows = bench.tables.of(ALICE).rows.items()
    copy.tables.of(ALICE).rows = {key: replace(row, etag=f"copied-{row.etag}") for key, row in rows}
    copy.files.folders[ALICE.key] = deepcopy(bench.files.of(ALICE))
    copy.blobs.folders[ALICE.key] = deepcopy(bench.blobs.of(ALICE))
    return copy


async def insisting(fault: Fault, ask: Callable[[], Awaitable[Job]]) -> Job:
    """What a device does: it asks until it is answered."""
    for _ in range(5):
        try:
            return await ask()
        except (Death, Stopped, RuntimeError, Unavailable):
            fault.restart()
    raise AssertionError("never answered")


async def _quiet(bench: Bench, fault: Fault, ask: Callable[[], Awaitable[Job]]) -> Job:
    bench.host.between = fault.restart
    bench.seen.calls.clear()
    bench.seen.hook = fault
    job = await insisting(fault, ask)
    await bench.host.run(A_WHILE)
    assert bench.host.buried == []
    await assert_whole(bench)
    return await job_now(bench, job)


def _shows(bench: Bench, whole: bytes, fault: Fault) -> Callable[[int, str, str], Awaitable[None]]:
    """A hook that also looks whether anything but the whole file shows."""

    async def hook(number: int, name: str, moment: str) -> None:
        assert set(bench.files.of(ALICE).files.values()) <= {whole}
        await fault(number, name, moment)

    return hook


async def _prepared() -> tuple[Bench, list[TimeEntry], bytes]:
    bench = await with_matter(Bench())
    entries = [*await many(bench, 5), await approved(bench, work(3, narrative="Élan « odd »\n🙂"))]
    undisturbed = copied(bench)
    job = await exported(undisturbed)
    return bench, entries, undisturbed.files.of(ALICE).files[job.id]


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("kind", KINDS)
async def test_one_fault_anywhere_and_there_is_one_whole_file(kind: str, moment: str) -> None:
    prepared, entries, whole = await _prepared()
    for at in count(1):
        bench, fault = copied(prepared), Fault(at, moment, kind)
        fault_and_look = _shows(bench, whole, fault)
        bench.host.between = fault.restart
        bench.seen.calls.clear()
        bench.seen.hook = fault_and_look
        asked = await insisting(fault, lambda bench=bench: bench.exports.request(ALICE, NOVEMBER, "key"))  # type: ignore[misc]
        await bench.host.run(A_WHILE)
        job = await job_now(bench, asked)
        assert (job.state, bench.host.buried) == (JobState.DONE, [])
        assert list(bench.files.of(ALICE).files.items()) == [(job.id, whole)]
        assert bench.files.of(ALICE).staged == {}
        await assert_exported(bench, job, entries)
        for entry in entries:
            assert len((await entry_now(bench, entry)).exports) == 1
        assert len((await bench.alone.exports.list(ALICE, limit=9, after=None)).items) == 1
        await assert_whole(bench)
        if not fault.fired:
            break
    assert at > 60


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("kind", KINDS)
async def test_one_fault_anywhere_and_it_is_withdrawn(kind: str, moment: str) -> None:
    prepared, entries, _ = await _prepared()
    done = await exported(prepared)
    for at in count(1):
        bench, fault = copied(prepared), Fault(at, moment, kind)
        job = await _quiet(bench, fault, lambda bench=bench: bench.exports.withdraw(ALICE, done.id))  # type: ignore[misc]
        assert job.state is JobState.WITHDRAWN
        assert bench.files.of(ALICE).files == {}
        for entry in entries:
            assert await entry_now(bench, entry) == entry
        if not fault.fired:
            break
    assert at > 25


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("kind", KINDS)
async def test_one_fault_anywhere_and_its_file_is_erased_in_time(kind: str, moment: str) -> None:
    prepared, _, _ = await _prepared()
    for at in count(1):
        bench, fault = copied(prepared), Fault(at, moment, kind)
        job = await exported(bench)
        bench.host.between = fault.restart
        bench.seen.calls.clear()
        bench.seen.hook = fault
        await bench.host.run(timedelta(days=32))
        assert ((await job_now(bench, job)).file_bytes, bench.files.of(ALICE).files) == (None, {})
        await assert_whole(bench)
        if not fault.fired:
            break
    assert at > 5


@pytest.mark.parametrize("kind", ["death", "stopped", "bug"])
async def test_a_file_that_breaks_off_each_time_fails_and_can_be_retried(kind: str) -> None:
    prepared, entries, whole = await _prepared()
    for name in ["file.stage", "file.assemble"]:
        bench, fault = copied(prepared), Fault(0, "", kind)
        _always(bench, fault, name)
        job = await bench.alone.exports.request(ALICE, NOVEMBER)
        await bench.host.run(A_WHILE)
        failed = await job_now(bench, job)
        assert (failed.state, bench.host.buried) == (JobState.FAILED, [])
        assert failed.failure
        for entry in entries:
            assert (await entry_now(bench, entry)).exported_by == job.id, "it may have left"
        fault.kind = "over"
        await bench.exports.retry(ALICE, job.id)
        await bench.host.run(A_WHILE)
        assert bench.files.of(ALICE).files == {job.id: whole}
        await assert_exported(bench, await job_now(bench, job), entries)
        await assert_whole(bench)


def _always(bench: Bench, fault: Fault, name: str) -> None:
    """Have every call of that name go wrong, and a new worker take each message."""
    bench.host.between = fault.restart

    async def hook(_number: int, called: str, moment: str) -> None:
        if fault.dead:
            raise Death
        if called == name and moment == "before" and fault.kind != "over":
            fault.dead = fault.kind == "death"
            raise {"death": Death, "stopped": Stopped, "bug": RuntimeError}[fault.kind]

    bench.seen.hook = hook
