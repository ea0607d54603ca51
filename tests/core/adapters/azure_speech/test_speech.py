"""What is sent, and what is read from an answer."""

import json
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Any

import pytest

from core.adapters.azure_speech import AzureSpeechTranscriber, English
from core.domain.errors import PassingFailure
from core.domain.recordings import AudioFormat
from core.ports import Speech, SpeechSegment
from tests.core.adapters.azure_speech.conftest import ANSWER, resource
from tests.core.adapters.scripting import Script, StandIn

SAMPLES = Path(__file__).parents[4] / "samples"


def sent(script: Script) -> dict[str, Message]:
    """The parts of the one form that was sent, by name."""
    (request,) = script.requests
    head = f"Content-Type: {request.headers['Content-Type']}\r\n\r\n".encode()
    parts = [part for part in message_from_bytes(head + script.bodies[0]).walk() if not part.is_multipart()]
    named = {str(part.get_param("name", header="content-disposition")): part for part in parts}
    assert len(named) == len(parts)
    return named


def asked(script: Script) -> Any:
    payload = sent(script)["definition"].get_payload(decode=True)
    assert isinstance(payload, bytes)
    return json.loads(payload)


@pytest.mark.parametrize("name", ["smith-call.wav", "half-hour.m4a"])
async def test_hears_what_was_said(transcriber: AzureSpeechTranscriber, name: str) -> None:
    audio = (SAMPLES / name).read_bytes()
    speech = await transcriber.transcribe(audio, f"firm.user/{name}", "en-CA", ["Smith", "Wilson"])
    assert "matter" in speech.text.lower()
    assert speech.language == "en"
    assert speech.seconds is not None
    assert speech.segments
    assert speech.segments[-1].end <= speech.seconds
    assert " ".join(segment.text for segment in speech.segments) == speech.text
    for segment in speech.segments:
        assert segment.no_speech is None
        assert segment.confidence is not None
        assert 0 <= segment.confidence <= 1


async def test_silence_is_speech_without_words(transcriber: AzureSpeechTranscriber) -> None:
    speech = await transcriber.transcribe((SAMPLES / "silence.flac").read_bytes(), "r.flac", "en", ())
    assert (speech.text, speech.segments, speech.language) == ("", (), None)
    assert speech.seconds is not None
    assert speech.seconds > 1


async def test_a_phrase_carries_its_doubts(standin: StandIn, transcriber: AzureSpeechTranscriber) -> None:
    await standin.will("transcriptions", "scripted", text="Thanks.", confidence=0.25)
    speech = await transcriber.transcribe(b"RIFF", "r.wav", "fr", ())
    assert speech == Speech("Thanks.", (SpeechSegment("Thanks.", 0.0, 1.0, None, 0.25),), "fr", 1.0)


async def test_sends_the_recording_under_its_bare_name(
    script: Script, scripted: AzureSpeechTranscriber
) -> None:
    await scripted.transcribe(b"RIFF\0\r\nxyz", "firm.user/r.wav", "en", ())
    audio = sent(script)["audio"]
    assert audio.get_payload(decode=True) == b"RIFF\0\r\nxyz"
    assert audio.get_filename() == "r.wav"
    assert audio.get_content_type() == "audio/wav"
    assert b"firm.user" not in script.bodies[0]


@pytest.mark.parametrize("audio_format", AudioFormat)
async def test_every_container_goes_as_what_it_is(
    script: Script, scripted: AzureSpeechTranscriber, audio_format: AudioFormat
) -> None:
    await scripted.transcribe(b"x", f"r.{audio_format}", "en", ())
    assert sent(script)["audio"].get_content_type() == audio_format.content_type


async def test_a_large_recording_arrives_whole(script: Script, scripted: AzureSpeechTranscriber) -> None:
    audio = bytes(range(256)) * 16 * 1024
    await scripted.transcribe(audio, "r.wav", "en", ())
    assert audio in script.bodies[0]


async def test_asks_for_every_word_as_it_was_said(script: Script, scripted: AzureSpeechTranscriber) -> None:
    await scripted.transcribe(b"RIFF", "r.wav", "en", ["Smith", "C\u00f4t\u00e9 & Fils", " "])
    assert asked(script) == {
        "locales": ["en-CA"],
        "profanityFilterMode": "None",
        "phraseList": {"phrases": ["Smith", "C\u00f4t\u00e9 & Fils"]},
    }


async def test_sends_no_list_without_hints(script: Script, scripted: AzureSpeechTranscriber) -> None:
    await scripted.transcribe(b"RIFF", "r.wav", "en", ())
    assert "phraseList" not in asked(script)


async def test_sends_the_best_hints_and_no_more_than_are_heeded(
    script: Script, scripted: AzureSpeechTranscriber
) -> None:
    hints = [f"Client {number}" for number in range(700)]
    await scripted.transcribe(b"RIFF", "r.wav", "en", hints)
    assert asked(script)["phraseList"]["phrases"] == hints[:500]


