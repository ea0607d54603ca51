"""The floor: single storage requests made with the SDK alone, of the size that the app makes them."""

import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Self

from azure.core.exceptions import ResourceNotFoundError
from azure.data.tables.aio import TableClient
from azure.storage.blob.aio import ContainerClient
from azure.storage.queue.aio import QueueClient

from core.adapters.storage_connection import StorageConnection
from local.demo import MATTERS
from local.main_job import SAMPLE

_NAME = "bench"
_ENTRY = json.dumps({"text": "x" * 900})
_SMALL = json.dumps({"text": "x" * 200})
_MESSAGE = "x" * 150
_ROWS_OF_A_CHANGE = 6


class Kind(Enum):
    """A request by what it costs."""

    ROW = auto()
    MATTERS = auto()
    TRANSACTION = auto()
    MESSAGE = auto()
    AUDIO_SIZE = auto()
    AUDIO = auto()
    NO_TRANSCRIPT = auto()
    TRANSCRIPT = auto()


@dataclass(frozen=True, slots=True)
class Bare:
    """A partition, a queue and a container that nobody but the floor uses."""

    table: TableClient
    queue: QueueClient
    container: ContainerClient

    @classmethod
    async def prepared(cls, connection: StorageConnection, table: str) -> Self:
        """Make what the requests ask for."""
        bare = cls(
            connection.tables.get_table_client(table),
            await connection.queues.create_queue(_NAME),
            await connection.blobs.create_container(_NAME),
        )
        for matter in MATTERS:
            await bare.table.create_entity(_row(f"matter~{matter.id}", _SMALL))
        await bare.container.upload_blob("audio", SAMPLE.read_bytes())
        await bare.make(Kind.TRANSACTION)
        return bare

    async def make_all(self, kinds: Sequence[Kind]) -> None:
        """Make requests, one after the other."""
        for kind in kinds:
            await self.make(kind)

    async def make(self, kind: Kind) -> None:
        """Make one request."""
        await _MAKE[kind](self)

    async def row(self) -> None:
        """Read one row."""
        await self.table.get_entity(_NAME, "entry~0")

    async def transaction(self) -> None:
        """Write the rows of one change."""
        rows = [_row(f"entry~{number}", _ENTRY) for number in range(_ROWS_OF_A_CHANGE)]
        await self.table.submit_transaction([("upsert", row, {"mode": "replace"}) for row in rows])

    async def rows(self, partition: str, first: str, last: str) -> list[dict[str, Any]]:
        """The rows of a range of keys."""
        query = "PartitionKey eq @partition and RowKey ge @first and RowKey lt @last"
        values = {"partition": partition, "first": first, "last": last}
        return [row async for row in self.table.query_entities(query, parameters=values)]

    async def download(self, name: str) -> None:
        """Read a blob that may not be there."""
        try:
            await (await self.container.download_blob(name)).readall()
        except ResourceNotFoundError:
            return


_MAKE: dict[Kind, Callable[[Bare], Awaitable[object]]] = {
    Kind.ROW: Bare.row,
    Kind.MATTERS: lambda bare: bare.rows(_NAME, "matter~", "matter~~"),
    Kind.TRANSACTION: Bare.transaction,
    Kind.MESSAGE: lambda bare: bare.queue.send_message(_MESSAGE),
    Kind.AUDIO_SIZE: lambda bare: bare.container.get_blob_client("audio").get_blob_properties(),
    Kind.AUDIO: lambda bare: bare.download("audio"),
    Kind.NO_TRANSCRIPT: lambda bare: bare.download("nothing"),
    Kind.TRANSCRIPT: lambda bare: bare.container.upload_blob("transcript", _SMALL, overwrite=True),
}


def _row(key: str, body: str) -> dict[str, str]:
    return {"PartitionKey": _NAME, "RowKey": key, "b0": body}
