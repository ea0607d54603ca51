"""Hold a queue message while it is being worked on."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

from azure.core.exceptions import AzureError
from azure.storage.queue import QueueMessage
from azure.storage.queue.aio import QueueClient

_logger = logging.getLogger("Host.Queues")


async def set_within(event: asyncio.Event, delay: timedelta) -> bool:
    """Wait for an event, for at most a delay; tells whether it is set."""
    with suppress(TimeoutError):
        async with asyncio.timeout(delay.total_seconds()):
            await event.wait()
    return event.is_set()


class HeldMessage:
    """A message that only we see until its lock expires; every renewal changes its pop receipt."""

    def __init__(self, queue: QueueClient, message: QueueMessage) -> None:
        self.message = message
        self._queue = queue
        self._receipt = message.pop_receipt

    @asynccontextmanager
    async def renewed(self, lock: timedelta) -> AsyncIterator[None]:
        """Keep the message hidden for as long as the block runs."""
        finished = asyncio.Event()
        renewal = asyncio.create_task(self._renew(lock, finished))
        try:
            yield
        finally:
            # Ended by an event, never cancelled: a renewal cut short would lose the new receipt.
            finished.set()
            await renewal

    async def release(self, delay: timedelta) -> None:
        """Let the message be seen again after a delay."""
        updated = await self._queue.update_message(
            self.message.id, self._receipt, visibility_timeout=round(delay.total_seconds())
        )
        self._receipt = updated.pop_receipt

    async def give_back(self) -> None:
        """Let the message be seen again at once; if that fails its lock will expire."""
        await self._try_to_release(timedelta())

    async def delete(self) -> None:
        """Remove the message for good."""
        await self._queue.delete_message(self.message.id, self._receipt)

    async def _renew(self, lock: timedelta, finished: asyncio.Event) -> None:
        while not await set_within(finished, lock / 2):
            await self._try_to_release(lock)

    async def _try_to_release(self, delay: timedelta) -> None:
        try:
            await self.release(delay)
        except AzureError as error:
            _logger.warning("Message %s was not updated: %s", self.message.id, type(error).__name__)
