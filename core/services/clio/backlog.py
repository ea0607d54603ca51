"""What of a lawyer's is not in Clio yet, at a glance."""

from collections import Counter
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

from core.domain.deliveries import Delivery, DeliveryState
from core.domain.identity import Lawyer
from core.services.ledger import Ledger, Ledgers
from core.services.rows import DELIVERIES, under

_PAGE = 1000
_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Outstanding:
    """How many deliveries are in each state but synced, and the first that need their lawyer."""

    counts: Mapping[DeliveryState, int]
    stuck: tuple[Delivery, ...]


class Backlog:
    """The use case of looking at it."""

    def __init__(self, ledgers: Ledgers) -> None:
        self._ledgers = ledgers

    async def outstanding(self, lawyer: Lawyer) -> Outstanding:
        """What there is, oldest approval first."""
        ledger, stuck = self._ledgers.of(lawyer), list[Delivery]()
        counts: Counter[DeliveryState] = Counter()
        async for delivery in _unfinished(ledger):
            counts[delivery.state] += 1
            if delivery.state is DeliveryState.NEEDS_ATTENTION and len(stuck) < _SHOWN:
                stuck.append(delivery)
        return Outstanding(counts, tuple(stuck))


async def _unfinished(ledger: Ledger) -> AsyncIterator[Delivery]:
    for prefix in ("sync", "attention"):
        after: str | None = None
        while True:
            page = await ledger.page(DELIVERIES, under(prefix), limit=_PAGE, after=after)
            for delivery in page.items:
                yield delivery
            if (after := page.after) is None:
                break
