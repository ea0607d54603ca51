"""Hearing and writing: the transcript is kept, and everything a service says is checked."""

import json

import pytest

from core.domain.entries import DraftedBy
from core.domain.errors import FinalFailure
from core.domain.findings import Field, FindingCode
from core.domain.preferences import BillingRules, Language, LawyerSettings, Preferences, Tense
from core.domain.reasons import Reason
from core.domain.recordings import Recording
from core.drafting.schema import SCHEMA, SCHEMA_NAME
from core.drafting.speech import UNSURE
from core.ports import Sound, Speech, SpeechSegment
from core.services.transcripts import Transcript, read_transcript, save_transcript
from core.services.writer import Known, Models, Writer
from tests.core.services.bench import PRICES, TALK, WAV, Bench, answer
from tests.fakes import ALICE, BILLED, SPOKEN, FakeAudioProbe, FakeBlobs, FakeModel, FakeTranscriber

NOTHING = Known((), Preferences())


def _models(bench: Bench) -> Models:
    return Models(bench.hears, bench.proposes, bench.listens, PRICES)


def _writer(bench: Bench, limit: int = 10_000) -> Writer:
    return Writer(bench.blobs, _models(bench), limit)


async def _there(bench: Bench, audio: bytes = WAV) -> Recording:
    recording = await bench.announced()
    bench.upload(recording, audio, event=False)
    return recording


async def test_what_was_heard_is_kept_and_read_again(bench: Bench) -> None:
    bench.hears = FakeTranscriber(Speech(TALK, language="en", seconds=4.5))
    recording = await _there(bench)
    heard = await _writer(bench).hear(ALICE, recording, NOTHING)
    assert (heard.text, heard.language, heard.seconds) == (TALK, "en", SPOKEN.seconds)
    assert heard.speech_ms is not None
    assert await _writer(bench).hear(ALICE, recording, NOTHING) == heard
    assert bench.hears.asked == 1


@pytest.mark.parametrize(
    ("wanted", "speech", "language"),
    [
        (None, Speech(TALK, language="fr"), "fr"),
        (None, Speech(TALK), "en"),
        (None, Speech("Trois dixièmes, appel avec le client."), "fr"),
        ("fr", Speech(TALK, language="en"), "fr"),
    ],
)
async def test_the_language_is_the_one_set_or_else_detected(
    bench: Bench, wanted: str | None, speech: Speech, language: str
) -> None:
    bench.hears = FakeTranscriber(speech)
    recording = (await _there(bench)).model_copy(update={"language": wanted})
    heard = await _writer(bench).hear(ALICE, recording, NOTHING)
    assert heard.language == language
    assert bench.hears.calls[0][2] == wanted
    await _writer(bench).write(recording, heard, NOTHING)
    assert json.loads(bench.proposes.calls[0][1])["language"] == language


async def test_a_lawyer_who_always_dictates_in_french_is_heard_in_french(bench: Bench) -> None:
    french = Known((), Preferences([LawyerSettings(language=Language.FRENCH)]))
    recording = await _there(bench)
    heard = await _writer(bench).hear(ALICE, recording, french)
    assert (heard.language, bench.hears.calls[0][2]) == ("fr", "fr")
    for_once = recording.model_copy(update={"language": "en"})
    bench.blobs.of(ALICE).transcripts.clear()
    assert (await _writer(bench).hear(ALICE, for_once, french)).language == "en"


async def test_what_a_lawyer_types_is_read_in_the_language_it_is_in(bench: Bench) -> None:
    french = Known((), Preferences([LawyerSettings(language=Language.FRENCH)]))
    recording = await _there(bench)
    for text, language in ((TALK, "en"), ("Smith.", "fr")):
        await save_transcript(bench.blobs.of(ALICE), recording.id, Transcript(text=text))
        assert (await _writer(bench).hear(ALICE, recording, french)).language == language


@pytest.mark.parametrize(
    ("sound", "reason"),
    [
        (Sound(3.0, (-96.0,) * 60, 0.05), Reason.NO_SPEECH),
        (Sound(3.0, (-50.0, -51.0) * 30, 0.05), Reason.NO_SPEECH),
        (FinalFailure(Reason.UNREADABLE_AUDIO), Reason.UNREADABLE_AUDIO),
    ],
)
async def test_nobody_is_paid_to_hear_nothing(bench: Bench, sound: Sound | Exception, reason: Reason) -> None:
    bench.listens = FakeAudioProbe(sound)
    recording = await _there(bench)
    with pytest.raises(FinalFailure) as failed:
        await _writer(bench).hear(ALICE, recording, NOTHING)
    assert failed.value.reason is reason
    assert bench.hears.asked == 0
    assert bench.blobs.of(ALICE).transcripts == {}


