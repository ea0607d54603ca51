"""Every route refuses every caller whose token is not exactly right."""

import asyncio
import re
from typing import Any

import httpx
import pytest

from local.demo import LAWYERS
from local.stack import Stack
from local.standins.entra.tokens import FLAWS
from tests.e2e.contract import ApiContract
from tests.token_codes import CODES

pytestmark = pytest.mark.e2e

NO_TOKEN: dict[str, dict[str, str]] = {
    "no header": {},
    "no token": {"Authorization": "Bearer"},
    "another scheme": {"Authorization": "Basic YXZlcnk6c2VjcmV0"},
}
NOT_A_TOKEN = {
    "not a token": {"Authorization": "Bearer avery"},
    "not a JSON token": {"Authorization": "Bearer a.b.c"},
    "two tokens": {"Authorization": "Bearer a b"},
}


def test_every_flaw_the_stand_in_knows_is_tried() -> None:
    assert set(CODES) == set(FLAWS)


@pytest.mark.parametrize("flaw", CODES)
async def test_every_route_refuses_a_token_with_a_flaw(
    stack: Stack, contract: ApiContract, flaw: str
) -> None:
    token = await asyncio.to_thread(stack.token, LAWYERS[0], flaw=flaw)
    await _refused_everywhere(stack, contract, {"Authorization": f"Bearer {token}"}, CODES[flaw])


@pytest.mark.parametrize("how", NO_TOKEN)
async def test_every_route_refuses_who_brings_no_token(stack: Stack, contract: ApiContract, how: str) -> None:
    await _refused_everywhere(stack, contract, NO_TOKEN[how], "token_missing")


@pytest.mark.parametrize("how", NOT_A_TOKEN)
async def test_every_route_refuses_what_is_no_token(stack: Stack, contract: ApiContract, how: str) -> None:
    await _refused_everywhere(stack, contract, NOT_A_TOKEN[how], "token_malformed")


async def test_a_token_in_the_address_is_no_token(stack: Stack, contract: ApiContract) -> None:
    token = await asyncio.to_thread(stack.token, LAWYERS[0])
    await _refused_everywhere(stack, contract, {}, "token_missing", {"access_token": token, "token": token})


async def _refused_everywhere(
    stack: Stack,
    contract: ApiContract,
    headers: dict[str, str],
    code: str,
    query: dict[str, str] | None = None,
) -> None:
    routes = contract.routes()
    assert len(routes) >= 20
    hooks: dict[str, list[Any]] = {"response": [contract.check]}
    async with httpx.AsyncClient(base_url=stack.api, event_hooks=hooks, trust_env=False, timeout=30) as http:
        for method, template in routes:
            path = re.sub(r"{\w+}", "0" * 26, template)
            # A body that is wrong too: who may not come in is not told so.
            answer = await http.request(method, path, headers=headers, params=query, content=b"{")
            assert (answer.status_code, answer.json()["code"]) == (401, code), f"{method} {template}"
            assert answer.headers["www-authenticate"] == "Bearer"
            authorization = headers.get("Authorization", "").partition(" ")[2]
            assert not authorization.strip() or authorization not in answer.text
