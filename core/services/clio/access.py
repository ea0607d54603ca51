"""Calling Clio as a lawyer: with a token that is good, at the pace Clio allows."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from weakref import WeakValueDictionary

from core.domain.errors import ClioPaused, ClioUnauthorized, ClioUnreachable, ReconnectNeeded, Unavailable
from core.domain.identity import Lawyer
from core.ports import Clock
from core.ports_clio import Clio, ClioOAuth, ClioToken, TokenVault

_log = logging.getLogger(__name__)

_MARGIN = timedelta(minutes=5)


class ClioAway(Exception):
    """Clio is not to be asked for `retry_after` seconds; nothing was done."""

    def __init__(self, retry_after: float) -> None:
        super().__init__()
        self.retry_after = retry_after


class ClioSilent(ClioAway):
    """Clio, or the vault of its tokens, does not work just now."""


class ClioLimit(ClioAway):
    """The lawyer's requests for this while are used up."""


@dataclass(frozen=True, slots=True)
class Gate:
    """The ports through which Clio is reached."""

    clio: Clio
    oauth: ClioOAuth
    vault: TokenVault
    clock: Clock


class Access:
    """Opens Clio for a lawyer; tokens are refreshed by one at a time in this worker."""

    def __init__(self, gate: Gate) -> None:
        self.gate = gate
        self._refreshing: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def of(self, lawyer: Lawyer) -> "Session":
        """A session of that lawyer's, for one piece of work."""
        lock = self._refreshing.setdefault(lawyer.key, asyncio.Lock())
        return Session(lawyer, self.gate, lock)


class Session:
    """Calls as one lawyer; the token is read from the vault once, and again when Clio refuses it."""

    def __init__(self, lawyer: Lawyer, gate: Gate, refreshing: asyncio.Lock) -> None:
        self._lawyer = lawyer
        self._gate = gate
        self._refreshing = refreshing
        self._token: ClioToken | None = None

    async def call[R](self, work: Callable[[str], Awaitable[R]]) -> R:
        """What `work` gives with an access token; repeated once, with another, when Clio refuses it.

        Raises ReconnectNeeded, ClioLimit, before the limit is passed if Clio told it, ClioSilent, and what
        else `work` raises.
        """
        return await self.call_with_token(lambda token: work(token.access))

    async def ready(self) -> None:
        """Raise now what a call would raise before it is made."""
        await self.call_with_token(_nothing)

    async def call_with_token[R](self, work: Callable[[ClioToken], Awaitable[R]]) -> R:
        """As `call`, with the whole token."""
        try:
            return await self._call(work)
        except Unavailable as failure:
            asked_to_wait = isinstance(failure, ClioPaused) and not isinstance(failure, ClioUnreachable)
            kind = ClioLimit if asked_to_wait else ClioSilent
            raise kind(failure.extra["retry_after"]) from None

    async def _call[R](self, work: Callable[[ClioToken], Awaitable[R]]) -> R:
        token = await self._good_token()
        if wait := self._limited_for():
            raise ClioLimit(wait)
        try:
            return await work(token)
        except ClioUnauthorized:
            token = await self._refreshed(token)
        try:
            return await work(token)
        except ClioUnauthorized:
            # The grant stands, since Clio has just renewed it: connecting again would mend nothing.
            raise ClioSilent(0) from None

    def _limited_for(self) -> float:
        """For how many seconds Clio takes no more requests, as far as it told us; 0 if it does."""
        pace = self._gate.clio.pace(self._token.access) if self._token else None
        if pace is None or pace.remaining > 0:
            return 0
        return max((pace.resets_at - self._gate.clock.now()).total_seconds(), 0)

    async def _good_token(self) -> ClioToken:
        token = self._token or await self._kept()
        if token.expires_at - self._gate.clock.now() < _MARGIN:
            token = await self._refreshed(token)
        self._token = token
        return token

    async def _refreshed(self, stale: ClioToken) -> ClioToken:
        """A newer token than this one; it may be that another worker has made it already."""
        async with self._refreshing:
            kept = await self._kept()
            if kept.access == stale.access:
                _log.info("refreshing the Clio token of %s", self._lawyer.key)
                kept = await self._refresh(kept)
            self._token = kept
            return kept

    async def _refresh(self, before: ClioToken) -> ClioToken:
        """A fresh token, kept unless another is there by now: the lawyer's, or another worker's."""
        refused: ReconnectNeeded | None = None
        fresh = before
        try:
            fresh = await self._gate.oauth.refresh(before)
        except ReconnectNeeded as refusal:
            refused = refusal
        now = await self._kept()
        if now.access != before.access:
            return now
        if refused:
            raise refused
        await self._gate.vault.write(self._lawyer, fresh)
        return fresh

    async def _kept(self) -> ClioToken:
        token = await self._gate.vault.read(self._lawyer)
        if token is None:
            raise ReconnectNeeded
        return token


async def _nothing(_: ClioToken) -> None:
    """What is done to see whether anything can be done."""
