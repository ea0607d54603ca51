"""Models that do not answer at all, or not in time; on a stack of its own, whose patience is short."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from aiohttp import web

from local.app_settings import STANDIN_KEY
from local.demo import LAWYERS
from local.processes import free_port
from local.stack import Stack, StackOptions
from local.standins.openai.app import make_app
from tests.e2e.conftest import HOST, SETTINGS
from tests.e2e.contract import ApiContract
from tests.e2e.lawyers import SAMPLES, Lawyer
from tests.e2e.model import Model

pytestmark = pytest.mark.e2e

SPOKEN = "Half an hour. Reviewed the agreement. Smith matter."
SAMPLE = SAMPLES / "half-hour.m4a"
TIMEOUT_SECONDS = 2


@dataclass(frozen=True, slots=True)
class Alone:
    """A stack without models, and the port it looks for them on."""

    stack: Stack
    port: int


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Alone]:
    """A stack whose models are not there until a test starts them."""
    port = free_port()
    settings = SETTINGS | {"CASECLOCK_MODEL_TIMEOUT_SECONDS": str(TIMEOUT_SECONDS)}
    for service in ("OPENAI", "SPEECH"):
        settings |= {
            f"CASECLOCK_{service}_ENDPOINT": f"http://127.0.0.1:{port}",
            f"CASECLOCK_{service}_KEY": STANDIN_KEY,
        }
    with Stack(StackOptions(tmp_path_factory.mktemp("alone"), settings=settings, host=HOST)) as running:
        yield Alone(running, port)


async def test_models_that_are_away_or_slow_are_waited_for(alone: Alone, contract: ApiContract) -> None:
    token = await asyncio.to_thread(alone.stack.token, LAWYERS[0])
    async with Lawyer(alone.stack.api, token, LAWYERS[0].user, contract) as lawyer:
        await lawyer.store_matters()
        away = await lawyer.ask("GET", "/health")
        assert away.json()["status"] == "degraded"
        assert {service["reachable"] for service in away.json()["services"]} == {True, False}
        recording = await lawyer.dictate(SAMPLE)
        assert (await lawyer.reaches(recording, "waiting"))["reason"] == "speech_unavailable"

        async with _models(alone.port) as model:
            assert (await lawyer.call("GET", "/health"))["status"] == "ok"
            await model.hear(SPOKEN)
            await model.fail("completions", "slow", seconds=4 * TIMEOUT_SECONDS)
            late = await lawyer.retried_until(recording, "waiting")
            assert late["reason"] == "drafting_unavailable"
            assert late["transcript"]["text"] == SPOKEN
            await model.clear()
            drafted = await lawyer.retried(recording)
            assert (drafted["state"], len(drafted["entries"])) == ("drafted", 1)
            assert (await model.billed())[0] == 1


@asynccontextmanager
async def _models(port: int) -> AsyncIterator[Model]:
    runner = web.AppRunner(make_app(), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        async with Model(f"http://127.0.0.1:{port}") as model:
            yield model
    finally:
        await runner.cleanup()
