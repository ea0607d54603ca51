"""An ingestion endpoint of Application Insights on this machine: it keeps everything it gets."""

import asyncio
import json
import ssl
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from aiohttp import web

INSTRUMENTATION_KEY = "5f4dcc3b-0000-4000-8000-0123456789ab"


@dataclass
class Collector:
    """Answers every path as `/track` does; while `open` is cleared, it takes requests and is silent.

    `bodies` are as they came but for their Content-Encoding. Use it in a `with`.
    """

    tls: ssl.SSLContext | None = None
    bodies: list[bytes] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    open: asyncio.Event = field(default_factory=asyncio.Event)
    connection_string: str = ""
    _runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        self.open.set()
        app = web.Application(client_max_size=2**24)
        app.router.add_route("*", "/{path:.*}", self._take)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0, ssl_context=self.tls).start()
        address = f"{'https' if self.tls else 'http'}://127.0.0.1:{self._runner.addresses[0][1]}/"
        self.connection_string = f"InstrumentationKey={INSTRUMENTATION_KEY};IngestionEndpoint={address}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.open.set()
        if self._runner is not None:
            async with asyncio.timeout(30):
                while self._runner.server and self._runner.server.connections:  # noqa: ASYNC110 - aiohttp tells nobody
                    await asyncio.sleep(0.01)
            await self._runner.cleanup()

    @property
    def items(self) -> list[dict[str, Any]]:
        """Every telemetry item, in the order of arrival."""
        return [item for body in self.bodies for item in json.loads(body)]

    @property
    def spans(self) -> list[dict[str, Any]]:
        """The data of every span: name, id, success, properties; with its trace and parent."""
        return [
            item["data"]["baseData"]
            | {"trace": item["tags"]["ai.operation.id"], "parent": item["tags"].get("ai.operation.parentId")}
            for item in self.items
            if item["data"]["baseType"] == "RemoteDependencyData"
        ]

    def named(self, name: str) -> list[dict[str, Any]]:
        """The spans of a name."""
        return [span for span in self.spans if span["name"] == name]

    async def _take(self, request: web.Request) -> web.Response:
        await self.open.wait()
        body = await request.read()
        self.bodies.append(body)
        self.headers.append(dict(request.headers))
        count = len(json.loads(body))
        answer = web.json_response({"itemsReceived": count, "itemsAccepted": count, "errors": []})
        answer.force_close()  # the exporter would keep its connection for ever
        return answer
