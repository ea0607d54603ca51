"""What a grant allows, tried by somebody who holds nothing but the grant."""

import logging
from datetime import timedelta

import pytest

from core.adapters.blobs import AzureBlobs, AzureBlobStore, BlobPlaces
from core.adapters.grants import AccountKeySigner
from core.adapters.storage_connection import StorageConnection
from core.domain.identity import Lawyer
from core.domain.recordings import AudioFormat
from core.ports import Grant
from local.azurite import ACCOUNT_KEY
from tests.core.adapters.grant_holder import GrantHolder
from tests.core.adapters.storage_fixtures import MovableClock, new_lawyer

pytestmark = pytest.mark.azurite

_AUDIO = b"RIFF....WAVE"
_REFUSED = {401, 403}


@pytest.fixture
def lawyer() -> Lawyer:
    return new_lawyer()


@pytest.fixture
def blobs(store: AzureBlobStore, lawyer: Lawyer) -> AzureBlobs:
    return store.of(lawyer)


async def _upload_grant(blobs: AzureBlobs, clock: MovableClock, name: str = "a.wav") -> Grant:
    return await blobs.upload_grant(name, "audio/wav", clock.now() + timedelta(minutes=15))


async def test_an_upload_grant_uploads_once(blobs: AzureBlobs, clock: MovableClock) -> None:
    holder = GrantHolder(await _upload_grant(blobs, clock))
    assert (await holder.use(_AUDIO)).status == 201
    assert await blobs.read_audio("a.wav") == _AUDIO
    again = await holder.use(b"something else")
    assert again.status in {403, 409, 412}
    assert await blobs.read_audio("a.wav") == _AUDIO


async def test_leaving_out_the_headers_does_not_overwrite_either(
    blobs: AzureBlobs, clock: MovableClock
) -> None:
    grant = await _upload_grant(blobs, clock)
    holder = GrantHolder(grant)
    await holder.use(_AUDIO)
    answer = await holder.send("PUT", grant.url, b"other", {"x-ms-blob-type": "BlockBlob"})
    assert answer.status in _REFUSED
    assert await blobs.read_audio("a.wav") == _AUDIO


@pytest.mark.parametrize("method", ["GET", "HEAD", "DELETE"])
async def test_an_upload_grant_does_nothing_else_to_its_blob(
    blobs: AzureBlobs, clock: MovableClock, method: str
) -> None:
    grant = await _upload_grant(blobs, clock)
    await GrantHolder(grant).use(_AUDIO)
    assert (await GrantHolder(grant).send(method, grant.url)).status in _REFUSED
    assert await blobs.read_audio("a.wav") == _AUDIO


@pytest.mark.parametrize("more", ["comp=metadata&", "comp=properties&", "comp=tags&"])
async def test_an_upload_grant_does_not_change_what_is_there(
    blobs: AzureBlobs, clock: MovableClock, more: str
) -> None:
    holder = GrantHolder(await _upload_grant(blobs, clock))
    await holder.use(_AUDIO)
    answer = await holder.send("PUT", holder.elsewhere(more=more), b"", {"x-ms-meta-a": "b"})
    assert answer.status in _REFUSED


async def test_the_snapshot_an_upload_grant_can_take_is_erased_with_the_recording(
    connection: StorageConnection, places: BlobPlaces, blobs: AzureBlobs, clock: MovableClock
) -> None:
    """The right to create a blob is also the right to snapshot it; storage knows no narrower one."""
    holder = GrantHolder(await _upload_grant(blobs, clock))
    await holder.use(_AUDIO)
    assert (await holder.send("PUT", holder.elsewhere(more="comp=snapshot&"), b"")).status == 201
    await blobs.delete_audio("a.wav")
    container = connection.blobs.get_container_client(places.recordings)
    assert [blob.name async for blob in container.list_blobs(include=["snapshots"])] == []


async def test_a_grant_is_for_no_other_blob(
    store: AzureBlobStore, blobs: AzureBlobs, clock: MovableClock, lawyer: Lawyer, places: BlobPlaces
) -> None:
    stranger = new_lawyer()
    holder = GrantHolder(await _upload_grant(blobs, clock))
    elsewhere = [
        holder.elsewhere(("a.wav", "b.wav")),
        holder.elsewhere((lawyer.key, stranger.key)),
        holder.elsewhere((places.recordings, places.transcripts)),
        holder.elsewhere((f"{lawyer.key}/a.wav", f"{lawyer.key}/../{stranger.key}/a.wav")),
    ]
    for url in elsewhere:
        assert (await holder.send("PUT", url, _AUDIO, holder.grant.headers)).status in _REFUSED
    assert await blobs.audio_size("b.wav") is None
    assert await store.of(stranger).audio_size("a.wav") is None


@pytest.mark.parametrize("right", ["upload", "audio"])
async def test_a_grant_lists_nothing(
    blobs: AzureBlobs, clock: MovableClock, lawyer: Lawyer, places: BlobPlaces, right: str
) -> None:
    until = clock.now() + timedelta(minutes=5)
    upload = right == "upload"
    grant = await (
        blobs.upload_grant("a.wav", "audio/wav", until) if upload else blobs.audio_grant("a.wav", until)
    )
    holder = GrantHolder(grant)
    blob = f"/{lawyer.key}/a.wav"
    for more in ("restype=container&comp=list&", "restype=container&"):
        assert (await holder.send("GET", holder.elsewhere((blob, ""), more=more))).status in _REFUSED
    account = holder.elsewhere((f"/{places.recordings}{blob}", "/"), more="comp=list&")
    assert (await holder.send("GET", account)).status in _REFUSED


