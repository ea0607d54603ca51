"""From audio to drafts: what a lawyer sees along the way, and in the end."""

from datetime import timedelta

import pytest

from core.domain.audit import Actor
from core.domain.entries import EntryStatus
from core.domain.errors import FinalFailure, PassingFailure
from core.domain.reasons import Reason
from core.domain.recordings import Recording, RecordingState
from core.ports import RowWrite, Speech, Write
from core.services.matters import MatterFields
from core.services.rows import AUDIT, LEASES, RECORDINGS
from tests.core.services.bench import CLAIM, PRICES, SAID, TALK, WAV, Bench, answer
from tests.core.services.checks import assert_whole
from tests.core.services.making import lease_at
from tests.core.services.seen import AFTER
from tests.fakes import ALICE, BILLED, BRUNO, SPOKEN, FakeModel, FakeTranscriber

S = RecordingState
OUT = PassingFailure(Reason.SPEECH_UNAVAILABLE)
LOST = PassingFailure(Reason.DRAFTING_UNAVAILABLE)


def _hearing(bench: Bench, *answers: Speech | Exception) -> None:
    bench.hears = FakeTranscriber(*answers)
    bench.build()


def _proposing(bench: Bench, *answers: str | Exception) -> None:
    bench.proposes = FakeModel(*answers)
    bench.build()


async def _trail(bench: Bench) -> list[str]:
    return [event.action for event in (await bench.ledger.page(AUDIT, limit=1000)).items]


async def test_a_recording_becomes_drafts(bench: Bench) -> None:
    recording = await bench.drafted()
    entries = await bench.stored_entries()
    assert recording.state is S.DRAFTED
    assert recording.has_transcript
    assert (recording.attempts, recording.failures, recording.failing_since) == (0, 0, None)
    assert {entry.status for entry in entries} == {EntryStatus.DRAFT}
    assert sorted(str(entry.fields.minutes) for entry in entries) == ["24", "None"]
    assert len(entries) == len(recording.entry_ids) == 2
    assert await _trail(bench) == [
        "recording.announced",
        "recording.claimed",
        "recording.transcribed",
        "recording.drafted",
    ]
    await assert_whole(bench)


async def test_the_recording_and_its_entries_show_what_they_cost_and_in_which_language(bench: Bench) -> None:
    recording = await bench.drafted()
    assert recording.language == "en"
    assert recording.making is not None
    assert recording.making.price == PRICES.of(SPOKEN.seconds, BILLED)
    assert [entry.making for entry in await bench.stored_entries()] == [recording.making] * 2


async def test_a_retry_does_not_pay_for_speech_again_and_counts_what_came_to_nothing(bench: Bench) -> None:
    _proposing(bench, "no JSON", LOST, answer())
    recording = await bench.uploaded()
    await bench.host.run()
    assert (await bench.recording(recording.id)).spent == BILLED
    await bench.recordings.retry(ALICE, recording.id)
    await bench.host.run()
    making = (await bench.recording(recording.id)).making
    assert making is not None
    assert (making.audio_seconds, bench.hears.asked) == (SPOKEN.seconds, 1)
    assert making.prompt_tokens == 2 * BILLED.prompt_tokens


async def test_an_answer_that_was_blocked_is_counted_where_rules_take_over(bench: Bench) -> None:
    _proposing(bench, FinalFailure(Reason.BLOCKED, usage=BILLED))
    recording = await bench.drafted()
    assert recording.making is not None
    assert recording.making.completion_tokens == BILLED.completion_tokens


async def test_the_work_is_told_apart_from_the_lawyers_in_the_trail(bench: Bench) -> None:
    await bench.drafted()
    events = (await bench.ledger.page(AUDIT, limit=1000)).items
    assert [event.actor for event in events] == [Actor.LAWYER, *[Actor.SYSTEM] * 3]
    text = "".join(event.model_dump_json() for event in events)
    assert "lease" not in text.lower()
    assert "Chen" not in text


async def test_the_services_are_asked_with_what_is_known(bench: Bench) -> None:
    await bench.matters.store(ALICE, "M-1", MatterFields(name="Chen Lease", client="Chen Holdings"), None)
    await bench.matters.store(BRUNO, "M-2", MatterFields(name="Secret", client="Other"), None)
    recording = await bench.drafted()
    ((audio, name, language, hints),) = bench.hears.calls
    assert (audio, name, language) == (WAV, recording.blob_name, None)
    assert hints == ("Chen Holdings", "Chen Lease")
    ((_, user, _, _),) = bench.proposes.calls
    assert "M-1" in user
    assert TALK in user
    assert "Secret" not in user


async def test_the_spans_carry_ids_and_follow_the_request(bench: Bench) -> None:
    recording = (await bench.recordings.announce(ALICE, SAID, trace="00-parent")).recording
    bench.upload(recording)
    await bench.host.run(timedelta(minutes=1))
    (first, *inner) = bench.spans.opened[:4]
    assert first == ("advance recording", "00-parent", {"recording": recording.id})
    assert [name for name, _, _ in inner] == ["transcribe", "draft", "commit"]


async def test_an_unknown_recording_is_left_alone(bench: Bench) -> None:
    await bench.drafting.advance(ALICE, "no-such")
    await bench.drafting.abandon(ALICE, "no-such")
    assert bench.tables.of(ALICE).rows == {}
    assert bench.host.sent == []


async def test_looking_twice_drafts_once(bench: Bench) -> None:
    recording = await bench.drafted()
    for _ in range(3):
        await bench.drafting.advance(ALICE, recording.id)
    assert len(await bench.stored_entries()) == 2
    assert (bench.hears.asked, bench.proposes.asked) == (1, 1)


