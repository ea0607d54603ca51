"""Files that are there whole or not at all, on a real Azurite."""

from datetime import timedelta

import pytest

from core.adapters.files import AzureFiles, AzureFileStore, FilePlace
from core.adapters.grants import AccountKeySigner
from core.adapters.storage_connection import StorageConnection
from core.domain.errors import Unavailable
from core.domain.identity import Lawyer
from core.ports_files import BlocksMissing
from local.azurite import connection_string
from tests.core.adapters.faulty_proxy import Fault, faulty_proxy, port_of, unused_port
from tests.core.adapters.storage_fixtures import MovableClock, new_lawyer, unique

pytestmark = pytest.mark.azurite

_CSV = "text/csv; charset=utf-8"
_LAST = 9_999_999


@pytest.fixture
def lawyer() -> Lawyer:
    return new_lawyer()


@pytest.fixture
def files(file_store: AzureFileStore, lawyer: Lawyer) -> AzureFiles:
    return file_store.of(lawyer)


async def _content(connection: StorageConnection, place: FilePlace, lawyer: Lawyer, name: str) -> bytes:
    blob = connection.blobs.get_blob_client(place.container, f"{lawyer.key}/{name}")
    return await (await blob.download_blob()).readall()


async def _listed(connection: StorageConnection, place: FilePlace, *include: str) -> list[str]:
    """The names of all blobs, with what is included that no list shows otherwise."""
    container = connection.blobs.get_container_client(place.container)
    return [blob.name async for blob in container.list_blobs(include=list(include))]


async def test_a_file_is_its_blocks_in_the_order_asked_for(
    connection: StorageConnection, place: FilePlace, files: AzureFiles, lawyer: Lawyer
) -> None:
    for block, data in ((7, b"last\r\n"), (1, b"head\r\n"), (_LAST, "é🎙\r\n".encode())):
        await files.stage("a", block, data)
    size = await files.assemble("a", [1, _LAST, 7], _CSV)
    whole = "head\r\né🎙\r\nlast\r\n".encode()
    assert (size, await files.size("a")) == (len(whole), len(whole))
    assert await _content(connection, place, lawyer, "a") == whole
    blob = connection.blobs.get_blob_client(place.container, f"{lawyer.key}/a")
    assert (await blob.get_blob_properties()).content_settings.content_type == _CSV


async def test_nothing_shows_before_it_is_assembled(
    connection: StorageConnection, place: FilePlace, files: AzureFiles
) -> None:
    await files.stage("a", 1, b"half")
    assert await files.size("a") is None
    assert await _listed(connection, place) == []


async def test_a_block_staged_again_counts_as_staged_last(
    connection: StorageConnection, place: FilePlace, files: AzureFiles, lawyer: Lawyer
) -> None:
    await files.stage("a", 1, b"first")
    await files.stage("a", 1, b"second")
    await files.assemble("a", [1], _CSV)
    assert await _content(connection, place, lawyer, "a") == b"second"


async def test_assembling_again_gives_the_same_file(
    connection: StorageConnection, place: FilePlace, files: AzureFiles, lawyer: Lawyer
) -> None:
    """As after an answer that was lost."""
    await files.stage("a", 2, b"b")
    await files.stage("a", 1, b"a")
    assert await files.assemble("a", [1, 2], _CSV) == 2
    assert await files.assemble("a", [1, 2], _CSV) == 2
    assert await _content(connection, place, lawyer, "a") == b"ab"


async def test_a_file_is_assembled_anew_of_old_blocks_and_new(
    connection: StorageConnection, place: FilePlace, files: AzureFiles, lawyer: Lawyer
) -> None:
    await files.stage("a", 1, b"a")
    await files.assemble("a", [1], _CSV)
    await files.stage("a", 2, b"b")
    assert await _content(connection, place, lawyer, "a") == b"a", "staged is not there yet"
    await files.assemble("a", [2, 1], _CSV)
    assert await _content(connection, place, lawyer, "a") == b"ba"


@pytest.mark.parametrize("staged", [[], [1], [1, 3]])
async def test_blocks_that_are_missing_are_told_and_leave_all_as_it_was(
    connection: StorageConnection, place: FilePlace, files: AzureFiles, lawyer: Lawyer, staged: list[int]
) -> None:
    await files.stage("old", 1, b"old")
    await files.assemble("old", [1], _CSV)
    for name in ("new", "old"):
        for block in staged:
            await files.stage(name, block, b"x")
        with pytest.raises(BlocksMissing):
            await files.assemble(name, [1, 2], _CSV)
    assert await files.size("new") is None
    assert await _content(connection, place, lawyer, "old") == b"old"


async def test_what_was_staged_besides_is_forgotten(files: AzureFiles) -> None:
    await files.stage("a", 1, b"a")
    await files.stage("a", 2, b"b")
    await files.assemble("a", [1], _CSV)
    with pytest.raises(BlocksMissing):
        await files.assemble("a", [1, 2], _CSV)


