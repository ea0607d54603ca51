"""Hearing and writing: the transcript is kept, and everything a service says is checked."""

import pytest

from core.domain.entries import DraftedBy
from core.domain.errors import FinalFailure
from core.domain.preferences import BillingRules, LawyerSettings, Preferences, Tense
from core.domain.reasons import Reason
from core.domain.recordings import Recording
from core.drafting.schema import SCHEMA, SCHEMA_NAME
from core.ports import Speech
from core.services.transcripts import Transcript, read_transcript, save_transcript
from core.services.writer import Known, Models, Writer
from tests.core.services.bench import TALK, WAV, Bench, answer
from tests.fakes import ALICE, FakeBlobs, FakeModel, FakeTranscriber

NOTHING = Known((), Preferences())


def _writer(bench: Bench, limit: int = 10_000) -> Writer:
    return Writer(bench.blobs, Models(bench.hears, bench.proposes), limit)


async def _there(bench: Bench, audio: bytes = WAV) -> Recording:
    recording = await bench.announced()
    bench.upload(recording, audio, event=False)
    return recording


async def test_what_was_heard_is_kept_and_read_again(bench: Bench) -> None:
    bench.hears = FakeTranscriber(Speech(TALK, language="en", seconds=4.5))
    recording = await _there(bench)
    heard = await _writer(bench).hear(ALICE, recording, NOTHING)
    assert heard == Transcript(text=TALK, language="en", seconds=4.5)
    assert await _writer(bench).hear(ALICE, recording, NOTHING) == heard
    assert bench.hears.asked == 1


async def test_a_transcript_survives_its_audio(bench: Bench) -> None:
    recording = await _there(bench)
    await save_transcript(bench.blobs.of(ALICE), recording.id, Speech(TALK))
    bench.blobs.of(ALICE).audio.clear()
    assert (await _writer(bench).hear(ALICE, recording, NOTHING)).text == TALK


async def test_audio_that_is_not_there_was_never_uploaded(bench: Bench) -> None:
    with pytest.raises(FinalFailure) as failed:
        await _writer(bench).hear(ALICE, await bench.announced(), NOTHING)
    assert failed.value.reason is Reason.NEVER_UPLOADED


async def test_audio_that_is_too_large_is_not_even_read(bench: Bench) -> None:
    recording = await _there(bench)
    blobs = bench.seen.through(bench.blobs, "blob")
    bench.seen.calls.clear()
    writer = Writer(blobs, Models(bench.hears, bench.proposes), len(WAV) - 1)
    with pytest.raises(FinalFailure) as failed:
        await writer.hear(ALICE, recording, NOTHING)
    assert failed.value.reason is Reason.TOO_LARGE
    assert "blob.read_audio" not in bench.seen.calls


async def test_silence_is_not_kept(bench: Bench) -> None:
    bench.hears = FakeTranscriber(Speech(""))
    recording = await _there(bench)
    with pytest.raises(FinalFailure) as failed:
        await _writer(bench).hear(ALICE, recording, NOTHING)
    assert failed.value.reason is Reason.NO_SPEECH
    assert bench.blobs.of(ALICE).transcripts == {}


async def test_the_model_is_asked_in_its_schema_and_the_firms_style(bench: Bench) -> None:
    bench.proposes = FakeModel(answer(3))
    recording = await _there(bench)
    settings = LawyerSettings(rules=BillingRules(tense=Tense.BASE))
    known = Known((), Preferences([settings]))
    written = await _writer(bench).write(recording, Transcript(text=TALK), known)
    assert (written.by, len(written.drafts)) == (DraftedBy.MODEL, 3)
    ((system, user, name, schema),) = bench.proposes.calls
    assert (name, schema) == (SCHEMA_NAME, SCHEMA)
    assert "base form" in system
    assert recording.work_day in user
    assert TALK not in system


async def test_no_transcript_reads_as_none() -> None:
    assert await read_transcript(FakeBlobs(), "some") is None
