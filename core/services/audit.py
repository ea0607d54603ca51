"""The audit trail as its lawyer reads and checks it."""

from pydantic import ValidationError

from core.domain.audit import AuditEvent, ChainHead, ChainWalk, Verdict
from core.domain.identity import Lawyer
from core.ports import Row
from core.services.ledger import Ledger, Ledgers, Page
from core.services.rows import AUDIT

_PAGE = 1000


class Audit:
    """The use cases of the audit trail."""

    def __init__(self, ledgers: Ledgers) -> None:
        self._ledgers = ledgers

    async def list(self, lawyer: Lawyer, *, limit: int, after: str | None) -> Page[AuditEvent]:
        """The events in the order they happened."""
        return await self._ledgers.of(lawyer).page(AUDIT, limit=limit, after=after)

    async def verify(self, lawyer: Lawyer) -> Verdict:
        """Walk the whole chain while others may add to it.

        The head is read before each round of events, and a round that finds none ends the walk: then
        nothing was added in between, and head and chain must agree.
        """
        ledger, walk, after = self._ledgers.of(lawyer), ChainWalk(), None
        while True:
            head = await _head(ledger)
            page = await ledger.rows(AUDIT, limit=_PAGE, after=after)
            for row in page.rows:
                if verdict := walk.add(_event(row)):
                    return verdict
            if not page.rows:
                return walk.end(head)
            after = page.rows[-1].key


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
