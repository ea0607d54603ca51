"""The stand-in for Clio, adapters that call it or a scripted server, and the specification over it all."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestServer

from core.adapters.clio import ClioApi, ClioApp, ClioOAuthServer
from core.ports_clio import ClioActivity
from local.standins.clio.app import make_app
from local.standins.clio.registration import CLIENT_ID, CLIENT_SECRET
from tests.core.adapters.scripting import Script
from tests.fakes import FakeClock
from tests.local.standins.clio.specification import Specification

AVERY = 348_755_001
BLAKE = 348_755_002
SMITH = 1_684_300_001
WILSON = 1_684_300_002
L110 = 5_001
A103 = 5_032
DRAFTING = 12_440_002
NARRATIVE = "Call with client; privileged words of Smith."
REDIRECT = "http://127.0.0.1:7071/api/clio/callback"
ENTRY = ClioActivity(
    id=None,
    etag=None,
    matter_id=SMITH,
    user_id=AVERY,
    day=date(2026, 6, 9),
    seconds=1800,
    note=NARRATIVE,
    non_billable=False,
    no_charge=False,
    activity_description_id=None,
    utbms_activity_id=None,
    utbms_task_id=None,
    price=None,
)
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


class Now:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass(frozen=True)
class Bench:
    """The stand-in's own pages."""

    address: str
    http: ClientSession

    async def tell(self, method: str, path: str, body: Any = None) -> Any:
        async with self.http.request(method, f"{self.address}/standin/{path}", json=body) as answer:
            assert answer.status < 300, await answer.text()
            return await answer.json() if answer.content_type == "application/json" else None

    async def fault(self, operation: str, fault: str, **more: Any) -> None:
        await self.tell("POST", "faults", {"operation": operation, "fault": fault, **more})

    async def turn(self, **switches: Any) -> None:
        await self.tell("PATCH", "switches", switches)

    async def change(self, kind: str, number: int | None, **values: Any) -> None:
        """Change a record as by hand."""
        await self.tell("PATCH", f"data/{kind}/{number}", values)

    async def remove(self, kind: str, number: int | None) -> None:
        await self.tell("DELETE", f"data/{kind}/{number}")

    async def access(self, user: int = AVERY) -> str:
        """The access token of somebody who has consented without being asked."""
        token: str = (await self.tell("POST", "tokens", {"user": user}))["access_token"]
        return token

    async def requests(self) -> list[dict[str, Any]]:
        seen: list[dict[str, Any]] = await self.tell("GET", "requests")
        return seen

    async def seen(self, operation: str) -> list[dict[str, Any]]:
        """The requests for one operation."""
        return [each for each in await self.requests() if each["operation"] == operation]

    async def activities(self) -> list[dict[str, Any]]:
        """What it holds of activities, whether lists show it or not."""
        held: list[dict[str, Any]] = (await self.tell("GET", "data"))["activities"]
        return held


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    """A stand-in; every request that a test made is held against Clio's specification, if it is at hand."""
    async with TestServer(make_app()) as server, ClientSession() as http:
        made = Bench(str(server.make_url("")).rstrip("/"), http)
        yield made
        if specification := Specification.at_hand():
            for request in await made.requests():
                specification.check_request(request)


@pytest.fixture
async def access(bench: Bench) -> str:
    return await bench.access()


@pytest.fixture
async def clio(bench: Bench) -> AsyncIterator[ClioApi]:
    made = ClioApi(bench.address, Now())
    yield made
    await made.close()


@pytest.fixture
async def scripted(script: Script) -> AsyncIterator[ClioApi]:
    """An adapter that calls a server told what to say, at a time that stands still."""
    made = ClioApi(script.endpoint, FakeClock())
    yield made
    await made.close()


def app_at(address: str, secret: str = CLIENT_SECRET) -> ClioApp:
    async def held() -> str:
        return secret

    return ClioApp(address, CLIENT_ID, REDIRECT, held)


@pytest.fixture
async def oauth(bench: Bench) -> AsyncIterator[ClioOAuthServer]:
    made = ClioOAuthServer(app_at(bench.address), Now())
    yield made
    await made.close()
