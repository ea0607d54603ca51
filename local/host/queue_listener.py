"""Take messages from one storage queue as Azure's host does: hold, renew, complete, retry, poison.

Source: the QueueListener and QueueProcessor of Azure's storage extension, whose order of decisions
this keeps; only the time a message stays held is shorter, so that a crash is seen soon.
"""

import asyncio
import itertools
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto

from azure.core.exceptions import AzureError, ResourceNotFoundError
from azure.storage.queue import QueueMessage
from azure.storage.queue.aio import QueueClient

from local.host.held_message import HeldMessage, set_within
from local.host.storage import ensure_queue
from local.host.work import Work

_FIRST_DELAY = timedelta(milliseconds=100)
_logger = logging.getLogger("Host.Queues")


class Verdict(Enum):
    """What became of a message."""

    DONE = auto()
    FAILED = auto()
    POISON = auto()


type Handle = Callable[[QueueMessage], Awaitable[Verdict]]
type Discard = Callable[[QueueMessage], Awaitable[None]]


@dataclass(frozen=True)
class ListenerOptions:
    """How a queue is read; times are as host.json means them."""

    batch_size: int
    new_batch_threshold: int
    max_dequeue_count: int
    visibility_timeout: timedelta
    max_polling_interval: timedelta
    lock: timedelta


class QueueListener:
    """Reads one queue for all functions bound to it, which share its messages in turn.

    `discard` puts a message that failed too often aside; without it such a message stays hidden for
    the rest of its lock and is tried again, as in Azure for a poison queue's own messages.
    """

    def __init__(
        self,
        queue: QueueClient,
        options: ListenerOptions,
        handlers: Sequence[Handle],
        discard: Discard | None,
        work: Work,
    ) -> None:
        self._queue = queue
        self._options = options
        self._handlers = itertools.cycle(handlers)
        self._discard = discard
        self._work = work
        self._running: set[asyncio.Task[None]] = set()
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Take no more messages."""
        self._stopping.set()

    async def run(self) -> None:
        """Take messages until stopped, asking less often while the queue is empty."""
        delay = _FIRST_DELAY
        while not self._stopping.is_set():
            messages = await self._receive()
            for message in messages:
                self._begin(message)
            if messages:
                delay = _FIRST_DELAY
                await self._wait_for_room()
            else:
                await set_within(self._stopping, delay)
                delay = min(delay * 2, max(self._options.max_polling_interval, _FIRST_DELAY))

    async def _receive(self) -> list[QueueMessage]:
        pages = self._queue.receive_messages(
            messages_per_page=self._options.batch_size,
            visibility_timeout=round(self._options.lock.total_seconds()),
        ).by_page()
        try:
            async for page in pages:
                return [message async for message in page]
        except ResourceNotFoundError:
            await self._recreate()
        except AzureError as error:
            _logger.warning("Queue '%s' cannot be read: %s", self._queue.queue_name, type(error).__name__)
        return []

    async def _recreate(self) -> None:
        try:
            await ensure_queue(self._queue)
        except AzureError as error:
            _logger.warning("Queue '%s' cannot be made: %s", self._queue.queue_name, type(error).__name__)

    def _begin(self, message: QueueMessage) -> None:
        task = self._work.start(self._process(message))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _wait_for_room(self) -> None:
        stopping = asyncio.create_task(self._stopping.wait())
        while len(self._running) > self._options.new_batch_threshold and not stopping.done():
            await asyncio.wait({*self._running, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()

    async def _process(self, message: QueueMessage) -> None:
        held = HeldMessage(self._queue, message)
        try:
            async with held.renewed(self._options.lock):
                verdict = await self._judge(message)
            await self._complete(held, verdict)
        except asyncio.CancelledError:
            _logger.warning("Message %s of queue '%s' is given back", message.id, self._queue.queue_name)
            await held.give_back()
            raise
        except Exception:
            # The lock expires and the message comes again: at least once, as in Azure.
            _logger.exception(
                "Message %s of queue '%s' was not completed", message.id, self._queue.queue_name
            )

    async def _judge(self, message: QueueMessage) -> Verdict:
        # A message that killed the host every time never fails in the ordinary way.
        if self._discard and (message.dequeue_count or 0) > self._options.max_dequeue_count:
            return Verdict.POISON
        return await next(self._handlers)(message)

    async def _complete(self, held: HeldMessage, verdict: Verdict) -> None:
        message = held.message
        if verdict is Verdict.DONE:
            await held.delete()
        elif self._discard is None:
            return
        elif verdict is Verdict.POISON or (message.dequeue_count or 0) >= self._options.max_dequeue_count:
            _logger.warning(
                "Message %s of queue '%s' is moved to poison after %s tries",
                message.id,
                self._queue.queue_name,
                message.dequeue_count,
            )
            await self._discard(message)
            await held.delete()
        else:
            await held.release(self._options.visibility_timeout)
