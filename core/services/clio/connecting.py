"""Giving CaseClock access to Clio, taking it back, and how the link stands.

The lawyer's own page asks for an address, sends the browser there, and brings code and state back with the
lawyer's token: only the lawyer who asked can finish. A state is good once, and only its hash is kept.
"""

import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.domain.audit import Actor
from core.domain.clio_link import ClioLink, ClioRates, LinkState
from core.domain.errors import ClioRefused, ClioUnauthorized, NotPossible, ReconnectNeeded, Unavailable
from core.domain.identity import Lawyer
from core.ports import Clock
from core.ports_clio import ClioToken
from core.services.change import Change
from core.services.clio.access import Access, ClioAway
from core.services.clio.hold import AFTER, Bell, SyncTimes
from core.services.clio.pulling import MATTERS_AGAIN
from core.services.clio.reconciling import COMPARE_AGAIN, Reconciling, owe_comparison
from core.services.clio.sync import ClioSync
from core.services.delivering import owe_sync
from core.services.ledger import Ledgers
from core.services.preferences import Firms
from core.services.rows import LINKS, RATES

_log = logging.getLogger(__name__)

_SUBJECT = "clio"
_STORAGE_REST = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Invitation:
    """Where a lawyer's browser goes to give access, and until when."""

    address: str
    until: datetime


