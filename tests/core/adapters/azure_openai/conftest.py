"""The stand-in for Azure OpenAI, and a server that answers whatever a test writes."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from core.adapters.azure_openai import Deployment
from local.standins.openai.app import make_app

API_VERSION = "2024-10-21"

type Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def deployment(endpoint: str, name: str = "model", **more: Any) -> Deployment:
    return Deployment(**({"endpoint": endpoint, "name": name, "api_version": API_VERSION, "key": "k"} | more))


@dataclass(frozen=True)
class StandIn:
    endpoint: str

    async def will(self, operation: str, fault: str, **particulars: Any) -> None:
        order = {"operation": operation, "fault": fault} | particulars
        async with (
            ClientSession() as session,
            session.post(f"{self.endpoint}/standin/faults", json=order) as answer,
        ):
            assert answer.status == 201, await answer.text()

    async def calls(self) -> dict[str, Any]:
        async with ClientSession() as session, session.get(f"{self.endpoint}/standin/calls") as answer:
            found: dict[str, Any] = await answer.json()
            return found


@pytest.fixture
async def standin() -> AsyncIterator[StandIn]:
    async with TestServer(make_app({"model"})) as server:
        yield StandIn(str(server.make_url("")).rstrip("/"))


class Script:
    """A server with one answer for everything; it keeps the requests it had."""

    def __init__(self) -> None:
        self.requests: list[web.Request] = []
        self.bodies: list[bytes] = []
        self._handler: Handler | None = None
        self.endpoint = ""

    def answers(self, status: int = 200, **answer: Any) -> None:
        async def handler(_: web.Request) -> web.StreamResponse:
            if "json" in answer:
                return web.json_response(answer["json"], status=status, headers=answer.get("headers"))
            return web.Response(status=status, **answer)

        self._handler = handler

    def runs(self, handler: Handler) -> None:
        self._handler = handler

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request)
        self.bodies.append(await request.read())
        assert self._handler is not None
        return await self._handler(request)


@pytest.fixture
async def script() -> AsyncIterator[Script]:
    told = Script()
    app = web.Application()
    app.router.add_route("*", "/{anything:.*}", told.handle)
    async with TestServer(app) as server:
        told.endpoint = str(server.make_url("")).rstrip("/")
        yield told
