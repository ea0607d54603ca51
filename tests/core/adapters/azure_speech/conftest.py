"""The stand-in for Azure AI Speech, and adapters that call it or a scripted server."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp.test_utils import TestServer

from core.adapters.azure_speech import AzureSpeechTranscriber, SpeechResource
from local.standins.speech.app import make_app
from tests.core.adapters.scripting import Script, StandIn

API_VERSION = "2025-10-15"
ANSWER = {"durationMilliseconds": 1000, "combinedPhrases": [{"text": "Call."}], "phrases": []}


def resource(endpoint: str, **more: Any) -> SpeechResource:
    return SpeechResource(**({"endpoint": endpoint, "api_version": API_VERSION, "key": "k"} | more))


@pytest.fixture
async def standin() -> AsyncIterator[StandIn]:
    async with TestServer(make_app()) as server:
        yield StandIn(str(server.make_url("")).rstrip("/"))


@pytest.fixture
async def transcriber(standin: StandIn) -> AsyncIterator[AzureSpeechTranscriber]:
    made = AzureSpeechTranscriber(resource(standin.endpoint), "en-CA")
    yield made
    await made.close()


@pytest.fixture
async def scripted(script: Script) -> AsyncIterator[AzureSpeechTranscriber]:
    script.answers(json=ANSWER)
    made = AzureSpeechTranscriber(resource(script.endpoint), "en-CA")
    yield made
    await made.close()
