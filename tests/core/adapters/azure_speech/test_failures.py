"""Every way a transcription can go wrong, over the wire."""

import asyncio
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from core.adapters.azure_speech import AzureSpeechTranscriber
from core.domain.errors import FinalFailure, PassingFailure, PipelineFailure
from core.domain.reasons import Reason
from tests.core.adapters.azure_speech.conftest import resource
from tests.core.adapters.scripting import Script, StandIn

SILENCE = Path(__file__).parents[4] / "samples" / "silence.flac"
SECRET = "Privileged-4711"

type Error = tuple[int, str, str | None]


@pytest.fixture(params=["plain", "wrapped"])
def shape(request: pytest.FixtureRequest) -> str:
    """In which of its two shapes an error comes."""
    given: str = request.param
    return given


async def answers(standin: StandIn, error: Error, shape: str) -> None:
    status, code, inner_code = error
    await standin.will(
        "transcriptions", "error", status=status, code=code, inner_code=inner_code, shape=shape
    )


async def failure(
    transcriber: AzureSpeechTranscriber, audio: bytes = b"RIFF", name: str = "r.wav"
) -> PipelineFailure:
    with pytest.raises(PipelineFailure) as caught:
        await transcriber.transcribe(audio, name, "en", [SECRET])
    assert caught.value.__context__ is None
    return caught.value


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        ((400, "InvalidRequest", "InvalidAudioFormat"), Reason.UNREADABLE_AUDIO),
        ((422, "UnprocessableEntity", "InvalidAudioFormat"), Reason.UNREADABLE_AUDIO),
        ((422, "UnprocessableEntity", "AudioLengthLimitExceeded"), Reason.TOO_LONG),
        ((422, "UnprocessableEntity", "EmptyAudioFile"), Reason.EMPTY),
        ((422, "UnprocessableEntity", "NoLanguageIdentified"), Reason.NO_SPEECH),
        ((415, "UnsupportedMediaType", None), Reason.UNREADABLE_AUDIO),
        ((400, "UnsupportedMediaType", None), Reason.UNREADABLE_AUDIO),
        ((413, "InvalidRequest", None), Reason.TOO_LONG),
    ],
)
async def test_what_will_not_work_is_final(
    standin: StandIn,
    transcriber: AzureSpeechTranscriber,
    shape: str,
    error: Error,
    reason: Reason,
) -> None:
    await answers(standin, error, shape)
    found = await failure(transcriber, b"\0\0\0\x18ftypM4A ", "r.m4a")
    assert isinstance(found, FinalFailure)
    assert found.reason is reason


@pytest.mark.parametrize(
    "error",
    [
        (400, "InvalidArgument", None),
        (400, "InvalidRequest", "MultipleLanguagesIdentified"),
        (401, "Unauthorized", None),
        (403, "Forbidden", None),
        (404, "NotFound", None),
        (405, "NotAllowed", None),
        (409, "Conflict", None),
        (422, "UnprocessableEntity", None),
        (429, "TooManyRequests", None),
        (500, "InternalServerError", "InvalidAudioFormat"),
        (500, "PipelineError", None),
        (502, "InternalCommunicationFailed", None),
        (503, "ServiceUnavailable", None),
    ],
)
async def test_what_may_mend_is_passing(
    standin: StandIn,
    transcriber: AzureSpeechTranscriber,
    shape: str,
    error: Error,
) -> None:
    await answers(standin, error, shape)
    found = await failure(transcriber)
    assert isinstance(found, PassingFailure)
    assert (found.reason, found.retry_after) == (Reason.SPEECH_UNAVAILABLE, None)


@pytest.mark.parametrize(
    ("fault", "particulars", "asked"),
    [
        ("rate_limited", {"retry_after": 7}, 7.0),
        ("server_error", {}, None),
        ("server_error", {"status": 503}, None),
        ("malformed", {}, None),
        ("drop_before", {}, None),
        ("drop_after", {}, None),
    ],
)
async def test_passing_faults_are_tried_once_only(
    standin: StandIn,
    transcriber: AzureSpeechTranscriber,
    fault: str,
    particulars: dict[str, Any],
    asked: float | None,
) -> None:
    await standin.will("transcriptions", fault, times=5, **particulars)
    found = await failure(transcriber, SILENCE.read_bytes(), "r.flac")
    assert isinstance(found, PassingFailure)
    assert (found.reason, found.retry_after) == (Reason.SPEECH_UNAVAILABLE, asked)
    assert [call["fault"] for call in (await standin.calls())["calls"]] == [fault]


