"""Deleting a recording: its words go for good, whatever breaks off on the way."""

from itertools import count

import pytest

from core.domain.errors import Unavailable
from core.domain.recordings import Recording, RecordingState
from core.ports import RowWrite, UnknownOutcome, Write
from core.services.rows import ENTRIES, RECORDINGS
from tests.core.services.bench import WAV, Bench
from tests.core.services.checks import assert_whole
from tests.core.services.making import FULL
from tests.core.services.seen import AFTER, BEFORE, nothing
from tests.fakes import ALICE

S = RecordingState


async def _in_state(bench: Bench, state: RecordingState) -> Recording:
    """A recording put straight into a state, for what does not depend on how it came there."""
    recording = (await bench.announced()).model_copy(update={"state": state})
    await bench.tables.of(ALICE).commit([RowWrite(Write.PUT, RECORDINGS.rows(recording)[0])])
    return recording


@pytest.mark.parametrize("state", sorted(set(S) - {S.DELETING, S.DELETED}))
async def test_a_recording_in_any_state_can_be_deleted(bench: Bench, state: RecordingState) -> None:
    recording = await _in_state(bench, state)
    bench.upload(recording, event=False)
    gone = await bench.recordings.delete(ALICE, recording.id)
    assert gone.state is S.DELETED
    assert bench.blobs.of(ALICE).audio == {}


async def test_deleting_erases_the_words_and_keeps_the_entries(bench: Bench) -> None:
    recording = await bench.drafted()
    assert any(entry.evidence for entry in await bench.stored_entries())
    gone = await bench.recordings.delete(ALICE, recording.id)
    assert (gone.state, gone.has_transcript) == (S.DELETED, False)
    assert (bench.blobs.of(ALICE).audio, bench.blobs.of(ALICE).transcripts) == ({}, {})
    for entry in await bench.stored_entries():
        assert (entry.recording_deleted, entry.evidence) == (True, ())
    opened = await bench.recordings.open(ALICE, recording.id)
    assert opened.transcript is None
    assert len(opened.entries) == 2


async def test_deleting_leaves_an_approved_entry_as_it_was_approved(bench: Bench) -> None:
    recording = await bench.drafted()
    entry = await bench.entries.open(ALICE, recording.entry_ids[0])
    moved = entry.model_copy(update={"fields": FULL}).approved(bench.clock.now())
    await bench.tables.of(ALICE).commit([RowWrite(Write.PUT, ENTRIES.rows(moved)[0])])
    await bench.recordings.delete(ALICE, recording.id)
    left = await bench.entries.open(ALICE, entry.id)
    assert (left.fields, left.status, left.approved_at) == (moved.fields, moved.status, moved.approved_at)


async def test_deleting_twice_is_deleting_once(bench: Bench) -> None:
    recording = await bench.drafted()
    once = await bench.recordings.delete(ALICE, recording.id)
    assert await bench.recordings.delete(ALICE, recording.id) == once
    await bench.host.run()
    assert await bench.recording(recording.id) == once
    await assert_whole(bench)


async def test_audio_that_comes_after_the_deletion_goes_too(bench: Bench) -> None:
    recording = await bench.announced()
    await bench.recordings.delete(ALICE, recording.id)
    bench.upload(recording, event=False)
    await bench.host.run()
    assert bench.blobs.of(ALICE).audio == {}


async def test_an_entry_typed_for_a_deleted_recording_says_so(bench: Bench) -> None:
    recording = await bench.announced()
    await bench.recordings.delete(ALICE, recording.id)
    entry = await bench.entries.add(ALICE, FULL.model_copy(update={"matter_id": None}), recording.id)
    assert entry.recording_deleted


@pytest.mark.parametrize("moment", [BEFORE, AFTER])
@pytest.mark.parametrize("error", [Unavailable("no answer"), RuntimeError("a bug"), KeyboardInterrupt()])
async def test_a_deletion_that_breaks_off_anywhere_is_finished_by_housekeeping(
    moment: str, error: BaseException
) -> None:
    """Either the caller was told it failed and nothing was marked, or in the end nothing is left."""
    for at in count(1):
        bench = Bench()
        recording = await bench.drafted()
        fired = await _break_off(bench, recording, at, moment, error)
        await bench.host.run()
        now = await bench.recording(recording.id)
        blobs = bench.blobs.of(ALICE)
        if now.state is S.DRAFTED:
            assert list(blobs.audio.values()) == [WAV]
        else:
            assert now.state is S.DELETED
            assert (blobs.audio, blobs.transcripts) == ({}, {})
        await assert_whole(bench)
        if not fired:
            break
    assert at > 10


async def _break_off(bench: Bench, recording: Recording, at: int, moment: str, error: BaseException) -> bool:
    """Delete, with an error at one call, and after it silence from everything if the worker died."""
    fired: list[int] = []

    async def fail(number: int, name: str, when: str) -> None:
        dead = fired and isinstance(error, KeyboardInterrupt)
        if dead or ((number, when) == (at, moment) and not fired):
            fired.append(number)
            unknown = name == "table.commit" and isinstance(error, Unavailable)
            raise UnknownOutcome if unknown else error

    bench.seen.calls.clear()
    bench.seen.hook = fail
    try:
        await bench.recordings.delete(ALICE, recording.id)
    except (Unavailable, RuntimeError, KeyboardInterrupt):
        assert fired
    bench.seen.hook = nothing
    return bool(fired)
