"""How a stand-in answers a call: its fault is shown, its work done and billed, a record kept."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import web
from pydantic import Field

from local.standins.calls import Call, CallLog
from local.standins.faults import Countdown, FaultQueue


class Refusal(Exception):
    """A request that is answered with an error status and an error body of the service's own shape."""

    def __init__(self, message: str, http_status: int, body: Any, headers: Mapping[str, str]) -> None:
        super().__init__(message)
        self.status = http_status
        self.body = body
        self.headers = headers

    def response(self) -> web.Response:
        """Return the HTTP answer for this error."""
        return web.json_response(self.body, status=self.status, headers=self.headers)


class WorkFault(Countdown):
    """What every fault of a call that does work has: its name, and how late `slow` answers."""

    fault: str
    seconds: float = Field(default=1.0, ge=0, le=600, description="slow: how late the answer comes")

    def error(self) -> Refusal | None:
        """Return the error that is answered instead of doing the work, if this is such a fault."""
        return None


type Work[F] = Callable[[Call, F | None], Awaitable[web.Response]]


class Served[F: WorkFault]:
    """The faults and calls of one running stand-in, and what every call to it goes through."""

    def __init__(self, *operations: str) -> None:
        self.faults: FaultQueue[F] = FaultQueue()
        self.calls = CallLog(operations)

    def check_access(self, request: web.Request, call: Call) -> None:
        """Raise a Refusal for a request that the service would not let in."""
        raise NotImplementedError

    def headers(self, operation: str) -> Mapping[str, str]:
        """Return what every answer of the service carries."""
        raise NotImplementedError

    def fault_for(self, request: web.Request, call: Call) -> F | None:  # noqa: ARG002 - the queue needs no request
        """Return the fault a call shows, if it shows one."""
        return self.faults.take(call.operation)

    async def serve(self, request: web.Request, operation: str, work: Work[F]) -> web.StreamResponse:
        """Answer one call: show its fault if it has one, do and bill its work, keep a record of it."""
        with self.calls.record(operation) as call:
            try:
                self.check_access(request, call)
                response = await self._answer(call, self.fault_for(request, call), work)
            except Refusal as refusal:
                response = refusal.response()
            call.status = response.status if response else None
        if response is None:
            return _cut(request)
        response.headers.update(self.headers(operation))
        return response

    async def _answer(self, call: Call, fault: F | None, work: Work[F]) -> web.Response | None:
        """Return the answer, or None where the connection is cut instead."""
        call.fault = fault.fault if fault else None
        if call.fault == "drop_before":
            return None
        if fault and (error := fault.error()):
            raise error
        response = await work(call, fault)
        self.calls.bill(call)
        if fault and fault.fault == "slow":
            await asyncio.sleep(fault.seconds)
        return None if call.fault == "drop_after" else response


def _cut(request: web.Request) -> web.Response:
    if request.transport:
        request.transport.abort()
    return web.Response()
