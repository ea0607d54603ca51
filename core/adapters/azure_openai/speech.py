"""Transcription by an Azure OpenAI deployment: Whisper, or one of the gpt-4o-transcribe family."""

import math
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Literal

from core.adapters.azure_openai.client import Answer, Client
from core.adapters.azure_openai.deployment import Deployment
from core.domain.reasons import Reason
from core.ports import Speech, SpeechSegment

if TYPE_CHECKING:
    from openai import AsyncAzureOpenAI

type Flavour = Literal["whisper", "gpt-4o-transcribe"]

# Only Whisper gives segments; the gpt-4o family answers plain JSON alone (OpenAI, "Speech to text").
_RESPONSE_FORMAT = {"whisper": "verbose_json", "gpt-4o-transcribe": "json"}
# Whisper heeds the last 224 tokens of a prompt (same page); a name takes about a token per three letters.
_PROMPT_CHARACTERS = 600
_LANGUAGES = {"english": "en", "french": "fr"}


class _Segment(Answer):
    text: str
    start: float
    end: float
    no_speech_prob: float | None = None
    avg_logprob: float | None = None

    def as_speech(self) -> SpeechSegment:
        confidence = None if self.avg_logprob is None else min(math.exp(min(self.avg_logprob, 0.0)), 1.0)
        return SpeechSegment(self.text.strip(), self.start, self.end, self.no_speech_prob, confidence)


class _Transcription(Answer):
    text: str
    language: str | None = None
    duration: float | None = None
    segments: tuple[_Segment, ...] | None = None


class AzureOpenAITranscriber:
    """A Transcriber over one deployment; `flavour` says which family of models it is."""

    def __init__(self, deployment: Deployment, flavour: Flavour) -> None:
        self._model = deployment.name
        self._response_format = _RESPONSE_FORMAT[flavour]
        self._client = Client(deployment, Reason.SPEECH_UNAVAILABLE)

    async def transcribe(self, audio: bytes, name: str, language: str | None, hints: Sequence[str]) -> Speech:
        """What was said; `name` must end in the container's extension, `hints` come best first.

        Without a language the model detects it; only Whisper says which. Raises PassingFailure or
        FinalFailure.
        """
        options: dict[str, Any] = {
            "file": (PurePosixPath(name).name, audio),
            "model": self._model,
            "response_format": self._response_format,
        }
        if language:
            options["language"] = language.partition("-")[0].lower()
        if prompt := _prompt(hints):
            options["prompt"] = prompt

        async def send(sdk: "AsyncAzureOpenAI") -> Any:
            return await sdk.audio.transcriptions.with_raw_response.create(**options)

        return _speech(await self._client.call(send, _Transcription))

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()


def _prompt(hints: Sequence[str]) -> str:
    """As many hints as fit, best last: the end of a prompt is what the model heeds."""
    kept: list[str] = []
    room = _PROMPT_CHARACTERS
    for hint in hints:
        room -= len(hint) + 2
        if room < 0:
            break
        kept.append(hint)
    return ", ".join(reversed(kept))


def _speech(heard: _Transcription) -> Speech:
    language = heard.language and _LANGUAGES.get(heard.language.lower(), heard.language)
    segments = tuple(segment.as_speech() for segment in heard.segments or ())
    return Speech(heard.text.strip(), segments, language, heard.duration)
