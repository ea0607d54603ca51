"""A recorder on the wire between the app and storage: every request with its times."""

import asyncio
import re
import time
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from typing import Self
from urllib.parse import unquote

from local.azurite import ACCOUNT, connection_string

_BLOCK = 65536
# The SDKs send one request at a time on a connection, so a request begins a block. Those inside a
# transaction's body stand behind its boundary.
_REQUEST = re.compile(rb"([A-Z]+) /%s(\S*) HTTP/1\.1\r\n" % ACCOUNT.encode())
_SERVICES = ("blob", "queue", "table")


@dataclass(slots=True)
class Request:
    """One request to a storage service; `started` and `finished` are seconds of `time.perf_counter`."""

    service: str
    method: str
    target: str
    started: float
    finished: float = 0.0


class Wire:
    """Proxies in front of the three services of an Azurite; use it as an async context manager."""

    def __init__(self, ports: tuple[int, int, int]) -> None:
        self.requests: list[Request] = []
        self.connection_string = ""
        self._targets = dict(zip(_SERVICES, ports, strict=True))
        self._running = AsyncExitStack()

    async def __aenter__(self) -> Self:
        blob, queue, table = [await self._listen(service) for service in _SERVICES]
        self.connection_string = connection_string((blob, queue, table))
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._running.aclose()

    async def _listen(self, service: str) -> int:
        async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await _Connection(service, self.requests).carry(reader, writer, self._targets[service])

        server = await asyncio.start_server(carry, "127.0.0.1", 0)
        await self._running.enter_async_context(server)
        self._running.callback(server.close_clients)
        port: int = server.sockets[0].getsockname()[1]
        return port


class _Connection:
    """One connection of a client, and the request that it waits for."""

    def __init__(self, service: str, requests: list[Request]) -> None:
        self._service = service
        self._requests = requests
        self._current: Request | None = None

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int) -> None:
        """Forward both ways until one side closes."""
        back, on = await asyncio.open_connection("127.0.0.1", port)
        asking = asyncio.create_task(_forward(reader, on, self._asked))
        try:
            await _forward(back, writer, self._answered)
        finally:
            asking.cancel()
            on.close()
            writer.close()

    def _asked(self, block: bytes) -> None:
        if match := _REQUEST.match(block):
            method, target = (part.decode() for part in match.groups())
            self._current = Request(self._service, method, unquote(target), time.perf_counter())
            self._requests.append(self._current)

    def _answered(self, _: bytes) -> None:
        if self._current:
            self._current.finished = time.perf_counter()


async def _forward(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, note: Callable[[bytes], None]
) -> None:
    with suppress(ConnectionError):
        while block := await reader.read(_BLOCK):
            note(block)
            writer.write(block)
            await writer.drain()
    writer.close()
