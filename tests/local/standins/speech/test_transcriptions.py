"""Fast transcription over the wire."""

from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.local.standins.sounds import silence, wav
from tests.local.standins.speech.conftest import KEY, PATH, VERSION, Send

pytestmark = pytest.mark.asyncio(loop_scope="session")

SMITH_CALL = Path(__file__).parents[4] / "samples" / "smith-call.wav"
QUIET = wav(silence(0.5))


async def test_speech_is_heard_and_placed(send: Send) -> None:
    answer = await send(SMITH_CALL.read_bytes(), {"locales": ["en-CA"], "profanityFilterMode": "None"})
    heard = await answer.json()
    (combined,) = heard["combinedPhrases"]
    assert combined["text"].endswith("Smith matter.")
    assert combined["text"] == " ".join(phrase["text"] for phrase in heard["phrases"])
    for phrase in heard["phrases"]:
        assert phrase["locale"] == "en-CA"
        assert 0 < phrase["confidence"] <= 1
        words = phrase["words"]
        spoken = [word["text"].lower() for word in words]
        assert spoken == phrase["text"].lower().rstrip(".").split()
        assert words[0]["offsetMilliseconds"] == phrase["offsetMilliseconds"]
        end = phrase["offsetMilliseconds"] + phrase["durationMilliseconds"]
        assert words[-1]["offsetMilliseconds"] + words[-1]["durationMilliseconds"] == end
        assert end <= heard["durationMilliseconds"]


async def test_silence_has_a_length_and_no_phrase(send: Send) -> None:
    heard = await (await send(QUIET)).json()
    assert heard == {"durationMilliseconds": 500, "combinedPhrases": [], "phrases": []}


@pytest.mark.parametrize(
    "definition",
    [
        "",
        {},
        {"locales": []},
        {"locales": ["en-CA", "fr-CA"]},
        {"phraseList": {"phrases": ["Smith"] * 500, "biasingWeight": 2}},
        {"profanityFilterMode": "Tags", "channels": [0, 1]},
        {"diarization": {"enabled": True, "maxSpeakers": 35}},
        {"enhancedMode": {"enabled": False, "task": "transcribe"}},
    ],
)
async def test_what_the_specification_allows_is_served(send: Send, definition: Any) -> None:
    assert (await send(QUIET, definition)).status == 200


@pytest.mark.parametrize(
    ("definition", "target"),
    [
        ("{", "definition"),
        ([], "definition"),
        ({"locale": "en-CA"}, "locale"),
        ({"locales": "en-CA"}, "locales"),
        ({"locales": ["en"]}, "locales.0"),
        ({"profanityFilterMode": "none"}, "profanityFilterMode"),
        ({"phraseList": ["Smith"]}, "phraseList"),
        ({"phraseList": {"phrases": ["x"] * 501}}, "phraseList.phrases"),
        ({"phraseList": {"phrases": [""]}}, "phraseList.phrases.0"),
        ({"phraseList": {"phrases": ["x"], "biasingWeight": 2.1}}, "phraseList.biasingWeight"),
        ({"diarization": {"enabled": "yes"}}, "diarization.enabled"),
        ({"diarization": {"maxSpeakers": 1}}, "diarization.maxSpeakers"),
        ({"channels": [0, 1] * 2}, "channels"),
        ({"channels": [0, 2]}, "channels.1"),
        ({"enhancedMode": {"enabled": True}}, "enhancedMode"),
        ({"audioUrl": "https://example.com/a.wav"}, "audioUrl"),
    ],
)
async def test_a_definition_that_is_wrong_is_refused_where_it_is(
    send: Send, definition: Any, target: str
) -> None:
    answer = await send(QUIET, definition)
    error = await answer.json()
    assert (answer.status, error["code"], error["target"]) == (400, "InvalidArgument", target)


@pytest.mark.parametrize(
    ("audio", "inner_code"),
    [
        (b"", "EmptyAudioFile"),
        (b"this is not audio " * 50, "InvalidAudioFormat"),
        (QUIET[:30], "InvalidAudioFormat"),
    ],
)
async def test_audio_that_is_none_is_refused(send: Send, audio: bytes, inner_code: str) -> None:
    answer = await send(audio)
    error = await answer.json()
    assert (answer.status, error["code"]) == (422, "UnprocessableEntity")
    assert error["innerError"]["code"] == inner_code


async def test_a_definition_may_come_as_json(http: aiohttp.ClientSession) -> None:
    for filename in (None, "definition.json"):
        form = aiohttp.FormData()
        form.add_field("audio", QUIET, filename="a.wav")
        form.add_field("definition", '{"locales": 1}', content_type="application/json", filename=filename)
        answer = await http.post(PATH, params=VERSION, headers=KEY, data=form)
        assert (await answer.json())["target"] == "locales"


@pytest.mark.parametrize(
    ("content_type", "body", "status"),
    [
        ("application/json", b"{}", 415),
        ("multipart/form-data", b"--x", 400),
        ("multipart/form-data; boundary=x", b"--x--", 400),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="audio"\r\n\r\nwords\r\n--x--\r\n',
            400,
        ),
    ],
)
async def test_a_request_without_a_file_is_refused(
    http: aiohttp.ClientSession, content_type: str, body: bytes, status: int
) -> None:
    headers = KEY | {"Content-Type": content_type}
    assert (await http.post(PATH, params=VERSION, headers=headers, data=body)).status == status
    assert (await (await http.get("/standin/calls")).json())["billed"] == {"transcriptions": 0}
