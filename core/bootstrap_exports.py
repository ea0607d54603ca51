"""The part of the bootstrap that puts exports together: who writes the files that lawyers fetch."""

from dataclasses import dataclass

from core.exporting.sheets import sheet_of
from core.ports import BlobStore, Clock, Queues
from core.ports_files import FileStore
from core.services.exports.archiving import Archive
from core.services.exports.hold import ExportTimes
from core.services.exports.requesting import Exports
from core.services.exports.running import Office
from core.services.ledger import Ledgers
from core.services.preferences import Firms
from core.settings import Settings


@dataclass(frozen=True, slots=True)
class Shelves:
    """Where exports are read from and written to."""

    ledgers: Ledgers
    blobs: BlobStore
    files: FileStore


def exports(settings: Settings, shelves: Shelves, queues: Queues, clock: Clock, firms: Firms) -> Exports:
    """The use cases of exports."""
    times = ExportTimes(claim=settings.claim, kept=settings.export_kept, grant=settings.export_grant)
    archive = Archive(shelves.blobs, firms)
    return Exports(Office(shelves.ledgers, shelves.files, queues, clock, firms, times, sheet_of, archive))
