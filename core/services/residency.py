"""Whether this stack's services lie in its jurisdiction: asked of Azure once per worker, before any work.

A known violation stops all work. Where Azure does not say, the stack works, health says that nothing was
checked, and it is asked again later.
"""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from core.domain.errors import WrongJurisdiction
from core.domain.residency import Finding, Held, Jurisdiction, out_of_place, wrongly_processed
from core.ports import Clock
from core.ports_residency import Management, NotTold

_log = logging.getLogger(__name__)

# How long the first work of a worker may wait for the answers; the rest comes in while it goes on.
_FIRST_WAIT_SECONDS = 4.0
_AGAIN = timedelta(minutes=5)
_NOT_YET = Finding(untold=("the management API has not answered yet",))


class Residency:
    """The check of one worker, and what it has found."""

    def __init__(
        self,
        jurisdiction: Jurisdiction,
        held: Sequence[Held],
        management: Management,
        clock: Clock,
        first_wait: float = _FIRST_WAIT_SECONDS,
    ) -> None:
        self._jurisdiction = jurisdiction
        self._held = held
        self._management = management
        self._clock = clock
        self._first_wait = first_wait
        self._finding: Finding | None = None
        self._asking: asyncio.Task[None] | None = None
        self._asked_at = datetime.min.replace(tzinfo=clock.now().tzinfo)

    @property
    def finding(self) -> Finding:
        """What is known by now."""
        return self._finding or _NOT_YET

    async def hold(self) -> None:
        """Let work begin, unless a service is known to lie outside: then raises WrongJurisdiction."""
        if self._finding is None:
            await asyncio.wait({self._ask()}, timeout=self._first_wait)
            self._finding = self.finding
        elif not self._finding.settled and self._clock.now() - self._asked_at >= _AGAIN:
            self._ask()
        if self.finding.violations:
            raise WrongJurisdiction(self.finding.violations, retry_after=int(_AGAIN.total_seconds()))

    def _ask(self) -> asyncio.Task[None]:
        if self._asking is None or self._asking.done():
            self._asked_at = self._clock.now()
            self._asking = asyncio.create_task(self._find_out())
        return self._asking

    async def _find_out(self) -> None:
        try:
            found = await asyncio.gather(*(self._look_at(held) for held in self._held))
        except Exception as error:  # noqa: BLE001 - nobody awaits it, and work must not stop for our mistake
            _log.error("residency: %s", type(error).__name__)
            found = [Finding(untold=("the check failed",))]
        self._finding = Finding.of(found)
        for sentence in self._finding.violations:
            _log.error("residency: %s", sentence)
        for sentence in self._finding.untold:
            _log.warning("residency unchecked: %s", sentence)

    async def _look_at(self, held: Held) -> Finding:
        where = self._place(held)
        return Finding.of(await asyncio.gather(where, *(self._kind(held, name) for name in held.deployments)))

    async def _place(self, held: Held) -> Finding:
        try:
            standing = await self._management.standing(held)
        except NotTold as why:
            return Finding(untold=(f"{held.words}: {why}",))
        return Finding(tuple(out_of_place(held, standing, self._jurisdiction)))

    async def _kind(self, held: Held, deployment: str) -> Finding:
        try:
            sku = await self._management.sku(held, deployment)
        except NotTold as why:
            return Finding(untold=(f"the deployment {deployment} of {held.words}: {why}",))
        return Finding(tuple(wrongly_processed(held, deployment, sku, self._jurisdiction)))
