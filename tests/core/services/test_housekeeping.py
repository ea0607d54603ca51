"""Housekeeping messages: each does its one thing, as often as it comes."""

from datetime import timedelta

import pytest

from core.domain.audit import Actor
from core.domain.entries import EntryFields, EntryStatus
from core.domain.recordings import RecordingState
from core.ports import Queue
from core.services.change import Change
from core.services.rows import ENTRIES
from tests.core.services.bench import RESTORABLE, Bench
from tests.core.services.checks import assert_whole
from tests.core.services.seen import BEFORE
from tests.fakes import ALICE, BRUNO


async def test_owed_messages_are_sent_of_this_lawyer_only(bench: Bench) -> None:
    async def owes(change: Change) -> None:
        change.owe(Queue.DRAFTING, {"recording": "some"})
        change.record(Actor.SYSTEM, "owed", "x")

    async def fail(number: int, name: str, moment: str) -> None:
        if bench.seen.calls[-2:] == ["table.commit", "queue.send"] and moment == BEFORE:
            raise RuntimeError

    bench.seen.hook = fail
    for lawyer in (ALICE, BRUNO):
        with pytest.raises(RuntimeError):
            await bench.ledgers.of(lawyer).change(owes)
    await bench.alone.housekeeping.handle(ALICE, {"kind": "outbox"})
    assert await bench.owed() == 0
    assert [sent.message for sent in bench.host.sent if sent.queue is Queue.DRAFTING] == [
        {"recording": "some"}
    ]
    assert [key for key in bench.tables.of(BRUNO).rows if key.startswith("outbox~")]


async def test_an_erasure_is_finished_once_however_often_it_is_asked_for(bench: Bench) -> None:
    recording = await bench.drafted()
    await bench.recordings.delete(ALICE, recording.id)
    gone = await bench.recording(recording.id)
    for _ in range(3):
        await bench.housekeeping.handle(ALICE, {"kind": "erase", "recording": recording.id})
    assert await bench.recording(recording.id) == gone
    await assert_whole(bench)


async def test_an_erasure_of_what_is_not_being_deleted_would_need_a_forged_message(bench: Bench) -> None:
    """Only a deletion sends it; the state is not moved by it."""
    recording = await bench.drafted()
    await bench.housekeeping.handle(ALICE, {"kind": "erase", "recording": recording.id})
    assert (await bench.recording(recording.id)).state is RecordingState.DRAFTED


async def test_an_erasure_of_an_unknown_recording_does_nothing(bench: Bench) -> None:
    await bench.housekeeping.handle(ALICE, {"kind": "erase", "recording": "no-such"})
    assert bench.tables.of(ALICE).rows == {}


async def test_a_purge_that_comes_early_comes_again(bench: Bench) -> None:
    entry = await bench.entries.add(ALICE, EntryFields(narrative="Called."))
    await bench.entries.delete(ALICE, entry.id, 1)
    message = {"kind": "purge", "lawyer": ALICE.key, "entry": entry.id}
    await bench.housekeeping.handle(ALICE, message)
    assert bench.host.sent[-1].message == message
    assert bench.host.sent[-1].delay > RESTORABLE
    bench.clock.advance(RESTORABLE)
    await bench.housekeeping.handle(ALICE, message)
    assert (await bench.ledger.get(ENTRIES, entry.id)).status is EntryStatus.PURGED


@pytest.mark.parametrize("message", [{}, {"kind": ""}, {"kind": "OUTBOX"}, {"kind": "delete"}])
async def test_an_unknown_kind_is_refused(bench: Bench, message: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="unknown kind"):
        await bench.housekeeping.handle(ALICE, message)


async def test_what_failed_too_often_is_put_off_and_not_dropped(bench: Bench) -> None:
    message = {"kind": "erase", "lawyer": ALICE.key, "recording": "some"}
    await bench.housekeeping.put_off(message)
    (sent,) = bench.host.sent
    assert (sent.queue, sent.message) == (Queue.HOUSEKEEPING, message)
    assert sent.delay >= timedelta(minutes=30)


async def test_a_deletion_outlives_an_outage_of_the_blobs(bench: Bench) -> None:
    recording = await bench.drafted()
    back = bench.clock.now() + timedelta(days=3)

    async def out(number: int, name: str, moment: str) -> None:
        if name.startswith("blob.delete") and bench.clock.now() < back:
            raise RuntimeError("a bug, as it may be")

    bench.seen.hook = out
    with pytest.raises(RuntimeError):
        await bench.recordings.delete(ALICE, recording.id)
    assert (await bench.recording(recording.id)).state is RecordingState.DELETING
    await bench.host.run()
    assert (await bench.recording(recording.id)).state is RecordingState.DELETED
    assert bench.blobs.of(ALICE).audio == {}
