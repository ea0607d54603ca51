"""Blob Storage: a folder per lawyer in two containers, one for recordings and one for transcripts."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from core.adapters.blob_calls import ensure_container, if_there, path_in
from core.adapters.grants import Right, SasSigner
from core.adapters.storage_connection import StorageConnection
from core.adapters.storage_errors import reaching
from core.domain.identity import Lawyer
from core.domain.recordings import AudioFormat
from core.ports import Grant

if TYPE_CHECKING:
    from azure.storage.blob.aio import BlobClient

_DOWNLOADS_AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class BlobPlaces:
    """The containers, and whether grants work over https only (they must, except on Azurite)."""

    recordings: str
    transcripts: str
    https_only: bool = True


class AzureBlobStore:
    """The containers that hold every lawyer's folder; implements the port `BlobStore`."""

    def __init__(self, connection: StorageConnection, places: BlobPlaces, signer: SasSigner) -> None:
        self._connection = connection
        self._places = places
        self._signer = signer

    def of(self, lawyer: Lawyer) -> "AzureBlobs":
        """That lawyer's folder."""
        return AzureBlobs(self._connection, self._places, self._signer, lawyer.key)

    async def ensure(self) -> None:
        """Create the containers that are not there; only the local stack does this at run time."""
        for name in (self._places.recordings, self._places.transcripts):
            await ensure_container(self._connection, name)


class AzureBlobs:
    """The folder of one lawyer; implements the port `Blobs`.

    Every method raises Unavailable when storage does not answer, and ValueError for a name that is not
    a plain file name.
    """

    def __init__(
        self, connection: StorageConnection, places: BlobPlaces, signer: SasSigner, folder: str
    ) -> None:
        self._connection = connection
        self._places = places
        self._signer = signer
        self._folder = folder

    async def upload_grant(self, name: str, content_type: str, until: datetime) -> Grant:
        """The right to create this one recording; it cannot overwrite, read or list."""
        headers = {"x-ms-blob-type": "BlockBlob", "content-type": content_type, "if-none-match": "*"}
        url = await self._signed(name, "c", until)
        return Grant(method="PUT", url=url, headers=headers, expires_at=until)

    async def audio_grant(self, name: str, until: datetime) -> Grant:
        """The right to read this one recording.

        Storage answers with the type that the name promises, whatever type it was uploaded with.
        """
        played_as = AudioFormat(name.rpartition(".")[2]).content_type
        url = await self._signed(name, "r", until, played_as)
        return Grant(method="GET", url=url, headers={}, expires_at=until)

    async def audio_size(self, name: str) -> int | None:
        """The size of a recording in bytes; None when nothing was uploaded."""
        properties = await if_there(self._audio(name).get_blob_properties())
        return properties.size if properties else None

    async def read_audio(self, name: str) -> bytes | None:
        """A recording's bytes; None when nothing was uploaded."""
        return await _read(self._audio(name))

    async def delete_audio(self, name: str) -> None:
        """Erase a recording with its snapshots; erasing what is not there is no error."""
        await _delete(self._audio(name))

    async def save_transcript(self, name: str, body: str) -> None:
        """Keep a transcript, which is JSON, over one that is there."""
        from azure.storage.blob import ContentSettings  # noqa: PLC0415 - keeps cold starts short

        settings = ContentSettings(content_type="application/json; charset=utf-8")
        with reaching("blob"):
            await self._transcript(name).upload_blob(body.encode(), overwrite=True, content_settings=settings)

    async def read_transcript(self, name: str) -> str | None:
        """A transcript that was kept."""
        body = await _read(self._transcript(name))
        return None if body is None else body.decode()

    async def delete_transcript(self, name: str) -> None:
        """Erase a transcript with its snapshots; erasing what is not there is no error."""
        await _delete(self._transcript(name))

    async def _signed(
        self, name: str, permission: str, until: datetime, content_type: str | None = None
    ) -> str:
        right = Right(
            container=self._places.recordings,
            blob=self._path(name),
            permission=permission,
            until=until,
            protocol="https" if self._places.https_only else "https,http",
            content_type=content_type,
        )
        return f"{self._audio(name).url}?{await self._signer.sign(right)}"

    def _audio(self, name: str) -> "BlobClient":
        return self._connection.blobs.get_blob_client(self._places.recordings, self._path(name))

    def _transcript(self, name: str) -> "BlobClient":
        return self._connection.blobs.get_blob_client(self._places.transcripts, self._path(name))

    def _path(self, name: str) -> str:
        return path_in(self._folder, name)


async def _read(blob: "BlobClient") -> bytes | None:
    return await if_there(_downloaded(blob))


async def _downloaded(blob: "BlobClient") -> bytes:
    download = await blob.download_blob(max_concurrency=_DOWNLOADS_AT_ONCE)
    return await download.readall()


async def _delete(blob: "BlobClient") -> None:
    await if_there(blob.delete_blob(delete_snapshots="include"))
