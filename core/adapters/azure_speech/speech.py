"""Transcription by Azure AI Speech, in the region of the resource and nowhere else."""

import logging
from collections.abc import Sequence
from contextlib import suppress
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Literal

from core.adapters.azure_speech.answer import speech_of
from core.adapters.azure_speech.definition import definition, locales_of
from core.adapters.azure_speech.failures import NoLanguage, TwoLanguages
from core.adapters.azure_speech.resource import SpeechResource
from core.domain.errors import PassingFailure
from core.domain.reasons import Reason
from core.domain.recordings import AudioFormat
from core.ports import Speech

if TYPE_CHECKING:
    from core.adapters.azure_speech.wire import Wire

type English = Literal["en-CA", "en-US"]

_log = logging.getLogger(__name__)


class AzureSpeechTranscriber:
    """A Transcriber over one Speech resource; `english` is the locale of English with no region."""

    def __init__(self, resource: SpeechResource, english: English) -> None:
        self._resource = resource
        self._english = english
        self._wire: Wire | None = None

    async def transcribe(self, audio: bytes, name: str, language: str | None, hints: Sequence[str]) -> Speech:
        """What was said; `name` must end in the container's extension, `hints` come best first.

        Without a language the service chooses between English and French; when it cannot, it is asked once
        more for English, so that a dictation in both is not lost. Raises PassingFailure or FinalFailure.
        """
        if language is None:
            with suppress(NoLanguage, TwoLanguages):
                return await self._ask(audio, name, locales_of(None, self._english), hints)
        return await self._ask(audio, name, locales_of(language or "en", self._english), hints)

    async def _ask(self, audio: bytes, name: str, locales: Sequence[str], hints: Sequence[str]) -> Speech:
        from core.adapters.azure_speech.wire import Upload  # noqa: PLC0415 - keeps cold starts short

        path = PurePosixPath(name)
        content_type = AudioFormat(path.suffix.removeprefix(".")).content_type
        asked = definition(locales, hints)
        body = await self._connected().transcription(Upload(audio, path.name, content_type, asked))
        if speech := speech_of(body):
            return speech
        _log.warning("Azure AI Speech: unreadable answer")
        raise PassingFailure(Reason.SPEECH_UNAVAILABLE)

    async def close(self) -> None:
        """Close the connections; the credential is its owner's to close."""
        if self._wire is not None:
            await self._wire.close()
            self._wire = None

    def _connected(self) -> "Wire":
        if self._wire is None:
            from core.adapters.azure_speech.wire import Wire  # noqa: PLC0415 - keeps cold starts short

            self._wire = Wire(self._resource)
        return self._wire
