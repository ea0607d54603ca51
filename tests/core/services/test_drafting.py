"""From audio to drafts: what a lawyer sees along the way, and in the end."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

import pytest

from core.domain.audit import Actor
from core.domain.entries import EntryStatus
from core.domain.errors import FinalFailure, PassingFailure, Unavailable
from core.domain.progress import MAX_ATTEMPTS
from core.domain.reasons import Reason
from core.domain.recordings import Recording, RecordingState, retry_delay
from core.ports import Row, RowConflict, RowWrite, Speech, UnknownOutcome, Write
from core.services.matters import MatterFields
from core.services.rows import AUDIT, LEASES, RECORDINGS
from tests.core.services.bench import CLAIM, GIVE_UP, SAID, TALK, WAV, Bench, answer
from tests.core.services.checks import assert_whole
from tests.core.services.making import lease_at
from tests.core.services.seen import AFTER, BEFORE, nothing
from tests.fakes import ALICE, BRUNO, FakeModel, FakeTable, FakeTranscriber

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
    assert (audio, name, language) == (WAV, recording.blob_name, "en")
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


async def test_a_recording_waits_for_a_service_and_is_drafted_when_it_is_back(bench: Bench) -> None:
    _hearing(bench, OUT, OUT, OUT, Speech(TALK))
    recording = await bench.uploaded()
    await bench.host.run(timedelta(seconds=2))
    waiting = await bench.recording(recording.id)
    assert (waiting.state, waiting.reason) == (S.WAITING, Reason.SPEECH_UNAVAILABLE)
    assert (waiting.failures, waiting.attempts) == (1, 0)
    assert waiting.failing_since is not None
    assert waiting.next_try_at == waiting.failing_since + retry_delay(1, None)
    await bench.host.run()
    assert (await bench.recording(recording.id)).state is S.DRAFTED
    assert bench.hears.asked == 4
    await assert_whole(bench)


async def test_speech_that_was_paid_for_is_not_asked_for_again(bench: Bench) -> None:
    _proposing(bench, LOST, LOST, answer())
    recording = await bench.uploaded()
    await bench.host.run()
    assert (await bench.recording(recording.id)).state is S.DRAFTED
    assert (bench.hears.asked, bench.proposes.asked) == (1, 3)


async def test_the_service_says_how_long_to_wait(bench: Bench) -> None:
    _hearing(bench, PassingFailure(Reason.SPEECH_UNAVAILABLE, retry_after=1234), Speech(TALK))
    recording = await bench.uploaded()
    start = bench.clock.now()
    await bench.host.run(timedelta(seconds=1230))
    assert bench.hears.asked == 1
    waiting = await bench.recording(recording.id)
    assert waiting.next_try_at == start + timedelta(seconds=1234)
    await bench.host.run()
    assert (await bench.recording(recording.id)).state is S.DRAFTED


async def test_the_tries_grow_apart(bench: Bench) -> None:
    _hearing(bench, OUT)
    tries = []

    async def note(number: int, name: str, moment: str) -> None:
        if (name, moment) == ("speech.transcribe", BEFORE):
            tries.append(bench.clock.now())

    bench.seen.hook = note
    await bench.uploaded()
    await bench.host.run(timedelta(hours=6))
    gaps = [two - one for one, two in pairwise(tries)]
    assert gaps == sorted(gaps)
    assert gaps[0] < timedelta(seconds=5)
    assert timedelta(hours=1) <= gaps[-1] < timedelta(hours=1, minutes=1)


async def test_after_the_set_hours_we_give_up_and_say_so(bench: Bench) -> None:
    _hearing(bench, OUT)
    recording = await bench.uploaded()
    await bench.host.run()
    failed = await bench.recording(recording.id)
    assert (failed.state, failed.reason) == (S.FAILED, Reason.GAVE_UP)
    lasted = failed.updated_at - recording.created_at
    assert GIVE_UP < lasted < GIVE_UP + timedelta(hours=2)
    assert await bench.ledger.find(LEASES, recording.id) is None
    await assert_whole(bench)


async def test_giving_up_counts_from_the_first_failure_in_a_row(bench: Bench) -> None:
    """Between two outages the recording went on: the second has its whole time."""
    _proposing(bench, LOST, FinalFailure(Reason.DRAFT_UNUSABLE), LOST)
    recording = await bench.uploaded()
    await bench.host.run()
    await bench.recordings.retry(ALICE, recording.id)
    start = bench.clock.now()
    await bench.host.run()
    failed = await bench.recording(recording.id)
    assert failed.reason is Reason.GAVE_UP
    assert failed.updated_at - start > GIVE_UP


class Dies(BaseException):
    """The worker is gone."""


async def test_work_that_is_interrupted_every_time_ends_visibly(bench: Bench) -> None:
    dead: list[bool] = []

    async def die(number: int, name: str, moment: str) -> None:
        if dead or name == "speech.transcribe":
            dead.append(True)
            raise Dies

    bench.seen.hook = die
    bench.host.between = dead.clear
    recording = await bench.uploaded()
    await bench.host.run()
    failed = await bench.recording(recording.id)
    assert failed.state is S.FAILED
    assert failed.reason in {Reason.INTERRUPTED, Reason.INTERNAL}
    assert failed.attempts <= MAX_ATTEMPTS
    await assert_whole(bench)


async def test_five_lapsed_claims_are_enough(bench: Bench) -> None:
    recording = (await bench.uploaded()).model_copy(
        update={"state": S.TRANSCRIBING, "attempts": MAX_ATTEMPTS}
    )
    await bench.tables.of(ALICE).commit([RowWrite(Write.PUT, RECORDINGS.rows(recording)[0])])
    await bench.drafting.advance(ALICE, recording.id)
    failed = await bench.recording(recording.id)
    assert (failed.state, failed.reason) == (S.FAILED, Reason.INTERRUPTED)


@pytest.mark.parametrize("name", ["speech.transcribe", "model.complete", "blob.save_transcript"])
async def test_a_bug_that_strikes_every_time_ends_visibly(bench: Bench, name: str) -> None:
    async def fail(number: int, called: str, moment: str) -> None:
        if called == name:
            raise RuntimeError("a bug")

    bench.seen.hook = fail
    recording = await bench.uploaded()
    await bench.host.run()
    failed = await bench.recording(recording.id)
    assert failed.state is S.FAILED
    assert failed.reason in {Reason.INTERRUPTED, Reason.INTERNAL}
    await assert_whole(bench)


@pytest.mark.parametrize("service", ["table", "blob"])
async def test_an_outage_of_storage_loses_nothing_however_long(bench: Bench, service: str) -> None:
    recording = await bench.uploaded()
    back = bench.clock.now() + timedelta(hours=5)

    async def out(number: int, name: str, moment: str) -> None:
        if name.startswith(service) and bench.clock.now() < back:
            raise Unavailable("no answer")

    bench.seen.hook = out
    await bench.host.run()
    assert (await bench.recording(recording.id)).state is S.DRAFTED
    assert bench.host.buried == []
    await assert_whole(bench)


async def test_messages_that_cannot_be_sent_for_long_end_a_recording_visibly(bench: Bench) -> None:
    """Without a watch no work is begun, and without a message it cannot be put off: the lawyer is told."""
    recording = await bench.uploaded()

    async def out(number: int, name: str, moment: str) -> None:
        if name == "queue.send":
            raise Unavailable("no answer")

    bench.seen.hook = out
    await bench.host.run()
    failed = await bench.recording(recording.id)
    assert (failed.state, failed.reason) == (S.FAILED, Reason.INTERNAL)
    bench.seen.hook = nothing
    await bench.recordings.retry(ALICE, recording.id)
    await bench.host.run()
    assert (await bench.recording(recording.id)).state is S.DRAFTED


async def test_a_poisoned_message_ends_a_recording_that_nobody_works_on(bench: Bench) -> None:
    recording = await bench.uploaded()
    await bench.drafting.abandon(ALICE, recording.id)
    failed = await bench.recording(recording.id)
    assert (failed.state, failed.reason) == (S.FAILED, Reason.INTERNAL)


async def test_a_poisoned_message_leaves_a_recording_to_its_worker(bench: Bench) -> None:
    recording = (await bench.uploaded()).model_copy(update={"state": S.TRANSCRIBING, "attempts": 1})
    lease = lease_at(bench).model_copy(update={"recording_id": recording.id})
    rows = [RECORDINGS.rows(recording)[0], LEASES.rows(lease)[0]]
    await bench.tables.of(ALICE).commit([RowWrite(Write.PUT, row) for row in rows])
    await bench.drafting.abandon(ALICE, recording.id)
    assert (await bench.recording(recording.id)).state is S.TRANSCRIBING
    assert bench.host.sent[-1].message == {"lawyer": ALICE.key, "recording": recording.id}
    await bench.host.run()
    assert (await bench.recording(recording.id)).state is S.DRAFTED


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
    lease = lease_at(bench).model_copy(update={"recording_id": recording.id})
    rows = [RECORDINGS.rows(recording)[0], LEASES.rows(lease)[0]]
    await bench.tables.of(ALICE).commit([RowWrite(Write.PUT, row) for row in rows])
    await bench.drafting.advance(ALICE, recording.id)
    assert bench.hears.asked == 0
    assert bench.host.sent[-1].delay > CLAIM


class Late(FakeTable):
    """A table where one commit gets no answer and is written only some calls later, if it still fits."""

    def __init__(self, which: int, later: int) -> None:
        super().__init__()
        self.landed: bool | None = None
        self._which = which
        self._later = later
        self._held: Sequence[RowWrite] = ()
        self._seen = 0

    async def get(self, key: str) -> Row | None:
        await self._pass()
        return await super().get(key)

    async def commit(self, writes: Sequence[RowWrite]) -> None:
        await self._pass()
        self._seen += 1
        if self._seen == self._which:
            self._held = writes
            raise UnknownOutcome
        await super().commit(writes)

    async def _pass(self) -> None:
        if not self._held:
            return
        self._later -= 1
        if self._later <= 0:
            held, self._held = self._held, ()
            try:
                await super().commit(held)
                self.landed = True
            except RowConflict:
                self.landed = False


@pytest.mark.parametrize("which", range(1, 6))
@pytest.mark.parametrize("later", range(1, 9))
async def test_a_commit_that_lands_late_still_gives_one_set_of_drafts(which: int, later: int) -> None:
    bench = Bench()
    table = Late(which + 1, later)
    bench.tables.partitions[ALICE.key] = table
    recording = await bench.uploaded()
    await bench.host.run()
    drafted = await bench.recording(recording.id)
    entries = await bench.stored_entries()
    assert drafted.state is S.DRAFTED
    assert sorted(drafted.entry_ids) == [entry.id for entry in entries]
    assert len(entries) == 2
    await assert_whole(bench)


async def test_late_commits_both_land_and_do_not() -> None:
    """The test above is only worth something if both happen in it."""
    outcomes = set()
    for later in range(1, 9):
        bench = Bench()
        table = Late(4, later)
        bench.tables.partitions[ALICE.key] = table
        await bench.uploaded()
        await bench.host.run()
        outcomes.add(table.landed)
    assert {True, False} <= outcomes


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
