"""What messages see to after the fact: what is owed, erased, purged, kept out of reach."""

import logging
from collections.abc import Mapping
from datetime import timedelta

from core.domain.errors import NotFound
from core.domain.identity import Lawyer
from core.ports import Queue, Queues
from core.services.entries import Entries
from core.services.exports.requesting import Exports
from core.services.ledger import Ledgers
from core.services.recordings import Recordings
from core.services.sealing import Sealing

_log = logging.getLogger(__name__)

_PUT_OFF = timedelta(hours=1)


class Housekeeping:
    """Handles `housekeeping` messages; each may come more than once."""

    def __init__(
        self,
        ledgers: Ledgers,
        recordings: Recordings,
        entries: Entries,
        sealing: Sealing,
        queues: Queues,
        exports: Exports,
    ) -> None:
        self._ledgers = ledgers
        self._recordings = recordings
        self._entries = entries
        self._exports = exports
        self._sealing = sealing
        self._queues = queues

    async def handle(self, lawyer: Lawyer, message: Mapping[str, str]) -> None:
        """Do what a message asks; raises ValueError for a kind that is not known."""
        match message.get("kind"):
            case "outbox":
                await self._flush(lawyer)
            case "erase":
                await self._erase(lawyer, message["recording"])
            case "purge":
                await self._entries.purge(lawyer, message["entry"])
            case "export":
                await self._exports.expire(lawyer, message["export"])
            case "digest":
                await self._sealing.seal(lawyer)
            case _:
                raise ValueError("unknown kind of housekeeping")

    async def put_off(self, message: Mapping[str, str]) -> None:
        """Try a message again much later."""
        _log.warning("housekeeping of %s put off", message.get("lawyer"))
        await self._queues.send(Queue.HOUSEKEEPING, message, _PUT_OFF)

    async def _flush(self, lawyer: Lawyer) -> None:
        ledger = self._ledgers.of(lawyer)
        while await ledger.flush_outbox():
            pass

    async def _erase(self, lawyer: Lawyer, recording_id: str) -> None:
        try:
            await self._recordings.erase(lawyer, recording_id)
        except NotFound:
            _log.info("recording %s is not known; nothing to erase", recording_id)
