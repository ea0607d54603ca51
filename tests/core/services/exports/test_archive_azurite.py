"""An archive over real storage: its table, and a file that is made of real blocks."""

import io
import zipfile
from collections.abc import AsyncIterator

import pytest

from core.adapters.files import AzureFileStore, FilePlace
from core.adapters.grants import AccountKeySigner
from core.adapters.storage_connection import StorageConnection
from core.adapters.tables import AzureTables
from core.domain.jobs import JobState
from tests.core.adapters.storage_fixtures import unique
from tests.core.services.bench import Bench
from tests.core.services.exports.archives import archived, entries_in, lived_in
from tests.core.services.exports.test_archive import assert_chain
from tests.fakes import ALICE

pytestmark = [pytest.mark.azurite, pytest.mark.usefixtures("small_pieces")]


@pytest.fixture
async def connection(azurite: str) -> AsyncIterator[StorageConnection]:
    """A connection to Azurite."""
    made = StorageConnection.with_key(azurite)
    yield made
    await made.close()


async def test_an_archive_is_made_of_real_rows_and_blocks(connection: StorageConnection) -> None:
    tables, container = AzureTables(connection, unique("t")), unique("c")
    await tables.ensure()
    bench = Bench()
    place = FilePlace(container, https_only=False)
    files = AzureFileStore(connection, place, AccountKeySigner(connection, bench.clock))
    await files.ensure()
    bench.tables, bench.files = tables, files  # type: ignore[assignment]
    bench.build()
    await lived_in(bench)
    job = await archived(bench)
    assert (job.state, len(job.blocks) > 10) == (JobState.DONE, True)
    blob = connection.blobs.get_blob_client(container, f"{ALICE.key}/{job.id}")
    content = await (await blob.download_blob()).readall()
    assert len(content) == job.file_bytes
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        read = {name: archive.read(name).decode() for name in archive.namelist()}
    assert entries_in(read) == list(await bench.stored_entries())
    assert assert_chain(read) > 20
