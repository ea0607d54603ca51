"""What lies in storage behind the API's back."""

import base64
import json
from collections.abc import Mapping
from contextlib import AsyncExitStack
from types import TracebackType
from typing import Any, Self

from azure.core.exceptions import ResourceNotFoundError
from azure.data.tables import UpdateMode
from azure.data.tables.aio import TableClient, TableServiceClient
from azure.storage.blob.aio import BlobServiceClient
from azure.storage.queue.aio import QueueServiceClient

CONTAINERS = ("recordings", "transcripts", "exports", "audit-digests")


class StoredData:
    """Rows, blobs and messages of the storage account; use it in a `with`."""

    def __init__(self, connection: str) -> None:
        self._tables = TableServiceClient.from_connection_string(connection)
        self._blobs = BlobServiceClient.from_connection_string(connection)
        self._queues = QueueServiceClient.from_connection_string(connection)
        self._open = AsyncExitStack()

    async def __aenter__(self) -> Self:
        for client in (self._tables, self._blobs, self._queues):
            await self._open.enter_async_context(client)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._open.aclose()

    @property
    def table(self) -> TableClient:
        """The ledger."""
        return self._tables.get_table_client("ledger")

    async def rows(self, lawyer: str) -> dict[str, dict[str, Any]]:
        """Every row of a lawyer by its key."""
        found = self.table.query_entities("PartitionKey eq @lawyer", parameters={"lawyer": lawyer})
        return {row["RowKey"]: dict(row) async for row in found}

    async def row(self, lawyer: str, key: str) -> dict[str, Any]:
        """One row."""
        return dict(await self.table.get_entity(lawyer, key))

    async def put_row(self, row: Mapping[str, Any]) -> None:
        """Write a row as it is given, over one that is there."""
        await self.table.upsert_entity(dict(row), mode=UpdateMode.REPLACE)

    async def delete_row(self, lawyer: str, key: str) -> None:
        """Take a row away."""
        await self.table.delete_entity(lawyer, key)

    async def blobs(self, lawyer: str) -> list[str]:
        """Every blob of a lawyer, as container/name."""
        return [
            f"{container}/{name}"
            for container in CONTAINERS
            async for name in self._blobs.get_container_client(container).list_blob_names(
                name_starts_with=f"{lawyer}/"
            )
        ]

    async def send(self, queue: str, content: str) -> None:
        """Put a text into a queue as it is."""
        await self._queues.get_queue_client(queue).send_message(content)

    async def send_json(self, queue: str, message: Mapping[str, str]) -> None:
        """Put a message into a queue as the product does."""
        await self.send(queue, base64.b64encode(json.dumps(dict(message)).encode()).decode())

    async def waiting(self, queue: str) -> int:
        """About how many messages a queue holds, hidden ones included."""
        try:
            return (
                await self._queues.get_queue_client(queue).get_queue_properties()
            ).approximate_message_count or 0
        except ResourceNotFoundError:
            return 0

    async def empty(self, queue: str) -> None:
        """Forget a queue's messages."""
        await self._queues.get_queue_client(queue).clear_messages()

    async def queue_named(self, beginning: str) -> str:
        """The one queue whose name begins so."""
        names: list[str] = [
            queue.name async for queue in self._queues.list_queues(name_starts_with=beginning)
        ]
        assert len(names) == 1, names
        return names[0]
