"""Codes and tokens: what lawyers have granted the app, until when, and for what."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from local.standins.clio.clock import Clock
from local.standins.clio.errors import invalid_grant, invalid_token
from local.standins.clio.switches import Permissions, Switches

CODE_LIFETIME = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Grant:
    """What one lawyer has granted; the permissions are those of the app at that moment."""

    user_id: int
    permissions: Permissions


@dataclass(frozen=True, slots=True)
class _Code:
    grant: Grant
    redirect_uri: str
    expires: datetime


@dataclass(slots=True)
class _AccessToken:
    grant: Grant
    expires: datetime


@dataclass(frozen=True, slots=True)
class Tokens:
    """What the token endpoint gives; a refresh gives a new refresh token only where they rotate."""

    access: str
    seconds: int
    refresh: str | None

    def as_json(self) -> dict[str, str | int]:
        """Return the answer as Clio gives it."""
        answer: dict[str, str | int] = {
            "token_type": "bearer",
            "access_token": self.access,
            "expires_in": self.seconds,
        }
        return answer | ({"refresh_token": self.refresh} if self.refresh else {})


class Grants:
    """Every code and token there is."""

    def __init__(self, clock: Clock, switches: Switches) -> None:
        self._clock = clock
        self.switches = switches
        self._codes: dict[str, _Code] = {}
        self._access: dict[str, _AccessToken] = {}
        self._refresh: dict[str, Grant] = {}

    def code(self, grant: Grant, redirect_uri: str) -> str:
        """Return a code for one use within ten minutes."""
        code = secrets.token_urlsafe(24)
        self._codes[code] = _Code(grant, redirect_uri, self._clock.now() + CODE_LIFETIME)
        return code

    def redeem(self, code: str, redirect_uri: str) -> Tokens:
        """Return tokens for a code; raises invalid_grant where it is used, late, or another address's."""
        held = self._codes.pop(code, None)
        if not held or held.redirect_uri != redirect_uri or held.expires <= self._clock.now():
            raise invalid_grant()
        return self.issue(held.grant)

    def issue(self, grant: Grant) -> Tokens:
        """Return new tokens."""
        refresh = secrets.token_urlsafe(32)
        self._refresh[refresh] = grant
        return self._with_access(grant, refresh)

    def refresh(self, token: str) -> Tokens:
        """Return a new access token; raises invalid_grant where the refresh token is not good any more."""
        grant = self._refresh.get(token)
        if not grant:
            raise invalid_grant()
        if self.switches.refresh_ends_old_token:
            self._drop_access(grant)
        if not self.switches.refresh_rotates:
            return self._with_access(grant, None)
        del self._refresh[token]
        return self.issue(grant)

    def _with_access(self, grant: Grant, refresh: str | None) -> Tokens:
        access = secrets.token_urlsafe(32)
        seconds = self.switches.token_seconds
        self._access[access] = _AccessToken(grant, self._clock.now() + timedelta(seconds=seconds))
        return Tokens(access, seconds, refresh)

    def check(self, access: str) -> Grant:
        """Return the grant of an access token; raises the 401 of one that is not good."""
        held = self._access.get(access)
        if not held or held.expires <= self._clock.now():
            raise invalid_token()
        return held.grant

    def expire(self, access: str) -> None:
        """Let an access token end now."""
        if held := self._access.get(access):
            held.expires = self._clock.now()

    def expire_all(self) -> None:
        """Let every access token end now; the refresh tokens stay good."""
        for held in self._access.values():
            held.expires = self._clock.now()

    def revoke(self, grant: Grant) -> None:
        """Forget a grant with all its tokens."""
        self._drop_access(grant)
        self._refresh = {token: held for token, held in self._refresh.items() if held is not grant}

    def revoke_all(self) -> None:
        """Forget every grant, and every code that is still out."""
        for held in (self._codes, self._access, self._refresh):
            held.clear()

    def _drop_access(self, grant: Grant) -> None:
        self._access = {token: held for token, held in self._access.items() if held.grant is not grant}