@pytest.mark.parametrize("reason", [Reason.NOT_AUDIO, Reason.TOO_LONG, Reason.BLOCKED])
async def test_a_final_failure_is_shown_at_once_and_not_tried_again(bench: Bench, reason: Reason) -> None:
    _hearing(bench, FinalFailure(reason))
    recording = await bench.uploaded()
    await bench.host.run()
    failed = await bench.recording(recording.id)
    assert (failed.state, failed.reason) == (S.FAILED, reason)
    assert bench.hears.asked == 1
    assert await bench.ledger.find(LEASES, recording.id) is None
    await assert_whole(bench)


@pytest.mark.parametrize(
    ("audio", "reason"),
    [
        (b"", Reason.EMPTY),
        (b"x" * (25 * 1024 * 1024 + 1), Reason.TOO_LARGE),
        (b"GIF89a" * 20, Reason.NOT_AUDIO),
    ],
    ids=["empty", "too large", "a picture"],
)
async def test_what_is_no_recording_never_reaches_a_service(
    bench: Bench, audio: bytes, reason: Reason
) -> None:
    recording = await bench.announced()
    bench.upload(recording, audio)
    await bench.host.run()
    failed = await bench.recording(recording.id)
    assert (failed.state, failed.reason) == (S.FAILED, reason)
    assert (bench.hears.asked, bench.proposes.asked) == (0, 0)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("not json", Reason.DRAFT_UNUSABLE),
        (answer(0), Reason.NOTHING_TO_BILL),
        (answer(21), Reason.TOO_MANY_ENTRIES),
    ],
)
async def test_an_answer_that_gives_no_drafts_is_shown_with_its_reason(
    bench: Bench, text: str, reason: Reason
) -> None:
    _proposing(bench, text)
    recording = await bench.uploaded()
    await bench.host.run()
    failed = await bench.recording(recording.id)
    assert (failed.state, failed.reason) == (S.FAILED, reason)
    assert await bench.stored_entries() == ()


async def test_a_poisoned_message_ends_a_recording_that_nobody_works_on(bench: Bench) -> None:
    recording = await bench.uploaded()
    await bench.drafting.abandon(ALICE, recording.id)
    failed = await bench.recording(recording.id)
    assert (failed.state, failed.reason) == (S.FAILED, Reason.INTERNAL)


async def test_a_poisoned_message_leaves_a_recording_to_its_worker(bench: Bench) -> None:
    recording = (await bench.uploaded()).model_copy(update={"state": S.TRANSCRIBING, "attempts": 1})
    lease = lease_at(bench).model_copy(update={"name": recording.id})
    rows = [RECORDINGS.rows(recording)[0], LEASES.rows(lease)[0]]
    await bench.tables.of(ALICE).commit([RowWrite(Write.PUT, row) for row in rows])
    await bench.drafting.abandon(ALICE, recording.id)
    assert (await bench.recording(recording.id)).state is S.TRANSCRIBING
    assert bench.host.sent[-1].message == {"lawyer": ALICE.key, "recording": recording.id}
    await bench.host.run()
    assert (await bench.recording(recording.id)).state is S.DRAFTED


async def test_a_poisoned_message_of_an_earlier_round_does_not_end_a_retry(bench: Bench) -> None:
    recording = await bench.uploaded()
    await bench.drafting.abandon(ALICE, recording.id)
    assert (await bench.recordings.retry(ALICE, recording.id)).state is S.QUEUED
    await bench.drafting.abandon(ALICE, recording.id)
    await bench.host.run()
    drafted = await bench.recording(recording.id)
    assert drafted.state is S.DRAFTED
    assert sorted(entry.id for entry in await bench.stored_entries()) == sorted(drafted.entry_ids)


@pytest.mark.parametrize("state", [S.DRAFTED, S.FAILED, S.DELETED])
async def test_a_poisoned_message_changes_nothing_that_has_ended(bench: Bench, state: RecordingState) -> None:
    recording = (await bench.uploaded()).model_copy(update={"state": state})
    await bench.tables.of(ALICE).commit([RowWrite(Write.PUT, RECORDINGS.rows(recording)[0])])
    await bench.drafting.abandon(ALICE, recording.id)
    assert await bench.recording(recording.id) == recording


async def test_a_later_look_is_a_message(bench: Bench) -> None:
    await bench.drafting.look_later(ALICE, "some")
    (sent,) = bench.host.sent
    assert sent.message == {"lawyer": ALICE.key, "recording": "some"}
    assert sent.delay > timedelta(seconds=10)


async def test_a_look_at_what_another_works_on_comes_again_when_its_claim_has_lapsed(bench: Bench) -> None:
    recording = (await bench.uploaded()).model_copy(update={"state": S.DRAFTING, "attempts": 1})
    lease = lease_at(bench).model_copy(update={"name": recording.id})
    rows = [RECORDINGS.rows(recording)[0], LEASES.rows(lease)[0]]
    await bench.tables.of(ALICE).commit([RowWrite(Write.PUT, row) for row in rows])
    await bench.drafting.advance(ALICE, recording.id)
    assert bench.hears.asked == 0
    assert bench.host.sent[-1].delay > CLAIM


async def test_a_lawyer_sees_each_state_as_it_comes(bench: Bench) -> None:
    states: list[str] = []
    recording: Recording = await bench.uploaded()

    async def note(number: int, name: str, moment: str) -> None:
        state = (await bench.recording(recording.id)).state
        if moment == AFTER and (not states or states[-1] != state):
            states.append(state)

    bench.seen.hook = note
    await bench.host.run(timedelta(minutes=1))
    assert states == ["awaiting_upload", "transcribing", "drafting", "drafted"]
