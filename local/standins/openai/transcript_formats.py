"""A recognition in each response format of the transcription API."""

import zlib
from typing import Any

from aiohttp import web

from local.standins.recognition.recogniser import Recognition, Segment

FORMATS = ("json", "text", "srt", "verbose_json", "vtt")


def transcription_response(recognition: Recognition, response_format: str, language: str) -> web.Response:
    """Return the HTTP answer in the asked format."""
    match response_format:
        case "text":
            return web.Response(text=recognition.text + "\n")
        case "srt":
            return web.Response(text=_srt(recognition))
        case "vtt":
            return web.Response(text=_vtt(recognition))
        case "verbose_json":
            return web.json_response(_verbose(recognition, language))
        case _:
            return web.json_response({"text": recognition.text})


def _verbose(recognition: Recognition, language: str) -> dict[str, Any]:
    segments = [_segment(number, segment) for number, segment in enumerate(recognition.segments)]
    return {
        "task": "transcribe",
        "language": language,
        "duration": round(recognition.duration, 2),
        "text": recognition.text,
        "segments": segments,
    }


def _segment(number: int, segment: Segment) -> dict[str, Any]:
    return {
        "id": number,
        "seek": 0,
        "start": segment.start,
        "end": segment.end,
        "text": f" {segment.text}" if segment.text else "",
        "tokens": [],
        "temperature": 0.0,
        "avg_logprob": segment.avg_logprob,
        "compression_ratio": _compression_ratio(segment.text.encode()),
        "no_speech_prob": segment.no_speech_prob,
    }


def _compression_ratio(text: bytes) -> float:
    return round(len(text) / len(zlib.compress(text)), 4)


def _srt(recognition: Recognition) -> str:
    cues = (
        f"{number}\n{_clock(cue.start, ',')} --> {_clock(cue.end, ',')}\n{cue.text}\n"
        for number, cue in enumerate(recognition.segments, 1)
    )
    return "\n".join(cues)


def _vtt(recognition: Recognition) -> str:
    cues = (
        f"{_clock(cue.start, '.')} --> {_clock(cue.end, '.')}\n{cue.text}\n" for cue in recognition.segments
    )
    return "\n".join(["WEBVTT\n", *cues])


def _clock(seconds: float, separator: str) -> str:
    whole, milliseconds = divmod(round(seconds * 1000), 1000)
    minutes, second = divmod(whole, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{second:02}{separator}{milliseconds:03}"
