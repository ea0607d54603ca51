"""A server of the tests that runs beside them, in a thread and an event loop of its own."""

import asyncio
import threading
from abc import ABC, abstractmethod
from types import TracebackType
from typing import Self

_START_SECONDS = 10


class ServerInThread(ABC):
    """Serves while it is entered as a context manager."""

    def __init__(self) -> None:
        self._ready, self._stopping = threading.Event(), asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(_START_SECONDS)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._loop:
            self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join()

    async def _run(self) -> None:
        self._loop = asyncio.get_running_loop()
        await self.serve()

    async def until_stopped(self) -> None:
        """Say that it serves now, and wait for the end."""
        self._ready.set()
        await self._stopping.wait()

    @abstractmethod
    async def serve(self) -> None:
        """Begin to serve, wait with `until_stopped`, and clean up."""
