"""The services over the real adapters for Clio, against its stand-in, which lives by the bench's clock."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from aiohttp import ClientSession
from aiohttp.test_utils import TestServer

from core.adapters.clio import ClioApi, ClioOAuthServer
from core.domain.identity import Lawyer
from core.ports_clio import ClioToken
from local.standins.clio.app import make_app
from local.standins.clio.clock import Clock
from tests.core.adapters.clio.conftest import AVERY, app_at
from tests.core.adapters.clio.conftest import Bench as StandIn
from tests.core.services.bench import Bench
from tests.fakes import ALICE


class Wired:
    """The API and the refresh of tokens over the wire; tokens are given unasked: a code is a user's id."""

    def __init__(self, api: ClioApi, oauth: ClioOAuthServer, standin: StandIn, clock: Clock) -> None:
        self.refresh = oauth.refresh
        self.deauthorize = oauth.deauthorize
        self._api = api
        self._standin = standin
        self._clock = clock

    def __getattr__(self, name: str) -> Any:
        return getattr(self._api, name)

    def authorize_address(self, state: str) -> str:
        """Nothing but the state."""
        return state

    async def exchange(self, code: str) -> ClioToken:
        """The tokens of a user who has not been asked."""
        given = await self._standin.tell("POST", "tokens", {"user": int(code)})
        until = self._clock.now() + timedelta(seconds=given["expires_in"])
        return ClioToken(given["access_token"], given["refresh_token"], until)


@asynccontextmanager
async def wired(bench: Bench) -> AsyncIterator[StandIn]:
    """A stand-in that the services of the bench call from now on."""
    clock = Clock(bench.clock.now)
    async with TestServer(make_app(clock=clock)) as server, ClientSession() as http:
        standin = StandIn(str(server.make_url("")).rstrip("/"), http)
        api = ClioApi(standin.address, bench.clock)
        oauth = ClioOAuthServer(app_at(standin.address), bench.clock)
        bench.clio = Wired(api, oauth, standin, clock)  # type: ignore[assignment]
        bench.build()
        try:
            yield standin
        finally:
            await api.close()
            await oauth.close()


async def let_in(bench: Bench, lawyer: Lawyer = ALICE, user: int = AVERY) -> None:
    """Connect a lawyer as a user of the firm, and fetch the matters."""
    state = (await bench.connection.connect(lawyer)).address
    await bench.connection.callback(lawyer, state, str(user))
    await bench.host.run(timedelta(minutes=2))
