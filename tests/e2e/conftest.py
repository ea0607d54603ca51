"""One stack for all of these tests; lawyers nobody else uses, so that tests share nothing of theirs."""

import asyncio
import json
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import httpx
import pytest

from local.demo import FIRM, LAWYERS
from local.stack import Stack, StackOptions
from tests.e2e.clio import ClioStandIn
from tests.e2e.contract import ApiContract
from tests.e2e.host_log import HostLog
from tests.e2e.lawyers import Lawyer
from tests.e2e.model import Model
from tests.e2e.storage import StoredData

type NewLawyer = Callable[[], Awaitable[Lawyer]]

PRICES = {
    "CASECLOCK_PRICE_CURRENCY": "CAD",
    "CASECLOCK_PRICE_AUDIO_HOUR": "1.36",
    "CASECLOCK_PRICE_MILLION_INPUT_TOKENS": "0.55",
    "CASECLOCK_PRICE_MILLION_OUTPUT_TOKENS": "2.2",
}
FIRM_RATE = "300"
SETTINGS = PRICES | {
    "CASECLOCK_CLAIM_SECONDS": "5",
    "CASECLOCK_CLIO_TIMEOUT_SECONDS": "4",
    "CASECLOCK_CLIO_SETTLE_SECONDS": "15",
    "CASECLOCK_FIRM_DEFAULTS": json.dumps({FIRM: {"rate": FIRM_RATE}}),
}
HOST = ("--blob-poll", "0.2", "--lock-seconds", "5")
# host.json's waits, shortened the way Azure lets an app setting override it.
HOST_JSON = {
    "AzureFunctionsJobHost__extensions__queues__visibilityTimeout": "00:00:01",
    "AzureFunctionsJobHost__extensions__queues__maxPollingInterval": "00:00:00.2",
}


@pytest.fixture(scope="package")
def stack_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the stack keeps its data and logs."""
    return tmp_path_factory.mktemp("stack")


@pytest.fixture(scope="package")
def stack(stack_data: Path) -> Iterator[Stack]:
    """The whole local stack."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in HOST_JSON.items():
            patch.setenv(name, value)
        with Stack(StackOptions(stack_data, settings=SETTINGS, host=HOST)) as running:
            yield running


@pytest.fixture(scope="package")
def contract(stack: Stack) -> ApiContract:
    """What the API says of itself."""
    headers = {"Authorization": f"Bearer {stack.token(LAWYERS[0])}"}
    answer = httpx.get(f"{stack.api}/api/openapi.json", headers=headers, trust_env=False, timeout=30)
    return ApiContract(answer.raise_for_status().json())


@pytest.fixture
async def new_lawyer(stack: Stack, contract: ApiContract) -> AsyncIterator[NewLawyer]:
    """Makes lawyers, each with two matters."""
    async with AsyncExitStack() as open_devices:

        async def make() -> Lawyer:
            user = str(uuid.uuid4())
            token = await asyncio.to_thread(stack.token, LAWYERS[0], user=user)
            lawyer = Lawyer(stack.api, token, user, contract)
            await open_devices.enter_async_context(lawyer)
            await lawyer.store_matters()
            return lawyer

        yield make


@pytest.fixture
async def lawyer(new_lawyer: NewLawyer) -> Lawyer:
    """A lawyer with two matters."""
    return await new_lawyer()


@pytest.fixture
async def model(stack: Stack) -> AsyncIterator[Model]:
    """The stand-in for Azure OpenAI, behaving well before and after."""
    async with Model(stack.openai) as leading:
        yield leading


@pytest.fixture
async def clio(stack: Stack) -> AsyncIterator[ClioStandIn]:
    """The stand-in for Clio, behaving well before and after."""
    async with ClioStandIn(stack.clio) as leading:
        yield leading


@pytest.fixture
async def stored(stack: Stack) -> AsyncIterator[StoredData]:
    """What lies in storage."""
    async with StoredData(stack.storage) as data:
        yield data


@pytest.fixture
def host(stack: Stack, stack_data: Path) -> HostLog:
    """The Functions host."""
    return HostLog(stack.api, stack_data / "logs" / "host.log")
