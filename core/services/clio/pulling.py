"""A lawyer's matters, as Clio has them: fetched page by page, put among the lawyer's own.

Clio says what a matter is called, whose it is and whether it is open; how the lawyer speaks of it, and the
rules it is billed by, are the lawyer's and stay.
"""

import asyncio
import logging
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import batched
from typing import Any

from core.domain.audit import Actor
from core.domain.clio_link import ClioLink, Pull
from core.domain.deliveries import Delivery, DeliveryReason
from core.domain.errors import ClioRefusal, ClioRefused
from core.domain.matters import Matter, MatterStatus
from core.ports import Condition, Queue
from core.ports_clio import Clio, ClioMatter, ClioPage
from core.services.change import Change
from core.services.clio.firm import FirmPuller
from core.services.clio.hold import Hold
from core.services.delivering import delivery_in, record_delivery, sync_message
from core.services.ledger import Ledger
from core.services.rows import DELIVERIES, LINKS, MATTERS, under

_log = logging.getLogger(__name__)

# A matter is one row; beside them stand the head, the event, the lease and the link.
_AT_ONCE = 80
_RESUMED_AT_ONCE = 12
_PAGE = 1000
MATTERS_AGAIN = "matters"
_NAME = 300
_NUMBER = 100
_CLOSED = "closed"
_NOBODY = "(no client)"


def merged(before: Matter | None, theirs: ClioMatter, now: datetime) -> Matter | None:
    """The matter as Clio has it, with what the lawyer has said of it; None when nothing changes."""
    said: dict[str, Any] = {
        "name": (theirs.description.strip() or theirs.number or str(theirs.id))[:_NAME],
        "client": (theirs.client.strip() or (before.client if before else _NOBODY))[:_NAME],
        "number": theirs.number[:_NUMBER],
        "status": MatterStatus.CLOSED if theirs.status == _CLOSED else MatterStatus.OPEN,
        "clio_id": theirs.id,
    }
    if before is None:
        return Matter(id=f"clio-{theirs.id}", updated_at=now, **said)
    if all(getattr(before, name) == value for name, value in said.items()):
        return None
    return before.model_copy(update=said | {"version": before.version + 1, "updated_at": now})


class Places:
    """Which of the lawyer's matters each of Clio's is."""

    def __init__(self, mine: Iterable[Matter]) -> None:
        self._by_clio_id: dict[int, str] = {}
        self._by_number: dict[str, str] = {}
        for matter in mine:
            if matter.clio_id is not None:
                self._by_clio_id[matter.clio_id] = matter.id
            elif matter.number:
                self._by_number.setdefault(_plain(matter.number), matter.id)

    def of(self, theirs: ClioMatter) -> str:
        """The id of the matter: linked already, made by hand under the same number, or a new one."""
        if theirs.id not in self._by_clio_id:
            by_hand = self._by_number.pop(_plain(theirs.number), None)
            self._by_clio_id[theirs.id] = by_hand or f"clio-{theirs.id}"
        return self._by_clio_id[theirs.id]


