"""Calls to Azure Resource Manager over HTTP; imported late, with the first call."""

import asyncio
import logging
from http import HTTPStatus
from typing import TYPE_CHECKING

import aiohttp
from azure.core.exceptions import AzureError

from core.ports_residency import NotTold

if TYPE_CHECKING:
    from azure.core.credentials_async import AsyncTokenCredential

TOKEN_SCOPE = "https://management.azure.com/.default"  # noqa: S105 - the name of a scope

_NO_ANSWER = "the management API does not answer"
_SAID: dict[int, str] = {
    HTTPStatus.UNAUTHORIZED: "the management API does not take the identity's token",
    HTTPStatus.FORBIDDEN: "the identity may not read it: it needs the role Reader",
    HTTPStatus.NOT_FOUND: "the management API knows no such resource",
}

_log = logging.getLogger(__name__)


class Wire:
    """One HTTP session; no exception of its library's or of Azure Identity's leaves it."""

    def __init__(self, credential: "AsyncTokenCredential", timeout: float) -> None:
        self._credential = credential
        self._timeout = timeout
        self._http = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=timeout), cookie_jar=aiohttp.DummyCookieJar()
        )

    async def get(self, address: str, version: str) -> bytes:
        """The body of a success; raises NotTold."""
        try:
            # The token takes its part of the time too.
            async with asyncio.timeout(self._timeout):
                status, body = await self._answer(address, version)
        except AzureError as error:
            _log.warning("Azure management: no token: %s", type(error).__name__)
            why = "the identity gets no token for the management API"
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            _log.warning("Azure management: %s", type(error).__name__)
            why = _NO_ANSWER
        else:
            if status == HTTPStatus.OK:
                return body
            _log.warning("Azure management: %s", status)
            why = _SAID.get(status, f"the management API answers {status}")
        raise NotTold(why)

    async def close(self) -> None:
        """Close the connections and the credential."""
        await self._http.close()
        await self._credential.close()

    async def _answer(self, address: str, version: str) -> tuple[int, bytes]:
        token = await self._credential.get_token(TOKEN_SCOPE)
        async with self._http.get(
            address,
            params={"api-version": version},
            headers={"Authorization": f"Bearer {token.token}"},
            # A redirect could lead the token elsewhere.
            allow_redirects=False,
        ) as answer:
            return answer.status, await answer.read()
