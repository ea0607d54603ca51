"""The audit trail as its lawyer reads and checks it."""

from pydantic import ValidationError

from core.domain.audit import AuditEvent, ChainHead, ChainWalk, Seals, Verdict
from core.domain.errors import Unavailable
from core.domain.identity import Lawyer
from core.ports import Row
from core.ports_audit import DigestStore
from core.services.ledger import Ledger, Ledgers, Page
from core.services.rows import AUDIT

_PAGE = 1000


class Audit:
    """The use cases of the audit trail."""

    def __init__(self, ledgers: Ledgers, digests: DigestStore) -> None:
        self._ledgers = ledgers
        self._digests = digests

    async def list(self, lawyer: Lawyer, *, limit: int, after: str | None) -> Page[AuditEvent]:
        """The events in the order they happened."""
        return await self._ledgers.of(lawyer).page(AUDIT, limit=limit, after=after)

    async def verify(self, lawyer: Lawyer) -> Verdict:
        """Walk the whole chain while others may add to it, beside the digests kept out of reach.

        The digests are read first: the chain that is walked then is never shorter than they say. The head
        is read before each round of events, and a round that finds none ends the walk: then nothing was
        added in between, and head and chain must agree.
        """
        ledger, walk, after = self._ledgers.of(lawyer), ChainWalk(await self._seals(lawyer)), None
        while True:
            head = await _head(ledger)
            page = await ledger.rows(AUDIT, limit=_PAGE, after=after)
            for row in page.rows:
                if verdict := walk.add(_event(row)):
                    return verdict
            if not page.rows:
                return walk.end(head)
            after = page.rows[-1].key

    async def _seals(self, lawyer: Lawyer) -> Seals:
        try:
            return Seals(await self._digests.of(lawyer).every())
        except Unavailable:
            return Seals()


def _event(row: Row) -> AuditEvent | None:
    try:
        return AUDIT.read(row)
    except ValidationError:
        return None


async def _head(ledger: Ledger) -> ChainHead | None:
    try:
        return await ledger.head()
    except ValidationError:
        return None
