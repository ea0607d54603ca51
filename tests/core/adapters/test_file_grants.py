"""What a grant to fetch a file allows, tried by somebody who holds nothing but the grant."""

import logging
from datetime import timedelta

import pytest

from core.adapters.files import AzureFiles, AzureFileStore, FilePlace
from core.adapters.grants import AccountKeySigner
from core.adapters.storage_connection import StorageConnection
from core.domain.identity import Lawyer
from core.ports import Grant
from tests.core.adapters.grant_holder import GrantHolder
from tests.core.adapters.storage_fixtures import MovableClock, new_lawyer

pytestmark = pytest.mark.azurite

_REFUSED = {401, 403}
_CSV = "text/csv; charset=utf-8"
_NAME = "caseclock-2026-03-01-to-2026-03-31.csv"
_BODY = b"Date,Hours\r\n2026-03-09,0.50\r\n"
_PUT = {"x-ms-blob-type": "BlockBlob"}


@pytest.fixture
def lawyer() -> Lawyer:
    return new_lawyer()


@pytest.fixture
async def files(file_store: AzureFileStore, lawyer: Lawyer) -> AzureFiles:
    """A folder with two files in it."""
    folder = file_store.of(lawyer)
    for name in ("a", "b"):
        await folder.stage(name, 1, _BODY)
        await folder.assemble(name, [1], _CSV)
    return folder


async def _grant(files: AzureFiles, clock: MovableClock, minutes: float = 10) -> Grant:
    return await files.download_grant("a", _NAME, clock.now() + timedelta(minutes=minutes))


async def test_a_file_is_saved_under_its_name_and_never_shown(files: AzureFiles, clock: MovableClock) -> None:
    answer = await GrantHolder(await _grant(files, clock)).use()
    assert (answer.status, answer.body) == (200, _BODY)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{_NAME}"'
    assert answer.headers["Content-Type"] == _CSV


async def test_a_grant_reads_and_nothing_else(files: AzureFiles, clock: MovableClock) -> None:
    holder = GrantHolder(await _grant(files, clock))
    url = holder.grant.url
    for method, asked in (
        ("PUT", url),
        ("DELETE", url),
        ("PUT", holder.elsewhere(more="comp=block&blockid=MDAwMDAwOQ==&")),
        ("PUT", holder.elsewhere(more="comp=blocklist&")),
        ("PUT", holder.elsewhere(more="comp=metadata&")),
        ("PUT", holder.elsewhere(more="comp=snapshot&")),
    ):
        assert (await holder.send(method, asked, b"other", _PUT)).status in _REFUSED, asked
    assert (await holder.use()).body == _BODY


async def test_a_grant_is_for_no_other_file(
    file_store: AzureFileStore, files: AzureFiles, clock: MovableClock, lawyer: Lawyer
) -> None:
    stranger = new_lawyer()
    theirs = file_store.of(stranger)
    await theirs.stage("a", 1, b"theirs")
    await theirs.assemble("a", [1], _CSV)
    holder = GrantHolder(await _grant(files, clock))
    for url in (
        holder.elsewhere((f"{lawyer.key}/a", f"{lawyer.key}/b")),
        holder.elsewhere((lawyer.key, stranger.key)),
        holder.elsewhere((f"{lawyer.key}/a", f"{lawyer.key}/../{stranger.key}/a")),
    ):
        assert (await holder.send("GET", url)).status in _REFUSED


async def test_a_grant_lists_nothing(
    files: AzureFiles, clock: MovableClock, lawyer: Lawyer, place: FilePlace
) -> None:
    holder = GrantHolder(await _grant(files, clock))
    blob = f"/{lawyer.key}/a"
    for more in ("restype=container&comp=list&", "restype=container&"):
        assert (await holder.send("GET", holder.elsewhere((blob, ""), more=more))).status in _REFUSED
    account = holder.elsewhere((f"/{place.container}{blob}", "/"), more="comp=list&")
    assert (await holder.send("GET", account)).status in _REFUSED


async def test_a_grant_opens_nothing_that_is_not_assembled(
    file_store: AzureFileStore, clock: MovableClock, lawyer: Lawyer
) -> None:
    files = file_store.of(lawyer)
    await files.stage("a", 1, _BODY)
    holder = GrantHolder(await _grant(files, clock))
    assert (await holder.use()).status == 404
    await files.assemble("a", [1], _CSV)
    assert (await holder.use()).body == _BODY


async def test_a_grant_ends_with_its_time_and_with_its_file(files: AzureFiles, clock: MovableClock) -> None:
    ended = await _grant(files, clock, minutes=-0.1)
    assert (await GrantHolder(ended).use()).status in _REFUSED
    good = await _grant(files, clock)
    await files.delete("a")
    assert (await GrantHolder(good).use()).status == 404


async def test_a_tampered_grant_is_refused(files: AzureFiles, clock: MovableClock) -> None:
    grant = await _grant(files, clock)
    for old, new in (("sp=r", "sp=rcwd"), ("sr=b", "sr=c"), ("se=20", "se=21"), ("attachment", "inline")):
        assert old in grant.url
        assert (await GrantHolder(grant).send("GET", grant.url.replace(old, new))).status in _REFUSED


async def test_a_grant_says_no_more_than_it_must(
    files: AzureFiles, clock: MovableClock, lawyer: Lawyer, place: FilePlace
) -> None:
    until = (clock.now() + timedelta(minutes=10)).replace(microsecond=0)
    grant = await files.download_grant("a", _NAME, until)
    assert (grant.method, grant.headers, grant.expires_at) == ("GET", {}, until)
    assert f"/{place.container}/{lawyer.key}/a?" in grant.url
    signature = GrantHolder(grant).signature
    assert set(signature) == {"st", "se", "sp", "spr", "sv", "sr", "rscd", "sig"}
    assert (signature["sp"], signature["sr"]) == ("r", "b")
    assert signature["se"] == until.strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.mark.parametrize("name", ["", 'a".csv', "a\r\nb.csv", "a/b.csv", "é.csv", "a;b", ".csv", "a" * 201])
async def test_a_name_cannot_break_out_of_its_header(
    files: AzureFiles, clock: MovableClock, name: str
) -> None:
    with pytest.raises(ValueError, match="plain file name"):
        await files.download_grant("a", name, clock.now())


async def test_grants_are_for_https_unless_the_emulator_says_otherwise(
    connection: StorageConnection, clock: MovableClock, place: FilePlace, files: AzureFiles, lawyer: Lawyer
) -> None:
    strict = AzureFileStore(connection, FilePlace(place.container), AccountKeySigner(connection, clock))
    holder = GrantHolder(await _grant(strict.of(lawyer), clock))
    assert holder.signature["spr"] == "https"
    assert (await holder.use()).status in _REFUSED


async def test_neither_grants_nor_logs_tell_a_secret(
    file_store: AzureFileStore, clock: MovableClock, caplog: pytest.LogCaptureFixture, lawyer: Lawyer
) -> None:
    files = file_store.of(lawyer)
    with caplog.at_level(logging.INFO):
        await files.stage("a", 1, b"a privileged sentence")
        await files.assemble("a", [1], _CSV)
        grant = await _grant(files, clock)
        await GrantHolder(grant).use()
        await files.delete("a")
    assert "Request URL" in caplog.text, "the SDK logs at INFO, or this test proves nothing"
    assert grant.url.rpartition("sig=")[2] not in caplog.text
    assert "privileged" not in caplog.text
