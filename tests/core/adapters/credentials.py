"""An identity that tests hand to adapters."""

import time
from types import TracebackType
from typing import Any

from azure.core.credentials import AccessToken
from azure.core.exceptions import ClientAuthenticationError


class Credential:
    """Hands out one token, or none."""

    def __init__(self, *, refused: bool = False) -> None:
        self.scopes: list[str] = []
        self._refused = refused

    async def get_token(self, *scopes: str, **_: Any) -> AccessToken:
        self.scopes.extend(scopes)
        if self._refused:
            raise ClientAuthenticationError("secret detail")
        return AccessToken("token-1", int(time.time()) + 3600)

    async def close(self) -> None:
        raise AssertionError("the credential is its owner's to close")

    async def __aenter__(self) -> "Credential":
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        trace: TracebackType | None = None,
    ) -> None:
        await self.close()