async def test_an_audio_grant_reads_and_nothing_else(blobs: AzureBlobs, clock: MovableClock) -> None:
    await GrantHolder(await _upload_grant(blobs, clock)).use(_AUDIO)
    grant = await blobs.audio_grant("a.wav", clock.now() + timedelta(minutes=5))
    holder = GrantHolder(grant)
    assert (await holder.use()).body == _AUDIO
    headers = {"x-ms-blob-type": "BlockBlob"}
    assert (await holder.send("PUT", grant.url, b"other", headers)).status in _REFUSED
    assert (await holder.send("PUT", holder.elsewhere(("a.wav", "b.wav")), b"x", headers)).status in _REFUSED
    assert (await holder.send("DELETE", grant.url)).status in _REFUSED
    assert await blobs.read_audio("a.wav") == _AUDIO


async def test_audio_is_answered_as_audio_whatever_it_was_uploaded_as(
    blobs: AzureBlobs, clock: MovableClock
) -> None:
    upload = GrantHolder(await _upload_grant(blobs, clock))
    sent = await upload.send(
        "PUT", upload.grant.url, b"<script>", {**upload.grant.headers, "content-type": "text/html"}
    )
    assert sent.status == 201
    answer = await GrantHolder(await blobs.audio_grant("a.wav", clock.now() + timedelta(minutes=5))).use()
    assert answer.headers["Content-Type"] == "audio/wav"
    assert answer.headers["Content-Disposition"] == "inline"


@pytest.mark.parametrize("audio_format", AudioFormat)
async def test_every_format_is_answered_as_audio(
    blobs: AzureBlobs, clock: MovableClock, audio_format: AudioFormat
) -> None:
    grant = await blobs.audio_grant(f"a.{audio_format}", clock.now() + timedelta(minutes=5))
    assert GrantHolder(grant).signature["rsct"].startswith("audio/")


async def test_a_grant_ends(blobs: AzureBlobs, clock: MovableClock) -> None:
    ended = await blobs.upload_grant("a.wav", "audio/wav", clock.now() - timedelta(seconds=5))
    assert (await GrantHolder(ended).use(_AUDIO)).status in _REFUSED
    assert await blobs.audio_size("a.wav") is None


async def test_a_grant_holds_for_clients_whose_storage_clock_is_behind(
    blobs: AzureBlobs, clock: MovableClock
) -> None:
    clock.ahead = timedelta(minutes=4)
    assert (await GrantHolder(await _upload_grant(blobs, clock)).use(_AUDIO)).status == 201


async def test_a_tampered_grant_is_refused(blobs: AzureBlobs, clock: MovableClock) -> None:
    grant = await _upload_grant(blobs, clock)
    for old, new in (("sp=c", "sp=rcwd"), ("sr=b", "sr=c"), ("se=20", "se=21")):
        assert old in grant.url
        widened = grant.url.replace(old, new)
        answer = await GrantHolder(grant).send("PUT", widened, _AUDIO, grant.headers)
        assert answer.status in _REFUSED


async def test_a_grant_says_no_more_than_it_must(
    blobs: AzureBlobs, clock: MovableClock, lawyer: Lawyer, places: BlobPlaces
) -> None:
    until = (clock.now() + timedelta(minutes=15)).replace(microsecond=0)
    grant = await blobs.upload_grant("a.webm", "audio/webm", until)
    assert grant.method == "PUT"
    assert grant.headers == {
        "x-ms-blob-type": "BlockBlob",
        "content-type": "audio/webm",
        "if-none-match": "*",
    }
    assert grant.expires_at == until
    assert f"/{places.recordings}/{lawyer.key}/a.webm?" in grant.url
    assert set(GrantHolder(grant).signature) == {"st", "se", "sp", "spr", "sv", "sr", "sig"}
    assert GrantHolder(grant).signature["sp"] == "c"
    assert GrantHolder(grant).signature["se"] == until.strftime("%Y-%m-%dT%H:%M:%SZ")


async def test_grants_are_for_https_unless_the_emulator_says_otherwise(
    connection: StorageConnection, clock: MovableClock, places: BlobPlaces, lawyer: Lawyer
) -> None:
    strict = BlobPlaces(places.recordings, places.transcripts)
    blobs = AzureBlobStore(connection, strict, AccountKeySigner(connection, clock))
    await blobs.ensure()
    holder = GrantHolder(await _upload_grant(blobs.of(lawyer), clock))
    assert holder.signature["spr"] == "https"
    assert (await holder.use(_AUDIO)).status in _REFUSED


async def test_neither_grants_nor_logs_tell_a_secret(
    blobs: AzureBlobs, clock: MovableClock, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        upload = await _upload_grant(blobs, clock)
        await GrantHolder(upload).use(_AUDIO)
        listen = await blobs.audio_grant("a.wav", clock.now() + timedelta(minutes=5))
        await GrantHolder(listen).use()
        await blobs.save_transcript("a", "a privileged sentence")
        await blobs.read_transcript("a")
        await blobs.audio_size("nothing.wav")
    told = caplog.text
    assert "Request URL" in told, "the SDK logs at INFO, or this test proves nothing"
    for grant in (upload, listen):
        signature = grant.url.rpartition("sig=")[2]
        assert signature not in told
        assert ACCOUNT_KEY not in grant.url
    assert ACCOUNT_KEY not in told
    assert "privileged" not in told
