"""The product's own way from speech to drafts, over the wire: adapters, prompt, schema and checks.

The services are stand-ins: PocketSphinx hears, and the product's rules answer for the model. Where
CASECLOCK_OPENAI_ENDPOINT is set, that deployment of Azure OpenAI drafts instead (named and reached as the
product does: CASECLOCK_DRAFTING_DEPLOYMENT, CASECLOCK_OPENAI_KEY or the identity's token), so a firm can
evaluate the model it has.
"""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import cast

from aiohttp.test_utils import TestServer

from core.adapters.azure_openai import AzureOpenAIDraftingModel, AzureOpenAITranscriber, Deployment
from core.adapters.azure_openai.chat import TokenLimitParameter
from core.adapters.managed_identity import identity
from core.adapters.sound.probe import FFmpegProbe
from core.domain.errors import FinalFailure
from core.domain.preferences import Preferences
from core.drafting.verify import DraftedEntry
from core.services.transcripts import Transcript
from core.services.writer import Known, Models, Writer
from local.standins.openai.app import make_app
from tests.eval.scripts import Script, matters
from tests.fakes import ALICE, FakeBlobStore

_MOST_BYTES = 25_000_000
_AT_ONCE = 4
_ENDPOINT = "CASECLOCK_OPENAI_ENDPOINT"


@dataclass(frozen=True, slots=True)
class Run:
    """What became of one dictation: what was heard, the drafts, and how long it took in seconds."""

    script: Script
    heard: str
    drafted: tuple[DraftedEntry, ...]
    failure: str | None
    seconds: float


class Pipeline:
    """The product's writer with its services."""

    def __init__(self, models: Models) -> None:
        self._models = models
        self._known = Known(matters(), Preferences())
        self._at_once = asyncio.Semaphore(_AT_ONCE)

    async def read(self, scripts: Sequence[Script]) -> list[Run]:
        """What is drafted from the words themselves, as if every one had been heard right."""
        return await asyncio.gather(*(self._run(script, spoken=False) for script in scripts))

    async def hear(self, scripts: Sequence[Script]) -> list[Run]:
        """What is drafted from the recordings."""
        return await asyncio.gather(*(self._run(script, spoken=True) for script in scripts))

    async def _run(self, script: Script, *, spoken: bool) -> Run:
        async with self._at_once:
            start, heard = time.monotonic(), script.text
            try:
                writer, recording = self._writer(script), script.recording()
                transcript = Transcript(text=script.text)
                if spoken:
                    transcript = await writer.hear(ALICE, recording, self._known)
                heard = transcript.text
                written = await writer.write(recording, transcript, self._known)
            except FinalFailure as failed:
                return Run(script, heard, (), str(failed.reason), time.monotonic() - start)
            return Run(script, heard, written.drafts, None, time.monotonic() - start)

    def _writer(self, script: Script) -> Writer:
        blobs = FakeBlobStore()
        if script.audio.exists():
            blobs.of(ALICE).audio[script.recording().blob_name or ""] = script.audio.read_bytes()
        return Writer(blobs, self._models, _MOST_BYTES)


@asynccontextmanager
async def running(environment: Mapping[str, str] = os.environ, workers: int = 2) -> AsyncIterator[Pipeline]:
    """A pipeline while it runs."""
    async with TestServer(make_app({"drafting", "speech"}, workers)) as server:
        standin = Deployment(str(server.make_url("")).rstrip("/"), "drafting", "2024-10-21", key="stand-in")
        speech = Deployment(standin.endpoint, "speech", standin.api_version, key="stand-in")
        transcriber = AzureOpenAITranscriber(speech, "whisper")
        drafting = _drafting(environment, standin)
        try:
            yield Pipeline(Models(transcriber, drafting, FFmpegProbe()))
        finally:
            await transcriber.close()
            await drafting.close()


def who_drafts(environment: Mapping[str, str] = os.environ) -> str:
    """Who proposes the entries, for the report."""
    if not environment.get(_ENDPOINT):
        return "the product's rules, by the stand-in for Azure OpenAI"
    return f"deployment {environment.get('CASECLOCK_DRAFTING_DEPLOYMENT', 'drafting')} of Azure OpenAI"


def _drafting(environment: Mapping[str, str], standin: Deployment) -> AzureOpenAIDraftingModel:
    limit = environment.get("CASECLOCK_DRAFTING_TOKEN_LIMIT", "max_completion_tokens")
    return AzureOpenAIDraftingModel(
        _deployment(environment, environment[_ENDPOINT]) if environment.get(_ENDPOINT) else standin,
        token_limit=int(environment.get("CASECLOCK_DRAFTING_MAX_TOKENS", "4096")),
        token_limit_parameter=cast("TokenLimitParameter", limit),
    )


def _deployment(environment: Mapping[str, str], endpoint: str) -> Deployment:
    name = environment.get("CASECLOCK_DRAFTING_DEPLOYMENT", "drafting")
    version = environment.get("CASECLOCK_OPENAI_API_VERSION", "2024-10-21")
    key = environment.get("CASECLOCK_OPENAI_KEY") or None
    return Deployment(endpoint, name, version, credential=None if key else identity(""), key=key)
