"""Recordings as their lawyer handles them."""

from datetime import timedelta

import pytest

from core.domain.errors import FinalFailure, KeyReused, NotFound, NotPossible, PassingFailure
from core.domain.reasons import Reason
from core.domain.recordings import MOVES, AudioFormat, Recording, RecordingState
from core.ports import Queue, RowWrite, Write
from core.services.recordings import Announcement
from core.services.rows import RECORDINGS
from tests.core.services.bench import GRANTS, SAID, TALK, Bench
from tests.fakes import ALICE, BRUNO, FakeTranscriber

S = RecordingState


async def _in_state(bench: Bench, state: RecordingState) -> Recording:
    """A recording put straight into a state, for what does not depend on how it came there."""
    recording = (await bench.announced()).model_copy(update={"state": state})
    await bench.tables.of(ALICE).commit([RowWrite(Write.PUT, RECORDINGS.rows(recording)[0])])
    return recording


async def test_an_announced_recording_awaits_its_audio_under_a_grant(bench: Bench) -> None:
    said = Announcement(
        audio_format=AudioFormat.WEBM, language="fr", time_zone="America/Montreal", duration_seconds=40
    )
    announced = await bench.recordings.announce(ALICE, said, trace="00-trace")
    recording, grant = announced.recording, announced.grant
    assert (recording.state, recording.version, announced.replayed) == (S.AWAITING_UPLOAD, 1, False)
    assert (recording.language, recording.duration_seconds, recording.trace) == ("fr", 40, "00-trace")
    assert recording.recorded_at == recording.created_at == bench.clock.now()
    assert grant is not None
    assert grant.url.endswith(f"/{recording.id}.webm")
    assert grant.headers == {"content-type": "audio/webm"}
    assert grant.expires_at == recording.upload_until == bench.clock.now() + GRANTS.upload
    assert await bench.recording(recording.id) == recording


async def test_what_the_device_says_of_the_time_counts(bench: Bench) -> None:
    earlier = bench.clock.now() - timedelta(days=2)
    said = SAID.model_copy(update={"recorded_at": earlier})
    assert (await bench.recordings.announce(ALICE, said)).recording.recorded_at == earlier


async def test_a_watch_is_set_before_the_recording_exists(bench: Bench) -> None:
    recording = await bench.announced()
    assert bench.seen.calls[0] == "queue.send"
    watch, *_ = bench.host.sent
    assert watch.message == {"lawyer": ALICE.key, "recording": recording.id}
    assert watch.delay > GRANTS.upload


async def test_the_same_key_gives_the_same_recording_and_a_fresh_grant(bench: Bench) -> None:
    first = await bench.recordings.announce(ALICE, SAID, "key")
    bench.clock.advance(timedelta(minutes=14))
    second = await bench.recordings.announce(ALICE, SAID, "key")
    assert second.recording == first.recording
    assert second.replayed
    assert second.grant is not None
    assert second.grant.expires_at == bench.clock.now() + GRANTS.upload
    assert len((await bench.recordings.list(ALICE, limit=9, after=None)).items) == 1


async def test_keys_are_each_lawyers_own(bench: Bench) -> None:
    mine = await bench.recordings.announce(ALICE, SAID, "key")
    theirs = await bench.recordings.announce(BRUNO, SAID, "key")
    assert mine.recording.id != theirs.recording.id
    assert not theirs.replayed


async def test_the_same_key_with_another_request_is_refused(bench: Bench) -> None:
    await bench.recordings.announce(ALICE, SAID, "key")
    with pytest.raises(KeyReused):
        await bench.recordings.announce(ALICE, SAID.model_copy(update={"language": "fr"}), "key")


async def test_without_a_key_every_announcement_is_another_recording(bench: Bench) -> None:
    assert (await bench.announced()).id != (await bench.announced()).id


@pytest.mark.parametrize("state", sorted(set(S) - {S.AWAITING_UPLOAD}))
async def test_no_grant_is_given_again_once_audio_was_taken_in(bench: Bench, state: RecordingState) -> None:
    first = await bench.recordings.announce(ALICE, SAID, "key")
    moved = first.recording.model_copy(update={"state": state})
    await bench.tables.of(ALICE).commit([RowWrite(Write.PUT, RECORDINGS.rows(moved)[0])])
    again = await bench.recordings.announce(ALICE, SAID, "key")
    assert (again.recording, again.grant, again.replayed) == (moved, None, True)


async def test_audio_that_comes_without_its_event_is_found(bench: Bench) -> None:
    recording = await bench.announced()
    bench.upload(recording, event=False)
    await bench.host.run()
    assert (await bench.recording(recording.id)).state is S.DRAFTED


async def test_audio_under_a_later_grant_that_comes_without_its_event_is_found(bench: Bench) -> None:
    first = await bench.recordings.announce(ALICE, SAID, "key")
    await bench.host.run(timedelta(minutes=14))
    await bench.recordings.announce(ALICE, SAID, "key")
    await bench.host.run(timedelta(minutes=10))
    bench.upload(first.recording, event=False)
    await bench.host.run()
    assert (await bench.recording(first.recording.id)).state is S.DRAFTED


