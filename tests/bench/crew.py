"""A host whose functions run side by side on a clock that jumps: while some work waits, others go on."""

import asyncio
import heapq
import itertools
import math
from collections.abc import Mapping
from datetime import datetime, timedelta

from core.ports import Queue
from tests.core.services.host import Host
from tests.fakes import FakeClock


class Crew(Host):
    """Delivers as many messages at once as there are; `poll` is how late each of them is noticed."""

    def __init__(self, clock: FakeClock, poll: timedelta) -> None:
        super().__init__(clock)
        self._poll = poll
        self._busy: list[tuple[datetime, int, asyncio.Future[None]]] = []
        self._turns = itertools.count()
        self._stopped = asyncio.Event()
        self._running: set[asyncio.Task[None]] = set()
        self._over: list[asyncio.Task[None]] = []

    async def send(self, queue: Queue, message: Mapping[str, str], delay: timedelta = timedelta()) -> None:
        """Queue a message, hidden for whole seconds as in Queue Storage."""
        hidden = timedelta(seconds=math.ceil(delay.total_seconds()))
        await super().send(queue, message, hidden + self._poll)

    async def spend(self, time: timedelta) -> None:
        """Be busy for a while, in the work of a message, which does one thing at a time."""
        done = asyncio.get_running_loop().create_future()
        heapq.heappush(self._busy, (self._clock.now() + time, next(self._turns), done))
        self._stopped.set()
        await done

    async def run(self, within: timedelta | None = None) -> None:
        """Let time go by until nothing is left to do, or for a while."""
        end = None if within is None else self._clock.now() + within
        while (due := self._next()) is not None and (end is None or due <= end):
            self._clock.at = max(self._clock.at, due)
            self._stopped.clear()
            self._go_on(due)
            await self._stopped.wait()
            while self._over:
                self._over.pop().result()
        if end is not None:
            self._clock.at = max(self._clock.at, end)

    def _next(self) -> datetime | None:
        first = [self._busy[0][0]] if self._busy else []
        return min([*first, self._waiting[0].due] if self._waiting else first, default=None)

    def _go_on(self, due: datetime) -> None:
        """Go on with the one thing whose time has come."""
        if self._busy and self._busy[0][0] == due:
            heapq.heappop(self._busy)[2].set_result(None)
            return
        task = asyncio.create_task(self._deliver(heapq.heappop(self._waiting)))
        self._running.add(task)
        task.add_done_callback(self._end)

    def _end(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        self._over.append(task)
        self._stopped.set()