async def test_audio_that_cannot_be_decoded(transcriber: AzureSpeechTranscriber) -> None:
    found = await failure(transcriber, b"RIFF\0\0\0\0WAVEcut off")
    assert isinstance(found, FinalFailure)
    assert found.reason is Reason.UNREADABLE_AUDIO


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        ({"code": "InvalidArgument", "message": "no", "target": "audio"}, Reason.UNREADABLE_AUDIO),
        ({"code": "InvalidRequest", "message": "The audio file is damaged."}, Reason.UNREADABLE_AUDIO),
        (
            {"code": "InvalidRequest", "details": [{"code": "AudioLengthLimitExceeded"}]},
            Reason.TOO_LONG,
        ),
        (
            {"code": "UnsupportedMediaType", "innerError": {"code": "AudioLengthLimitExceeded"}},
            Reason.TOO_LONG,
        ),
        (
            {"code": "InvalidRequest", "innerError": {"code": "x", "innerError": {"code": "EmptyAudioFile"}}},
            Reason.EMPTY,
        ),
        (
            {"error": {"code": "InvalidRequest", "innererror": {"code": "InvalidAudioFormat"}}},
            Reason.UNREADABLE_AUDIO,
        ),
    ],
)
async def test_the_most_exact_word_counts(
    script: Script, scripted: AzureSpeechTranscriber, error: dict[str, Any], reason: Reason
) -> None:
    script.answers(400, json=error)
    found = await failure(scripted)
    assert isinstance(found, FinalFailure)
    assert found.reason is reason


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>no audio file</html>",
        b"[]",
        b"null",
        b'"audio"',
        b'{"error": "audio"}',
        b'{"code": [], "innerError": "x", "details": {"code": "EmptyAudioFile"}}',
        b'{"code": "InvalidArgument", "message": "The locale is not served.", "target": "locales"}',
        b'{"innerError":' * 50 + b"{}" + b"}" * 50,
        b"[" * 100_000,
    ],
)
async def test_an_error_nobody_knows_is_passing(
    script: Script, scripted: AzureSpeechTranscriber, body: bytes
) -> None:
    script.answers(400, body=body)
    assert isinstance(await failure(scripted), PassingFailure)


@pytest.mark.parametrize(
    ("headers", "least", "most"),
    [
        ({"Retry-After": "30"}, 30, 30),
        ({"Retry-After": "999999"}, 86400, 86400),
        ({"Retry-After": format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)}, 3000, 3600),
    ],
)
async def test_waits_as_long_as_it_is_asked_to(
    script: Script, scripted: AzureSpeechTranscriber, headers: dict[str, str], least: float, most: float
) -> None:
    script.answers(503, json={}, headers=headers)
    found = await failure(scripted)
    assert isinstance(found, PassingFailure)
    assert found.retry_after is not None
    assert least <= found.retry_after <= most


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_never_followed(
    script: Script, scripted: AzureSpeechTranscriber, status: int
) -> None:
    script.answers(status, headers={"Location": f"{script.endpoint}/elsewhere"})
    assert isinstance(await failure(scripted), PassingFailure)
    assert [request.path for request in script.requests] == ["/speechtotext/transcriptions:transcribe"]


async def test_an_answer_that_comes_too_late_is_passing(standin: StandIn) -> None:
    await standin.will("transcriptions", "slow", seconds=60)
    impatient = AzureSpeechTranscriber(resource(standin.endpoint, timeout=0.2), "en-CA")
    async with asyncio.timeout(30):
        assert isinstance(await failure(impatient, SILENCE.read_bytes(), "r.flac"), PassingFailure)
    await impatient.close()


async def test_bytes_that_trickle_do_not_buy_time(script: Script) -> None:
    async def trickle(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while request.transport is not None and not request.transport.is_closing():
            await response.write(b" ")
            await asyncio.sleep(0.02)
        return response

    script.runs(trickle)
    impatient = AzureSpeechTranscriber(resource(script.endpoint, timeout=0.3), "en-CA")
    async with asyncio.timeout(30):
        assert isinstance(await failure(impatient), PassingFailure)
    await impatient.close()


async def test_nobody_there_is_passing(unused_tcp_port: int) -> None:
    alone = AzureSpeechTranscriber(resource(f"http://127.0.0.1:{unused_tcp_port}"), "en-CA")
    assert isinstance(await failure(alone), PassingFailure)
    await alone.close()


@pytest.mark.parametrize("status", [400, 401, 422, 500])
async def test_no_word_reaches_a_log_or_an_exception(
    script: Script, scripted: AzureSpeechTranscriber, caplog: pytest.LogCaptureFixture, status: int
) -> None:
    caplog.set_level("DEBUG")
    script.answers(
        status,
        json={"code": SECRET, "message": f"the audio file said {SECRET}", "target": SECRET},
        headers={"apim-request-id": "request-1"},
    )
    found = await failure(scripted, SECRET.encode())
    assert SECRET not in repr(found)
    assert SECRET not in caplog.text
    assert f"Azure AI Speech: {status} (request request-1)" in caplog.text
