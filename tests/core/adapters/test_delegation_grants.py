"""Grants signed with a user delegation key, which an Azurite over https makes and checks."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from core.adapters.blobs import AzureBlobs, AzureBlobStore, BlobPlaces
from core.adapters.files import AzureFileStore, FilePlace
from core.adapters.grants import DelegationKeySigner, Right
from core.adapters.storage_connection import ServiceAddresses, StorageConnection
from core.domain.errors import Unavailable
from tests.core.adapters.faulty_proxy import unused_port
from tests.core.adapters.grant_holder import GrantHolder
from tests.core.adapters.storage_fixtures import MovableClock, new_lawyer, unique
from tests.core.adapters.tls_azurite import TlsAzurite, TokenSource

pytestmark = pytest.mark.azurite

_AUDIO = b"RIFF....WAVE"
_REFUSED = {401, 403}
# Nothing else that a signer may ask of the service is a POST.
_KEY_REQUEST = "Request method: 'POST'"


@pytest.fixture(scope="module")
def tls_azurite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TlsAzurite]:
    with TlsAzurite(tmp_path_factory.mktemp("tls")) as running:
        yield running


@pytest.fixture
def trust(tls_azurite: TlsAzurite) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=tls_azurite.certificate)


@pytest.fixture
async def entra_connection(tls_azurite: TlsAzurite) -> AsyncIterator[StorageConnection]:
    opened = StorageConnection.with_identity(
        tls_azurite.addresses, TokenSource, connection_verify=str(tls_azurite.certificate)
    )
    yield opened
    await opened.close()


@pytest.fixture
def signer(entra_connection: StorageConnection, clock: MovableClock) -> DelegationKeySigner:
    return DelegationKeySigner(entra_connection, clock)


@pytest.fixture
async def blobs(entra_connection: StorageConnection, signer: DelegationKeySigner) -> AzureBlobs:
    store = AzureBlobStore(entra_connection, BlobPlaces(unique("r"), unique("t")), signer)
    await store.ensure()
    return store.of(new_lawyer())


def _key_ends(token: str) -> str:
    """When the key behind a signature ends, as the signature says."""
    return token.partition("ske=")[2].partition("&")[0].replace("%3A", ":")


def _right(until: datetime) -> Right:
    return Right(container="recordings", blob="a/b.wav", permission="c", until=until)


async def test_an_upload_grant_uploads_once_and_does_nothing_else(
    blobs: AzureBlobs, clock: MovableClock, trust: ssl.SSLContext
) -> None:
    grant = await blobs.upload_grant("a.wav", "audio/wav", clock.now() + timedelta(minutes=15))
    holder = GrantHolder(grant, trust)
    assert holder.signature["spr"] == "https"
    assert {"skoid", "sktid", "skt", "ske", "sks", "skv"} <= set(holder.signature)
    assert (await holder.use(_AUDIO)).status == 201
    assert await blobs.read_audio("a.wav") == _AUDIO
    assert (await holder.use(b"other")).status in {403, 409, 412}
    plain = {"x-ms-blob-type": "BlockBlob"}
    assert (await holder.send("PUT", grant.url, b"other", plain)).status in _REFUSED
    assert (await holder.send("PUT", holder.elsewhere(("a.wav", "b.wav")), b"", plain)).status in _REFUSED
    assert (await holder.send("GET", grant.url)).status in _REFUSED
    assert (await holder.send("DELETE", grant.url)).status in _REFUSED
    assert await blobs.read_audio("a.wav") == _AUDIO


async def test_an_audio_grant_reads_as_audio(
    blobs: AzureBlobs, clock: MovableClock, trust: ssl.SSLContext
) -> None:
    until = clock.now() + timedelta(minutes=15)
    await GrantHolder(await blobs.upload_grant("a.webm", "audio/webm", until), trust).use(_AUDIO)
    answer = await GrantHolder(await blobs.audio_grant("a.webm", until), trust).use()
    assert (answer.body, answer.headers["Content-Type"]) == (_AUDIO, "audio/webm")


async def test_a_file_grant_saves_its_file_and_does_nothing_else(
    entra_connection: StorageConnection,
    signer: DelegationKeySigner,
    clock: MovableClock,
    trust: ssl.SSLContext,
) -> None:
    store = AzureFileStore(entra_connection, FilePlace(unique("e")), signer)
    await store.ensure()
    files = store.of(new_lawyer())
    for name in ("a", "b"):
        await files.stage(name, 1, b"whole")
        await files.assemble(name, [1], "text/csv")
    grant = await files.download_grant("a", "a.csv", clock.now() + timedelta(minutes=10))
    holder = GrantHolder(grant, trust)
    assert (holder.signature["spr"], holder.signature["sp"]) == ("https", "r")
    answer = await holder.use()
    assert (answer.body, answer.headers["Content-Disposition"]) == (b"whole", 'attachment; filename="a.csv"')
    for method, url in (("GET", holder.elsewhere(("/a", "/b"))), ("PUT", grant.url), ("DELETE", grant.url)):
        assert (await holder.send(method, url, b"", {"x-ms-blob-type": "BlockBlob"})).status in _REFUSED
    ended = await files.download_grant("a", "a.csv", clock.now() - timedelta(seconds=5))
    assert (await GrantHolder(ended, trust).use()).status in _REFUSED
    assert (await holder.use()).body == b"whole"


async def test_a_grant_ends(blobs: AzureBlobs, clock: MovableClock, trust: ssl.SSLContext) -> None:
    ended = await blobs.upload_grant("a.wav", "audio/wav", clock.now() - timedelta(seconds=5))
    assert (await GrantHolder(ended, trust).use(_AUDIO)).status in _REFUSED


async def test_one_key_serves_many_grants_asked_for_at_once(
    signer: DelegationKeySigner, clock: MovableClock, caplog: pytest.LogCaptureFixture
) -> None:
    until = clock.now() + timedelta(minutes=15)
    with caplog.at_level("INFO", "azure"):
        signed = await asyncio.gather(*(signer.sign(_right(until)) for _ in range(20)))
        clock.ahead = timedelta(hours=17)
        signed.append(await signer.sign(_right(clock.now() + timedelta(minutes=15))))
    assert caplog.text.count(_KEY_REQUEST) == 1
    assert len({_key_ends(token) for token in signed}) == 1


async def test_a_key_is_renewed_well_before_its_end(signer: DelegationKeySigner, clock: MovableClock) -> None:
    first = await signer.sign(_right(clock.now() + timedelta(minutes=15)))
    clock.ahead = timedelta(hours=19)
    second = await signer.sign(_right(clock.now() + timedelta(minutes=15)))
    assert _key_ends(second) > _key_ends(first)


async def test_a_key_outlives_every_grant_it_signs(signer: DelegationKeySigner, clock: MovableClock) -> None:
    await signer.sign(_right(clock.now() + timedelta(minutes=15)))
    until = (clock.now() + timedelta(days=3)).replace(microsecond=0)
    token = await signer.sign(_right(until))
    assert _key_ends(token) >= until.strftime("%Y-%m-%dT%H:%M:%SZ")


async def test_a_grant_beyond_a_keys_life_is_refused(
    signer: DelegationKeySigner, clock: MovableClock
) -> None:
    with pytest.raises(ValueError, match="7 days"):
        await signer.sign(_right(clock.now() + timedelta(days=7, minutes=1)))


async def test_an_outage_of_the_renewal_does_not_stop_uploads(tmp_path: Path, clock: MovableClock) -> None:
    """The key is due for renewal, nobody answers, and it is used until its end; then we say so."""
    with TlsAzurite(tmp_path) as passing:
        connection = StorageConnection.with_identity(
            passing.addresses, TokenSource, connection_verify=str(passing.certificate)
        )
        signer = DelegationKeySigner(connection, clock)
        first = await signer.sign(_right(clock.now() + timedelta(minutes=15)))
    clock.ahead = timedelta(hours=20)
    later = await signer.sign(_right(clock.now() + timedelta(minutes=15)))
    assert _key_ends(later) == _key_ends(first)
    clock.ahead = timedelta(hours=23, minutes=50)
    with pytest.raises(Unavailable):
        await signer.sign(_right(clock.now() + timedelta(minutes=15)))
    await connection.close()


async def test_nothing_listening_is_unavailable(clock: MovableClock) -> None:
    nowhere = f"https://127.0.0.1:{unused_port()}/devstoreaccount1"
    connection = StorageConnection.with_identity(ServiceAddresses(nowhere, nowhere, nowhere), TokenSource)
    with pytest.raises(Unavailable):
        await DelegationKeySigner(connection, clock).sign(_right(clock.now() + timedelta(minutes=15)))
    await connection.close()


async def test_tokens_are_asked_for_storage_only(tls_azurite: TlsAzurite, clock: MovableClock) -> None:
    source = TokenSource()
    connection = StorageConnection.with_identity(
        tls_azurite.addresses, lambda: source, connection_verify=str(tls_azurite.certificate)
    )
    await DelegationKeySigner(connection, clock).sign(_right(clock.now() + timedelta(minutes=15)))
    await connection.close()
    assert set(source.asked_for) == {"https://storage.azure.com/.default"}
