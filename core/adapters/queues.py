"""Queue Storage: messages that name things by id and never expire."""

import base64
import json
import math
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from core.adapters.storage_connection import StorageConnection
from core.adapters.storage_errors import reaching
from core.ports import Queue

if TYPE_CHECKING:
    from azure.storage.queue.aio import QueueClient

_LONGEST_DELAY = timedelta(days=7)
_NEVER_EXPIRES = -1


class AzureQueues:
    """The account's queues, named as in `Queue` behind a prefix; implements the port `Queues`."""

    def __init__(self, connection: StorageConnection, prefix: str = "") -> None:
        self._connection = connection
        self._prefix = prefix
        self._clients: dict[Queue, QueueClient] = {}

    async def send(self, queue: Queue, message: Mapping[str, str], delay: timedelta = timedelta()) -> None:
        """Queue a message that shows after `delay`, at most 7 days; raises Unavailable.

        It is base64 of JSON, which is what a queue trigger reads under host.json's default
        `messageEncoding`.
        """
        text = json.dumps(dict(message), separators=(",", ":"))
        with reaching("queue"):
            await self._client(queue).send_message(
                base64.b64encode(text.encode()).decode(),
                visibility_timeout=_whole_seconds(delay),
                time_to_live=_NEVER_EXPIRES,
            )

    async def ensure(self) -> None:
        """Create the queues that are not there; only the local stack does this at run time."""
        from azure.core.exceptions import ResourceExistsError  # noqa: PLC0415 - keeps cold starts short

        for queue in Queue:
            with reaching("queue"):
                try:
                    await self._client(queue).create_queue()
                except ResourceExistsError:
                    continue

    def _client(self, queue: Queue) -> "QueueClient":
        if queue not in self._clients:
            self._clients[queue] = self._connection.queues.get_queue_client(f"{self._prefix}{queue}")
        return self._clients[queue]


def _whole_seconds(delay: timedelta) -> int:
    return math.ceil(max(timedelta(), min(delay, _LONGEST_DELAY)).total_seconds())
