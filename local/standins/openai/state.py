"""What one running stand-in knows, and what every call to it goes through."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field
from uuid import uuid4

from aiohttp import web

from local.standins.faults import FaultQueue
from local.standins.openai.calls import Call, CallLog
from local.standins.openai.errors import ApiError, deployment_not_found, not_found, unauthorized
from local.standins.openai.faults import Fault
from local.standins.openai.recognition import Recogniser

REQUESTS_PER_MINUTE = 1000
TOKENS_PER_MINUTE = 100_000

type Work = Callable[[Call, Fault | None], Awaitable[web.Response]]


@dataclass
class StandIn:
    """Its recogniser, its deployments (none named: any is served), its faults and its calls."""

    recogniser: Recogniser
    deployments: Collection[str] = ()
    faults: FaultQueue[Fault] = field(default_factory=FaultQueue)
    calls: CallLog = field(default_factory=CallLog)

    def admit(self, call: Call, deployment: str) -> None:
        """Note which deployment a call is for; raise a 404 unless it exists."""
        call.deployment = deployment
        if self.deployments and deployment not in self.deployments:
            raise deployment_not_found()

    async def serve(self, request: web.Request, operation: str, work: Work) -> web.StreamResponse:
        """Answer one call: show its fault if it has one, do and bill its work, keep a record of it."""
        with self.calls.record(operation) as call:
            try:
                self._check_access(request, call)
                response = await self._answer(call, self.faults.take(operation), work)
            except ApiError as error:
                response = error.response()
            call.status = response.status if response else None
        if response is None:
            return _cut(request)
        response.headers.update(_headers(self.calls.in_last_minute(operation)))
        return response

    def _check_access(self, request: web.Request, call: Call) -> None:
        """Raise Azure's 401 without credentials, 404 without an api-version (which v1 paths do not need)."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if not (scheme == "Bearer" and token.strip()) and not request.headers.get("api-key"):
            raise unauthorized()
        if deployment := request.match_info.get("deployment"):
            if not request.query.get("api-version"):
                raise not_found()
            self.admit(call, deployment)

    async def _answer(self, call: Call, fault: Fault | None, work: Work) -> web.Response | None:
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


STANDIN = web.AppKey("standin", StandIn)


def _cut(request: web.Request) -> web.Response:
    if request.transport:
        request.transport.abort()
    return web.Response()


def _headers(calls_in_last_minute: int) -> dict[str, str]:
    """Return Azure's answer headers; tokens are not counted here."""
    return {
        "apim-request-id": str(uuid4()),
        "x-request-id": secrets.token_hex(16),
        "x-ms-region": "Stand-in, not Azure",
        "x-ratelimit-limit-requests": str(REQUESTS_PER_MINUTE),
        "x-ratelimit-remaining-requests": str(max(REQUESTS_PER_MINUTE - calls_in_last_minute, 0)),
        "x-ratelimit-limit-tokens": str(TOKENS_PER_MINUTE),
        "x-ratelimit-remaining-tokens": str(TOKENS_PER_MINUTE),
        "x-ratelimit-reset-requests": "60",
        "x-ratelimit-reset-tokens": "60",
    }
