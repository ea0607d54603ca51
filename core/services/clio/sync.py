"""Clio, seen to for one lawyer: matters fetched if wanted, deliveries brought there, oldest first, and what
is there compared.

`advance` is what every message calls. It may be called twice, late, or by two workers at once: one of them
holds the lawyer's Clio, and what a message asks for follows from how things stand. The message that covers a
holder's death is sent before it takes hold.
"""

import logging
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

from core.domain.audit import Actor
from core.domain.clio_link import ClioLink, LinkState
from core.domain.deliveries import AT_WORK, Delivery, DeliveryReason, DeliveryState, next_wait
from core.domain.errors import ClioRefused, LostClaim, ReconnectNeeded, Unavailable
from core.domain.identity import Lawyer
from core.ports_clio import Clio
from core.services import claims
from core.services.change import Change
from core.services.clio.access import Access, ClioAway, ClioLimit, ClioSilent
from core.services.clio.courier import Courier
from core.services.clio.hold import CLAIM_NAME, Bell, Hold, SyncTimes
from core.services.clio.pulling import Puller
from core.services.clio.reconciling import Reconciler
from core.services.delivering import record_delivery
from core.services.ledger import Ledger, Ledgers
from core.services.preferences import Firms
from core.services.rows import DELIVERIES, ENTRIES, LEASES, LINKS, Lease, due_by, under

_log = logging.getLogger(__name__)

_PAGE = 20
_SILENT_IN_A_ROW = 2
_RETIRED_WAIT = 3600.0
_OF_ALL = (Unavailable, ClioAway, ReconnectNeeded, ClioRefused, LostClaim)


class ClioSync:
    """The use case that brings approved entries to Clio, and its matters here."""

    def __init__(self, ledgers: Ledgers, access: Access, bell: Bell, times: SyncTimes, firms: Firms) -> None:
        self._ledgers = ledgers
        self._access = access
        self._bell = bell
        self._clock = access.gate.clock
        self._times = times
        self._firms = firms

    async def advance(self, lawyer: Lawyer, watch: str | None = None) -> None:
        """See to a lawyer's Clio; `watch` is the hold whose end a message was sent for.

        Raises Unavailable when storage fails.
        """
        ledger, now = self._ledgers.of(lawyer), self._clock.now()
        lease = await ledger.find(LEASES, CLAIM_NAME)
        if lease and lease.until > now:
            # Its holder has sent a watch of its own, which finds whatever comes in the meantime.
            if watch == lease.token:
                await self._bell.ring(lawyer, lease.until, {"watch": watch})
            return
        link = await ledger.find(LINKS, "")
        if link is None or link.state is not LinkState.CONNECTED:
            return
        # Whoever comes while there is a wait can go: the message sent with the wait comes when it is over.
        if link.pause and link.pause.until > now:
            return
        if link.pull or link.comparing or await self._is_anything_due(ledger):
            await self._work(ledger, link)

    async def _is_anything_due(self, ledger: Ledger) -> bool:
        where = [due_by(self._clock.now())]
        return bool((await ledger.page(DELIVERIES, under("sync"), limit=1, where=where)).items)

    async def _work(self, ledger: Ledger, link: ClioLink) -> None:
        until = self._clock.now() + self._times.claim
        lease = Lease(name=CLAIM_NAME, token=claims.new_token(), until=until)
        await self._bell.ring(ledger.lawyer, until, {"watch": lease.token})
        if not await claims.taken(ledger, self._clock, lease):
            return
        session = self._access.of(ledger.lawyer)
        hold = Hold(ledger, session, lease, self._clock, self._times, self._bell)
        more = False
        try:
            more = await Round(hold, self._access.gate.clio, link, self._firms).run()
        except LostClaim:
            _log.info("Clio of %s went on without this worker", ledger.lawyer.key)
        finally:
            await claims.give_back(ledger, self._clock, lease)
        if more:
            await self._bell.ring(ledger.lawyer)


