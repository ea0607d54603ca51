"""What only the lawyer can say of a delivery that needs attention, with both sides shown; and starting anew.

Each of these changes one delivery that is still as it was seen. None sends anything itself: that is done by
message, by whoever holds the lawyer's Clio.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.audit import Actor
from core.domain.deliveries import AT_WORK, Delivery, DeliveryReason, DeliveryState, Intent
from core.domain.entries import EntryStatus, TimeEntry
from core.domain.errors import NotFound, NotPossible, Unavailable
from core.domain.identity import Lawyer
from core.domain.ids import is_id
from core.ports import Clock
from core.ports_clio import ClioActivity
from core.services.change import Change
from core.services.clio.access import Access, ClioAway
from core.services.clio.activities import activity_of, there_of
from core.services.delivering import delivery_in, owe_sync, queued, record_delivery
from core.services.entry_access import entry_in
from core.services.ledger import Ledger, Ledgers
from core.services.rows import ARRIVED, DELIVERIES, ENTRIES, under

_R = DeliveryReason
_STUCK = frozenset({DeliveryState.WAITING, DeliveryState.NEEDS_ATTENTION})
_AT_ONCE = 12


class Choice(StrEnum):
    """What a lawyer can say.

    RETRY: try again as it is. ADOPT: this one in Clio is mine. SEND: none of those there is mine, send it.
    REPLACE: what is there is to be as I approved it. KEEP: what is there, or that nothing is, may stay so.
    """

    RETRY = "retry"
    ADOPT = "adopt"
    SEND = "send"
    REPLACE = "replace"
    KEEP = "keep"


_ALWAYS = frozenset({Choice.RETRY})

CHOICES: dict[DeliveryReason, frozenset[Choice]] = {
    _R.AMBIGUOUS: _ALWAYS | {Choice.ADOPT, Choice.SEND},
    _R.DELETED_THERE: _ALWAYS | {Choice.SEND, Choice.KEEP},
    _R.CHANGED_THERE: _ALWAYS | {Choice.REPLACE, Choice.KEEP},
    _R.BILLED_THERE: _ALWAYS | {Choice.KEEP},
}


@dataclass(frozen=True, slots=True)
class Sides:
    """A delivery, what it was or is to be, and what Clio holds that is, or may be, it."""

    delivery: Delivery
    ours: Intent | None
    theirs: tuple[ClioActivity, ...]

    @property
    def choices(self) -> frozenset[Choice]:
        """What the lawyer can say."""
        return _choices(self.delivery)


class Deciding:
    """The use cases of deliveries that do not go on by themselves."""

    def __init__(self, ledgers: Ledgers, access: Access, clock: Clock) -> None:
        self._ledgers = ledgers
        self._access = access
        self._clock = clock

    async def sides(self, lawyer: Lawyer, entry_id: str) -> Sides:
        """Both sides of a delivery; raises NotFound, ReconnectNeeded, Unavailable while Clio is."""
        ledger = self._ledgers.of(lawyer)
        if not is_id(entry_id):
            raise NotFound("There is no such entry.")
        delivery = await ledger.get(DELIVERIES, entry_id)
        return Sides(delivery, delivery.intent, await self._theirs(ledger, delivery))

    async def decide(
        self, lawyer: Lawyer, entry_id: str, choice: Choice, clio_id: int | None = None
    ) -> TimeEntry:
        """Do what the lawyer says; `clio_id` is the one to adopt.

        Raises NotPossible (delivery_choice) for what cannot be chosen as things stand, else as `sides`.
        """
        ledger = self._ledgers.of(lawyer)
        if choice is Choice.RETRY:
            return await self._record(ledger, entry_id, None, Delivery.asked_again, choice)
        sides = await self.sides(lawyer, entry_id)
        if choice not in sides.choices:
            raise _no_choice(sides.delivery)
        move = self._move(sides, choice, clio_id)
        return await self._record(ledger, entry_id, sides.delivery, move, choice)

    async def send(self, lawyer: Lawyer, entry_id: str) -> TimeEntry:
        """Have an approved entry sent that was not to go: approved before connecting, or left out.

        Raises NotFound, and NotPossible unless it is approved, has not left, and Clio is connected.
        """

        async def work(change: Change) -> TimeEntry:
            entry = await entry_in(change, entry_id)
            if entry.delivery:
                return entry
            if entry.status is not EntryStatus.APPROVED or entry.delivered:
                code = "entry_delivered" if entry.delivered else "entry_state"
                raise NotPossible("Only an approved entry that has not left can be sent.", code=code)
            to_go = await queued(change, entry)
            if to_go.delivery is None:
                raise NotPossible("Clio is not connected.", code="clio_not_connected")
            change.put(ENTRIES, to_go)
            change.record(Actor.LAWYER, "delivery.queued", entry_id, {"version": entry.version})
            return to_go

        return await self._ledgers.of(lawyer).change(work)

    async def redrive(self, lawyer: Lawyer, entry_id: str | None = None) -> int:
        """Have what waits or is stuck tried at once, one or all, with the same effect; returns how many.

        What was sent without an answer is looked for first, as ever.
        """
        ledger = self._ledgers.of(lawyer)
        if entry_id is not None:
            await self._record(ledger, entry_id, None, Delivery.asked_again, Choice.RETRY, Actor.SYSTEM)
            return 1
        stuck = [*await _all(ledger, "sync"), *await _all(ledger, "attention")]
        ids = [one.entry_id for one in stuck if one.state in _STUCK]
        for start in range(0, len(ids), _AT_ONCE):
            await _redrive_some(ledger, ids[start : start + _AT_ONCE])
        await _see_to_it(ledger, len(ids))
        return len(ids)

    async def _theirs(self, ledger: Ledger, delivery: Delivery) -> tuple[ClioActivity, ...]:
        clio, there = self._access.gate.clio, delivery.there
        session = self._access.of(ledger.lawyer)
        intent, since = delivery.intent, delivery.first_sent_at
        try:
            if there:
                stored = await session.call(lambda access: clio.activity(access, there.clio_id))
                return (stored,) if stored else ()
            if intent is None or since is None:
                return ()
            found = await session.call(lambda access: clio.find(access, activity_of(intent), since))
        except ClioAway as away:
            problem = "Clio is not to be asked just now. Try again."
            raise Unavailable(problem, retry_after=max(int(away.retry_after), 1)) from None
        holders = [await ledger.find(ARRIVED, str(one.id)) for one in found]
        return tuple(one for one, holder in zip(found, holders, strict=True) if holder is None)

    def _move(
        self, sides: Sides, choice: Choice, clio_id: int | None
    ) -> Callable[[Delivery], Delivery | None]:
        now, theirs = self._clock.now(), {one.id: one for one in sides.theirs}
        match choice:
            case Choice.ADOPT:
                if clio_id not in theirs:
                    raise NotPossible("Clio holds no such entry that could be this.", code="delivery_choice")
                return lambda one: _taking(one, theirs[clio_id], now)
            case Choice.SEND:
                return lambda one: one.to_be_sent()
            case Choice.REPLACE:
                return lambda one: _over(one, _only(sides), now)
            case _ if sides.delivery.reason is _R.DELETED_THERE:
                return lambda _: None
            case _:
                return lambda one: _taking(one, _only(sides), now)

    async def _record(
        self,
        ledger: Ledger,
        entry_id: str,
        seen: Delivery | None,
        move: Callable[[Delivery], Delivery | None],
        choice: Choice,
        actor: Actor = Actor.LAWYER,
    ) -> TimeEntry:
        async def work(change: Change) -> TimeEntry:
            delivery, entry = await delivery_in(change, entry_id)
            if seen is not None and delivery != seen:
                raise NotPossible("The delivery has gone on meanwhile. Look again.", code="delivery_changed")
            if delivery.state not in _STUCK:
                raise _no_choice(delivery)
            await _check_free(change, after := move(delivery))
            if after is None:
                return _left_out(change, entry, delivery)
            record_delivery(change, entry, after, "decided", actor, {"choice": choice})
            if after.state in AT_WORK:
                owe_sync(change)
            return entry.standing(after.standing)

        return await ledger.change(work)


def _choices(delivery: Delivery) -> frozenset[Choice]:
    if delivery.state is DeliveryState.NEEDS_ATTENTION and delivery.reason:
        return CHOICES.get(delivery.reason, _ALWAYS)
    return _ALWAYS if delivery.state in _STUCK else frozenset()


def _no_choice(delivery: Delivery) -> NotPossible:
    choices = sorted(_choices(delivery))
    problem = "This cannot be chosen as the delivery stands."
    return NotPossible(problem, code="delivery_choice", choices=choices)


def _only(sides: Sides) -> ClioActivity:
    if not sides.theirs:
        raise NotPossible("Clio no longer holds the entry. Try again.", code="delivery_choice")
    return sides.theirs[0]


def _taking(delivery: Delivery, stored: ClioActivity, now: datetime) -> Delivery:
    return delivery.arrived(there_of(stored, delivery.version, now))


def _over(delivery: Delivery, stored: ClioActivity, now: datetime) -> Delivery:
    """To be changed in Clio, what is there now being known."""
    version = delivery.there.version if delivery.there else delivery.version
    return delivery.model_copy(update={"there": there_of(stored, version, now)}).asked_again()


async def _check_free(change: Change, after: Delivery | None) -> None:
    if after is None or after.there is None:
        return
    holder = await change.find(ARRIVED, str(after.there.clio_id))
    if holder and holder.entry_id != after.entry_id:
        raise NotPossible("Another of your entries is that one in Clio.", code="delivery_choice")


def _left_out(change: Change, entry: TimeEntry, delivery: Delivery) -> TimeEntry:
    """Nothing of the entry is in Clio, and nothing is to be."""
    left = entry.standing(None)
    change.remove(DELIVERIES, entry.id)
    change.put(ENTRIES, left)
    change.record(Actor.LAWYER, "delivery.left_out", entry.id, {"effect": delivery.effect})
    return left


async def _redrive_some(ledger: Ledger, ids: list[str]) -> None:
    async def work(change: Change) -> None:
        for entry_id in ids:
            delivery = await change.find(DELIVERIES, entry_id)
            if delivery and delivery.state in _STUCK:
                entry = await change.get(ENTRIES, entry_id)
                record_delivery(change, entry, delivery.asked_again(), "redriven")

    await ledger.change(work)


async def _see_to_it(ledger: Ledger, count: int) -> None:
    """Have it all looked at, also what a lost message left behind."""

    async def work(change: Change) -> None:
        change.record(Actor.SYSTEM, "clio.redriven", "clio", {"deliveries": count})
        owe_sync(change)

    await ledger.change(work)


async def _all(ledger: Ledger, prefix: str) -> list[Delivery]:
    found: list[Delivery] = []
    after: str | None = None
    while True:
        page = await ledger.page(DELIVERIES, under(prefix), limit=1000, after=after)
        found += page.items
        if (after := page.after) is None:
            return found
