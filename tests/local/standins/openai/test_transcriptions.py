"""Audio transcriptions over the wire."""

from typing import Any

import aiohttp
import openai
import pytest
from openai import AsyncAzureOpenAI, AsyncOpenAI

from tests.local.standins.sounds import silence, wav

pytestmark = pytest.mark.asyncio(loop_scope="session")

SPOKEN = {
    "operation": "transcriptions",
    "fault": "scripted",
    "text": "Point three. Smith matter.",
    "times": None,
}
PATH = "/openai/deployments/whisper/audio/transcriptions?api-version=2024-10-21"
QUIET = ("quiet.wav", wav(silence(0.5)))


async def test_silence_gives_no_text_and_says_that_nobody_spoke(azure: AsyncAzureOpenAI) -> None:
    heard: Any = await azure.audio.transcriptions.create(
        model="whisper", file=QUIET, response_format="verbose_json"
    )
    assert heard.text == ""
    assert heard.duration == 0.5
    assert [segment.no_speech_prob > 0.99 for segment in heard.segments] == [True]


@pytest.mark.parametrize(
    ("response_format", "answer"),
    [
        ("text", "Point three. Smith matter.\n"),
        ("srt", "1\n00:00:00,000 --> 00:00:01,600\nPoint three. Smith matter.\n"),
        ("vtt", "WEBVTT\n\n00:00:00.000 --> 00:00:01.600\nPoint three. Smith matter.\n"),
    ],
)
async def test_text_formats(
    http: aiohttp.ClientSession, azure: AsyncAzureOpenAI, response_format: Any, answer: str
) -> None:
    await http.post("/standin/faults", json=SPOKEN)
    heard: Any = await azure.audio.transcriptions.create(
        model="w", file=QUIET, response_format=response_format
    )
    assert heard == answer


async def test_verbose_answer_tells_where_and_how_surely(
    http: aiohttp.ClientSession, azure: AsyncAzureOpenAI
) -> None:
    await http.post("/standin/faults", json={**SPOKEN, "no_speech_prob": 0.7, "avg_logprob": -1.4})
    heard: Any = await azure.audio.transcriptions.create(
        model="w", file=QUIET, response_format="verbose_json", language="en", prompt="Smith", temperature=0
    )
    (segment,) = heard.segments
    assert (segment.start, segment.end, segment.text) == (0.0, 1.6, " Point three. Smith matter.")
    assert (segment.no_speech_prob, segment.avg_logprob) == (0.7, -1.4)
    assert (heard.task, heard.language) == ("transcribe", "en")


async def test_v1_form_names_the_deployment_in_the_body(running: str, http: aiohttp.ClientSession) -> None:
    await http.post("/standin/faults", json=SPOKEN)
    async with AsyncOpenAI(base_url=f"{running}/openai/v1/", api_key="a-token", max_retries=0) as client:
        heard = await client.audio.transcriptions.create(model="my-whisper", file=QUIET)
    assert heard.text == "Point three. Smith matter."
    calls = await (await http.get("/standin/calls")).json()
    assert calls["calls"][0]["deployment"] == "my-whisper"


@pytest.mark.parametrize(
    ("file", "options", "param"),
    [
        (("words.wav", b"this is not audio " * 50), {}, "file"),
        (("nothing.wav", b""), {}, "file"),
        (("cut.wav", wav(silence(0.5))[:30]), {}, "file"),
        (("blink.wav", wav(silence(0.05))), {}, "file"),
        (("quiet.txt", QUIET[1]), {}, "file"),
        (("quiet", QUIET[1]), {}, "file"),
        (QUIET, {"language": "english"}, "language"),
        (QUIET, {"temperature": 1.5}, "temperature"),
        (QUIET, {"response_format": "xml"}, "response_format"),
    ],
)
async def test_bad_requests_are_refused(azure: AsyncAzureOpenAI, file: Any, options: Any, param: str) -> None:
    with pytest.raises(openai.BadRequestError) as refused:
        await azure.audio.transcriptions.create(model="whisper", file=file, **options)
    assert refused.value.param == param
    assert refused.value.type == "invalid_request_error"


@pytest.mark.parametrize("excess", [1, 1024 * 1024])
async def test_more_than_25_mib_is_refused(
    http: aiohttp.ClientSession, azure: AsyncAzureOpenAI, excess: int
) -> None:
    with pytest.raises(openai.APIStatusError) as refused:
        await azure.audio.transcriptions.create(
            model="whisper", file=("long.wav", bytes(25 * 1024 * 1024 + excess))
        )
    assert refused.value.status_code == 413
    assert (await (await http.get("/standin/calls")).json())["billed"]["transcriptions"] == 0


async def test_a_request_without_a_file_is_refused(
    http: aiohttp.ClientSession, credentials: dict[str, str]
) -> None:
    form = aiohttp.FormData({"response_format": "json"})
    form.add_field("file", "words instead of a file", content_type="text/plain")
    for body in (form, aiohttp.FormData({"language": "en"}), b"{}"):
        answer = await http.post(PATH, headers=credentials, data=body)
        assert (answer.status, (await answer.json())["error"]["param"]) == (400, "file")


async def test_a_body_that_is_not_the_form_it_claims_is_refused(
    http: aiohttp.ClientSession, credentials: dict[str, str]
) -> None:
    headers = {**credentials, "Content-Type": "multipart/form-data"}
    assert (await http.post(PATH, headers=headers, data=b"--x")).status == 400
