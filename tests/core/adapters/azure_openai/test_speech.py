import math
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from core.adapters.azure_openai import AzureOpenAITranscriber
from core.domain.errors import FinalFailure, PassingFailure, PipelineFailure
from core.domain.reasons import Reason
from core.ports import Speech, SpeechSegment
from tests.core.adapters.azure_openai.conftest import deployment
from tests.core.adapters.scripting import Script, StandIn

SAMPLES = Path(__file__).parents[4] / "samples"


@pytest.fixture
async def whisper(standin: StandIn) -> AsyncIterator[AzureOpenAITranscriber]:
    made = AzureOpenAITranscriber(deployment(standin.endpoint), "whisper")
    yield made
    await made.close()


@pytest.fixture
async def scripted(script: Script) -> AsyncIterator[AzureOpenAITranscriber]:
    made = AzureOpenAITranscriber(deployment(script.endpoint), "whisper")
    yield made
    await made.close()


async def failure(transcriber: AzureOpenAITranscriber) -> PipelineFailure:
    with pytest.raises(PipelineFailure) as caught:
        await transcriber.transcribe(b"RIFF", "r.wav", "en", ())
    assert caught.value.__context__ is None
    return caught.value


async def test_hears_what_was_said(whisper: AzureOpenAITranscriber) -> None:
    audio = (SAMPLES / "smith-call.wav").read_bytes()
    speech = await whisper.transcribe(audio, "a.wav", "en-CA", ["Smith"])
    assert "smith" in speech.text.lower()
    assert speech.seconds is not None
    assert speech.segments
    assert speech.segments[-1].end <= speech.seconds + 1
    assert all(0 <= (segment.confidence or 0) <= 1 for segment in speech.segments)


async def test_hands_on_segments_with_their_doubts(standin: StandIn, whisper: AzureOpenAITranscriber) -> None:
    await standin.will("transcriptions", "scripted", text="Thanks.", no_speech_prob=0.9, avg_logprob=-1.5)
    speech = await whisper.transcribe(b"RIFF", "a.wav", "en", ())
    expected = SpeechSegment("Thanks.", 0.0, 1.0, 0.9, math.exp(-1.5))
    assert speech == Speech("Thanks.", (expected,), "en", 1.0)


async def test_the_gpt_family_gives_text_alone(standin: StandIn) -> None:
    await standin.will("transcriptions", "scripted", text="Call with counsel.")
    transcriber = AzureOpenAITranscriber(deployment(standin.endpoint), "gpt-4o-transcribe")
    assert await transcriber.transcribe(b"RIFF", "a.wav", "en", ()) == Speech("Call with counsel.")
    await transcriber.close()


async def test_sends_the_audio_with_a_bare_name_and_the_best_hint_last(
    script: Script, scripted: AzureOpenAITranscriber
) -> None:
    script.answers(json={"text": "x"})
    await scripted.transcribe(b"RIFFxyz", "firm.user/r.wav", "fr-CA", ["Jones", "Smith"])
    sent = script.bodies[0]
    assert b"RIFFxyz" in sent
    assert b'filename="r.wav"' in sent
    assert b"firm.user" not in sent
    assert b"Smith, Jones\r\n" in sent
    assert b"verbose_json" in sent
    assert b'name="language"\r\n\r\nfr\r\n' in sent


async def test_sends_no_more_hints_than_are_heeded(script: Script, scripted: AzureOpenAITranscriber) -> None:
    script.answers(json={"text": "x"})
    await scripted.transcribe(b"RIFF", "r.wav", "en", ["Best", *("n" * 100 for _ in range(50))])
    sent = script.bodies[0]
    assert b", Best\r\n" in sent
    assert sent.count(b"n" * 100) == 5


async def test_sends_no_prompt_without_hints(script: Script, scripted: AzureOpenAITranscriber) -> None:
    script.answers(json={"text": "x"})
    await scripted.transcribe(b"RIFF", "r.wav", "en", ())
    assert b"prompt" not in script.bodies[0]


async def test_without_a_language_whisper_says_which_it_heard(
    standin: StandIn, whisper: AzureOpenAITranscriber
) -> None:
    await standin.will("transcriptions", "scripted", text="Bonjour.", language="french")
    assert (await whisper.transcribe(b"RIFF", "r.wav", None, ())).language == "fr"
    audio = (SAMPLES / "smith-call.wav").read_bytes()
    assert (await whisper.transcribe(audio, "r.wav", None, ())).language == "en"


async def test_without_a_language_none_is_sent(script: Script, scripted: AzureOpenAITranscriber) -> None:
    script.answers(json={"text": "x"})
    await scripted.transcribe(b"RIFF", "r.wav", None, ())
    assert b'name="language"' not in script.bodies[0]


async def test_names_the_language_as_we_do(script: Script, scripted: AzureOpenAITranscriber) -> None:
    script.answers(json={"text": " Bonjour. ", "language": "french", "duration": 2.5, "segments": None})
    speech = await scripted.transcribe(b"RIFF", "r.wav", "fr", ())
    assert speech == Speech("Bonjour.", (), "fr", 2.5)


async def test_audio_that_cannot_be_decoded(whisper: AzureOpenAITranscriber) -> None:
    with pytest.raises(FinalFailure) as caught:
        await whisper.transcribe(b"RIFF\0\0\0\0WAVEcut off", "r.wav", "en", ())
    assert caught.value.reason is Reason.UNREADABLE_AUDIO


@pytest.mark.parametrize(
    ("status", "error", "reason"),
    [
        (413, {"code": "413", "message": "Maximum content size limit exceeded."}, Reason.TOO_LONG),
        (400, {"message": "audio duration 1600 seconds is longer than 1500 seconds"}, Reason.TOO_LONG),
        (400, {"message": "Invalid file format. Supported formats: []"}, Reason.UNREADABLE_AUDIO),
        (400, {"message": "no", "param": "file", "code": "audio_too_short"}, Reason.UNREADABLE_AUDIO),
        (422, {"message": "The audio file could not be decoded."}, Reason.UNREADABLE_AUDIO),
        (400, {"code": "content_filter", "message": "no"}, Reason.BLOCKED),
    ],
)
async def test_final_faults(
    script: Script,
    scripted: AzureOpenAITranscriber,
    status: int,
    error: dict[str, str],
    reason: Reason,
) -> None:
    script.answers(status, json={"error": error})
    found = await failure(scripted)
    assert isinstance(found, FinalFailure)
    assert found.reason is reason


async def test_a_setting_the_model_does_not_know_can_be_mended(
    script: Script, scripted: AzureOpenAITranscriber
) -> None:
    script.answers(400, json={"error": {"message": "Unknown value.", "param": "response_format"}})
    found = await failure(scripted)
    assert isinstance(found, PassingFailure)
    assert found.reason is Reason.SPEECH_UNAVAILABLE


@pytest.mark.parametrize("fault", ["rate_limited", "server_error", "drop_before", "drop_after"])
async def test_passing_faults_are_tried_once_only(
    standin: StandIn, whisper: AzureOpenAITranscriber, fault: str
) -> None:
    await standin.will("transcriptions", fault, times=5)
    audio = (SAMPLES / "silence.flac").read_bytes()
    with pytest.raises(PassingFailure) as caught:
        await whisper.transcribe(audio, "r.flac", "en", ())
    assert caught.value.reason is Reason.SPEECH_UNAVAILABLE
    assert [call["fault"] for call in (await standin.calls())["calls"]] == [fault]
