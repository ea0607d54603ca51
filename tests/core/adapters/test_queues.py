"""Messages on a real Azurite: in the shape a queue trigger reads, when due, for ever."""

import asyncio
import base64
import json
import time
from collections.abc import Mapping
from datetime import timedelta

import pytest
from azure.storage.queue.aio import QueueClient

from core.adapters.queues import AzureQueues
from core.adapters.storage_connection import StorageConnection
from core.domain.errors import Unavailable
from core.ports import Queue
from local.azurite import connection_string
from tests.core.adapters.faulty_proxy import unused_port
from tests.core.adapters.storage_fixtures import unique

pytestmark = pytest.mark.azurite


@pytest.fixture
def prefix() -> str:
    return unique("q") + "-"


@pytest.fixture
async def queues(connection: StorageConnection, prefix: str) -> AzureQueues:
    made = AzureQueues(connection, prefix)
    await made.ensure()
    return made


@pytest.fixture
def drafting(connection: StorageConnection, queues: AzureQueues, prefix: str) -> QueueClient:
    return connection.queues.get_queue_client(f"{prefix}drafting")


async def _take(client: QueueClient) -> list[str]:
    return [message.content async for message in client.receive_messages()]


async def _wait_for_one(client: QueueClient) -> str:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if taken := await _take(client):
            return taken[0]
        await asyncio.sleep(0.05)
    raise TimeoutError


@pytest.mark.parametrize("message", [{"kind": "draft", "recording": "0é🎙"}, {}])
async def test_a_message_is_base64_of_compact_json(
    queues: AzureQueues, drafting: QueueClient, message: Mapping[str, str]
) -> None:
    await queues.send(Queue.DRAFTING, message)
    [content] = await _take(drafting)
    text = base64.b64decode(content, validate=True).decode()
    assert json.loads(text) == message
    assert text == json.dumps(message, separators=(",", ":"))


async def test_a_message_goes_to_its_queue_only(queues: AzureQueues, drafting: QueueClient) -> None:
    await queues.send(Queue.HOUSEKEEPING, {"kind": "outbox"})
    assert await _take(drafting) == []


async def test_a_message_never_expires(queues: AzureQueues, drafting: QueueClient) -> None:
    await queues.send(Queue.DRAFTING, {"kind": "draft"})
    [message] = [found async for found in drafting.receive_messages()]
    assert message.expires_on
    assert message.expires_on.year == 9999


@pytest.mark.parametrize("delay", [timedelta(hours=1), timedelta(days=7), timedelta(days=400)])
async def test_a_delayed_message_waits(queues: AzureQueues, drafting: QueueClient, delay: timedelta) -> None:
    await queues.send(Queue.DRAFTING, {"kind": "draft"}, delay)
    assert await _take(drafting) == []
    assert (await drafting.get_queue_properties()).approximate_message_count == 1


async def test_a_delay_is_rounded_up_and_ends(queues: AzureQueues, drafting: QueueClient) -> None:
    await queues.send(Queue.DRAFTING, {"kind": "draft"}, timedelta(milliseconds=200))
    assert await _take(drafting) == []
    assert await _wait_for_one(drafting)


async def test_a_delay_in_the_past_is_none(queues: AzureQueues, drafting: QueueClient) -> None:
    await queues.send(Queue.DRAFTING, {"kind": "draft"}, timedelta(seconds=-5))
    assert len(await _take(drafting)) == 1


async def test_queues_are_created_when_told_and_only_then(connection: StorageConnection) -> None:
    queues = AzureQueues(connection, unique("q") + "-")
    with pytest.raises(Unavailable):
        await queues.send(Queue.DRAFTING, {})
    await queues.ensure()
    await queues.ensure()
    await queues.send(Queue.DRAFTING, {})
    await queues.send(Queue.HOUSEKEEPING, {})


async def test_nothing_listening_is_unavailable() -> None:
    port = unused_port()
    nowhere = StorageConnection.with_key(connection_string((port, port, port)))
    with pytest.raises(Unavailable):
        await AzureQueues(nowhere).send(Queue.DRAFTING, {})
    await nowhere.close()
