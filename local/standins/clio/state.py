"""What one running stand-in knows, whom it lets in, and what its answers carry."""

import asyncio
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from local.standins.calls import Call
from local.standins.clio import seed
from local.standins.clio.clock import Clock
from local.standins.clio.errors import forbidden, invalid_token, not_authorized, rate_limited
from local.standins.clio.faults import OPERATIONS, Chance, Dice, Fault, ServerError
from local.standins.clio.grants import Grant, Grants
from local.standins.clio.rate_limit import Allowance, RateLimit
from local.standins.clio.registration import Registration
from local.standins.clio.requests_seen import RequestLog, Seen
from local.standins.clio.switches import Switches
from local.standins.clio.versions import Version, version
from local.standins.serving import Refusal, Served, Work


@dataclass(slots=True)
class Caller:
    """Who asks: the token, what was granted with it, and the version spoken."""

    token: str
    grant: Grant
    version: Version


SEEN = web.RequestKey("seen", Seen)
CALLER = web.RequestKey("caller", Caller)
ALLOWANCE = web.RequestKey("allowance", Allowance)


class StandIn(Served[Fault]):
    """Its firm, tokens and switches, beside its faults and calls."""

    def __init__(self, registration: Registration, clock: Clock) -> None:
        super().__init__(*OPERATIONS)
        self.registration = registration
        self.clock = clock
        self.switches = Switches()
        self.firm = seed.seeded(clock)
        self.grants = Grants(clock, self.switches)
        self.rate_limit = RateLimit(clock, self.switches)
        self.requests = RequestLog()
        self.dice: Dice | None = None

    def turn(self, switches: Switches) -> None:
        """Be like this from now on."""
        self.switches = self.grants.switches = self.rate_limit.switches = switches

    def roll(self, chance: Chance | None) -> None:
        """Show faults by chance from now on, or no more."""
        self.dice = Dice(chance) if chance else None

    def check_access(self, request: web.Request, call: Call) -> None:
        """Raise a 401, 429, 410 or 403 for a request that Clio would not let in."""
        request[SEEN].call = call
        try:
            self._admit(request, call)
        except Refusal as refusal:
            raise self._named(refusal) from None

    def _admit(self, request: web.Request, call: Call) -> None:
        if call.operation in ("authorize", "token"):
            return
        token = _bearer(request)
        grant = self.grants.check(token)
        request[SEEN].user_id = grant.user_id
        if call.operation == "deauthorize":
            return
        request[ALLOWANCE] = allowance = self.rate_limit.use(token)
        if allowance.exceeded:
            raise rate_limited((allowance.ends - self.clock.now()).total_seconds())
        asked = request.headers.get("X-API-VERSION")
        spoken = version(asked, self.switches.default_version, self.switches.retired_versions)
        request[CALLER] = Caller(token, grant, spoken)
        _check_permission(call.operation, grant)

    def headers(self, operation: str) -> Mapping[str, str]:  # noqa: ARG002 - the same for every one
        """Return what every answer carries."""
        return {"X-Request-Id": secrets.token_hex(16)}

    def fault_for(self, request: web.Request, call: Call) -> Fault | None:
        """Return the fault this request shows: one it was told to, or one by chance."""
        fault = super().fault_for(request, call)
        if not fault and self.dice:
            seen = request[SEEN]
            fault = self.dice.throw(call.operation, seen.user_id, seen.raw)
        if fault and fault.fault == "rate_limited" and ALLOWANCE in request:
            request[ALLOWANCE] = self.rate_limit.exhausted(fault.retry_after or 0)
        return fault

    async def serve(self, request: web.Request, operation: str, work: Work[Fault]) -> web.StreamResponse:
        """Answer one call, and keep the request; a known caller is told what is left of the minute."""
        request[SEEN] = self.requests.note(request, operation, await request.read())

        async def shown(call: Call, fault: Fault | None) -> web.Response:
            return await self._show(request, call, fault, work)

        response = await super().serve(request, operation, shown)
        if ALLOWANCE in request:
            response.headers.update(request[ALLOWANCE].headers())
        if (caller := request.get(CALLER)) is not None and response.status < 400:  # noqa: PLR2004 - a success
            response.headers["X-API-VERSION"] = str(caller.version)
        return response

    async def _show(
        self, request: web.Request, call: Call, fault: Fault | None, work: Work[Fault]
    ) -> web.Response:
        """Do the work with what a fault changes before or after it."""
        if fault and fault.fault == "slow_before":
            await asyncio.sleep(fault.seconds)
        if fault and fault.fault == "expired_token":
            self._expire(request)
            raise invalid_token()
        try:
            response = await work(call, fault)
        except Refusal as refusal:
            raise self._named(refusal) from None
        return _changed(response, fault) if fault else response

    def _expire(self, request: web.Request) -> None:
        if (caller := request.get(CALLER)) is not None:
            self.grants.expire(caller.token)

    def _named(self, refusal: Refusal) -> Refusal:
        """Give an error of a status the type that a switch names."""
        type_ = self.switches.error_types.get(refusal.status)
        if type_ and isinstance(refusal.body.get("error"), dict):
            refusal.body["error"]["type"] = type_
        return refusal


def _bearer(request: web.Request) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise not_authorized()
    return token.strip()


def _check_permission(operation: str, grant: Grant) -> None:
    """Raise a 403 unless the app may do this; which permission covers codes and settings is a guess."""
    allowed = grant.permissions
    match operation.split("_"):
        case [("create" | "update" | "delete"), "activity"]:
            permitted = allowed.activities == "write"
        case [_, ("activities" | "activity" | "utbms"), *_]:
            permitted = allowed.activities != "none"
        case [_, ("matters" | "matter")]:
            permitted = allowed.matters != "none"
        case [_, ("contacts" | "contact")]:
            permitted = allowed.contacts != "none"
        case [_, ("users" | "user")]:
            permitted = allowed.users != "none"
        case [_, "billing", _]:
            permitted = allowed.billing != "none"
        case _:
            permitted = True
    if not permitted:
        raise forbidden()


def _changed(response: web.Response, fault: Fault) -> web.Response:
    """Return an answer other than the work's, though the work is done."""
    match fault.fault:
        case "server_error_after":
            return ServerError(fault.status, fault.shape).response()
        case "malformed":
            return web.Response(text="<html><body>Please wait</body></html>", content_type="text/html")
        case "only_id":
            return _only_id(response)
        case _:
            return response


def _only_id(response: web.Response) -> web.Response:
    body: Any = json.loads(response.text or "{}")
    if isinstance(body.get("data"), dict):
        body["data"] = {name: body["data"].get(name) for name in ("id", "etag")}
    return web.json_response(body, status=response.status)


STANDIN = web.AppKey("standin", StandIn)
