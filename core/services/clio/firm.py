"""What the firm's Clio has beside matters: the ids of UTBMS codes, the lawyer's rate, and categories."""

import logging

from core.domain.audit import Actor
from core.domain.clio_link import Category, ClioRates, UtbmsCodes
from core.domain.errors import ClioRefusal, ClioRefused
from core.ports_clio import Clio
from core.services.change import Change
from core.services.clio.access import ClioSilent
from core.services.clio.hold import Hold
from core.services.rows import RATES, UTBMS

_log = logging.getLogger(__name__)

# They stand in one row.
MOST_CATEGORIES = 500
_NAME = 200


class FirmPuller:
    """Fetches it under a hold; raises what its calls of Clio raise, but for a refusal.

    What Clio does not let the lawyer see there is none of.
    """

    def __init__(self, hold: Hold, clio: Clio) -> None:
        self._hold = hold
        self._clio = clio

    async def pull(self) -> None:
        """Fetch codes, then rates: nothing is sent by these, so where they get no answer all else goes on."""
        await self._pull_codes()
        try:
            rates = await self._rates()
        except ClioSilent:
            _log.warning("rates of %s are not to be had just now", self._hold.ledger.lawyer.key)
            return
        await self._keep(rates)

    async def _pull_codes(self) -> None:
        try:
            ids = dict(await self._hold.session.call(self._clio.utbms_codes))
        except ClioRefused as refused:
            _check(refused)
            ids = {}

        async def work(change: Change) -> None:
            before = await change.find(UTBMS, "")
            if before is None or before.ids != ids:
                change.put(UTBMS, UtbmsCodes(ids=ids))
                change.record(Actor.SYSTEM, "clio.codes_pulled", "clio", {"codes": len(ids)})

        await self._hold.change(work)

    async def _rates(self) -> ClioRates:
        try:
            user = await self._hold.session.call(self._clio.who_am_i)
        except ClioRefused as refused:
            _check(refused)
            return ClioRates()
        found = await self._categories(user.id)
        kept = tuple(_fitting(category) for category in found[:MOST_CATEGORIES])
        return ClioRates(rate=user.rate, categories=kept, left_out=len(found) - len(kept))

    async def _categories(self, user_id: int) -> tuple[Category, ...]:
        try:
            return await self._hold.session.call(lambda access: self._clio.categories(access, user_id))
        except ClioRefused as refused:
            _check(refused)
            return ()

    async def _keep(self, rates: ClioRates) -> None:
        counts = {"categories": len(rates.categories), "left_out": rates.left_out}

        async def work(change: Change) -> None:
            if await change.find(RATES, "") != rates:
                change.put(RATES, rates)
                change.record(Actor.SYSTEM, "clio.rates_pulled", "clio", counts)

        await self._hold.change(work)


def _check(refused: ClioRefused) -> None:
    """Raise what no permission mends: the version of the API is retired."""
    if refused.kind is ClioRefusal.VERSION:
        raise refused


def _fitting(category: Category) -> Category:
    name = category.name.strip() or str(category.id)
    return category.model_copy(update={"name": name[:_NAME]})
