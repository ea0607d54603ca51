"""Keep Entra's metadata: fetched rarely, by one caller at a time, and held on to while Entra is away."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from core.adapters.entra.metadata import (
    Metadata,
    MetadataError,
    discovery_url,
    read_discovery,
    read_keys,
)
from core.domain.errors import Unavailable

type Fetch = Callable[[str], Awaitable[Mapping[str, Any]]]
type Clock = Callable[[], datetime]

# Microsoft advises to look for new keys every 24 hours.
LIFETIME = timedelta(hours=24)
# Anyone can make up a key id: without this, each made-up one would cost a fetch.
COOLDOWN = timedelta(minutes=5)

_NEVER = datetime.min.replace(tzinfo=UTC)
_log = logging.getLogger(__name__)


class KeyRing:
    """The metadata of one authority; `timeout` in seconds bounds a fetch as a whole."""

    def __init__(self, authority: str, fetch: Fetch, clock: Clock, timeout: float) -> None:
        self._authority = authority
        self._fetch = fetch
        self._clock = clock
        self._timeout = timeout
        self._held: Metadata | None = None
        self._fresh_until = _NEVER
        self._retry_at = _NEVER
        self._flight: asyncio.Task[None] | None = None

    async def metadata_for(self, key_id: str) -> Metadata:
        """Return the metadata, fetched anew if it is a day old or lacks the key.

        It is fetched anew at most once in five minutes, so it can still be old or lack the key.
        Raises Unavailable when it could never be fetched.
        """
        if self._worth_fetching(key_id):
            await self._fetch_once()
        if self._held is None:
            raise Unavailable("Sign-in cannot be checked: Microsoft Entra ID does not answer. Try again.")
        return self._held

    def _worth_fetching(self, key_id: str) -> bool:
        if self._held is None:
            return True
        now = self._clock()
        if key_id in self._held.keys and now < self._fresh_until:
            return False
        return self._flight is not None or now >= self._retry_at

    async def _fetch_once(self) -> None:
        if self._flight is None:
            self._flight = asyncio.create_task(self._renew())
            self._flight.add_done_callback(self._landed)
        # A caller who goes away must not take the fetch away from the others.
        await asyncio.shield(self._flight)

    def _landed(self, _: asyncio.Task[None]) -> None:
        self._flight = None

    async def _renew(self) -> None:
        started = self._clock()
        if self._held is not None:
            self._retry_at = started + COOLDOWN
        try:
            async with asyncio.timeout(self._timeout):
                self._held = await self._load()
        except (MetadataError, TimeoutError) as error:
            what_now = "none are held" if self._held is None else "the old ones stay in use"
            _log.warning("Entra's signing keys could not be fetched (%s): %s", _reason(error), what_now)
        else:
            self._fresh_until = started + LIFETIME

    async def _load(self) -> Metadata:
        discovery = await self._fetch(discovery_url(self._authority))
        issuer, keys_url = read_discovery(discovery, self._authority)
        return Metadata(issuer, read_keys(await self._fetch(keys_url)))


def _reason(error: Exception) -> str:
    return str(error) or type(error).__name__
