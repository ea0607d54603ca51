import pytest

from core.adapters.storage_connection import StorageConnection
from core.adapters.tables import AzureTables
from tests.bench.wire import Wire
from tests.core.adapters.faulty_proxy import port_of
from tests.core.adapters.storage_fixtures import insert, new_lawyer, unique

pytestmark = pytest.mark.azurite


async def test_every_request_is_recorded_once_with_its_times(azurite: str) -> None:
    ports = (port_of(azurite, "Blob"), port_of(azurite, "Queue"), port_of(azurite, "Table"))
    async with Wire(ports) as wire:
        connection = StorageConnection.with_key(wire.connection_string)
        tables, container = AzureTables(connection, unique("wire")), unique("wire")
        partition = tables.of(new_lawyer())
        await tables.ensure()
        await partition.commit([insert(f"row~{number}") for number in range(20)])
        await partition.get("row~7")
        # A body of many blocks.
        await (await connection.blobs.create_container(container)).upload_blob("audio", b"GET /" * 100_000)
        await connection.close()
    asked = [(one.service, one.method) for one in wire.requests]
    assert asked == [("table", "POST"), ("table", "POST"), ("table", "GET"), ("blob", "PUT"), ("blob", "PUT")]
    assert "row~7" in wire.requests[2].target
    assert all(one.started < one.finished for one in wire.requests)
