"""Digests on a real Azurite: written once, never over, listed with what they say."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from core.adapters.digests import AzureDigestStore
from core.adapters.storage_connection import StorageConnection
from core.domain.audit import Digest
from core.domain.errors import Unavailable
from local.azurite import connection_string
from tests.core.adapters.faulty_proxy import unused_port
from tests.core.adapters.storage_fixtures import new_lawyer, unique

pytestmark = pytest.mark.azurite

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


def _digest(sequence: int, letter: str = "a") -> Digest:
    return Digest(sequence=sequence, hash=letter * 64, at=NOW)


@pytest.fixture
def container() -> str:
    return unique("digests")


@pytest.fixture
async def store(connection: StorageConnection, container: str) -> AsyncIterator[AzureDigestStore]:
    made = AzureDigestStore(connection, container)
    await made.ensure()
    yield made
    await connection.blobs.delete_container(container)


async def test_digests_are_kept_for_each_lawyer(store: AzureDigestStore) -> None:
    alice, bruno = (store.of(new_lawyer()) for _ in range(2))
    assert await alice.every() == []
    for sequence in (12, 7, 100):
        await alice.keep(_digest(sequence))
    assert await alice.every() == [_digest(7), _digest(12), _digest(100)]
    assert await bruno.every() == []


async def test_the_first_digest_of_a_place_stays(store: AzureDigestStore) -> None:
    digests = store.of(new_lawyer())
    await digests.keep(_digest(7, "a"))
    await digests.keep(_digest(7, "a"))
    await digests.keep(_digest(7, "b"))
    assert await digests.every() == [_digest(7, "a")]


async def test_a_digest_can_be_read_by_people_too(
    store: AzureDigestStore, connection: StorageConnection, container: str
) -> None:
    lawyer = new_lawyer()
    await store.of(lawyer).keep(_digest(7))
    blob = connection.blobs.get_blob_client(container, f"{lawyer.key}/000000000007.json")
    body = await (await blob.download_blob()).readall()
    assert Digest.model_validate_json(body) == _digest(7)


@pytest.mark.parametrize(
    ("name", "beside"),
    [
        ("7.json", {"hash": "a" * 64, "at": NOW.isoformat()}),
        ("000000000007.json", {}),
        ("000000000007.json", {"hash": "short", "at": NOW.isoformat()}),
        ("000000000007.json", {"hash": "a" * 64, "at": "then"}),
        ("000000000007.json", {"hash": "a" * 64, "at": NOW.isoformat(), "more": "1"}),
        ("sub/000000000007.json", {"hash": "a" * 64, "at": NOW.isoformat()}),
    ],
)
async def test_what_is_no_digest_is_told_apart(
    store: AzureDigestStore, connection: StorageConnection, container: str, name: str, beside: dict[str, str]
) -> None:
    lawyer = new_lawyer()
    blob = connection.blobs.get_blob_client(container, f"{lawyer.key}/{name}")
    await blob.upload_blob(b"{}", metadata=beside)
    assert await store.of(lawyer).every() == [None]


async def test_making_the_container_again_is_no_error(store: AzureDigestStore) -> None:
    await store.ensure()


async def test_a_container_that_is_missing_is_an_outage(connection: StorageConnection) -> None:
    digests = AzureDigestStore(connection, unique("none")).of(new_lawyer())
    with pytest.raises(Unavailable):
        await digests.keep(_digest(7))
    with pytest.raises(Unavailable):
        await digests.every()


async def test_nothing_listening_is_an_outage() -> None:
    port = unused_port()
    nowhere = StorageConnection.with_key(connection_string((port, port, port)))
    with pytest.raises(Unavailable):
        await AzureDigestStore(nowhere, "digests").of(new_lawyer()).every()
    await nowhere.close()
