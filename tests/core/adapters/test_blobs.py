"""Recordings and transcripts on a real Azurite."""

from datetime import timedelta

import pytest
from azure.storage.blob import ContentSettings

from core.adapters.blobs import AzureBlobs, AzureBlobStore, BlobPlaces
from core.adapters.grants import AccountKeySigner
from core.adapters.storage_connection import StorageConnection
from core.domain.errors import Unavailable
from core.domain.identity import Lawyer
from local.azurite import connection_string
from tests.core.adapters.faulty_proxy import unused_port
from tests.core.adapters.storage_fixtures import MovableClock, new_lawyer, unique

pytestmark = pytest.mark.azurite

_AUDIO = bytes(range(256)) * 4


@pytest.fixture
def lawyer() -> Lawyer:
    return new_lawyer()


@pytest.fixture
def blobs(store: AzureBlobStore, lawyer: Lawyer) -> AzureBlobs:
    return store.of(lawyer)


@pytest.fixture
async def uploaded(
    connection: StorageConnection, places: BlobPlaces, blobs: AzureBlobs, lawyer: Lawyer
) -> str:
    """The name of a recording that is there."""
    await connection.blobs.get_blob_client(places.recordings, f"{lawyer.key}/a.wav").upload_blob(_AUDIO)
    return "a.wav"


async def test_a_recording_is_found_and_read(blobs: AzureBlobs, uploaded: str) -> None:
    assert await blobs.audio_size(uploaded) == len(_AUDIO)
    assert await blobs.read_audio(uploaded) == _AUDIO


async def test_a_recording_that_never_came_is_none(blobs: AzureBlobs) -> None:
    assert await blobs.audio_size("b.wav") is None
    assert await blobs.read_audio("b.wav") is None


async def test_blocks_nobody_committed_are_no_recording(
    connection: StorageConnection, places: BlobPlaces, blobs: AzureBlobs, lawyer: Lawyer
) -> None:
    client = connection.blobs.get_blob_client(places.recordings, f"{lawyer.key}/b.wav")
    await client.stage_block("MDAx", b"half")
    assert await blobs.audio_size("b.wav") is None
    assert await blobs.read_audio("b.wav") is None


async def test_a_recording_is_erased_with_its_snapshots(
    connection: StorageConnection, places: BlobPlaces, blobs: AzureBlobs, uploaded: str, lawyer: Lawyer
) -> None:
    await connection.blobs.get_blob_client(places.recordings, f"{lawyer.key}/{uploaded}").create_snapshot()
    await blobs.delete_audio(uploaded)
    container = connection.blobs.get_container_client(places.recordings)
    assert [blob.name async for blob in container.list_blobs(include=["snapshots"])] == []
    await blobs.delete_audio(uploaded)


@pytest.mark.filterwarnings("ignore:Sending a large body:ResourceWarning")
async def test_a_large_recording_is_read_whole(
    connection: StorageConnection, places: BlobPlaces, blobs: AzureBlobs, lawyer: Lawyer
) -> None:
    """Larger than what the SDK fetches with one request."""
    audio = bytes(33 * 1024 * 1024) + b"end"
    client = connection.blobs.get_blob_client(places.recordings, f"{lawyer.key}/long.wav")
    await client.upload_blob(audio)
    assert await blobs.read_audio("long.wav") == audio


async def test_a_transcript_is_kept_replaced_and_erased(
    connection: StorageConnection, places: BlobPlaces, blobs: AzureBlobs, lawyer: Lawyer
) -> None:
    assert await blobs.read_transcript("a") is None
    await blobs.save_transcript("a", '{"text":"draft é🎙"}')
    await blobs.save_transcript("a", '{"text":"final é🎙"}')
    assert await blobs.read_transcript("a") == '{"text":"final é🎙"}'
    kept = connection.blobs.get_blob_client(places.transcripts, f"{lawyer.key}/a")
    settings: ContentSettings = (await kept.get_blob_properties()).content_settings
    assert settings.content_type == "application/json; charset=utf-8"
    await kept.create_snapshot()
    await blobs.delete_transcript("a")
    assert await blobs.read_transcript("a") is None
    await blobs.delete_transcript("a")


async def test_a_lawyer_meets_only_blobs_of_their_own(
    store: AzureBlobStore, blobs: AzureBlobs, uploaded: str
) -> None:
    stranger = store.of(new_lawyer())
    await blobs.save_transcript("a", "{}")
    assert await stranger.audio_size(uploaded) is None
    assert await stranger.read_audio(uploaded) is None
    assert await stranger.read_transcript("a") is None
    await stranger.delete_audio(uploaded)
    await stranger.delete_transcript("a")
    assert await blobs.read_audio(uploaded) == _AUDIO
    assert await blobs.read_transcript("a") == "{}"


@pytest.mark.parametrize("name", ["../x/a.wav", "x/a.wav", "..", ".", "", "a\\b", "%2e%2e", "a?b", "a\n"])
async def test_a_name_cannot_leave_its_folder(blobs: AzureBlobs, clock: MovableClock, name: str) -> None:
    for asked in (
        blobs.audio_size(name),
        blobs.read_audio(name),
        blobs.delete_audio(name),
        blobs.read_transcript(name),
        blobs.save_transcript(name, "{}"),
        blobs.delete_transcript(name),
        blobs.upload_grant(name, "audio/wav", clock.now()),
    ):
        with pytest.raises(ValueError, match="plain file name"):
            await asked


async def test_a_missing_container_is_not_a_missing_recording(
    connection: StorageConnection, clock: MovableClock
) -> None:
    places = BlobPlaces(unique("r"), unique("t"))
    blobs = AzureBlobStore(connection, places, AccountKeySigner(connection, clock)).of(new_lawyer())
    for asked in (
        blobs.audio_size("a.wav"),
        blobs.read_audio("a.wav"),
        blobs.delete_audio("a.wav"),
        blobs.save_transcript("a", "{}"),
    ):
        with pytest.raises(Unavailable):
            await asked


async def test_nothing_listening_is_unavailable(places: BlobPlaces, clock: MovableClock) -> None:
    port = unused_port()
    nowhere = StorageConnection.with_key(connection_string((port, port, port)))
    blobs = AzureBlobStore(nowhere, places, AccountKeySigner(nowhere, clock)).of(new_lawyer())
    with pytest.raises(Unavailable):
        await blobs.read_audio("a.wav")
    assert (await blobs.upload_grant("a.wav", "audio/wav", clock.now() + timedelta(hours=1))).url
    await nowhere.close()


async def test_ensuring_containers_twice_is_no_error(store: AzureBlobStore) -> None:
    await store.ensure()
