"""The health of storage: what answers, what does not, and never an exception."""

import asyncio
import time

import pytest

from core.adapters.blobs import AzureBlobStore, BlobPlaces
from core.adapters.queues import AzureQueues
from core.adapters.storage_connection import StorageConnection
from core.adapters.storage_probe import StorageProbe, blob_probe, queue_probe, table_probe
from core.adapters.tables import AzureTables
from core.ports import Reach
from local.azurite import ACCOUNT_KEY, connection_string
from tests.core.adapters.faulty_proxy import Fault, faulty_proxy, port_of, unused_port
from tests.core.adapters.storage_fixtures import unique

pytestmark = pytest.mark.azurite


async def test_services_that_answer_are_reachable(
    connection: StorageConnection, tables: AzureTables, store: AzureBlobStore, places: BlobPlaces
) -> None:
    prefix = unique("q") + "-"
    await AzureQueues(connection, prefix).ensure()
    for probe, name in (
        (table_probe(connection, tables.name), "table storage"),
        (queue_probe(connection, prefix), "queue storage"),
        (blob_probe(connection, places.recordings), "blob storage"),
    ):
        assert await probe.check() == Reach(name, configured=True, reachable=True, detail="answers")


async def test_what_was_never_created_is_unreachable(connection: StorageConnection) -> None:
    missing = unique("x")
    for probe, why in (
        (table_probe(connection, missing), "TableNotFound"),
        (queue_probe(connection, missing), "QueueNotFound"),
        (blob_probe(connection, missing), "ContainerNotFound"),
    ):
        reach = await probe.check()
        assert (reach.reachable, reach.detail) == (False, why)


async def test_a_service_that_is_not_there_is_unreachable_at_once() -> None:
    port = unused_port()
    nowhere = StorageConnection.with_key(connection_string((port, port, port)))
    for probe in (table_probe(nowhere, "entries"), queue_probe(nowhere), blob_probe(nowhere, "recordings")):
        reach = await probe.check()
        assert not reach.reachable
        assert ACCOUNT_KEY not in reach.detail
    await nowhere.close()


async def test_a_service_that_says_nothing_is_given_three_seconds(azurite: str) -> None:
    async with faulty_proxy(port_of(azurite, "Table"), Fault.SILENCE) as proxy:
        silent = StorageConnection.with_key(proxy.connection_string(azurite, "Table"))
        started = time.monotonic()
        reach = await table_probe(silent, "entries").check()
        assert reach.detail == "no answer in 3 seconds"
        assert time.monotonic() - started < 5
        await silent.close()


async def test_a_probe_never_raises_but_can_be_cancelled() -> None:
    async def broken() -> None:
        raise RuntimeError("secret")

    async def stuck() -> None:
        await asyncio.Event().wait()

    reach = await StorageProbe("x", broken).check()
    assert (reach.reachable, reach.detail) == (False, "RuntimeError")
    task = asyncio.create_task(StorageProbe("x", stuck).check())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
