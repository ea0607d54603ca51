"""A TCP proxy in front of one service, which fails the way networks do."""

import asyncio
import re
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import StrEnum

_BLOCK = 65536


class Fault(StrEnum):
    """What happens once a request has taken effect."""

    NONE = "none"
    RESET = "reset"
    CLOSE = "close"
    HALF_AN_ANSWER = "half an answer"
    SILENCE = "silence"


@dataclass
class FaultyProxy:
    """Forwards to `target` on 127.0.0.1, but treats what comes back as `fault` says.

    With a `reply` nothing is forwarded at all: the proxy answers with it.
    """

    target: int
    fault: Fault = Fault.NONE
    reply: bytes | None = None
    port: int = 0
    received: bytearray = field(default_factory=bytearray)

    def connection_string(self, real: str, service: str) -> str:
        """A connection string with one service's address replaced by this proxy's."""
        return re.sub(rf"({service}Endpoint=http://127\.0\.0\.1:)\d+", rf"\g<1>{self.port}", real)

    def times(self, request_line: bytes) -> int:
        """How often a request line arrived."""
        return self.received.count(request_line)

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        upstream_reader, upstream_writer = await asyncio.open_connection("127.0.0.1", self.target)
        requests = asyncio.create_task(self._forward_requests(reader, writer, upstream_writer))
        try:
            await self._forward_answers(upstream_reader, writer)
        finally:
            requests.cancel()
            upstream_writer.close()
            writer.close()

    async def _forward_requests(
        self, reader: asyncio.StreamReader, back: asyncio.StreamWriter, on: asyncio.StreamWriter
    ) -> None:
        while block := await reader.read(_BLOCK):
            self.received += block
            if self.reply is None:
                on.write(block)
            elif block.rstrip().endswith(b"--"):
                back.write(self.reply)
        on.close()

    async def _forward_answers(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while block := await reader.read(_BLOCK):
            match self.fault:
                case Fault.NONE:
                    writer.write(block)
                case Fault.RESET:
                    writer.transport.abort()
                    return
                case Fault.CLOSE:
                    return
                case Fault.HALF_AN_ANSWER:
                    writer.write(block[: len(block) // 2])
                    return
                case Fault.SILENCE:
                    continue


def port_of(connection_string: str, service: str) -> int:
    """The port of a service in a connection string."""
    found = re.search(rf"{service}Endpoint=http://127\.0\.0\.1:(\d+)", connection_string)
    assert found
    return int(found[1])


def unused_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def faulty_proxy(
    target: int, fault: Fault = Fault.NONE, reply: bytes | None = None
) -> AsyncIterator[FaultyProxy]:
    """Run a proxy on a free port."""
    proxy = FaultyProxy(target, fault, reply)
    server = await asyncio.start_server(proxy.handle, "127.0.0.1", 0)
    proxy.port = server.sockets[0].getsockname()[1]
    async with server:
        yield proxy
        server.close_clients()
