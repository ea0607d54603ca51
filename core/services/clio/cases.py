"""All that is done with Clio, put together over its ports."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Self

from core.domain.errors import NotFound, NotPossible
from core.domain.identity import Lawyer
from core.ports import Queues
from core.services.clio.access import Access, Gate
from core.services.clio.backlog import Backlog
from core.services.clio.connecting import ClioConnection, ClioMessages
from core.services.clio.deciding import Deciding
from core.services.clio.hold import Bell, SyncTimes
from core.services.clio.reconciling import Reconciling
from core.services.clio.sync import ClioSync
from core.services.ledger import Ledgers
from core.services.preferences import Firms

_log = logging.getLogger(__name__)

REDRIVE = "redrive"
_PUT_OFF = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class ClioCases:
    """The use cases of Clio."""

    connection: ClioConnection
    deciding: Deciding
    backlog: Backlog
    reconciling: Reconciling
    messages: ClioMessages

    @classmethod
    def over(cls, ledgers: Ledgers, gate: Gate, queues: Queues, times: SyncTimes, firms: Firms) -> Self:
        """The use cases over these ports."""
        access, bell = Access(gate), Bell(queues, gate.clock)
        connection = ClioConnection(ledgers, access, times, firms)
        reconciling = Reconciling(ledgers, gate.clock)
        sync = ClioSync(ledgers, access, bell, times, firms)
        return cls(
            connection,
            Deciding(ledgers, access, gate.clock),
            Backlog(ledgers),
            reconciling,
            ClioMessages(sync, connection, reconciling, bell, gate.clock),
        )

    async def handle(self, lawyer: Lawyer, message: Mapping[str, str]) -> None:
        """Do what a message asks; an operator's asks for what waits or is stuck to be tried at once.

        Raises Unavailable when storage fails.
        """
        if message.get("kind") != REDRIVE:
            await self.messages.handle(lawyer, message)
            return
        try:
            count = await self.deciding.redrive(lawyer, message.get("entry"))
            _log.info("%s deliveries of %s are tried again", count, lawyer.key)
        except (NotFound, NotPossible) as refused:
            _log.warning("nothing of %s is tried again: %s", lawyer.key, refused.code)

    async def put_off_long(self, lawyer: Lawyer, message: Mapping[str, str]) -> None:
        """Have a message come again much later: nothing can be done about it now."""
        _log.warning("Clio of %s put off", lawyer.key)
        await self.messages.put_off(lawyer, message, _PUT_OFF)
