"""What is running now, so that a shutdown can wait for it."""

import asyncio
from collections.abc import Coroutine

_CANCEL_SECONDS = 5


class Work:
    """The tasks that a shutdown waits for and, when they take too long, cancels."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[object]] = set()
        self.closing = False

    def start[T](self, coroutine: Coroutine[object, object, T]) -> asyncio.Task[T]:
        """Run a coroutine that a shutdown shall wait for."""
        task = asyncio.create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def drain(self, grace: float) -> bool:
        """Wait up to `grace` seconds, then cancel; tells whether everything ended by itself."""
        self.closing = True
        pending = set(self._tasks)
        if pending:
            _, pending = await asyncio.wait(pending, timeout=grace)
        for task in pending:
            task.cancel()
        if pending:
            await asyncio.wait(pending, timeout=_CANCEL_SECONDS)
        return not pending
