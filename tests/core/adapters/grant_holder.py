"""Whoever holds a grant: an HTTP client that knows nothing but the grant, as a phone does."""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit, urlunsplit

import aiohttp

from core.ports import Grant


@dataclass(frozen=True)
class Answer:
    """What storage said."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class GrantHolder:
    """Uses a grant as intended, and in ways that were not."""

    grant: Grant
    trust: ssl.SSLContext | bool = True

    @property
    def signature(self) -> dict[str, str]:
        """The parameters of the shared access signature."""
        return {name: values[0] for name, values in parse_qs(urlsplit(self.grant.url).query).items()}

    async def use(self, body: bytes | None = None) -> Answer:
        """Do exactly what the grant says."""
        return await self.send(self.grant.method, self.grant.url, body, self.grant.headers)

    async def send(
        self, method: str, url: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Do anything at all."""
        async with (
            aiohttp.ClientSession() as session,
            session.request(method, url, data=body, headers=headers, ssl=self.trust) as response,
        ):
            return Answer(response.status, dict(response.headers), await response.read())

    def elsewhere(self, *replaced: tuple[str, str], more: str = "") -> str:
        """The grant's address with parts of the path replaced, and parameters added, signature kept."""
        parts = urlsplit(self.grant.url)
        path = parts.path
        for old, new in replaced:
            assert old in path
            path = path.replace(old, new)
        return urlunsplit((parts.scheme, parts.netloc, path, more + parts.query, ""))
