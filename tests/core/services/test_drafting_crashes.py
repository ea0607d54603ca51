"""Nothing is lost and nothing happens twice, whichever call a worker dies at, and however.

A recording's whole way, from its announcement to quiet, is run once for every call of a port, with a
fault before or after that call's effect. Then messages are delivered until none is left.
"""

import contextlib
from itertools import count

import pytest

from core.domain.errors import PassingFailure, Unavailable
from core.domain.reasons import Reason
from core.domain.recordings import Recording, RecordingState
from core.ports import Speech
from core.services.rows import LEASES
from tests.core.services.bench import SAID, TALK, Bench
from tests.core.services.checks import assert_whole
from tests.core.services.crashing import KINDS, MOMENTS, Death, Fault, Stopped
from tests.fakes import ALICE, FakeTranscriber


def _with_fault(at: int, moment: str, kind: str) -> tuple[Bench, Fault]:
    bench, fault = Bench(), Fault(at, moment, kind)
    bench.seen.hook = fault
    bench.host.between = fault.restart
    return bench, fault


async def _announced(bench: Bench, fault: Fault) -> Recording:
    """What a device does: it asks with the same key until it is answered."""
    for _ in range(5):
        try:
            announced = await bench.recordings.announce(ALICE, SAID, key="one dictation")
        except (Death, Stopped, RuntimeError, Unavailable):
            fault.restart()
        else:
            return announced.recording
    raise AssertionError("never announced")


async def _settled(bench: Bench, fault: Fault, *, event: bool) -> Recording:
    recording = await _announced(bench, fault)
    bench.upload(recording, event=event)
    await bench.host.run()
    return await bench.recording(recording.id)


async def _assert_drafted_once(bench: Bench, recording: Recording) -> None:
    entries = await bench.stored_entries()
    assert recording.state is RecordingState.DRAFTED
    assert len(entries) == 2
    assert sorted(recording.entry_ids) == [entry.id for entry in entries]
    assert {entry.recording_id for entry in entries} == {recording.id}
    assert await bench.ledger.find(LEASES, recording.id) is None
    await assert_whole(bench)


@pytest.mark.parametrize("event", [True, False], ids=["event", "event lost"])
@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("kind", KINDS)
async def test_one_fault_anywhere_still_gives_one_set_of_drafts(kind: str, moment: str, event: bool) -> None:
    for at in count(1):
        bench, fault = _with_fault(at, moment, kind)
        recording = await _settled(bench, fault, event=event)
        await _assert_drafted_once(bench, recording)
        if not fault.fired:
            break
    assert at > 25


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("kind", KINDS)
async def test_one_fault_around_a_service_that_fails_for_a_while(kind: str, moment: str) -> None:
    for at in count(1):
        bench, fault = _with_fault(at, moment, kind)
        slow = PassingFailure(Reason.SPEECH_UNAVAILABLE, retry_after=90)
        bench.hears = FakeTranscriber(slow, slow, Speech(TALK))
        bench.build()
        await _assert_drafted_once(bench, await _settled(bench, fault, event=True))
        if not fault.fired:
            break
    assert at > 50


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("kind", KINDS)
async def test_one_fault_anywhere_still_shows_the_reason_of_a_final_failure(kind: str, moment: str) -> None:
    for at in count(1):
        bench, fault = _with_fault(at, moment, kind)
        bench.hears = FakeTranscriber(Speech(" ... "))
        bench.build()
        recording = await _settled(bench, fault, event=True)
        assert (recording.state, recording.reason) == (RecordingState.FAILED, Reason.NO_SPEECH)
        assert await bench.stored_entries() == ()
        await assert_whole(bench)
        if not fault.fired:
            break
    assert at > 15


@pytest.mark.parametrize("moment", MOMENTS)
async def test_once_a_claim_is_taken_the_workers_own_message_suffices(moment: str) -> None:
    """What woke the worker may be lost with it: before it claims, it sends a message that outlives it."""
    claimed = 0
    for at in count(1):
        bench, fault = _with_fault(at, moment, "death")
        recording = await bench.alone.uploaded()
        bench.host.lose()
        with contextlib.suppress(Death):
            await bench.drafting.advance(ALICE, recording.id)
        if (await bench.recording(recording.id)).state is not RecordingState.AWAITING_UPLOAD:
            claimed += 1
            await bench.host.run()
            await _assert_drafted_once(bench, await bench.recording(recording.id))
        if not fault.fired:
            break
    assert claimed > 10
