"""Stand-ins that tests lead, and a server that answers whatever a test writes."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientSession, web

type Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


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
