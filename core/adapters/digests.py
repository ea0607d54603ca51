"""Digests of the audit trail: a blob for each, created once and never written again.

In Azure the container is immutable for years: whoever can rewrite a lawyer's partition cannot touch them.
"""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pydantic import ValidationError

from core.adapters.blob_calls import ensure_container
from core.adapters.storage_connection import StorageConnection
from core.adapters.storage_errors import code, reaching
from core.domain.audit import Digest
from core.domain.identity import Lawyer

if TYPE_CHECKING:
    from azure.core.exceptions import AzureError
    from azure.storage.blob.aio import ContainerClient

_NAME = re.compile(r"(\d{12})\.json")
# Which of the two answers comes depends on the service: "already there", or "not as the condition has it".
_THERE = {"BlobAlreadyExists", "ConditionNotMet", "BlobImmutableDueToPolicy"}


class AzureDigestStore:
    """The container that holds every lawyer's digests; implements the port `DigestStore`."""

    def __init__(self, connection: StorageConnection, container: str) -> None:
        self._connection = connection
        self._container = container

    def of(self, lawyer: Lawyer) -> "AzureDigests":
        """That lawyer's digests."""
        return AzureDigests(self._connection, self._container, lawyer.key)

    async def ensure(self) -> None:
        """Create the container if it is not there; only the local stack does this at run time."""
        await ensure_container(self._connection, self._container)


class AzureDigests:
    """The digests of one lawyer; implements the port `Digests`. Raises Unavailable."""

    def __init__(self, connection: StorageConnection, container: str, folder: str) -> None:
        self._connection = connection
        self._container = container
        self._folder = folder

    async def keep(self, digest: Digest) -> None:
        """Keep a digest; where there is one of that place already, that one stays.

        Its hash and instant stand beside the blob too, so that a listing tells them all.
        """
        from azure.core.exceptions import ResourceExistsError, ResourceModifiedError  # noqa: PLC0415
        from azure.storage.blob import ContentSettings  # noqa: PLC0415 - keeps cold starts short

        name = f"{self._folder}/{digest.sequence:012}.json"
        beside = {"hash": digest.hash, "at": digest.at.isoformat()}
        settings = ContentSettings(content_type="application/json; charset=utf-8")
        with reaching("blob"):
            try:
                await (
                    self._container_client()
                    .get_blob_client(name)
                    .upload_blob(
                        digest.model_dump_json().encode(),
                        overwrite=False,
                        metadata=beside,
                        content_settings=settings,
                    )
                )
            except (ResourceExistsError, ResourceModifiedError) as error:
                _raise_unless_there(error)

    async def every(self) -> list[Digest | None]:
        """Every digest that was kept, None for one that cannot be read."""
        beginning = f"{self._folder}/"
        with reaching("blob"):
            listed = self._container_client().list_blobs(name_starts_with=beginning, include=["metadata"])
            return [_digest(blob.name.removeprefix(beginning), blob.metadata or {}) async for blob in listed]

    def _container_client(self) -> "ContainerClient":
        return self._connection.blobs.get_container_client(self._container)


def _raise_unless_there(error: "AzureError") -> None:
    if code(error) not in _THERE:
        raise error


def _digest(name: str, beside: Mapping[str, str]) -> Digest | None:
    if (numbered := _NAME.fullmatch(name)) is None:
        return None
    try:
        return Digest.model_validate({"sequence": int(numbered[1]), **beside})
    except ValidationError:
        return None
