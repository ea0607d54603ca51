"""Asks Azure Resource Manager about resources, as the identity of this stack: it needs to be Reader."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import quote

from core.adapters.azure_management.documents import VERSIONS, Deployment, Resource, parsed
from core.domain.residency import Held, Standing

if TYPE_CHECKING:
    from azure.core.credentials_async import AsyncTokenCredential

    from core.adapters.azure_management.wire import Wire


class AzureManagement:
    """The API at an address; implements the port `Management`. `timeout` is in seconds, for a whole call."""

    def __init__(
        self, address: str, identity: "Callable[[], AsyncTokenCredential]", timeout: float = 10.0
    ) -> None:
        self._address = address.rstrip("/")
        self._identity = identity
        self._timeout = timeout
        self._wire: Wire | None = None

    async def standing(self, held: Held) -> Standing:
        """Where a resource lies; raises NotTold."""
        return parsed(Resource, await self._get(held, held.id)).standing()

    async def sku(self, held: Held, deployment: str) -> str:
        """The kind of one of its deployments; raises NotTold."""
        path = f"{held.id}/deployments/{quote(deployment, safe='')}"
        return parsed(Deployment, await self._get(held, path)).sku.name

    async def close(self) -> None:
        """Close the connections and the credential."""
        if self._wire is not None:
            await self._wire.close()
            self._wire = None

    async def _get(self, held: Held, path: str) -> bytes:
        if self._wire is None:
            from core.adapters.azure_management.wire import Wire  # noqa: PLC0415 - keeps cold starts short

            self._wire = Wire(self._identity(), self._timeout)
        return await self._wire.get(f"{self._address}{path}", VERSIONS[held.kind.type])