class Round:
    """What one holder does before it lets go."""

    def __init__(self, hold: Hold, clio: Clio, link: ClioLink, firms: Firms) -> None:
        self._hold = hold
        self._link = link
        self._courier = Courier(hold, clio)
        self._puller = Puller(hold, clio)
        self._reconciler = Reconciler(hold, clio, firms)
        self._ends = hold.clock.now() + hold.times.budget
        self._silent = 0
        self._failures = link.failures

    async def run(self) -> bool:
        """Go on until nothing is due, Clio is not to be asked, or the time is over: True then."""
        at_hand: Delivery | None = None
        try:
            if not await self._pull():
                return True
            async for at_hand in self._due():
                if self._hold.clock.now() >= self._ends:
                    return True
                await self._bring(at_hand)
            at_hand = None
            return not await self._compare()
        except ReconnectNeeded:
            await self._halt(at_hand, DeliveryReason.RECONNECT_NEEDED, None)
        except ClioLimit as limit:
            await self._pause(at_hand, DeliveryReason.RATE_LIMITED, limit.retry_after)
        except ClioAway as away:
            await self._pause(at_hand, DeliveryReason.OUTAGE, away.retry_after)
        except ClioRefused as refused:
            # All else is of one entry: this is the version of the API, which only a new release mends.
            _log.error("Clio refuses our requests: %s %s", refused.status, refused.kind)
            await self._pause(at_hand, DeliveryReason.OUTAGE, _RETIRED_WAIT)
        return False

    async def _compare(self) -> bool:
        """Compare what is there if that is wanted; returns whether there was time for all of it."""
        finished = not self._link.comparing or await self._reconciler.compare(self._ends)
        if finished:
            await self._calm()
        return finished

    async def _pull(self) -> bool:
        """Fetch matters if that is wanted; returns whether there is time for more."""
        try:
            return await self._puller.pull(self._link, self._ends)
        except _OF_ALL:
            raise
        except Exception as error:  # noqa: BLE001 - a matter we cannot take holds up no entry
            lawyer = self._hold.ledger.lawyer
            _log.error("matters of %s could not be fetched: %s", lawyer.key, type(error).__name__)
            return True

    async def _due(self) -> AsyncIterator[Delivery]:
        """The deliveries whose time has come, in rounds until there is none, or none that moves."""
        done: set[Delivery] = set()
        fresh = True
        while fresh:
            fresh = False
            async for delivery in self._round():
                if delivery not in done:
                    fresh = True
                    done.add(delivery)
                    yield delivery

    async def _round(self) -> AsyncIterator[Delivery]:
        after: str | None = None
        while True:
            where = [due_by(self._hold.clock.now())]
            page = await self._hold.ledger.page(
                DELIVERIES, under("sync"), limit=_PAGE, after=after, where=where
            )
            for delivery in page.items:
                yield delivery
            if (after := page.after) is None:
                return

    async def _bring(self, delivery: Delivery) -> None:
        try:
            after = await self._courier.bring(delivery)
        except _OF_ALL:
            raise
        except Exception as error:  # noqa: BLE001 - one bad entry holds up no other
            _log.error("delivery of %s failed: %s", delivery.entry_id, type(error).__name__)
            await self._courier.put_aside(delivery.entry_id)
            return
        self._count_silence(delivery, after)

    def _count_silence(self, before: Delivery, after: Delivery | None) -> None:
        """Several without an answer in a row are no matter of one entry."""
        if after is None or after.reason is not DeliveryReason.OUTCOME_UNKNOWN:
            self._silent, self._failures = 0, 0
        elif after.sent_at != before.sent_at:
            self._silent += 1
        if self._silent == _SILENT_IN_A_ROW:
            raise ClioSilent(0)

    async def _pause(self, at_hand: Delivery | None, reason: DeliveryReason, asked: float) -> None:
        """Leave Clio alone for as long as it asks; an outage longer each time."""
        if reason is DeliveryReason.RATE_LIMITED:
            wait = timedelta(seconds=max(asked, 1))
        else:
            self._failures += 1
            wait = next_wait(self._failures, asked)
        until = self._hold.clock.now() + wait
        await self._hold.ring(until)
        await self._halt(at_hand, reason, until)

    async def _halt(self, at_hand: Delivery | None, reason: DeliveryReason, until: datetime | None) -> None:
        """Write down why nothing goes on: at the link, and at the entry that was at hand."""
        began = self._link.connected_at

        async def work(change: Change) -> None:
            link = await change.get(LINKS, "")
            if at_hand:
                await _wait_in(change, at_hand.entry_id, reason, until)
            if link.state is not LinkState.CONNECTED or link.connected_at != began:
                return
            stopped = link.paused(reason, until, self._failures) if until else link.broken()
            change.put(LINKS, stopped)
            change.record(Actor.SYSTEM, "clio.paused" if until else "clio.broken", "clio", {"reason": reason})

        await self._hold.change(work)

    async def _calm(self) -> None:
        """Clio answers again: what failed before no longer counts."""
        if not (self._link.failures or self._link.pause):
            return

        async def work(change: Change) -> None:
            link = await change.get(LINKS, "")
            if link.failures or link.pause:
                change.put(LINKS, link.working())
                change.record(Actor.SYSTEM, "clio.working", "clio")

        await self._hold.change(work)


async def _wait_in(change: Change, entry_id: str, reason: DeliveryReason, until: datetime | None) -> None:
    delivery, entry = await change.find(DELIVERIES, entry_id), await change.find(ENTRIES, entry_id)
    if delivery is None or entry is None or delivery.state not in AT_WORK:
        return
    if delivery.state is DeliveryState.WAITING and delivery.reason is DeliveryReason.OUTCOME_UNKNOWN:
        return
    record_delivery(change, entry, delivery.waiting(reason, until), "waiting")
