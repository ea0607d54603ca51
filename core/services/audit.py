"""The audit trail as its lawyer reads and checks it."""

from core.domain.audit import AuditEvent, ChainWalk, Verdict
from core.domain.identity import Lawyer
from core.services.ledger import Ledgers, Page
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
            head = await ledger.head()
            page = await ledger.page(AUDIT, limit=_PAGE, after=after)
            for event in page.items:
                if verdict := walk.add(event):
                    return verdict
            if not page.items:
                return walk.end(head)
            after = AUDIT.key(AUDIT.name(page.items[-1]))
