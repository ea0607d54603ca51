"""Clio's authorization server: docs.developers.clio.com/api-docs/authorization."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, timedelta
from http import HTTPStatus
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict, Field

from core.adapters.clio.connection import Connection
from core.adapters.clio.documents import parsed
from core.adapters.clio.messages import Answer, Call, Silence
from core.adapters.retry_after import retry_after
from core.domain.errors import ReconnectNeeded, Unavailable
from core.ports import Clock
from core.ports_clio import ClioToken

_RETRY_AFTER = 30


@dataclass(frozen=True, slots=True)
class ClioApp:
    """Our app as it is registered with Clio in one region; `secret` is asked each time it is needed."""

    address: str
    client_id: str
    redirect: str
    secret: Callable[[], Awaitable[str]] = field(repr=False)


class _Tokens(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    access: str = Field(alias="access_token", min_length=1)
    seconds: int = Field(alias="expires_in", gt=0, le=10 * 366 * 86400)
    refresh: str | None = Field(default=None, alias="refresh_token")


class ClioOAuthServer:
    """Implements the port `ClioOAuth`; `timeout` is in seconds, for a whole call."""

    def __init__(self, app: ClioApp, clock: Clock, timeout: float = 30.0) -> None:
        self._app = app
        self._clock = clock
        self._connection = Connection(timeout)

    def authorize_address(self, state: str) -> str:
        """Where a lawyer's browser goes to give us access; Clio sends `state` back, declined or not."""
        query = {
            "response_type": "code",
            "client_id": self._app.client_id,
            "redirect_uri": self._app.redirect,
            "state": state,
            "redirect_on_decline": "true",
        }
        return f"{self._address('authorize')}?{urlencode(query)}"

    async def exchange(self, code: str) -> ClioToken:
        """The token of a code; raises ReconnectNeeded when Clio refuses it, and Unavailable."""
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": self._app.redirect}
        return await self._token("exchange", form, None)

    async def refresh(self, token: ClioToken) -> ClioToken:
        """A new token, with the old refresh token unless a new one came.

        Raises ReconnectNeeded when Clio refuses, and Unavailable.
        """
        form = {"grant_type": "refresh_token", "refresh_token": token.refresh}
        return await self._token("refresh", form, token.refresh)

    async def deauthorize(self, token: ClioToken) -> None:
        """End the access we were given; no error where it has ended. Raises Unavailable."""
        if await self._end(token):
            return
        try:
            # Only an access token that is good can end the grant, and this one is not any more.
            fresh = await self.refresh(token)
        except ReconnectNeeded:
            return
        if not await self._end(fresh):
            raise _unavailable()

    async def close(self) -> None:
        """Close the connections."""
        await self._connection.close()

    async def _end(self, token: ClioToken) -> bool:
        """Whether the grant has ended; False where the access token was not taken."""
        call = Call(
            "deauthorize",
            "POST",
            self._address("deauthorize"),
            headers={"Authorization": f"Bearer {token.access}"},
            form={"token": token.access},
        )
        answer = await self._connection.ask(call)
        if isinstance(answer, Answer) and answer.status == HTTPStatus.UNAUTHORIZED:
            return False
        if isinstance(answer, Silence) or answer.status != HTTPStatus.OK:
            raise self._failure(answer)
        return True

    async def _token(self, name: str, form: dict[str, str], kept: str | None) -> ClioToken:
        asked_at = self._clock.now()
        app = {"client_id": self._app.client_id, "client_secret": await self._app.secret()}
        answer = await self._connection.ask(Call(name, "POST", self._address("token"), form=form | app))
        if isinstance(answer, Silence) or answer.status != HTTPStatus.OK:
            raise self._failure(answer)
        tokens = parsed(_Tokens, answer.body)
        refresh = tokens.refresh or kept if tokens else None
        if tokens is None or not refresh:
            raise _unavailable()
        return ClioToken(tokens.access, refresh, asked_at.astimezone(UTC) + timedelta(seconds=tokens.seconds))

    def _failure(self, answer: Answer | Silence) -> ReconnectNeeded | Unavailable:
        """What an answer other than a success stands for.

        Only a grant that Clio calls invalid makes lawyers connect again: an app whose secret is wrong
        is for an operator to mend.
        """
        if isinstance(answer, Silence):
            return _unavailable()
        if answer.status in (HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED) and _is_refused(answer.body):
            return ReconnectNeeded()
        return _unavailable(retry_after(answer.headers, self._clock.now()))

    def _address(self, what: str) -> str:
        return f"{self._app.address.rstrip('/')}/oauth/{what}"


def _is_refused(body: bytes) -> bool:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return False
    return isinstance(said, dict) and said.get("error") == "invalid_grant"


def _unavailable(seconds: float | None = None) -> Unavailable:
    wait = _RETRY_AFTER if seconds is None else max(int(seconds), 1)
    return Unavailable("Clio did not answer as it should. Try again.", retry_after=wait)
