"""The storage account: one client per service, made when first used, kept for the worker's life."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from azure.core.credentials_async import AsyncTokenCredential
    from azure.data.tables.aio import TableServiceClient
    from azure.storage.blob.aio import BlobServiceClient
    from azure.storage.queue.aio import QueueServiceClient

# Two quick retries bridge a dropped connection; whoever called decides about anything longer.
_RETRIES = {"retry_total": 2, "retry_connect": 2, "retry_read": 2, "retry_status": 2}
_BLOB_AND_QUEUE_BACKOFF = {"initial_backoff": 0.2, "increment_base": 0.5, "random_jitter_range": 0.1}
_TABLE_BACKOFF = {"retry_backoff_factor": 0.2}
_TIMEOUTS = {"connection_timeout": 5, "read_timeout": 15}


@dataclass(frozen=True)
class ServiceAddresses:
    """The https addresses of an account's services, as the portal shows them."""

    blob: str
    queue: str
    table: str


@dataclass(frozen=True)
class StorageConnection:
    """How to reach the storage account: a connection string (Azurite) or addresses and an identity.

    `identity` makes the credential; `options` go to every SDK client, over the defaults here.
    """

    connection_string: str | None = field(default=None, repr=False)
    addresses: ServiceAddresses | None = None
    identity: "Callable[[], AsyncTokenCredential] | None" = None
    options: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @classmethod
    def with_key(cls, connection_string: str, **options: Any) -> Self:
        """The account of a connection string that holds an account key."""
        return cls(connection_string=connection_string, options=options)

    @classmethod
    def with_identity(
        cls, addresses: ServiceAddresses, identity: "Callable[[], AsyncTokenCredential]", **options: Any
    ) -> Self:
        """The account at these addresses, entered with the token credential that `identity` makes."""
        return cls(addresses=addresses, identity=identity, options=options)

    @cached_property
    def blobs(self) -> "BlobServiceClient":
        """The client of the blob service."""
        from azure.storage.blob.aio import BlobServiceClient  # noqa: PLC0415 - keeps cold starts short

        options = _RETRIES | _BLOB_AND_QUEUE_BACKOFF | _TIMEOUTS | dict(self.options)
        if self.connection_string:
            return BlobServiceClient.from_connection_string(self.connection_string, **options)
        return BlobServiceClient(self._addresses.blob, self.credential, **options)

    @cached_property
    def queues(self) -> "QueueServiceClient":
        """The client of the queue service."""
        from azure.storage.queue.aio import QueueServiceClient  # noqa: PLC0415 - keeps cold starts short

        options = _RETRIES | _BLOB_AND_QUEUE_BACKOFF | _TIMEOUTS | dict(self.options)
        if self.connection_string:
            return QueueServiceClient.from_connection_string(self.connection_string, **options)
        return QueueServiceClient(self._addresses.queue, self.credential, **options)

    @cached_property
    def tables(self) -> "TableServiceClient":
        """The client of the table service."""
        from azure.data.tables.aio import TableServiceClient  # noqa: PLC0415 - keeps cold starts short

        options = _RETRIES | _TABLE_BACKOFF | _TIMEOUTS | dict(self.options)
        if self.connection_string:
            return TableServiceClient.from_connection_string(self.connection_string, **options)
        return TableServiceClient(self._addresses.table, credential=self.credential, **options)

    @cached_property
    def credential(self) -> "AsyncTokenCredential":
        """The credential of the identity; raises ValueError on a connection by key."""
        if self.identity is None:
            raise ValueError("This storage connection has no identity.")
        return self.identity()

    async def close(self) -> None:
        """Close whatever was opened."""
        for name in ("blobs", "queues", "tables", "credential"):
            opened = self.__dict__.pop(name, None)
            if opened is not None:
                await opened.close()

    @property
    def _addresses(self) -> ServiceAddresses:
        if self.addresses is None:
            raise ValueError("A storage connection needs a connection string, or addresses.")
        return self.addresses
