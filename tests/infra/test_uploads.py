"""A browser may send just what an upload grant tells it to, and ask with a grant to listen."""

from datetime import timedelta

import pytest

from core.adapters.blobs import AzureBlobStore, BlobPlaces
from core.adapters.grants import AccountKeySigner
from core.adapters.storage_connection import StorageConnection
from core.bootstrap import SystemClock
from core.ports import Grant
from local.azurite import connection_string
from tests.core.adapters.storage_fixtures import new_lawyer
from tests.infra.stacks import STACKS, properties

CORS = "Microsoft.Storage/storageAccounts/blobServices"


async def _grants() -> list[Grant]:
    """Grants as the app makes them; nothing is asked of storage."""
    connection, clock = StorageConnection.with_key(connection_string()), SystemClock()
    places = BlobPlaces("recordings", "transcripts")
    blobs = AzureBlobStore(connection, places, AccountKeySigner(connection, clock)).of(new_lawyer())
    until = clock.now() + timedelta(minutes=15)
    return [await blobs.upload_grant("r.wav", "audio/wav", until), await blobs.audio_grant("r.wav", until)]


@pytest.mark.parametrize("name", STACKS)
async def test_storage_lets_a_browser_use_every_grant(name: str) -> None:
    (rule,) = properties(name, CORS, "data/default")["cors"]["corsRules"]
    for grant in await _grants():
        assert grant.method in rule["allowedMethods"]
        assert {header.lower() for header in grant.headers} <= set(rule["allowedHeaders"])
    assert "*" not in rule["allowedHeaders"]
