"""The identity this stack runs as in Azure."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from azure.core.credentials import TokenCredential
    from azure.core.credentials_async import AsyncTokenCredential


def identity(client_id: str) -> "AsyncTokenCredential":
    """The user-assigned identity with a client id; without one, what the default credential finds."""
    from azure.identity.aio import DefaultAzureCredential  # noqa: PLC0415 - keeps cold starts short

    return DefaultAzureCredential(managed_identity_client_id=client_id or None)


def blocking_identity(client_id: str) -> "TokenCredential":
    """The same identity for the exporter's own thread, which runs no event loop."""
    from azure.identity import DefaultAzureCredential  # noqa: PLC0415 - keeps cold starts short

    return DefaultAzureCredential(managed_identity_client_id=client_id or None)
