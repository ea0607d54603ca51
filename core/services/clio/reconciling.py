"""What is in Clio, compared with what Clio held when it was synced; neither is changed.

Once a night, and when the lawyer asks. The synced deliveries of a while are gone through by the time they
arrived, a hundred at a time: one request lists what Clio holds of them by id, and only one that is not listed
is asked for by itself, so that what is said to be deleted is. Lists by the time of a change would cost a
request for the lawyer's other time and tell nothing of deletions.
"""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime

from core.domain.audit import Actor
from core.domain.clio_link import ClioLink, Comparing, LinkState
from core.domain.deliveries import Delivery, There
from core.domain.errors import ClioRefusal, ClioRefused, LostClaim, NotPossible, ReconnectNeeded, Unavailable
from core.domain.identity import Lawyer
from core.domain.reconciliations import (
    WINDOW,
    Compared,
    Difference,
    Reconciliation,
    is_soon_after,
    next_night,
)
from core.ports import Clock, Queue
from core.ports_clio import Clio, ClioActivity
from core.services.change import Change
from core.services.clio.access import ClioAway
from core.services.clio.activities import content_of, differing
from core.services.clio.hold import Hold
from core.services.delivering import owe_sync, sync_message
from core.services.ledger import Ledgers
from core.services.preferences import Firms
from core.services.rows import DELIVERIES, LINKS, RECONCILIATIONS, Range, synced_key

_log = logging.getLogger(__name__)

COMPARE_AGAIN = "compare"
_SUBJECT = "clio"
_AT_ONCE = 100
_OF_ALL = (ClioAway, ReconnectNeeded, Unavailable, LostClaim)


async def owe_comparison(change: Change, firms: Firms) -> None:
    """Have the lawyer's synced entries compared next night, once this is committed."""
    zone = (await firms.settled(change)).preferences.time_zone
    message = sync_message(change.lawyer) | {"kind": COMPARE_AGAIN}
    change.owe(Queue.CLIO_SYNC, message, next_night(change.now, zone) - change.now)


class Reconciling:
    """The use cases of comparisons; they are made by whoever holds the lawyer's Clio."""

    def __init__(self, ledgers: Ledgers, clock: Clock) -> None:
        self._ledgers = ledgers
        self._clock = clock

    async def latest(self, lawyer: Lawyer) -> Reconciliation | None:
        """The last comparison that was finished."""
        return await self._ledgers.of(lawyer).find(RECONCILIATIONS, "")

    async def want(self, lawyer: Lawyer) -> ClioLink:
        """Have one made now, by message; raises NotPossible while not connected."""
        return await self._want(lawyer, Actor.LAWYER)

    async def again(self, lawyer: Lawyer) -> None:
        """It is night: have one made, unless one was made not long ago."""
        link = await self._ledgers.of(lawyer).find(LINKS, "") or ClioLink()
        if link.state is LinkState.CONNECTED and not is_soon_after(link.compared_at, self._clock.now()):
            await self._want(lawyer, Actor.SYSTEM)

    async def _want(self, lawyer: Lawyer, actor: Actor) -> ClioLink:
        async def work(change: Change) -> ClioLink:
            link = await change.find(LINKS, "") or ClioLink()
            if link.state is not LinkState.CONNECTED:
                raise NotPossible("Clio is not connected.", code="clio_not_connected")
            if link.comparing is None:
                link = link.comparison_wanted(change.now)
                change.put(LINKS, link)
                change.record(actor, "clio.comparison_wanted", _SUBJECT)
            else:
                change.record(actor, "clio.comparison_wanted", _SUBJECT, {"under_way": True})
            owe_sync(change)
            return link

        return await self._ledgers.of(lawyer).change(work)