async def test_a_recording_its_device_says_was_longer_is_not_paid_for(bench: Bench) -> None:
    recording = (await _there(bench)).model_copy(update={"duration_seconds": 60})
    with pytest.raises(FinalFailure) as failed:
        await _writer(bench).hear(ALICE, recording, NOTHING)
    assert failed.value.reason is Reason.CUT_SHORT
    assert bench.hears.asked == 0


async def test_words_the_recogniser_was_unsure_of_are_pointed_out(bench: Bench) -> None:
    first, second = TALK.split(". ", 1)
    segments = (
        SpeechSegment(f"{first}.", 0.5, 2.0, confidence=UNSURE - 0.1),
        SpeechSegment(second, 2.0, 3.5, confidence=0.9),
    )
    bench.hears = FakeTranscriber(Speech(TALK, segments))
    recording = await _there(bench)
    heard = await _writer(bench).hear(ALICE, recording, NOTHING)
    assert heard.unclear == ((0, len(first) + 1),)
    model = await _writer(bench).write(recording, heard, NOTHING)
    rules = _writer(bench).write_by_rules(recording, heard, NOTHING)
    assert rules is not None
    for written in (model, rules):
        marked = {f.field for f in written.drafts[0].findings if f.code is FindingCode.SPEECH_UNCLEAR}
        assert Field.HOURS in marked
    assert not any(f.code is FindingCode.SPEECH_UNCLEAR for f in rules.drafts[1].findings)


async def test_drafts_say_what_they_cost(bench: Bench) -> None:
    recording = await _there(bench)
    heard = await _writer(bench).hear(ALICE, recording, NOTHING)
    making = (await _writer(bench).write(recording, heard, NOTHING)).making
    assert (making.entries, making.audio_seconds, making.currency) == (2, SPOKEN.seconds, "CAD")
    assert (making.prompt_tokens, making.completion_tokens) == (
        BILLED.prompt_tokens,
        BILLED.completion_tokens,
    )
    assert making.price == PRICES.of(SPOKEN.seconds, BILLED)
    assert making.speech_ms == heard.speech_ms
    entries = (await _writer(bench).write(recording, heard, NOTHING)).entries(recording.id, bench.clock.now())
    assert {entry.making.price if entry.making else None for entry in entries} == {making.price}


async def test_what_rules_write_costs_no_tokens(bench: Bench) -> None:
    recording = await _there(bench)
    typed = _writer(bench).write_by_rules(recording, Transcript(text=TALK), NOTHING)
    assert typed is not None
    making = typed.making
    assert (making.audio_seconds, making.speech_ms, making.price) == (None, None, "0")
    assert (making.prompt_tokens, making.completion_tokens) == (0, 0)


async def test_without_prices_there_is_no_price(bench: Bench) -> None:
    recording = await _there(bench)
    writer = Writer(bench.blobs, Models(bench.hears, bench.proposes, bench.listens), 10_000)
    making = (await writer.write(recording, await writer.hear(ALICE, recording, NOTHING), NOTHING)).making
    assert (making.price, making.currency) == (None, None)
    assert making.prompt_tokens == BILLED.prompt_tokens


async def test_an_answer_without_use_was_paid_for_all_the_same(bench: Bench) -> None:
    bench.proposes = FakeModel("no JSON", answer())
    recording = await _there(bench)
    with pytest.raises(FinalFailure) as failed:
        await _writer(bench).write(recording, Transcript(text=TALK), NOTHING)
    assert failed.value.usage == BILLED
    again = recording.having_spent(failed.value.usage)
    making = (await _writer(bench).write(again, Transcript(text=TALK), NOTHING)).making
    assert making.prompt_tokens == 2 * BILLED.prompt_tokens


async def test_a_transcript_survives_its_audio(bench: Bench) -> None:
    recording = await _there(bench)
    await save_transcript(bench.blobs.of(ALICE), recording.id, Transcript(text=TALK))
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
    writer = Writer(blobs, _models(bench), len(WAV) - 1)
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


async def test_no_model_is_told_what_was_off_the_record(bench: Bench) -> None:
    bench.proposes = FakeModel(answer())
    said = Transcript(text=f"{TALK} Off the record, Zebediah is insolvent.")
    await _writer(bench).write(await _there(bench), said, NOTHING)
    ((system, user, _, _),) = bench.proposes.calls
    assert "insolvent" not in system + user
    assert "Zebediah" not in system + user
