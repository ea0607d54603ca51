"""Blob Storage for files that lawyers fetch: a container with a folder per lawyer, written block by block.

Blocks, and what becomes of them: learn.microsoft.com/rest/api/storageservices/put-block and put-block-list.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from core.adapters.blob_calls import ensure_container, if_there, path_in
from core.adapters.grants import Right, SasSigner
from core.adapters.storage_connection import StorageConnection
from core.adapters.storage_errors import code, reaching
from core.domain.identity import Lawyer
from core.ports import Grant
from core.ports_files import BlocksMissing

if TYPE_CHECKING:
    from azure.storage.blob.aio import BlobClient

_LAST_BLOCK = 9_999_999
# A block was never staged, or storage has collected it.
_MISSING = "InvalidBlockList"


@dataclass(frozen=True, slots=True)
class FilePlace:
    """The container, and whether grants work over https only (they must, except on Azurite)."""

    container: str
    https_only: bool = True


class AzureFileStore:
    """The container that holds every lawyer's folder; implements the port `FileStore`."""

    def __init__(self, connection: StorageConnection, place: FilePlace, signer: SasSigner) -> None:
        self._connection = connection
        self._place = place
        self._signer = signer

    def of(self, lawyer: Lawyer) -> "AzureFiles":
        """That lawyer's folder."""
        return AzureFiles(self._connection, self._place, self._signer, lawyer.key)

    async def ensure(self) -> None:
        """Create the container if it is not there; only the local stack does this at run time."""
        await ensure_container(self._connection, self._place.container)


class AzureFiles:
    """The folder of one lawyer; implements the port `Files`.

    Every method raises Unavailable when storage does not answer, also where it may have done what was asked:
    each can simply be asked again. ValueError is raised for a name that is not a plain file name.
    """

    def __init__(
        self, connection: StorageConnection, place: FilePlace, signer: SasSigner, folder: str
    ) -> None:
        self._connection = connection
        self._place = place
        self._signer = signer
        self._folder = folder

    async def stage(self, name: str, block: int, data: bytes) -> None:
        """Store one block; storage collects it a week after the last one, should it never be assembled."""
        if not data:
            raise ValueError("a block is not empty")
        with reaching("blob"):
            await self._blob(name).stage_block(_block_id(block), data)

    async def assemble(self, name: str, blocks: Sequence[int], media_type: str) -> int:
        """Make the file of its blocks at once, and forget the others; its size in bytes.

        Raises BlocksMissing, and leaves what was there as it was, when a block is not there (any more).
        """
        from azure.core.exceptions import HttpResponseError  # noqa: PLC0415 - keeps cold starts short
        from azure.storage.blob import BlobBlock, ContentSettings  # noqa: PLC0415

        listed = [BlobBlock(_block_id(block)) for block in blocks]
        blob = self._blob(name)
        with reaching("blob"):
            try:
                await blob.commit_block_list(
                    listed, content_settings=ContentSettings(content_type=media_type)
                )
            except HttpResponseError as error:
                if code(error) == _MISSING:
                    raise BlocksMissing from None
                raise
            return (await blob.get_blob_properties()).size

    async def size(self, name: str) -> int | None:
        """How large a file is, in bytes; None when there is none."""
        properties = await if_there(self._blob(name).get_blob_properties())
        return properties.size if properties else None

    async def download_grant(self, name: str, save_as: str, until: datetime) -> Grant:
        """The right to read this one file, which a browser saves and never shows.

        Raises ValueError for a name it cannot be saved under.
        """
        right = Right(
            container=self._place.container,
            blob=path_in(self._folder, name),
            permission="r",
            until=until,
            protocol="https" if self._place.https_only else "https,http",
            save_as=save_as,
        )
        url = f"{self._blob(name).url}?{await self._signer.sign(right)}"
        return Grant(method="GET", url=url, headers={}, expires_at=until)

    async def delete(self, name: str) -> None:
        """Erase a file with its snapshots, and what was staged of it.

        Storage erases blocks that no file holds only for a list without them: an empty file, erased at once.
        """
        blob = self._blob(name)
        if await self._has_blocks(blob):
            with reaching("blob"):
                await blob.commit_block_list([])
        await if_there(blob.delete_blob(delete_snapshots="include"))

    async def _has_blocks(self, blob: "BlobClient") -> bool:
        lists = await if_there(blob.get_block_list("uncommitted"))
        return lists is not None and bool(lists[1])

    def _blob(self, name: str) -> "BlobClient":
        return self._connection.blobs.get_blob_client(self._place.container, path_in(self._folder, name))


def _block_id(block: int) -> str:
    """All ids of a blob's blocks must be of one length: seven digits."""
    if not 1 <= block <= _LAST_BLOCK:
        raise ValueError("a block has a number from 1 to 9,999,999")
    return f"{block:07}"
