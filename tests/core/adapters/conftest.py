"""Fixtures of the adapters: storage on Azurite, under names of its own, and a server told what to say."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from core.adapters.blobs import AzureBlobStore, BlobPlaces
from core.adapters.files import AzureFileStore, FilePlace
from core.adapters.grants import AccountKeySigner
from core.adapters.storage_connection import StorageConnection
from core.adapters.tables import AzureTables
from tests.core.adapters.scripting import Script
from tests.core.adapters.storage_fixtures import MovableClock, unique


@pytest.fixture
async def connection(azurite: str) -> AsyncIterator[StorageConnection]:
    opened = StorageConnection.with_key(azurite)
    yield opened
    await opened.close()


@pytest.fixture
async def tables(connection: StorageConnection) -> AzureTables:
    made = AzureTables(connection, unique("t"))
    await made.ensure()
    return made


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def places() -> BlobPlaces:
    return BlobPlaces(unique("r"), unique("t"), https_only=False)


@pytest.fixture
async def store(connection: StorageConnection, places: BlobPlaces, clock: MovableClock) -> AzureBlobStore:
    made = AzureBlobStore(connection, places, AccountKeySigner(connection, clock))
    await made.ensure()
    return made


@pytest.fixture
def place() -> FilePlace:
    return FilePlace(unique("e"), https_only=False)


@pytest.fixture
async def file_store(connection: StorageConnection, place: FilePlace, clock: MovableClock) -> AzureFileStore:
    made = AzureFileStore(connection, place, AccountKeySigner(connection, clock))
    await made.ensure()
    return made


@pytest.fixture
async def script() -> AsyncIterator[Script]:
    told = Script()
    app = web.Application(client_max_size=64 * 1024 * 1024)
    app.router.add_route("*", "/{anything:.*}", told.handle)
    async with TestServer(app) as server:
        told.endpoint = str(server.make_url("")).rstrip("/")
        yield told
