"""Audio transcriptions: the request checked as Azure checks it, the speech really recognised."""

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from aiohttp import web
from aiohttp.web_request import FileField
from multidict import MultiDictProxy

from local.standins.calls import Call
from local.standins.openai.errors import ApiError, invalid_request
from local.standins.openai.faults import Fault
from local.standins.openai.state import STANDIN, StandIn
from local.standins.openai.transcript_formats import FORMATS, transcription_response
from local.standins.recognition.audio import UndecodableAudioError
from local.standins.recognition.recogniser import Recognition, scripted

LARGEST_FILE = 25 * 1024 * 1024
EXTENSIONS = ("flac", "m4a", "mp3", "mp4", "mpeg", "mpga", "oga", "ogg", "wav", "webm")
SHORTEST_AUDIO = 0.1


@dataclass(frozen=True, slots=True)
class _Form:
    audio: bytes
    response_format: str
    language: str
    model: str


async def transcribe(request: web.Request) -> web.StreamResponse:
    """Answer `POST …/audio/transcriptions`."""
    standin = request.app[STANDIN]

    async def work(call: Call, fault: Fault | None) -> web.Response:
        form = _checked(await _fields(request))
        if not call.deployment:
            standin.admit(call, form.model)
        recognition = await _recognised(standin, form.audio, fault)
        language = fault.language if fault and fault.language else form.language
        return transcription_response(recognition, form.response_format, language)

    return await standin.serve(request, "transcriptions", work)


async def _fields(request: web.Request) -> MultiDictProxy[Any]:
    if request.content_type != "multipart/form-data":
        raise invalid_request("The request must be multipart/form-data.", "file")
    try:
        return await request.post()
    except web.HTTPRequestEntityTooLarge:
        raise _too_large() from None
    except ValueError:
        raise invalid_request("The multipart body could not be read.", "file") from None


def _too_large() -> ApiError:
    return ApiError(
        413, f"Maximum content size limit ({LARGEST_FILE}) exceeded.", type="server_error", code="413"
    )


def _checked(fields: MultiDictProxy[Any]) -> _Form:
    file = fields.get("file")
    if not isinstance(file, FileField):
        raise invalid_request("Missing required parameter: 'file'.", "file")
    _check_options(fields)
    audio = file.file.read()
    if len(audio) > LARGEST_FILE:
        raise _too_large()
    if PurePath(file.filename).suffix.lower().removeprefix(".") not in EXTENSIONS:
        raise invalid_request(f"Invalid file format. Supported formats: {list(EXTENSIONS)}", "file")
    language = fields.get("language", "english")
    return _Form(audio, fields.get("response_format", "json"), language, fields.get("model", ""))


def _check_options(fields: MultiDictProxy[Any]) -> None:
    if fields.get("response_format", "json") not in FORMATS:
        raise invalid_request(
            f"Invalid value for 'response_format'. Supported: {list(FORMATS)}", "response_format"
        )
    if not re.fullmatch(r"[a-z]{2}", fields.get("language", "en")):
        raise invalid_request("Language parameter must be specified in ISO-639-1 format.", "language")
    if not re.fullmatch(r"0*(0?\.\d+|[01](\.0*)?)", fields.get("temperature", "0")):
        raise invalid_request("'temperature' must be between 0 and 1.", "temperature")


async def _recognised(standin: StandIn, audio: bytes, fault: Fault | None) -> Recognition:
    if fault and fault.text is not None:
        return scripted(fault.text, fault.avg_logprob, fault.no_speech_prob)
    try:
        recognition = await standin.recogniser.recognise(audio)
    except UndecodableAudioError:
        raise invalid_request("Audio file could not be decoded.", "file", "invalid_value") from None
    if recognition.duration < SHORTEST_AUDIO:
        raise invalid_request(
            "Audio file is too short. Minimum audio length is 0.1 seconds.", "file", "audio_too_short"
        )
    return recognition