class Reconciler:
    """Compares under a hold; raises what its calls of Clio raise, but for a refusal."""

    def __init__(self, hold: Hold, clio: Clio, firms: Firms) -> None:
        self._hold = hold
        self._clio = clio
        self._firms = firms

    async def compare(self, ends: datetime) -> bool:
        """Go on with what is wanted; False when there was no time for all of it."""
        try:
            return await self._compare(ends)
        except _OF_ALL:
            raise
        except ClioRefused as refused:
            if refused.kind is ClioRefusal.VERSION:
                raise
            await self._give_up(refused.kind)
        except Exception as error:  # noqa: BLE001 - what cannot be compared holds up no entry
            await self._give_up(type(error).__name__)
        return True

    async def _compare(self, ends: datetime) -> bool:
        link = await self._hold.ledger.get(LINKS, "")
        while link.comparing:
            if self._hold.clock.now() >= ends:
                return False
            link = await self._step(link.comparing)
        return True

    async def _step(self, comparing: Comparing) -> ClioLink:
        page = await self._hold.ledger.page(DELIVERIES, self._stretch(comparing), limit=_AT_ONCE)
        if not page.items:
            return await self._finish()
        compared = await self._look_at(page.items)
        last = page.items[len(compared) - 1]
        return await self._note(comparing, compared, synced_key(_there(last).at, last.entry_id))

    def _stretch(self, comparing: Comparing) -> Range:
        """What is left; what has just arrived Clio may not show yet."""
        began = comparing.started_at
        first = f"{comparing.after}~" if comparing.after else synced_key(began - WINDOW)
        return Range(first, max(first, synced_key(began - self._hold.times.settling)))

    async def _look_at(self, deliveries: Sequence[Delivery]) -> list[Compared]:
        """Some of them compared, from the first on, as far as time and Clio allow; one at least."""
        began, done = self._hold.clock.now(), list[Compared]()
        listed = await self._listed([_there(one).clio_id for one in deliveries])
        for delivery in deliveries:
            late = self._hold.clock.now() - began > self._hold.times.claim / 3
            try:
                stored = listed.get(_there(delivery).clio_id)
                if stored is None and late and done:
                    break
                done.append(await self._compared(delivery, stored))
            except ClioAway:
                if not done:
                    raise
                break
        return done

    async def _listed(self, ids: Sequence[int]) -> Mapping[int | None, ClioActivity]:
        held = await self._hold.session.call(lambda access: self._clio.listed(access, ids))
        return {one.id: one for one in held}

    async def _compared(self, delivery: Delivery, stored: ClioActivity | None) -> Compared:
        there = _there(delivery)
        try:
            found = stored or await self._hold.session.call(
                lambda access: self._clio.activity(access, there.clio_id)
            )
        except ClioRefused as refused:
            if refused.kind is not ClioRefusal.FORBIDDEN:
                raise
            return Compared(entry_id=delivery.entry_id, hidden=True)
        return _compared(delivery.entry_id, there, found)

    async def _note(self, comparing: Comparing, compared: Sequence[Compared], key: str) -> ClioLink:
        """Add to the report that is being made."""

        async def work(change: Change) -> ClioLink:
            link, made = await change.get(LINKS, ""), await change.find(RECONCILIATIONS, "next")
            began = comparing.started_at
            if link.comparing != comparing:
                raise LostClaim
            if made is None or made.started_at != began:
                made = Reconciliation(started_at=began)
            change.put(RECONCILIATIONS, more := made.with_more(compared))
            change.put(LINKS, link := link.compared_to(key))
            change.record(Actor.SYSTEM, "clio.compared", _SUBJECT, more.counts)
            return link

        return await self._hold.change(work)

    async def _finish(self) -> ClioLink:
        """Make the report the latest, and owe the next."""

        async def work(change: Change) -> ClioLink:
            link = await change.get(LINKS, "")
            if link.comparing is None:
                return link
            made, _ = await change.find(RECONCILIATIONS, "next"), await change.find(RECONCILIATIONS, "")
            began = link.comparing.started_at
            if made is None or made.started_at != began:
                made = Reconciliation(started_at=began)
            change.remove(RECONCILIATIONS, "next")
            change.put(RECONCILIATIONS, made.model_copy(update={"finished_at": change.now}))
            change.put(LINKS, link := link.compared(made.differing, change.now))
            await owe_comparison(change, self._firms)
            change.record(Actor.SYSTEM, "clio.reconciled", _SUBJECT, made.counts | {"fields": _named(made)})
            return link

        return await self._hold.change(work)

    async def _give_up(self, reason: str) -> None:
        """What cannot be compared now is tried again next night."""
        _log.error("entries of %s could not be compared: %s", self._hold.ledger.lawyer.key, reason)

        async def work(change: Change) -> None:
            link = await change.get(LINKS, "")
            change.put(LINKS, link.comparison_given_up())
            await owe_comparison(change, self._firms)
            change.record(Actor.SYSTEM, "clio.comparison_failed", _SUBJECT, {"reason": reason})

        await self._hold.change(work)


def _compared(entry_id: str, there: There, stored: ClioActivity | None) -> Compared:
    billed = stored is not None and (stored.billed or stored.on_bill)
    fields = _differing(there, stored) if stored else ()
    if stored and not fields:
        return Compared(entry_id=entry_id, billed=billed)
    difference = Difference(
        entry_id=entry_id,
        clio_id=there.clio_id,
        fields=fields,
        ours=there.holds,
        theirs=content_of(stored) if stored else None,
        billed=billed,
    )
    return Compared(entry_id=entry_id, difference=difference, billed=billed)


def _differing(there: There, stored: ClioActivity) -> tuple[str, ...]:
    """What differs; a price that Clio does not let the lawyer see is none of it."""
    hidden = {"price"} if stored.price is None else set()
    return tuple(name for name in differing(there.holds, stored) if name not in hidden)


def _there(delivery: Delivery) -> There:
    if delivery.there is None:
        raise RuntimeError("what is synced is not there")
    return delivery.there


def _named(made: Reconciliation) -> list[str]:
    """The names of the fields that differ anywhere among what is listed."""
    return sorted({name for one in made.differences for name in one.fields})
