"""One running stand-in for all its tests, made to behave and forget before each."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web
from openai import AsyncAzureOpenAI

from local.standins.openai.app import make_app


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


@pytest_asyncio.fixture(loop_scope="session")
async def azure(running: str, http: aiohttp.ClientSession) -> AsyncIterator[AsyncAzureOpenAI]:
    """Give the real SDK's client, which does not retry."""
    async with AsyncAzureOpenAI(
        azure_endpoint=running, api_version="2024-10-21", azure_ad_token="a-token", max_retries=0, timeout=20
    ) as client:
        yield client


@pytest.fixture
def credentials() -> dict[str, str]:
    """Give the header of a caller who has signed in."""
    return {"Authorization": "Bearer a-token"}
