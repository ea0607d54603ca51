"""Puts exports together: the part of the bootstrap that makes files."""

from core.domain.jobs import Job
from core.exporting.sheets import sheet_of
from core.ports import Clock, Queues
from core.ports_files import FileStore
from core.services.exports.hold import ExportTimes, Hold
from core.services.exports.requesting import Exports
from core.services.exports.running import Office
from core.services.ledger import Ledgers
from core.services.preferences import Firms
from core.settings import Settings


class _NoArchiver:
    """Stands where archives are written; no route asks for one."""

    async def write_some(self, hold: Hold, job: Job) -> Job:
        """Raises NotImplementedError."""
        raise NotImplementedError


def exports_of(
    settings: Settings, ledgers: Ledgers, files: FileStore, queues: Queues, clock: Clock, firms: Firms
) -> Exports:
    """Exports as the settings have them."""
    times = ExportTimes(claim=settings.claim, kept=settings.exports_kept, grant=settings.export_grant)
    return Exports(Office(ledgers, files, queues, clock, firms, times, sheet_of, _NoArchiver()))
