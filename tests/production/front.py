"""A front that answers for every name it is told, over TLS, and hands on to who plays that service."""

import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from aiohttp import ClientSession, ClientTimeout, TCPConnector, web
from multidict import CIMultiDict
from yarl import URL

from local.standins.certificate import Certificate
from tests.in_thread import ServerInThread

_HOST = "127.0.0.1"
_PER_HOP = {"connection", "keep-alive", "transfer-encoding", "host"}
_LARGEST_BODY = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Backend:
    """A port of this machine, and the certificate it shows if it speaks TLS.

    One that plays a storage `account` wants its name in the path, in batches too, instead of in the host.
    """

    port: int
    certificate: Path | None = None
    account: str = ""

    @property
    def root(self) -> str:
        """The address that stands for the root of the name."""
        scheme = "https" if self.certificate else "http"
        return f"{scheme}://{_HOST}:{self.port}" + (f"/{self.account}" if self.account else "")


class Front(ServerInThread):
    """Use it as a context manager. `seen` are the hosts it was asked for."""

    def __init__(self, folder: Path, backends: Mapping[str, Backend]) -> None:
        super().__init__()
        self._kept = Certificate.kept_in(folder, sorted(backends))
        self._backends = backends
        self.port = 0
        self.seen: set[str] = set()

    @property
    def certificate(self) -> Path:
        """The file of the certificate to trust."""
        return self._kept.certificate

    async def serve(self) -> None:
        """Answer over TLS, on a port of its own."""
        connector, timeout = TCPConnector(limit=0), ClientTimeout(total=120)
        async with ClientSession(connector=connector, timeout=timeout, auto_decompress=False) as session:
            runner = web.AppRunner(self._app(session), access_log=None, shutdown_timeout=0.1)
            await runner.setup()
            listening = socket.create_server((_HOST, 0))
            await web.SockSite(runner, listening, ssl_context=self._kept.server_context()).start()
            self.port = listening.getsockname()[1]
            await self.until_stopped()
            await runner.cleanup()

    def _app(self, session: ClientSession) -> web.Application:
        async def relay(request: web.Request) -> web.Response:
            name = request.host.partition(":")[0]
            self.seen.add(name)
            if (backend := self._backends.get(name)) is None:
                return web.Response(status=502, text="nobody plays this service")
            return await _handed_on(session, backend, name, request)

        app = web.Application(client_max_size=_LARGEST_BODY)
        app.router.add_route("*", "/{path:.*}", relay)
        return app


async def _handed_on(
    session: ClientSession, backend: Backend, name: str, request: web.Request
) -> web.Response:
    headers, body = _passed_on(request.headers), await request.read()
    # Its length may change; that of an answer may not, for to HEAD it is all there is.
    headers.popall("Content-Length", None)
    if backend.account:
        body = body.replace(f"https://{name}".encode(), backend.root.encode())
    else:
        headers["Host"] = name
    trust = ssl.create_default_context(cafile=backend.certificate) if backend.certificate else True
    async with session.request(
        request.method,
        URL(f"{backend.root}{request.raw_path}", encoded=True),
        headers=headers,
        data=body or None,
        allow_redirects=False,
        ssl=trust,
        skip_auto_headers=("Accept", "Accept-Encoding", "Content-Type", "User-Agent"),
    ) as answer:
        content = await answer.read()
        return web.Response(status=answer.status, headers=_passed_on(answer.headers), body=content)


def _passed_on(headers: Mapping[str, str]) -> CIMultiDict[str]:
    return CIMultiDict((name, value) for name, value in headers.items() if name.lower() not in _PER_HOP)
