"""Whether the storage account answers: one cheap read per service."""

import asyncio
from collections.abc import Awaitable, Callable

from core.adapters.storage_connection import StorageConnection
from core.adapters.storage_errors import code
from core.ports import Queue, Reach

_PATIENCE_SECONDS = 3.0
# No row can have this partition: it is not a lawyer's key.
_NOWHERE = "probe"


class StorageProbe:
    """Asks one storage service, once and for three seconds at most; implements the port `Probe`."""

    def __init__(self, name: str, ask: Callable[[], Awaitable[object]]) -> None:
        self._name = name
        self._ask = ask

    async def check(self) -> Reach:
        """What came back; never raises."""
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                await self._ask()
        except TimeoutError:
            return self._unreachable(f"no answer in {_PATIENCE_SECONDS:g} seconds")
        except Exception as error:  # noqa: BLE001 - a health check reports; it must not fail itself
            return self._unreachable(code(error))
        return Reach(self._name, configured=True, reachable=True, detail="answers")

    def _unreachable(self, why: str) -> Reach:
        return Reach(self._name, configured=True, reachable=False, detail=why)


def table_probe(connection: StorageConnection, table_name: str) -> StorageProbe:
    """Looks for one row that is never there."""

    async def ask() -> None:
        client = connection.tables.get_table_client(table_name)
        nothing = client.query_entities(f"PartitionKey eq '{_NOWHERE}'", results_per_page=1, retry_total=0)
        async for _ in nothing:
            break

    return StorageProbe("table storage", ask)


def queue_probe(connection: StorageConnection, prefix: str = "") -> StorageProbe:
    """Asks how long a queue is."""

    async def ask() -> None:
        client = connection.queues.get_queue_client(f"{prefix}{Queue.DRAFTING}")
        await client.get_queue_properties(retry_total=0)

    return StorageProbe("queue storage", ask)


def blob_probe(connection: StorageConnection, container: str) -> StorageProbe:
    """Asks for a container's properties."""

    async def ask() -> None:
        client = connection.blobs.get_container_client(container)
        await client.get_container_properties(retry_total=0)

    return StorageProbe("blob storage", ask)
