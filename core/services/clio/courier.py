"""Bringing one approved entry to Clio, once.

What is sent is written down and committed first. While the outcome of that is unknown, Clio is looked at
before anything is sent again, whoever does it and however often.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime

from core.domain.deliveries import AT_WORK, Delivery, DeliveryReason, Intent, next_wait
from core.domain.entries import EntryStatus
from core.domain.errors import ClioPaused, ClioRefusal, ClioRefused, ReconnectNeeded, Unavailable
from core.domain.outcomes import Adopt, Ambiguous, Create, Found, LookAgain, Verdict, what_became
from core.ports import Condition, UnknownOutcome
from core.ports_clio import Clio, ClioActivity
from core.services.change import Change
from core.services.clio.access import ClioAway, ClioSilent
from core.services.clio.activities import activity_of, as_found, intent_of, is_as_sent, there_of
from core.services.clio.hold import Hold
from core.services.delivering import delivery_in, record_delivery
from core.services.rows import ARRIVED, DELIVERIES, ENTRIES, under

_RIVALS = 200
_EDITS_REFUSED = 5

_REFUSALS = {
    ClioRefusal.MATTER_CLOSED: DeliveryReason.MATTER_CLOSED,
    ClioRefusal.BILLED: DeliveryReason.BILLED_THERE,
    ClioRefusal.CHANGED: DeliveryReason.CHANGED_THERE,
    ClioRefusal.FORBIDDEN: DeliveryReason.FORBIDDEN,
    ClioRefusal.INVALID: DeliveryReason.INVALID,
}

type Move = Callable[[Delivery], Delivery]


class Courier:
    """Takes deliveries one by one, under a hold.

    Raises ClioAway and ReconnectNeeded, which concern all of a lawyer's, with the one at hand as it was
    before or waiting; LostClaim; and Unavailable when storage fails.
    """

    def __init__(self, hold: Hold, clio: Clio) -> None:
        self._hold = hold
        self._clio = clio

    async def bring(self, delivery: Delivery) -> Delivery | None:
        """The delivery after one step towards Clio; None if it was changed meanwhile."""
        if delivery.there:
            return await self._edit(delivery, delivery.there.clio_id)
        if delivery.sent_at:
            return await self._look(delivery)
        return await self._send(delivery)

    async def put_aside(self, entry_id: str) -> None:
        """Have a delivery that failed for no reason of Clio's wait, so that it holds up no other."""
        seen = await self._hold.ledger.find(DELIVERIES, entry_id)
        if seen and seen.state in AT_WORK:
            await self._wait(seen, DeliveryReason.INTERNAL)

    async def _send(self, delivery: Delivery) -> Delivery | None:
        await self._hold.session.ready()
        sent = await self._write_down(delivery, self._intent_again(delivery))
        if sent is None or sent.intent is None or sent.sent_at is None:
            return sent
        activity, sent_at = activity_of(sent.intent), sent.sent_at
        return await self._sent(sent, lambda access: self._create(access, activity, sent_at))

    async def _create(self, access: str, activity: ClioActivity, sent_at: datetime) -> ClioActivity:
        self._check_time(sent_at)
        return await _no_answer_is_unknown(self._clio.create(access, activity))

    async def _update(self, access: str, activity: ClioActivity, sent_at: datetime) -> ClioActivity:
        self._check_time(sent_at)
        return await _no_answer_is_unknown(self._clio.update(access, activity))

    def _check_time(self, sent_at: datetime) -> None:
        """Hold a request back that leaves so late that another worker might have looked for it in vain."""
        if self._hold.clock.now() - sent_at > self._hold.times.leaving:
            raise ClioSilent(0)

    def _intent_again(self, delivery: Delivery) -> Intent | None:
        """What is sent again is what was sent, so that what is found later fits either."""
        return delivery.intent if delivery.sent_at else None

    async def _write_down(self, seen: Delivery, intent: Intent | None) -> Delivery | None:
        """Commit what is about to be sent; or why it cannot be."""

        async def work(change: Change) -> Delivery | None:
            delivery, entry = await delivery_in(change, seen.entry_id)
            if delivery != seen or entry.status is not EntryStatus.APPROVED:
                return None
            prepared = intent or await intent_of(change, entry.fields)
            if isinstance(prepared, DeliveryReason):
                stuck = delivery.needing_attention(prepared)
                return record_delivery(change, entry, stuck, "stopped")
            return record_delivery(change, entry, delivery.sent(prepared, change.now), "sent")

        return await self._hold.change(work)

    async def _sent(
        self, sent: Delivery, request: Callable[[str], Awaitable[ClioActivity]]
    ) -> Delivery | None:
        """Send, and record what came of it."""
        try:
            stored = await self._hold.session.call(request)
        except UnknownOutcome:
            return await self._wait(sent, DeliveryReason.OUTCOME_UNKNOWN)
        except ClioRefused as refused:
            return await self._refused(sent, refused)
        except (ClioAway, ReconnectNeeded):
            await self._record(sent, Delivery.without_effect, "not_sent")
            raise
        return await self._arrived(sent, stored, "arrived")

    async def _refused(self, sent: Delivery, refused: ClioRefused) -> Delivery | None:
        if refused.kind is ClioRefusal.VERSION:
            await self._record(sent, Delivery.without_effect, "not_sent")
            raise refused
        back = sent.without_effect()
        if refused.kind is ClioRefusal.BILLED and sent.there:
            return await self._record(sent, lambda _: back.billed_there(), "stopped")
        if refused.kind is ClioRefusal.CHANGED and sent.failures < _EDITS_REFUSED:
            # Perhaps it was changed by what we sent ourselves without hearing of it: looking tells.
            return await self._wait(sent, DeliveryReason.OUTCOME_UNKNOWN)
        reason = _REFUSALS.get(refused.kind) or _gone(sent)
        return await self._record(sent, lambda _: back.needing_attention(reason), "stopped")

    async def _arrived(self, delivery: Delivery, stored: ClioActivity, action: str) -> Delivery | None:
        if delivery.intent is None:
            raise RuntimeError("what arrived was never sent")
        there = there_of(stored, delivery.version, self._hold.clock.now())
        if is_as_sent(delivery.intent, stored):
            return await self._record(delivery, lambda one: one.arrived(there), action)
        return await self._record(delivery, lambda one: one.arrived_otherwise(there), action)

    async def _look(self, delivery: Delivery) -> Delivery | None:
        """Find out what became of what was sent, and do what follows from it."""
        since, intent = delivery.first_sent_at, delivery.intent
        if since is None or intent is None:
            raise RuntimeError("what was sent is not written down")
        try:
            found = await self._hold.session.call(
                lambda access: self._clio.find(access, activity_of(intent), since)
            )
        except ClioRefused as refused:
            return await self._not_readable(delivery, refused)
        match await self._judge(delivery, intent, found):
            case Adopt(clio_id):
                stored = next(one for one in found if one.id == clio_id)
                return await self._arrived(delivery, stored, "found")
            case Create():
                return await self._send(delivery)
            case LookAgain(at):
                return await self._wait(delivery, DeliveryReason.OUTCOME_UNKNOWN, at)
            case Ambiguous():
                reason = DeliveryReason.AMBIGUOUS
                return await self._record(delivery, lambda one: one.needing_attention(reason), "stopped")

    async def _judge(self, delivery: Delivery, intent: Intent, found: tuple[ClioActivity, ...]) -> Verdict:
        rivals = await self._rivals(delivery)
        seen: list[Found] = []
        for stored in found:
            holder = await self._hold.ledger.find(ARRIVED, str(stored.id))
            taken = holder is not None and holder.entry_id != delivery.entry_id
            seen.append(as_found(stored, intent, rivals, taken=taken))
        now = self._hold.clock.now()
        settled_at = (delivery.sent_at or now) + self._hold.times.settling
        return what_became(seen, sum(rival == intent for rival in rivals), settled_at, now)

    async def _rivals(self, delivery: Delivery) -> list[Intent]:
        """What others of the lawyer's deliveries have sent without knowing what became of it."""
        where, rivals = [Condition("unsettled", "eq", "yes")], list[Intent]()
        for prefix in ("sync", "attention"):
            page = await self._hold.ledger.page(DELIVERIES, under(prefix), limit=_RIVALS, where=where)
            others = (one for one in page.items if one.entry_id != delivery.entry_id)
            rivals += [one.intent for one in others if one.intent]
        return rivals

    async def _edit(self, delivery: Delivery, clio_id: int) -> Delivery | None:
        """Make what Clio holds what was approved since, if nobody else has changed it."""
        entry = await self._hold.ledger.get(ENTRIES, delivery.entry_id)
        wanted = self._intent_again(delivery) or await intent_of(self._hold.ledger, entry.fields)
        if isinstance(wanted, DeliveryReason):
            return await self._write_down(delivery, None)
        try:
            stored = await self._hold.session.call(lambda access: self._clio.activity(access, clio_id))
        except ClioRefused as refused:
            return await self._not_readable(delivery, refused)
        if stored is None:
            reason = DeliveryReason.DELETED_THERE
            return await self._record(delivery, lambda one: one.needing_attention(reason), "stopped")
        if is_as_sent(wanted, stored):
            same = delivery.model_copy(update={"intent": wanted})
            return await self._found_there(delivery, same, stored)
        return await self._replace(delivery, wanted, stored)

    async def _found_there(self, seen: Delivery, same: Delivery, stored: ClioActivity) -> Delivery | None:
        there = there_of(stored, same.version, self._hold.clock.now())
        return await self._record(seen, lambda _: same.arrived(there), "found")

    async def _replace(self, delivery: Delivery, wanted: Intent, stored: ClioActivity) -> Delivery | None:
        if stored.billed or stored.on_bill:
            return await self._record(delivery, Delivery.billed_there, "stopped")
        if delivery.there and not is_as_sent(delivery.there.holds, stored):
            reason = DeliveryReason.CHANGED_THERE
            return await self._record(delivery, lambda one: one.needing_attention(reason), "stopped")
        sent = await self._write_down(delivery, wanted)
        if sent is None or sent.sent_at is None:
            return sent
        activity, sent_at = activity_of(wanted, stored), sent.sent_at
        return await self._sent(sent, lambda access: self._update(access, activity, sent_at))

    async def _not_readable(self, delivery: Delivery, refused: ClioRefused) -> Delivery | None:
        if refused.kind is ClioRefusal.VERSION:
            raise refused
        reason = _REFUSALS.get(refused.kind, DeliveryReason.INVALID)
        return await self._record(delivery, lambda one: one.needing_attention(reason), "stopped")

    async def _wait(
        self, delivery: Delivery, reason: DeliveryReason, until: datetime | None = None
    ) -> Delivery | None:
        """Have it wait; the message that ends the wait is sent first."""
        at = until or self._hold.clock.now() + next_wait(delivery.failures + 1)
        await self._hold.ring(at)
        return await self._record(delivery, lambda one: one.waiting(reason, at), "waiting")

    async def _record(self, seen: Delivery, move: Move, action: str) -> Delivery | None:
        """Commit a move of a delivery that is still as it was seen."""

        async def work(change: Change) -> Delivery | None:
            delivery, entry = await delivery_in(change, seen.entry_id)
            if delivery != seen:
                return None
            return record_delivery(change, entry, move(delivery), action)

        return await self._hold.change(work)


def _gone(sent: Delivery) -> DeliveryReason:
    return DeliveryReason.DELETED_THERE if sent.there else DeliveryReason.MATTER_NOT_IN_CLIO


async def _no_answer_is_unknown(write: Awaitable[ClioActivity]) -> ClioActivity:
    try:
        return await write
    except ClioPaused:
        raise
    except Unavailable:
        raise UnknownOutcome from None
