"""The stand-in's web server: discovery, keys, and tokens for anyone who asks."""

import asyncio
import socket
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit
from uuid import UUID

from aiohttp import web

from local.standins.entra.faults import Fault
from local.standins.entra.keys import ANY_TENANT, CONSUMERS, KeyStore
from local.standins.entra.page import PAGE
from local.standins.entra.requests import Rotation, TokenAsk, read
from local.standins.entra.tokens import FLAWS, good
from local.standins.faults import FaultQueue

_HOST = "127.0.0.1"
_LOOPBACK = frozenset({_HOST, "localhost"})
_TENANTS = {"common": ANY_TENANT, "organizations": ANY_TENANT, "consumers": CONSUMERS}


class EntraStandIn:
    """The stand-in on 127.0.0.1; a port of 0 takes any free one. Use it as an async context manager.

    `served` counts the requests for each document. `authority` is whom it plays, where it is reached by
    another address than its own.
    """

    def __init__(self, data: Path, port: int = 0, authority: str = "") -> None:
        self.keys = KeyStore(data)
        self.faults: FaultQueue[Fault] = FaultQueue()
        self.served: Counter[str] = Counter()
        self._port = port
        self._authority = authority
        self._runner = web.AppRunner(self._app(), shutdown_timeout=0.1)

    @property
    def authority(self) -> str:
        """The address to configure as Entra's authority, once the stand-in has started."""
        return self._authority or f"http://{_HOST}:{self._port}"

    @property
    def port(self) -> int:
        """Where it listens, once it has started."""
        return self._port

    async def start(self) -> None:
        """Listen; raises OSError when the port is taken."""
        await self._runner.setup()
        listener = socket.create_server((_HOST, self._port))
        self._port = listener.getsockname()[1]
        await web.SockSite(self._runner, listener).start()

    async def stop(self) -> None:
        """Stop listening and drop every connection."""
        await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    def _app(self) -> web.Application:
        app = web.Application()
        app.on_response_prepare.append(_let_local_pages_ask)
        app.add_routes(
            [
                web.get("/", _page),
                web.get("/{tenant}/v2.0/.well-known/openid-configuration", self._discovery),
                web.get("/{tenant}/discovery/v2.0/keys", self._jwks),
                web.route("OPTIONS", "/standin/{switch}", _preflight),
                web.post("/standin/token", self._token),
                web.post("/standin/rotate", self._rotate),
                web.post("/standin/faults", self._add_fault),
                web.delete("/standin/faults", self._clear_faults),
            ]
        )
        return app

    async def _discovery(self, request: web.Request) -> web.Response:
        tenant = _tenant(request)
        await self._show_fault(request, "discovery")
        base = f"{self.authority}/{request.match_info['tenant']}"
        return web.json_response(
            {
                "issuer": f"{self.authority}/{tenant}/v2.0",
                "jwks_uri": f"{base}/discovery/v2.0/keys",
                "id_token_signing_alg_values_supported": ["RS256"],
                "subject_types_supported": ["pairwise"],
                "tenant_region_scope": None,
            }
        )

    async def _jwks(self, request: web.Request) -> web.Response:
        _tenant(request)
        await self._show_fault(request, "keys")
        return web.json_response(self.keys.jwks(self.authority))

    async def _show_fault(self, request: web.Request, operation: str) -> None:
        self.served[operation] += 1
        fault = self.faults.take(operation)
        match fault and fault.fault:
            case "server_error":
                raise web.HTTPInternalServerError
            case "drop_before" if request.transport:
                request.transport.abort()
            case "slow" if fault:
                await asyncio.sleep(fault.seconds)

    async def _token(self, request: web.Request) -> web.Response:
        ask = await read(request, TokenAsk)
        mint = FLAWS[ask.flaw] if ask.flaw else good
        token = mint(ask.token_request(self.authority), self.keys.signing, datetime.now(UTC))
        return web.json_response(
            {
                "token_type": "Bearer",
                "scope": ask.scope,
                "expires_in": ask.lifetime,
                "access_token": token,
            },
            headers={"Cache-Control": "no-store"},
        )

    async def _rotate(self, request: web.Request) -> web.Response:
        rotation = await read(request, Rotation)
        return web.json_response({"kid": self.keys.rotate(withdraw=rotation.withdraw).kid})

    async def _add_fault(self, request: web.Request) -> web.Response:
        self.faults.add(await read(request, Fault))
        return web.Response(status=204)

    async def _clear_faults(self, _: web.Request) -> web.Response:
        self.faults.clear()
        return web.Response(status=204)


async def _page(_: web.Request) -> web.Response:
    return web.Response(text=PAGE, content_type="text/html")


def _tenant(request: web.Request) -> str:
    name = request.match_info["tenant"]
    try:
        return _TENANTS.get(name) or str(UUID(name))
    except ValueError as error:
        raise web.HTTPBadRequest(text="no such tenant") from error


async def _preflight(_: web.Request) -> web.Response:
    return web.Response(status=204)


async def _let_local_pages_ask(request: web.Request, response: web.StreamResponse) -> None:
    """Let pages of this machine read the answers, and no others: tokens here open the local stack."""
    origin = request.headers.get("Origin", "")
    if urlsplit(origin).hostname in _LOOPBACK:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Allow-Headers"] = "Content-Type"
        response.headers["Access-Control-Allow-Methods"] = "GET, POST, DELETE"
        response.headers["Vary"] = "Origin"