class Puller:
    """Fetches matters under a hold; raises what its calls of Clio raise, but for a refusal."""

    def __init__(self, hold: Hold, clio: Clio) -> None:
        self._hold = hold
        self._clio = clio

    async def pull(self, link: ClioLink, ends: datetime) -> bool:
        """Fetch what is wanted; False when there was no time for all of it: the next holder goes on."""
        pull, places = link.pull, None
        if pull and pull.after is None:
            await FirmPuller(self._hold, self._clio).pull()
        while pull:
            if self._hold.clock.now() >= ends:
                return False
            try:
                page = await self._fetch(pull)
            except ClioRefused as refused:
                await self._give_up(refused)
                return True
            if places is None and page.items:
                places = Places(await _every_matter(self._hold.ledger))
            pull = await self._take(pull, page.items, page.after, places or Places([]))
        if link.pull:
            await self._resume()
        return True

    async def _fetch(self, pull: Pull) -> ClioPage[ClioMatter]:
        return await self._hold.session.call(
            lambda access: self._clio.matters(access, pull.since, pull.after)
        )

    async def _take(
        self, pull: Pull, page: Sequence[ClioMatter], after: str | None, places: Places
    ) -> Pull | None:
        """Put a page among the lawyer's matters, and note how far the fetch has come."""
        batches = list(batched(page, _AT_ONCE, strict=False)) or [()]
        for number, batch in enumerate(batches, start=1):
            last = number == len(batches)
            pull_now = await self._put(pull, batch, places, after if last else pull.after, last=last)
        return pull_now

    async def _put(
        self, pull: Pull, batch: Sequence[ClioMatter], places: Places, after: str | None, *, last: bool
    ) -> Pull | None:
        async def work(change: Change) -> Pull | None:
            created, changed = await _put_matters(change, batch, places)
            link = await change.get(LINKS, "")
            if last:
                link = link.pulled_to(pull, after)
                change.put(LINKS, link)
            if last and after is None:
                self._owe_next(change)
            if created or changed or last:
                details = {"created": created, "changed": changed}
                change.record(Actor.SYSTEM, "matters.pulled", "clio", details)
            return link.pull

        return await self._hold.change(work)

    def _owe_next(self, change: Change) -> None:
        message = sync_message(change.lawyer) | {"kind": MATTERS_AGAIN}
        change.owe(Queue.CLIO_SYNC, message, self._hold.times.pull_every)

    async def _give_up(self, refused: ClioRefused) -> None:
        """Clio does not let the lawyer see matters: asking again is the lawyer's to do."""
        if refused.kind is ClioRefusal.VERSION:
            raise refused
        _log.warning("matters of %s are not to be had: %s", self._hold.ledger.lawyer.key, refused.kind)

        async def work(change: Change) -> None:
            link = await change.get(LINKS, "")
            change.put(LINKS, link.pull_refused(refused.kind))
            self._owe_next(change)
            change.record(Actor.SYSTEM, "clio.pull_refused", "clio", {"kind": refused.kind})

        await self._hold.change(work)

    async def _resume(self) -> None:
        """Have what could not go for want of its matter tried again, where that has changed."""
        for reason in (DeliveryReason.MATTER_NOT_IN_CLIO, DeliveryReason.MATTER_CLOSED):
            where, after = [Condition("reason", "eq", reason)], None
            while True:
                page = await self._hold.ledger.page(
                    DELIVERIES, under("attention"), limit=_RESUMED_AT_ONCE, after=after, where=where
                )
                await self._resume_some(page.items)
                if (after := page.after) is None:
                    break

    async def _resume_some(self, stuck: Sequence[Delivery]) -> None:
        async def work(change: Change) -> None:
            for one in stuck:
                delivery, entry = await delivery_in(change, one.entry_id)
                matter = await change.find(MATTERS, entry.fields.matter_id or "")
                if delivery == one and matter and matter.clio_id and matter.status is MatterStatus.OPEN:
                    record_delivery(change, entry, delivery.asked_again(), "resumed")

        await self._hold.change(work)


async def _put_matters(
    change: Change, batch: Sequence[ClioMatter], places: Places
) -> tuple[list[str], list[str]]:
    """The ids of the matters that are new and of those that are not as they were."""
    found = await asyncio.gather(*(change.find(MATTERS, places.of(theirs)) for theirs in batch))
    created, changed = list[str](), list[str]()
    for theirs, before in zip(batch, found, strict=True):
        if matter := merged(before, theirs, change.now):
            change.put(MATTERS, matter)
            (changed if before else created).append(matter.id)
    return created, changed


async def _every_matter(ledger: Ledger) -> list[Matter]:
    found: list[Matter] = []
    after: str | None = None
    while True:
        page = await ledger.page(MATTERS, limit=_PAGE, after=after)
        found += page.items
        if (after := page.after) is None:
            return found


def _plain(number: str) -> str:
    return number.strip().casefold()
