"""Two workers, or a worker and its lawyer, at the same recording at the same time."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.entries import EntryFields
from core.domain.errors import NotPossible
from core.domain.recordings import Recording, RecordingState
from core.services.rows import LEASES
from tests.core.services.bench import CLAIM, Bench
from tests.core.services.checks import assert_whole
from tests.core.services.seen import AFTER, BEFORE, nothing
from tests.fakes import ALICE

MOMENTS = [BEFORE, AFTER]
LONG = timedelta(hours=2)

type Deed = Callable[[Bench, Recording], Awaitable[None]]


async def _drafted_once(bench: Bench, recording_id: str) -> None:
    recording = await bench.recording(recording_id)
    entries = await bench.stored_entries()
    assert recording.state is RecordingState.DRAFTED
    assert sorted(recording.entry_ids) == [entry.id for entry in entries]
    assert len(entries) == 2
    assert await bench.ledger.find(LEASES, recording_id) is None
    await assert_whole(bench)


def _interrupted(bench: Bench, at: int, moment: str, deed: Callable[[], Awaitable[None]]) -> list[int]:
    """Have something happen at one call of this bench's workers; returns a list that is filled by it."""
    done: list[int] = []

    async def hook(number: int, name: str, when: str) -> None:
        if (number, when) == (at, moment) and not done:
            done.append(number)
            await deed()

    bench.seen.hook = hook
    return done


async def _at_every_call(moment: str, deed: Deed, *, after_run: Deed) -> int:
    """Draft a recording, with the deed in between at call 1, 2, ... until none is left; returns how many."""
    for at in count(1):
        bench = Bench()
        recording = await bench.alone.uploaded()
        done = _interrupted(bench, at, moment, lambda b=bench, r=recording: deed(b, r))  # type: ignore[misc]
        await bench.host.run()
        if not done:
            return at - 1
        await after_run(bench, recording)
    raise AssertionError


@pytest.mark.parametrize("moment", MOMENTS)
async def test_a_second_worker_at_every_call(moment: str) -> None:
    async def second(bench: Bench, recording: Recording) -> None:
        await bench.alone.drafting.advance(ALICE, recording.id)

    async def check(bench: Bench, recording: Recording) -> None:
        await _drafted_once(bench, recording.id)

    assert await _at_every_call(moment, second, after_run=check) > 15


@pytest.mark.parametrize("moment", MOMENTS)
async def test_a_second_worker_after_the_claim_has_lapsed_at_every_call(moment: str) -> None:
    async def later(bench: Bench, recording: Recording) -> None:
        bench.clock.advance(CLAIM * 2)
        await bench.alone.drafting.advance(ALICE, recording.id)

    async def check(bench: Bench, recording: Recording) -> None:
        await _drafted_once(bench, recording.id)

    assert await _at_every_call(moment, later, after_run=check) > 15


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("waits", [timedelta(), LONG], ids=["at once", "after the watch has come"])
async def test_a_deletion_at_every_call_leaves_nothing_behind(moment: str, waits: timedelta) -> None:
    async def delete(bench: Bench, recording: Recording) -> None:
        await bench.alone.recordings.delete(ALICE, recording.id)
        await _pass(bench, waits)

    async def check(bench: Bench, recording: Recording) -> None:
        assert (await bench.recording(recording.id)).state is RecordingState.DELETED
        assert bench.blobs.of(ALICE).audio == {}
        assert bench.blobs.of(ALICE).transcripts == {}
        for entry in await bench.stored_entries():
            assert entry.recording_deleted
            assert entry.evidence == ()
        assert await bench.ledger.find(LEASES, recording.id) is None
        await assert_whole(bench)

    assert await _at_every_call(moment, delete, after_run=check) > 15


async def _pass(bench: Bench, waits: timedelta) -> None:
    """Let time pass and other workers handle what comes due, while the first is held up in a call."""
    if waits:
        held, bench.seen.hook = bench.seen.hook, nothing
        await bench.host.run(waits)
        bench.seen.hook = held


@pytest.mark.parametrize("moment", MOMENTS)
async def test_an_entry_typed_for_the_recording_at_every_call(moment: str) -> None:
    async def typed(bench: Bench, recording: Recording) -> None:
        await bench.alone.entries.add(ALICE, EntryFields(narrative="Typed."), recording.id)

    async def check(bench: Bench, recording: Recording) -> None:
        now = await bench.recording(recording.id)
        assert now.state is RecordingState.DRAFTED
        assert len(now.entry_ids) == len(set(now.entry_ids)) == 3
        assert sorted(now.entry_ids) == [entry.id for entry in await bench.stored_entries()]
        await assert_whole(bench)

    assert await _at_every_call(moment, typed, after_run=check) > 15


@pytest.mark.parametrize("moment", MOMENTS)
async def test_a_retry_at_every_call(moment: str) -> None:
    async def retry(bench: Bench, recording: Recording) -> None:
        with contextlib.suppress(NotPossible):
            await bench.alone.recordings.retry(ALICE, recording.id)

    async def check(bench: Bench, recording: Recording) -> None:
        await _drafted_once(bench, recording.id)

    assert await _at_every_call(moment, retry, after_run=check) > 15


@pytest.mark.parametrize("moment", MOMENTS)
async def test_an_entry_typed_while_a_recording_is_failed_does_not_leave_it_hanging(moment: str) -> None:
    """Failing without a claim looks at what it saw before; an entry typed meanwhile changes that."""
    for at in count(1):
        bench = Bench()
        recording = await bench.alone.announced()
        bench.clock.advance(timedelta(hours=1))

        async def typed(bench: Bench = bench, recording: Recording = recording) -> None:
            await bench.alone.entries.add(ALICE, EntryFields(narrative="Typed."), recording.id)

        done = _interrupted(bench, at, moment, typed)
        await bench.host.run()
        assert (await bench.recording(recording.id)).state is RecordingState.FAILED
        if not done:
            break
    assert at > 5


@settings(deadline=None)
@given(st.lists(st.integers(0, 2), max_size=80))
async def test_two_workers_in_any_order_of_their_calls(turns: list[int]) -> None:
    """Each call waits its drawn number of turns of the loop, so that the two interleave as drawn."""
    bench = Bench()
    recording = await bench.alone.uploaded()
    left = list(turns)

    async def wait(number: int, name: str, moment: str) -> None:
        for _ in range(left.pop() if left else 0):
            await asyncio.sleep(0)

    bench.seen.hook = wait
    await asyncio.gather(*(bench.drafting.advance(ALICE, recording.id) for _ in range(2)))
    await bench.host.run()
    await _drafted_once(bench, recording.id)
