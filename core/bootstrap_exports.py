"""The part of the bootstrap that puts exports together: who writes the files that lawyers fetch."""

from core.domain.exports import ExportFinding
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

_NO_ARCHIVE = ExportFinding(code="no_archive", message="No archive is written yet.")


class NoArchives:
    """Refuses archives, in place of an Archiver."""

    async def write_some(self, hold: Hold, job: Job) -> Job:
        """The job, on its way to be refused."""
        return await hold.refuse(job, job.counted.saying([_NO_ARCHIVE]))


def exports(
    settings: Settings, ledgers: Ledgers, files: FileStore, queues: Queues, clock: Clock, firms: Firms
) -> Exports:
    """The use cases of exports."""
    times = ExportTimes(claim=settings.claim, kept=settings.export_kept, grant=settings.export_grant)
    return Exports(Office(ledgers, files, queues, clock, firms, times, sheet_of, NoArchives()))