@pytest.mark.parametrize("assembled", [True, False], ids=["a file", "no file"])
@pytest.mark.parametrize("staged", [True, False], ids=["with blocks", "without blocks"])
async def test_a_file_is_erased_with_all_that_was_staged(
    connection: StorageConnection, place: FilePlace, files: AzureFiles, assembled: bool, staged: bool
) -> None:
    if assembled:
        await files.stage("a", 1, b"a")
        await files.assemble("a", [1], _CSV)
    if staged:
        await files.stage("a", 2, b"b")
    await files.delete("a")
    assert await files.size("a") is None
    assert await _listed(connection, place, "uncommittedblobs", "snapshots") == []
    for block in (1, 2):
        with pytest.raises(BlocksMissing):
            await files.assemble("a", [block], _CSV)
    await files.delete("a")


async def test_a_file_is_erased_with_its_snapshots(
    connection: StorageConnection, place: FilePlace, files: AzureFiles, lawyer: Lawyer
) -> None:
    await files.stage("a", 1, b"a")
    await files.assemble("a", [1], _CSV)
    await connection.blobs.get_blob_client(place.container, f"{lawyer.key}/a").create_snapshot()
    await files.delete("a")
    assert await _listed(connection, place, "uncommittedblobs", "snapshots") == []


async def test_a_lawyer_meets_only_files_of_their_own(
    connection: StorageConnection, place: FilePlace, file_store: AzureFileStore, lawyer: Lawyer
) -> None:
    own, stranger = file_store.of(lawyer), file_store.of(new_lawyer())
    await own.stage("a", 1, b"own")
    with pytest.raises(BlocksMissing):
        await stranger.assemble("a", [1], _CSV)
    await stranger.delete("a")
    await own.assemble("a", [1], _CSV)
    assert await stranger.size("a") is None
    await stranger.delete("a")
    assert await _content(connection, place, lawyer, "a") == b"own"


@pytest.mark.parametrize("name", ["../x/a", "x/a", "..", "", "a\\b", "%2e%2e", "a?b", "a\n"])
async def test_a_name_cannot_leave_its_folder(files: AzureFiles, clock: MovableClock, name: str) -> None:
    for asked in (
        files.stage(name, 1, b"x"),
        files.assemble(name, [1], _CSV),
        files.size(name),
        files.delete(name),
        files.download_grant(name, "a.csv", clock.now()),
    ):
        with pytest.raises(ValueError, match="plain file name"):
            await asked


@pytest.mark.parametrize("block", [0, -1, _LAST + 1])
async def test_a_block_has_a_number_of_seven_digits(files: AzureFiles, block: int) -> None:
    with pytest.raises(ValueError, match="number"):
        await files.stage("a", block, b"x")


async def test_an_empty_block_is_refused(files: AzureFiles) -> None:
    with pytest.raises(ValueError, match="empty"):
        await files.stage("a", 1, b"")


async def test_a_missing_container_is_not_a_missing_file(
    connection: StorageConnection, clock: MovableClock
) -> None:
    store = AzureFileStore(connection, FilePlace(unique("e")), AccountKeySigner(connection, clock))
    files = store.of(new_lawyer())
    for asked in (
        files.stage("a", 1, b"x"),
        files.assemble("a", [1], _CSV),
        files.size("a"),
        files.delete("a"),
    ):
        with pytest.raises(Unavailable):
            await asked


async def test_nothing_listening_is_unavailable(place: FilePlace, clock: MovableClock) -> None:
    port = unused_port()
    nowhere = StorageConnection.with_key(connection_string((port, port, port)))
    files = AzureFileStore(nowhere, place, AccountKeySigner(nowhere, clock)).of(new_lawyer())
    for asked in (files.stage("a", 1, b"x"), files.assemble("a", [1], _CSV), files.delete("a")):
        with pytest.raises(Unavailable):
            await asked
    assert (await files.download_grant("a", "a.csv", clock.now() + timedelta(minutes=5))).url
    await nowhere.close()


@pytest.mark.parametrize("fault", [Fault.RESET, Fault.CLOSE, Fault.HALF_AN_ANSWER, Fault.SILENCE])
async def test_a_lost_answer_is_an_outage_and_asking_again_does_no_harm(
    azurite: str, connection: StorageConnection, file_store: AzureFileStore, place: FilePlace, fault: Fault
) -> None:
    """Each call has taken effect, and nobody says so."""
    lawyer = new_lawyer()
    direct = file_store.of(lawyer)
    async with faulty_proxy(port_of(azurite, "Blob"), fault) as proxy:
        through = StorageConnection.with_key(
            proxy.connection_string(azurite, "Blob"), read_timeout=0.5, retry_total=0
        )
        harmed = AzureFileStore(through, place, AccountKeySigner(through, MovableClock())).of(lawyer)
        with pytest.raises(Unavailable):
            await harmed.stage("a", 1, b"whole")
        with pytest.raises(Unavailable):
            await harmed.assemble("a", [1], _CSV)
        assert await _content(connection, place, lawyer, "a") == b"whole"
        assert await direct.assemble("a", [1], _CSV) == 5
        with pytest.raises(Unavailable):
            await harmed.delete("a")
        with pytest.raises(Unavailable):
            await harmed.size("a")
        await through.close()
    await direct.delete("a")
    assert await _listed(connection, place, "uncommittedblobs") == []


async def test_ensuring_the_container_twice_is_no_error(file_store: AzureFileStore) -> None:
    await file_store.ensure()
