"""Fast transcription: the request checked as Azure checks it, the speech really recognised."""

import math
from typing import Any

from aiohttp import web
from aiohttp.web_request import FileField

from local.standins.calls import Call
from local.standins.recognition.audio import UndecodableAudioError
from local.standins.recognition.recogniser import Recognition, Segment, Word, scripted
from local.standins.speech.definition import Definition, parse_definition
from local.standins.speech.errors import SpeechError, invalid_argument, unusable_audio
from local.standins.speech.faults import Fault
from local.standins.speech.state import STANDIN, StandIn

LARGEST_FILE = 250 * 1024 * 1024
LONGEST_SECONDS = 2 * 60 * 60


async def transcribe(request: web.Request) -> web.StreamResponse:
    """Answer `POST /speechtotext/transcriptions:transcribe`."""
    standin = request.app[STANDIN]

    async def work(_: Call, fault: Fault | None) -> web.Response:
        audio, definition = await _form(request)
        recognition = await _recognised(standin, audio, fault)
        if fault and fault.fault == "malformed":
            return web.json_response({"phrases": "none"})
        locale = fault.locale if fault and fault.locale else definition.locale
        return web.json_response(_result(recognition, locale))

    return await standin.serve(request, "transcriptions", work)


async def _form(request: web.Request) -> tuple[bytes, Definition]:
    if request.content_type != "multipart/form-data":
        raise SpeechError(415, "UnsupportedMediaType", "The request must be multipart/form-data.")
    try:
        fields = await request.post()
    except web.HTTPRequestEntityTooLarge:
        raise SpeechError(413, "InvalidRequest", "The file is larger than 250 MB.") from None
    except ValueError:
        raise SpeechError(400, "InvalidRequest", "The multipart body could not be read.") from None
    audio = fields.get("audio")
    if not isinstance(audio, FileField):
        raise invalid_argument("The file is missing.", "audio")
    with audio.file as file:
        return file.read(), parse_definition(_text(fields.get("definition", "")))


def _text(field: Any) -> str:
    """Return a part that is text, whatever media type its sender gave it."""
    if isinstance(field, FileField):
        field = field.file.read()
    return field.decode(errors="replace") if isinstance(field, bytes | bytearray) else str(field)


async def _recognised(standin: StandIn, audio: bytes, fault: Fault | None) -> Recognition:
    if fault and fault.text is not None:
        return scripted(fault.text, math.log(fault.confidence), 0.0)
    if not audio:
        raise unusable_audio("EmptyAudioFile", "The file is empty.")
    try:
        recognition = await standin.recogniser.recognise(audio)
    except UndecodableAudioError:
        raise unusable_audio("InvalidAudioFormat", "The file is in no known format.") from None
    if recognition.duration >= LONGEST_SECONDS:
        raise unusable_audio("AudioLengthLimitExceeded", "The recording is not shorter than 2 hours.")
    return recognition


def _result(recognition: Recognition, locale: str) -> dict[str, Any]:
    said = [segment for segment in recognition.segments if segment.text]
    return {
        "durationMilliseconds": _milliseconds(recognition.duration),
        "combinedPhrases": [{"text": recognition.text}] if said else [],
        "phrases": [_phrase(segment, locale) for segment in said],
    }


def _phrase(segment: Segment, locale: str) -> dict[str, Any]:
    return {
        **_placed(segment),
        "words": [_placed(word) for word in segment.words],
        "locale": locale,
        "confidence": round(math.exp(segment.avg_logprob), 6),
    }


def _placed(heard: Segment | Word) -> dict[str, Any]:
    return {
        "offsetMilliseconds": _milliseconds(heard.start),
        "durationMilliseconds": _milliseconds(heard.end - heard.start),
        "text": heard.text,
    }


def _milliseconds(seconds: float) -> int:
    return round(seconds * 1000)