@pytest.mark.parametrize(
    ("english", "locales"), [("en-CA", ["en-CA", "fr-CA"]), ("en-US", ["en-US", "fr-CA"])]
)
async def test_without_a_language_the_service_chooses(
    script: Script, english: English, locales: list[str]
) -> None:
    script.answers(json=ANSWER)
    transcriber = AzureSpeechTranscriber(resource(script.endpoint), english)
    await transcriber.transcribe(b"RIFF", "r.wav", None, ())
    await transcriber.close()
    assert asked(script)["locales"] == locales


async def test_the_language_is_the_one_that_most_is_said_in(
    script: Script, scripted: AzureSpeechTranscriber
) -> None:
    said = [("en-CA", "Bonjour."), ("fr-CA", "Trois dixièmes, dossier Tremblay."), ("en-CA", "Call.")]
    phrases = [
        {"offsetMilliseconds": 0, "durationMilliseconds": 9, "text": text, "locale": locale, "confidence": 1}
        for locale, text in said
    ]
    script.answers(json=ANSWER | {"phrases": phrases})
    assert (await scripted.transcribe(b"RIFF", "r.wav", None, ())).language == "fr"


async def test_english_is_recognised_by_the_stand_in(
    standin: StandIn, transcriber: AzureSpeechTranscriber
) -> None:
    audio = (SAMPLES / "half-hour.m4a").read_bytes()
    assert (await transcriber.transcribe(audio, "r.m4a", None, ())).language == "en"
    await standin.will("transcriptions", "scripted", text="Trois dixièmes.", locale="fr-CA")
    assert (await transcriber.transcribe(audio, "r.m4a", None, ())).language == "fr"


@pytest.mark.parametrize("inner", ["NoLanguageIdentified", "MultipleLanguagesIdentified"])
async def test_a_language_that_cannot_be_told_is_taken_for_english_at_last(
    standin: StandIn, transcriber: AzureSpeechTranscriber, inner: str
) -> None:
    await standin.will(
        "transcriptions", "error", status=422, code="UnprocessableEntity", inner_code=inner, times=1
    )
    audio = (SAMPLES / "half-hour.m4a").read_bytes()
    speech = await transcriber.transcribe(audio, "r.m4a", None, ())
    assert "wilson" in speech.text.lower()
    assert len((await standin.calls())["calls"]) == 2


@pytest.mark.parametrize(
    ("language", "locale"),
    [
        ("en", "en-US"),
        ("EN", "en-US"),
        ("en-CA", "en-CA"),
        ("en-us", "en-US"),
        ("en-GB", "en-US"),
        ("fr", "fr-CA"),
        ("fr-CA", "fr-CA"),
        ("fr-FR", "fr-CA"),
    ],
)
async def test_a_language_is_asked_for_by_its_locale(script: Script, language: str, locale: str) -> None:
    script.answers(json={"durationMilliseconds": 0, "combinedPhrases": [], "phrases": []})
    american = AzureSpeechTranscriber(resource(script.endpoint), "en-US")
    await american.transcribe(b"RIFF", "r.wav", language, ())
    await american.close()
    assert asked(script)["locales"] == [locale]


async def test_reads_what_it_needs_and_ignores_the_rest(
    script: Script, scripted: AzureSpeechTranscriber
) -> None:
    phrase = {
        "channel": 0,
        "offsetMilliseconds": 40,
        "durationMilliseconds": 320,
        "text": " Weather. ",
        "words": [{"text": "weather", "offsetMilliseconds": 40, "durationMilliseconds": 320}],
        "locale": "en-CA",
        "confidence": 1.0000001,
    }
    script.answers(
        json={
            "durationMilliseconds": 2000,
            "combinedPhrases": [{"channel": 0, "text": "Weather. "}, {"channel": 1, "text": " "}],
            "phrases": [phrase],
            "new": True,
        }
    )
    speech = await scripted.transcribe(b"RIFF", "r.wav", "en", ())
    assert speech == Speech("Weather.", (SpeechSegment("Weather.", 0.04, 0.36, None, 1.0),), "en", 2.0)


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b"[]", b"{}", b'{"durationMilliseconds": 1, "combinedPhrases": [{"text": "Secret"}]}'],
)
async def test_an_unreadable_answer_passes_and_is_not_quoted(
    script: Script, scripted: AzureSpeechTranscriber, caplog: pytest.LogCaptureFixture, body: bytes
) -> None:
    script.answers(200, body=body)
    with pytest.raises(PassingFailure) as caught:
        await scripted.transcribe(b"RIFF", "r.wav", "en", ())
    assert caught.value.__context__ is None
    assert "Secret" not in caplog.text