class ClioConnection:
    """The use cases of the link to Clio."""

    def __init__(self, ledgers: Ledgers, access: Access, times: SyncTimes, firms: Firms) -> None:
        self._ledgers = ledgers
        self._access = access
        self._gate = access.gate
        self._clock = access.gate.clock
        self._times = times
        self._firms = firms

    async def status(self, lawyer: Lawyer) -> ClioLink:
        """How the link stands."""
        return await self._ledgers.of(lawyer).find(LINKS, "") or ClioLink()

    async def rates(self, lawyer: Lawyer) -> ClioRates:
        """What Clio charges by default, as it was last fetched."""
        return await self._ledgers.of(lawyer).find(RATES, "") or ClioRates()

    async def connect(self, lawyer: Lawyer) -> Invitation:
        """Where to send the lawyer's browser; an address given earlier is void."""
        state = secrets.token_urlsafe(32)
        until = self._clock.now() + self._times.asking

        async def work(change: Change) -> None:
            link = await change.find(LINKS, "") or ClioLink()
            change.put(LINKS, link.asking(state, until))
            change.record(Actor.LAWYER, "clio.asked", _SUBJECT)

        await self._ledgers.of(lawyer).change(work)
        return Invitation(self._gate.oauth.authorize_address(state), until)

    async def callback(self, lawyer: Lawyer, state: str, code: str) -> ClioLink:
        """Finish connecting; matters are fetched, and what waited goes on.

        Raises NotPossible (clio_state) unless the state is this lawyer's, fresh and unused, and
        (clio_other_user) for another Clio user than before; ReconnectNeeded when Clio refuses the code.
        """
        await self._use_state(lawyer, state)
        token = await self._gate.oauth.exchange(code)
        try:
            user = await self._gate.clio.who_am_i(token.access)
            await self._check_user(lawyer, user.id)
        except ClioUnauthorized:
            raise ReconnectNeeded from None
        except NotPossible:
            await self._deauthorize(lawyer, token)
            raise
        await self._gate.vault.write(lawyer, token)
        return await self._connected(lawyer, user.id)

    async def disconnect(self, lawyer: Lawyer) -> ClioLink:
        """Take the access back and forget the token; what is not sent yet waits. Safe to repeat."""

        async def work(change: Change) -> ClioLink:
            link = await change.find(LINKS, "") or ClioLink()
            if not link.takes_entries:
                return link
            change.put(LINKS, link.disconnected())
            change.record(Actor.LAWYER, "clio.disconnected", _SUBJECT)
            return link.disconnected()

        link = await self._ledgers.of(lawyer).change(work)
        try:
            await self._access.of(lawyer).call_with_token(self._gate.oauth.deauthorize)
        except (ReconnectNeeded, ClioRefused, ClioAway):
            _log.info("the access of %s to Clio had ended, or could not be ended there", lawyer.key)
        await self._gate.vault.forget(lawyer)
        return link

    async def pull_matters(self, lawyer: Lawyer) -> ClioLink:
        """Have the matters fetched, by message; raises NotPossible while not connected."""

        async def work(change: Change) -> ClioLink:
            link = await change.find(LINKS, "") or ClioLink()
            if link.state is not LinkState.CONNECTED:
                raise NotPossible("Clio is not connected.", code="clio_not_connected")
            if link.pull is None:
                link = link.pull_wanted(change.now)
                change.put(LINKS, link)
                change.record(Actor.LAWYER, "clio.pull_wanted", _SUBJECT)
                owe_sync(change)
            return link

        return await self._ledgers.of(lawyer).change(work)

    async def pull_again(self, lawyer: Lawyer) -> None:
        """It is time to fetch the matters once more, unless that was done meanwhile."""
        link, now = await self.status(lawyer), self._clock.now()
        pulled = link.pulled_at
        if link.state is LinkState.CONNECTED and not (pulled and now - pulled < self._times.pull_every * 0.9):
            await self.pull_matters(lawyer)

    async def _use_state(self, lawyer: Lawyer, state: str) -> None:
        async def work(change: Change) -> None:
            link = await change.find(LINKS, "") or ClioLink()
            change.put(LINKS, link.answered(state, change.now))
            change.record(Actor.LAWYER, "clio.answered", _SUBJECT)

        await self._ledgers.of(lawyer).change(work)

    async def _check_user(self, lawyer: Lawyer, user_id: int) -> None:
        (await self.status(lawyer)).connected(user_id, self._clock.now())

    async def _connected(self, lawyer: Lawyer, user_id: int) -> ClioLink:
        async def work(change: Change) -> ClioLink:
            link = (await change.get(LINKS, "")).connected(user_id, change.now)
            change.put(LINKS, link)
            change.record(Actor.LAWYER, "clio.connected", _SUBJECT, {"user": user_id})
            owe_sync(change)
            await owe_comparison(change, self._firms)
            return link

        return await self._ledgers.of(lawyer).change(work)

    async def _deauthorize(self, lawyer: Lawyer, token: ClioToken) -> None:
        """Give back an access that is not to be used."""
        try:
            await self._gate.oauth.deauthorize(token)
        except (ClioUnauthorized, ReconnectNeeded, ClioRefused, Unavailable):
            _log.info("an access of %s to Clio that is not used could not be ended there", lawyer.key)


class ClioMessages:
    """Handles `clio-sync` messages; each may come more than once."""

    def __init__(
        self, sync: ClioSync, connection: ClioConnection, reconciling: Reconciling, bell: Bell, clock: Clock
    ) -> None:
        self._sync = sync
        self._connection = connection
        self._reconciling = reconciling
        self._bell = bell
        self._clock = clock

    async def handle(self, lawyer: Lawyer, message: Mapping[str, str]) -> None:
        """Do what a message asks; raises Unavailable when storage fails.

        One that comes before its time, because clocks differ, is sent back.
        """
        after = datetime.fromisoformat(message[AFTER]) if AFTER in message else None
        if after and after > self._clock.now():
            await self._bell.ring(lawyer, after, message)
        elif message.get("kind") == MATTERS_AGAIN:
            await self._connection.pull_again(lawyer)
        elif message.get("kind") == COMPARE_AGAIN:
            await self._reconciling.again(lawyer)
        else:
            await self._sync.advance(lawyer, message.get("watch"))

    async def put_off(
        self, lawyer: Lawyer, message: Mapping[str, str], rest: timedelta = _STORAGE_REST
    ) -> None:
        """Have a message come again, by default once storage has had time to come back."""
        await self._bell.ring(lawyer, self._clock.now() + rest, message)