async def test_audio_that_never_comes_is_shown_as_such(bench: Bench) -> None:
    recording = await bench.announced()
    await bench.host.run(timedelta(minutes=20))
    failed = await bench.recording(recording.id)
    assert (failed.state, failed.reason) == (S.FAILED, Reason.NEVER_UPLOADED)


async def test_audio_that_comes_after_we_gave_up_is_drafted_after_all(bench: Bench) -> None:
    recording = await bench.announced()
    await bench.host.run()
    bench.upload(recording)
    await bench.host.run()
    assert (await bench.recording(recording.id)).state is S.DRAFTED


async def test_recordings_are_listed_newest_first_without_deleted_ones(bench: Bench) -> None:
    made = []
    for _ in range(5):
        made.append(await bench.announced())
        bench.clock.advance(timedelta(seconds=1))
    await bench.recordings.delete(ALICE, made[2].id)
    first = await bench.recordings.list(ALICE, limit=3, after=None)
    second = await bench.recordings.list(ALICE, limit=3, after=first.after)
    newest_first = [made[4].id, made[3].id, made[1].id, made[0].id]
    assert [item.id for item in (*first.items, *second.items)] == newest_first
    assert (await bench.recordings.list(BRUNO, limit=3, after=None)).items == ()


async def test_an_opened_recording_shows_transcript_and_entries(bench: Bench) -> None:
    recording = await bench.drafted()
    opened = await bench.recordings.open(ALICE, recording.id)
    assert opened.recording == recording
    assert opened.transcript is not None
    assert opened.transcript.text == TALK
    assert [entry.id for entry in opened.entries] == list(recording.entry_ids)


async def test_a_recording_without_transcript_opens_without_one(bench: Bench) -> None:
    opened = await bench.recordings.open(ALICE, (await bench.announced()).id)
    assert (opened.transcript, opened.entries) == (None, ())


async def test_another_lawyers_recording_looks_like_none(bench: Bench) -> None:
    recording = await bench.drafted()
    for deed in (
        bench.recordings.open,
        bench.recordings.listen,
        bench.recordings.retry,
        bench.recordings.delete,
    ):
        with pytest.raises(NotFound):
            await deed(BRUNO, recording.id)


async def test_listening_gives_a_short_grant_on_the_audio(bench: Bench) -> None:
    recording = await bench.drafted()
    grant = await bench.recordings.listen(ALICE, recording.id)
    assert grant.url.endswith(str(recording.blob_name))
    assert grant.expires_at == bench.clock.now() + GRANTS.listen


async def test_there_is_nothing_to_listen_to_before_the_upload_and_after_the_deletion(bench: Bench) -> None:
    recording = await bench.announced()
    with pytest.raises(NotFound) as refused:
        await bench.recordings.listen(ALICE, recording.id)
    assert refused.value.code == "no_audio"
    bench.upload(recording)
    await bench.recordings.delete(ALICE, recording.id)
    bench.upload(recording, event=False)
    with pytest.raises(NotFound) as refused:
        await bench.recordings.listen(ALICE, recording.id)
    assert refused.value.code == "no_audio"


@pytest.mark.parametrize("state", S)
async def test_a_retry_is_possible_exactly_where_the_table_allows_it(
    bench: Bench, state: RecordingState
) -> None:
    recording = await _in_state(bench, state)
    if S.QUEUED in MOVES[state]:
        queued = await bench.recordings.retry(ALICE, recording.id)
        assert (queued.state, queued.version) == (S.QUEUED, 2)
        assert bench.host.sent[-1].queue is Queue.DRAFTING
        assert bench.host.sent[-1].delay == timedelta()
        return
    with pytest.raises(NotPossible) as refused:
        await bench.recordings.retry(ALICE, recording.id)
    assert (refused.value.code, refused.value.extra) == ("recording_state", {"state": state})


async def test_a_retry_starts_counting_anew_and_drafts(bench: Bench) -> None:
    bench.hears = FakeTranscriber(FinalFailure(Reason.NOT_AUDIO), bench.hears.next())
    bench.build()
    recording = await bench.uploaded()
    await bench.host.run()
    failed = await bench.recording(recording.id)
    assert (failed.state, failed.attempts) == (S.FAILED, 1)
    queued = await bench.recordings.retry(ALICE, recording.id)
    assert (queued.attempts, queued.failures, queued.failing_since, queued.reason) == (0, 0, None, None)
    await bench.host.run()
    assert (await bench.recording(recording.id)).state is S.DRAFTED


async def test_a_waiting_recording_that_is_retried_does_not_wait(bench: Bench) -> None:
    outage = PassingFailure(Reason.SPEECH_UNAVAILABLE, retry_after=3600)
    bench.hears = FakeTranscriber(outage, bench.hears.next())
    bench.build()
    recording = await bench.uploaded()
    await bench.host.run(timedelta(seconds=10))
    assert (await bench.recording(recording.id)).state is S.WAITING
    await bench.recordings.retry(ALICE, recording.id)
    await bench.host.run(timedelta(seconds=10))
    assert (await bench.recording(recording.id)).state is S.DRAFTED
