"""The queues and triggers of a function host, in memory and on a clock that jumps.

It delivers at least once: a message whose work fails comes back after a while, five times, and then
goes to its poison handler, as `functions/` and host.json have it.
"""

import heapq
import itertools
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from core.domain.errors import Unavailable
from core.ports import Queue
from tests.fakes import FakeClock, FakeQueues

MOST_TRIES = 5
_COMES_BACK = timedelta(seconds=5)
_LONGEST_DELAY = timedelta(days=7)
_ENDLESS = 20_000

type Work = Callable[[Mapping[str, str]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Trigger:
    """What a queue's messages have done, what happens when storage is out, and once they are poison."""

    work: Work
    put_off: Work
    poison: Work | None = None


@dataclass(order=True, slots=True)
class _Waiting:
    due: datetime
    order: int
    trigger: str = field(compare=False)
    message: dict[str, str] = field(compare=False)
    tries: int = field(compare=False, default=0)


class Host(FakeQueues):
    """Queues whose messages are delivered by `run`; it also keeps all that was sent.

    `buried` holds what even a poison handler could not do: no trigger listens any more.
    """

    def __init__(self, clock: FakeClock) -> None:
        super().__init__()
        self.triggers: dict[str, Trigger] = {}
        self.between: Callable[[], None] = lambda: None
        self.delivered = 0
        self.buried: list[dict[str, str]] = []
        self._clock = clock
        self._waiting: list[_Waiting] = []
        self._order = itertools.count()

    async def send(self, queue: Queue, message: Mapping[str, str], delay: timedelta = timedelta()) -> None:
        """Queue a message, at most 7 days ahead."""
        await super().send(queue, message, delay)
        self.happen(queue, message, min(delay, _LONGEST_DELAY))

    def happen(self, trigger: str, message: Mapping[str, str], delay: timedelta = timedelta()) -> None:
        """Have a trigger fire."""
        self._push(_Waiting(self._clock.now() + delay, next(self._order), trigger, dict(message)))

    def lose(self) -> None:
        """Every message that waits is gone, as none ever should be."""
        self._waiting.clear()

    async def run(self, within: timedelta | None = None) -> None:
        """Deliver in the order of time until nothing is left, or nothing within a while from now."""
        end = None if within is None else self._clock.now() + within
        while self._waiting and (end is None or self._waiting[0].due <= end):
            self.delivered += 1
            assert self.delivered < _ENDLESS, "messages without end"
            await self._deliver(heapq.heappop(self._waiting))
        if end is not None:
            self._clock.at = max(self._clock.at, end)

    async def _deliver(self, item: _Waiting) -> None:
        self._clock.at = max(self._clock.at, item.due)
        trigger = self.triggers[item.trigger]
        self.between()
        try:
            await self._try(trigger, item.message)
        except BaseException as error:
            if isinstance(error, AssertionError | KeyboardInterrupt):
                raise
            self._failed(item)
        finally:
            self.between()

    async def _try(self, trigger: Trigger, message: Mapping[str, str]) -> None:
        try:
            await trigger.work(message)
        except Unavailable:
            await trigger.put_off(message)

    def _failed(self, item: _Waiting) -> None:
        item.tries += 1
        item.due = self._clock.now() + _COMES_BACK
        if item.tries >= MOST_TRIES:
            item.trigger, item.tries = f"{item.trigger}-poison", 0
        if item.trigger in self.triggers:
            self._push(item)
        else:
            self.buried.append(item.message)

    def _push(self, item: _Waiting) -> None:
        heapq.heappush(self._waiting, item)
