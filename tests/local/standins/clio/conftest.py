"""One running stand-in for all its tests, made to behave, forget and keep the machine's time before each.

Every answer that the tests see is held against Clio's specification, where a copy is at hand.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web

from local.standins.clio.app import make_app
from tests.local.standins.clio.specification import Specification

AVERY = 348_755_001
BLAKE = 348_755_002
SMITH = 1_684_300_001
WILSON = 1_684_300_002
L110 = 5_001
A103 = 5_032
DRAFTING = 12_440_002
FILING = 12_440_003
ENTRY: dict[str, Any] = {
    "type": "TimeEntry",
    "date": "2026-06-09",
    "quantity": 1800,
    "note": "Telephone call with client regarding settlement.",
    "matter": {"id": SMITH},
    "user": {"id": AVERY},
}


@dataclass(frozen=True)
class Answer:
    """An answer that has been read."""

    status: int
    body: Any
    headers: Any

    @property
    def data(self) -> Any:
        return self.body["data"]

    @property
    def error(self) -> Any:
        return self.body["error"]


class Clio:
    """A caller with a token."""

    def __init__(self, http: aiohttp.ClientSession, token: str) -> None:
        self._http = http
        self.token = token

    async def call(self, method: str, path: str, *, judged: bool = True, **options: Any) -> Answer:
        """Call a path below /api/v4, with the version pinned unless `headers` names another."""
        headers = {"Authorization": f"Bearer {self.token}", "X-API-VERSION": "4.0.13"}
        headers |= options.pop("headers", {})
        address = path if path.startswith("/") or "://" in path else f"/api/v4/{path}.json"
        async with self._http.request(method, address, headers=headers, **options) as response:
            json = response.content_type == "application/json"
            body = await response.json() if json else (await response.text() or None)
            answer = Answer(response.status, body, response.headers)
        if judged and (specification := Specification.at_hand()):
            specification.check_answer(method, response.url.path, answer.status, answer.body)
        return answer

    async def get(self, path: str, **options: Any) -> Answer:
        return await self.call("GET", path, **options)

    async def post(self, data: Any, fields: str | None = None, **options: Any) -> Answer:
        """Create an activity."""
        params = {"fields": fields} if fields else {}
        return await self.call("POST", "activities", json={"data": data}, params=params, **options)

    async def patch(self, number: int, data: Any, fields: str | None = None, **options: Any) -> Answer:
        """Change an activity."""
        params = {"fields": fields} if fields else {}
        return await self.call("PATCH", f"activities/{number}", json={"data": data}, params=params, **options)

    async def delete(self, number: int, **options: Any) -> Answer:
        """Delete an activity."""
        return await self.call("DELETE", f"activities/{number}", **options)

    async def made(self, **changed: Any) -> int:
        """Create an activity and give its id."""
        answer = await self.post(ENTRY | changed)
        assert answer.status == 201, answer.body
        number: int = answer.data["id"]
        return number


class Controls:
    """The stand-in's own pages."""

    def __init__(self, http: aiohttp.ClientSession) -> None:
        self._http = http

    async def get(self, path: str) -> Any:
        async with self._http.get(f"/standin/{path}") as answer:
            assert answer.status == 200
            return await answer.json()

    async def turn(self, **switches: Any) -> None:
        await self._tell("PATCH", "switches", switches)

    async def fault(self, operation: str, fault: str, **more: Any) -> None:
        await self._tell("POST", "faults", {"operation": operation, "fault": fault, **more})

    async def advance(self, seconds: float) -> None:
        await self._tell("POST", "clock", {"seconds": seconds})

    async def change(self, kind: str, number: int, **values: Any) -> None:
        """Change a record as by hand."""
        await self._tell("PATCH", f"data/{kind}/{number}", values)

    async def remove(self, kind: str, number: int) -> None:
        await self._tell("DELETE", f"data/{kind}/{number}", None)

    async def tell(self, method: str, path: str, body: Any = None) -> Any:
        """Tell it something and give its answer."""
        async with self._http.request(method, f"/standin/{path}", json=body) as answer:
            assert answer.status < 300, await answer.text()
            return await answer.json() if answer.content_type == "application/json" else None

    async def _tell(self, method: str, path: str, body: Any) -> None:
        await self.tell(method, path, body)

    async def activities(self) -> list[dict[str, Any]]:
        """Everything it holds of activities, whether lists show it or not."""
        held: list[dict[str, Any]] = (await self.get("data"))["activities"]
        return held

    async def sign_in(self, user: int) -> Clio:
        """A caller who has consented without being asked."""
        tokens = await self.tell("POST", "tokens", {"user": user})
        return Clio(self._http, tokens["access_token"])


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
    """Give a plain client of a stand-in that is as it was when it started."""
    async with aiohttp.ClientSession(running) as session:
        for what in ("faults", "calls", "requests", "chance", "switches", "clock", "data"):
            assert (await session.delete(f"/standin/{what}")).status == 204
        await session.post("/standin/tokens/revoke")
        yield session


@pytest_asyncio.fixture(loop_scope="session")
async def controls(http: aiohttp.ClientSession) -> Controls:
    """Give the stand-in's own pages."""
    return Controls(http)


@pytest_asyncio.fixture(loop_scope="session")
async def clio(controls: Controls) -> Clio:
    """Give a caller who is Avery."""
    return await controls.sign_in(AVERY)


@pytest.fixture(scope="session")
def specification() -> Specification:
    """Give Clio's specification; skip where there is no copy."""
    found = Specification.at_hand()
    if not found:
        pytest.skip("CLIO_SPEC names no copy of Clio's specification")
    return found
