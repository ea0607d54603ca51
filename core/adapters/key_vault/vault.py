"""One vault of Azure Key Vault: secrets by name, entered as the identity of this stack."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from core.domain.errors import Unavailable

if TYPE_CHECKING:
    from azure.core.credentials_async import AsyncTokenCredential
    from azure.keyvault.secrets.aio import SecretClient

# Two quick retries bridge a dropped connection; a secret that is set twice is the same secret.
_RETRIES = {"retry_total": 2, "retry_backoff_factor": 0.2}
_TIMEOUTS = {"connection_timeout": 5, "read_timeout": 15}
_STILL_DELETING_SECONDS = 0.5

_log = logging.getLogger(__name__)


class KeyVault:
    """The vault at an https address; `timeout` is in seconds, for a whole operation.

    `identity` makes the credential. A `certificate` (a file) is what a stand-in on this machine shows:
    it alone is trusted then, and the vault's address is not held against the one its challenge names.
    """

    def __init__(
        self,
        address: str,
        identity: "Callable[[], AsyncTokenCredential]",
        certificate: str | None = None,
        timeout: float = 20.0,
    ) -> None:
        self._address = address
        self._identity = identity
        self._certificate = certificate
        self._timeout = timeout
        self._credential: AsyncTokenCredential | None = None
        self._client: SecretClient | None = None

    async def text(self, name: str) -> str:
        """A secret that must be there; raises Unavailable."""
        found = await self.find(name)
        if not found:
            _log.warning("Key Vault: the secret %s is missing", name)
            raise _unavailable()
        return found

    async def find(self, name: str) -> str | None:
        """The current value of a secret; None where there is none. Raises Unavailable."""
        from azure.core.exceptions import ResourceNotFoundError  # noqa: PLC0415 - keeps cold starts short

        async def read(client: "SecretClient") -> str | None:
            try:
                return (await client.get_secret(name)).value
            except ResourceNotFoundError:
                return None

        return await self._reach(read)

    async def keep(self, name: str, value: str, content_type: str) -> None:
        """Keep a value, also where a deleted secret still holds the name. Raises Unavailable."""
        from azure.core.exceptions import ResourceExistsError  # noqa: PLC0415 - keeps cold starts short

        async def write(client: "SecretClient") -> None:
            while True:
                try:
                    await client.set_secret(name, value, content_type=content_type)
                except ResourceExistsError:
                    await _recover(client, name)
                else:
                    return

        await self._reach(write)

    async def delete(self, name: str) -> None:
        """Delete a secret and wait until it is; none is no error. Raises Unavailable."""
        from azure.core.exceptions import ResourceNotFoundError  # noqa: PLC0415 - keeps cold starts short

        async def erase(client: "SecretClient") -> None:
            with suppress(ResourceNotFoundError):
                await client.delete_secret(name)

        await self._reach(erase)

    async def close(self) -> None:
        """Close the connections and the credential."""
        for held in (self._client, self._credential):
            if held is not None:
                await held.close()
        self._client = self._credential = None

    async def _reach[T](self, work: "Callable[[SecretClient], Awaitable[T]]") -> T:
        """What some work with the client gives; what the SDK raises becomes Unavailable."""
        from azure.core.exceptions import AzureError  # noqa: PLC0415 - keeps cold starts short

        try:
            async with asyncio.timeout(self._timeout):
                return await work(self._connected())
        except (AzureError, TimeoutError) as error:
            _log.warning("Key Vault: %s %s", getattr(error, "status_code", None), type(error).__name__)
        # Raised out here it has no context: the request, with what was to be kept, does not travel with it.
        raise _unavailable()

    def _connected(self) -> "SecretClient":
        if self._client is None:
            from azure.keyvault.secrets.aio import SecretClient  # noqa: PLC0415 - keeps cold starts short

            self._credential = self._identity()
            local = {"connection_verify": self._certificate} if self._certificate else {}
            self._client = SecretClient(
                self._address,
                self._credential,
                verify_challenge_resource=not self._certificate,
                **_RETRIES,
                **_TIMEOUTS,
                **local,
            )
        return self._client


async def _recover(client: "SecretClient", name: str) -> None:
    """Undo a deletion, so that the name can be used again: purging may be forbidden."""
    from azure.core.exceptions import ResourceNotFoundError  # noqa: PLC0415 - keeps cold starts short

    try:
        await client.recover_deleted_secret(name)
    except ResourceNotFoundError:
        # It is still being deleted.
        await asyncio.sleep(_STILL_DELETING_SECONDS)


def _unavailable() -> Unavailable:
    return Unavailable("The vault did not answer as it should. Try again.", retry_after=10)
