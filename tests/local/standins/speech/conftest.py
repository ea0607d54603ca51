"""One running stand-in for all its tests, made to behave and forget before each."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web

from local.standins.speech.app import make_app

PATH = "/speechtotext/transcriptions:transcribe"
VERSION = {"api-version": "2025-10-15"}
KEY = {"Ocp-Apim-Subscription-Key": "a-key"}

type Send = Callable[..., Awaitable[aiohttp.ClientResponse]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def running() -> AsyncIterator[str]:
    """Run the stand-in on a free port of this machine and give its address."""
    runner = web.AppRunner(make_app(), shutdown_timeout=1.0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


@pytest_asyncio.fixture(loop_scope="session")
async def http(running: str) -> AsyncIterator[aiohttp.ClientSession]:
    """Give a plain client of a stand-in without faults and calls."""
    async with aiohttp.ClientSession(running) as session:
        await session.delete("/standin/faults")
        await session.delete("/standin/calls")
        yield session


@pytest.fixture
def send(http: aiohttp.ClientSession) -> Send:
    """Give the call that transcribes: audio, and a definition as JSON or as it is."""

    async def post(audio: bytes, definition: Any = None) -> aiohttp.ClientResponse:
        form = aiohttp.FormData()
        form.add_field("audio", audio, filename="a.wav", content_type="audio/wav")
        if definition is not None:
            text = definition if isinstance(definition, str) else json.dumps(definition)
            form.add_field("definition", text)
        return await http.post(PATH, params=VERSION, headers=KEY, data=form)

    return post
