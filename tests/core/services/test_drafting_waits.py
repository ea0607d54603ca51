"""Services that do not answer: recordings wait, are drafted later, or end visibly."""

from datetime import timedelta
from itertools import pairwise

import pytest

from core.domain.errors import FinalFailure, PassingFailure, Unavailable
from core.domain.progress import MAX_ATTEMPTS
from core.domain.reasons import Reason
from core.domain.recordings import RecordingState, retry_delay
from core.ports import RowWrite, Speech, Write
from core.services.rows import LEASES, RECORDINGS
from tests.core.services.bench import GIVE_UP, TALK, Bench, answer
from tests.core.services.checks import assert_whole
from tests.core.services.seen import BEFORE, nothing
from tests.fakes import ALICE, FakeModel, FakeTranscriber

S = RecordingState


OUT = PassingFailure(Reason.SPEECH_UNAVAILABLE)


LOST = PassingFailure(Reason.DRAFTING_UNAVAILABLE)


def _hearing(bench: Bench, *answers: Speech | Exception) -> None:
    bench.hears = FakeTranscriber(*answers)
    bench.build()


def _proposing(bench: Bench, *answers: str | Exception) -> None:
    bench.proposes = FakeModel(*answers)
    bench.build()


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
    _hearing(bench, Speech("Good morning to you."))
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
