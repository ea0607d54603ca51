"""Keeping digests of an audit trail out of reach: no rewritten trail can then pass for the true one."""

from core.domain.audit import Digest
from core.domain.identity import Lawyer
from core.ports import Clock
from core.ports_audit import DigestStore
from core.services.ledger import Ledgers


class Sealing:
    """Writes down where a trail's head stands; doing it twice does no harm."""

    def __init__(self, ledgers: Ledgers, digests: DigestStore, clock: Clock) -> None:
        self._ledgers = ledgers
        self._digests = digests
        self._clock = clock

    async def seal(self, lawyer: Lawyer) -> None:
        """Keep a digest of the trail as it stands; raises Unavailable."""
        head = await self._ledgers.of(lawyer).head()
        if head.sequence:
            digest = Digest(sequence=head.sequence, hash=head.hash, at=self._clock.now())
            await self._digests.of(lawyer).keep(digest)
