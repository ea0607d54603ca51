"""A stack that lies outside its jurisdiction does no work; one whose firms are elsewhere says where they are.

On a stack of its own: every test says first what Azure is to say, and starts the host anew.
"""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from core.ports import Queue
from local.demo import FIRM, LAWYERS
from local.stack import Stack, StackOptions
from tests.e2e.conftest import HOST, SETTINGS
from tests.e2e.contract import ApiContract
from tests.e2e.host_log import HostLog
from tests.e2e.lawyers import Lawyer, until
from tests.e2e.storage import StoredData

pytestmark = pytest.mark.e2e

THEIRS = "5a0b3f5e-6f0e-4c57-9c1b-7d2f1f0c9a11"
ADDRESS = "https://us.caseclock.example"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("residency")


@pytest.fixture(scope="module")
def alone(data: Path) -> Iterator[Stack]:
    settings = SETTINGS | {"CASECLOCK_ELSEWHERE": json.dumps({THEIRS: ADDRESS})}
    with Stack(StackOptions(data, settings=settings, host=HOST)) as running:
        yield running


@asynccontextmanager
async def saying(alone: Stack, fault: str, **more: Any) -> AsyncIterator[None]:
    """A host that begins while Azure says something else than that all is well."""
    async with httpx.AsyncClient(base_url=alone.management, trust_env=False) as azure:
        await azure.delete("/standin/faults")
        told = await azure.post("/standin/faults", json={"fault": fault, "times": None, **more})
        assert told.status_code == 201, told.text
        await _restart(alone)
        yield
        await azure.delete("/standin/faults")


async def _restart(alone: Stack) -> None:
    await asyncio.to_thread(alone.host.stop)
    await asyncio.to_thread(alone.start_host)


async def everywhere(alone: Stack, contract: ApiContract, token: str) -> AsyncIterator[tuple[str, Any]]:
    """What every route answers to the bearer of a token, each held against the contract."""
    hooks: dict[str, list[Any]] = {"response": [contract.check]}
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(
        base_url=alone.api, event_hooks=hooks, headers=headers, trust_env=False, timeout=30
    ) as http:
        for method, template in contract.routes():
            path = re.sub(r"{\w+}", "0" * 26, template)
            yield f"{method} {template}", await http.request(method, path, json={"a": 1})


async def nothing_is_stored(alone: Stack, key: str) -> None:
    async with StoredData(alone.storage) as stored:
        assert await stored.rows(key) == {}
        assert await stored.blobs(key) == []
        assert [await stored.waiting(queue) for queue in Queue] == [0] * len(Queue)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (
            {"fault": "region", "operation": "get_resource", "value": "westeurope"},
            "The storage account local lies in westeurope, outside Canada.",
        ),
        (
            {"fault": "sku", "operation": "get_deployment", "value": "GlobalStandard"},
            "The deployment drafting of the Azure OpenAI resource local-openai is GlobalStandard,"
            " which is not processed in Canada alone.",
        ),
    ],
)
async def test_outside_its_jurisdiction_every_route_refuses_with_the_reason(
    alone: Stack, contract: ApiContract, fault: dict[str, str], said: str
) -> None:
    token = await asyncio.to_thread(alone.token, LAWYERS[0])
    async with saying(alone, **fault):
        seen = [one async for one in everywhere(alone, contract, token)]
    assert len(seen) >= 20
    for route, answer in seen:
        assert (answer.status_code, answer.json()["code"]) == (503, "wrong_jurisdiction"), route
        assert said in answer.json()["detail"]
        assert int(answer.headers["retry-after"]) > 0
    async with httpx.AsyncClient(base_url=alone.api, trust_env=False) as http:
        assert (await http.get("/api/me")).status_code == 401
    await nothing_is_stored(alone, f"{FIRM}.{LAWYERS[0].user}")


async def test_outside_its_jurisdiction_messages_are_kept(alone: Stack, data: Path) -> None:
    host = HostLog(alone.api, data / "logs" / "host.log")
    message = {"kind": "outbox", "lawyer": f"{THEIRS}.{THEIRS}"}
    async with (
        saying(alone, "region", operation="get_resource", value="westeurope"),
        StoredData(alone.storage) as stored,
    ):
        await stored.empty(Queue.HOUSEKEEPING)
        seen = await host.count("keep_house")
        await stored.send_json(Queue.HOUSEKEEPING, message)
        await host.ran("keep_house", 1, seen)

        async def alone_again() -> bool | None:
            # The host finishes the message that was put off a moment after its function has run.
            return True if await stored.waiting(Queue.HOUSEKEEPING) == 1 else None

        assert await until(alone_again, "it was put off, and nothing else is there", timeout=10)
        assert await stored.waiting(f"{Queue.HOUSEKEEPING}-poison") == 0
        await stored.empty(Queue.HOUSEKEEPING)


async def test_a_lawyer_of_another_stack_is_told_its_address_and_nothing_is_stored(
    alone: Stack, contract: ApiContract, data: Path
) -> None:
    await _restart(alone)
    token = await asyncio.to_thread(alone.token, LAWYERS[0], tenant=THEIRS)
    before = (data / "logs" / "host.log").stat().st_size
    async for route, answer in everywhere(alone, contract, token):
        assert (answer.status_code, answer.json()["code"]) == (421, "other_jurisdiction"), route
        assert answer.json()["address"] == ADDRESS
    await nothing_is_stored(alone, f"{THEIRS}.{LAWYERS[0].user}")
    log = (data / "logs" / "host.log").read_text()[before:]
    assert "other_jurisdiction" in log
    for secret in (token, THEIRS, LAWYERS[0].user, LAWYERS[0].name, LAWYERS[0].username):
        assert secret not in log


@pytest.mark.parametrize("flaw", ["foreign_key", "wrong_audience", "no_scope", "expired"])
async def test_who_brings_no_valid_token_is_told_no_address(alone: Stack, flaw: str) -> None:
    token = await asyncio.to_thread(alone.token, LAWYERS[0], tenant=THEIRS, flaw=flaw)
    async with httpx.AsyncClient(base_url=alone.api, trust_env=False, timeout=30) as http:
        answer = await http.get("/api/me", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 401
    assert ADDRESS not in answer.text


@pytest.mark.parametrize("fault", ["forbidden", "drop_before"])
async def test_where_azure_does_not_say_the_stack_works_and_says_so(
    alone: Stack, contract: ApiContract, fault: str
) -> None:
    token = await asyncio.to_thread(alone.token, LAWYERS[0])
    async with saying(alone, fault), Lawyer(alone.api, token, LAWYERS[0].user, contract) as lawyer:
        await lawyer.store_matters()
        assert (await lawyer.typed())["status"] == "draft"
        health = await lawyer.call("GET", "/health")
    assert health["residency"]["state"] == "unchecked"
    assert any("the storage account local" in reason for reason in health["residency"]["reasons"])


async def test_a_stack_in_its_place_says_that_it_was_checked(alone: Stack, contract: ApiContract) -> None:
    await _restart(alone)
    token = await asyncio.to_thread(alone.token, LAWYERS[0])
    async with Lawyer(alone.api, token, LAWYERS[0].user, contract) as lawyer:
        health = await lawyer.call("GET", "/health")
    assert health["residency"] == {"state": "checked", "reasons": []}
