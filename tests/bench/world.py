"""What is measured: the local stack, with a recorder on the wire to its storage."""

import asyncio
import tempfile
import time
import uuid
from collections.abc import AsyncIterator, Awaitable
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from core.bootstrap import Storage, SystemClock, open_storage
from core.services.ledger import Ledgers
from core.settings_check import load
from local.azurite import Azurite
from local.client import Device
from local.demo import DemoLawyer
from local.stack import Stack, StackOptions
from tests.bench.bare import Bare
from tests.bench.wire import Request, Wire

BLOB_POLL_SECONDS = 0.1
# What the host itself asks for: polls of queues, blob listings, its own containers and queues.
_HOSTS = ("comp=list", "/azure-webjobs-")


@dataclass(frozen=True, slots=True)
class World:
    """A running stack; `storage` and `bare` go over the recorded wire, `unseen` goes around it."""

    stack: Stack
    wire: Wire
    storage: Storage
    bare: Bare
    unseen: Ledgers

    def device(self, lawyer: DemoLawyer) -> Device:
        """A lawyer's device."""
        return Device(self.stack.api, self.stack.token(lawyer))

    def requests_of_app(self, mark: int) -> list[Request]:
        """The app's requests to storage from the `mark`-th on the wire, without the host's own."""
        return [request for request in self.wire.requests[mark:] if not _of_host(request)]


@asynccontextmanager
async def running() -> AsyncIterator[World]:
    """Start everything on free ports with data that is thrown away; raises StackError, AzuriteError."""
    with ExitStack() as rest:
        folder = Path(rest.enter_context(tempfile.TemporaryDirectory()))
        azurite = rest.enter_context(Azurite())
        async with Wire(azurite.ports) as wire:
            stack = await asyncio.to_thread(rest.enter_context, _stack(folder, wire))
            try:
                async with (
                    _opened(stack, wire.connection_string) as storage,
                    _opened(stack, azurite.connection_string) as direct,
                ):
                    unseen = Ledgers(direct.tables, direct.queues, SystemClock())
                    bare = await Bare.prepared(storage.connection, storage.tables.name)
                    yield World(stack, wire, storage, bare, unseen)
            finally:
                await asyncio.to_thread(stack.stop)


def new_lawyer() -> DemoLawyer:
    """A lawyer with a partition of their own."""
    return DemoLawyer(str(uuid.uuid4()), "Bench", "bench@demo.example")


async def timed(work: Awaitable[object]) -> float:
    """How long some work takes, in seconds."""
    started = time.perf_counter()
    await work
    return time.perf_counter() - started


def _stack(folder: Path, wire: Wire) -> Stack:
    settings = {"CaseClockStorage": wire.connection_string}
    return Stack(StackOptions(folder, settings=settings, host=("--blob-poll", str(BLOB_POLL_SECONDS))))


@asynccontextmanager
async def _opened(stack: Stack, connection_string: str) -> AsyncIterator[Storage]:
    storage = open_storage(load({**stack.settings, "CaseClockStorage": connection_string}))
    try:
        yield storage
    finally:
        await storage.connection.close()


def _of_host(request: Request) -> bool:
    polls = request.service == "queue" and request.method != "POST"
    return polls or any(mark in request.target for mark in _HOSTS)
