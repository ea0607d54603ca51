"""Storage clients for the connections that triggers name."""

import asyncio
from collections.abc import Mapping
from contextlib import AsyncExitStack
from typing import Any
from urllib.parse import urlsplit

from azure.core.credentials_async import AsyncTokenCredential
from azure.core.exceptions import AzureError, HttpResponseError, ResourceExistsError
from azure.identity.aio import DefaultAzureCredential
from azure.storage.blob.aio import BlobServiceClient
from azure.storage.queue.aio import QueueClient, QueueServiceClient

from local.azurite import connection_string as azurite_connection_string
from local.host.errors import HostError

HOST_STORAGE = "AzureWebJobsStorage"
_DEVELOPMENT = "UseDevelopmentStorage=true"
# The SDKs would retry for minutes; a listener of this host polls again anyway.
_OPTIONS: dict[str, Any] = {
    "initial_backoff": 1,
    "increment_base": 2,
    "random_jitter_range": 1,
    "retry_total": 2,
    "connection_timeout": 5,
}
_CHECK_SECONDS = 15


class Storage:
    """Makes one client per connection and service, and closes them all."""

    def __init__(self, settings: Mapping[str, str]) -> None:
        self._settings = settings
        self._stack = AsyncExitStack()
        self._queues: dict[str, QueueServiceClient] = {}
        self._blobs: dict[str, BlobServiceClient] = {}
        self._credential: AsyncTokenCredential | None = None

    def queues(self, connection: str) -> QueueServiceClient:
        """Return the queue service of a connection; raises HostError when its settings are missing."""
        if connection not in self._queues:
            target = self._target(connection, "queue")
            if isinstance(target, str):
                client = QueueServiceClient.from_connection_string(target, **_OPTIONS)
            else:
                client = QueueServiceClient(target[0], credential=target[1], **_OPTIONS)
            self._stack.push_async_callback(client.close)
            self._queues[connection] = client
        return self._queues[connection]

    def blobs(self, connection: str) -> BlobServiceClient:
        """Return the blob service of a connection; raises HostError when its settings are missing."""
        if connection not in self._blobs:
            target = self._target(connection, "blob")
            if isinstance(target, str):
                client = BlobServiceClient.from_connection_string(target, **_OPTIONS)
            else:
                client = BlobServiceClient(target[0], credential=target[1], **_OPTIONS)
            self._stack.push_async_callback(client.close)
            self._blobs[connection] = client
        return self._blobs[connection]

    async def check_blobs(self, connection: str) -> None:
        """Raise HostError when the blob service of a connection does not answer."""
        client = self.blobs(connection)
        try:
            async with asyncio.timeout(_CHECK_SECONDS):
                await client.get_service_properties(retry_total=0)
        except (AzureError, TimeoutError) as error:
            raise _unreachable(connection, client.url, error) from error

    async def create_container(self, connection: str, name: str) -> None:
        """Create a container unless it exists; raises HostError when its service does not answer."""
        client = self.blobs(connection).get_container_client(name)
        try:
            async with asyncio.timeout(_CHECK_SECONDS):
                await client.create_container(retry_total=0)
        except ResourceExistsError:
            return
        except (AzureError, TimeoutError) as error:
            raise _unreachable(connection, client.url, error) from error

    async def create_queue(self, connection: str, name: str) -> QueueClient:
        """Return a queue, created when missing; raises HostError when its service does not answer."""
        client = self.queues(connection).get_queue_client(name)
        try:
            async with asyncio.timeout(_CHECK_SECONDS):
                await ensure_queue(client, retry_total=0)
        except (AzureError, TimeoutError) as error:
            raise _unreachable(connection, client.url, error) from error
        return client

    async def close(self) -> None:
        """Close every client."""
        await self._stack.aclose()

    def _target(self, connection: str, service: str) -> str | tuple[str, AsyncTokenCredential]:
        for name in (f"AzureWebJobs{connection}", connection):
            if value := self._settings.get(name):
                return azurite_connection_string() if value.rstrip(";") == _DEVELOPMENT else value
            for suffix in (f"__{service}ServiceUri", "__serviceUri"):
                if uri := self._settings.get(name + suffix):
                    return uri, self._identity()
            if account := self._settings.get(f"{name}__accountName"):
                return f"https://{account}.{service}.core.windows.net", self._identity()
        raise HostError(
            f"The storage connection '{connection}' is not set: give the app setting '{connection}' a "
            f"connection string, or '{connection}__{service}ServiceUri' an address."
        )

    def _identity(self) -> AsyncTokenCredential:
        if self._credential is None:
            credential = DefaultAzureCredential()
            self._stack.push_async_callback(credential.close)
            self._credential = credential
        return self._credential


async def ensure_queue(queue: QueueClient, **options: Any) -> None:
    """Create a queue unless it exists."""
    try:
        await queue.create_queue(**options)
    except ResourceExistsError:
        return


def _unreachable(connection: str, url: str, error: Exception) -> HostError:
    parts = urlsplit(url)
    if isinstance(error, HttpResponseError) and error.status_code is not None:
        code = getattr(error, "error_code", None) or error.status_code
        return HostError(
            f"Storage at {parts.netloc} refuses '{parts.path}' ({code}): check the key in the app setting "
            f"'{connection}' and the name."
        )
    return HostError(
        f"Storage at {parts.netloc} does not answer: start Azurite, or correct the app setting "
        f"'{connection}' ({type(error).__name__})."
    )
