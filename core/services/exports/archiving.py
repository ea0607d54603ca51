"""Writing the archive of everything about a lawyer: one ZIP, piece by piece, by whichever worker is there."""

from datetime import timedelta
from typing import Final

from core.domain.archives import ArchivePlace
from core.domain.jobs import Job
from core.exporting.zip_pieces import ZipPiece, closing
from core.ports import BlobStore
from core.services.exports.archive_sections import SECTIONS, Desk, Section
from core.services.exports.hold import Hold
from core.services.exports.writing import finish, store
from core.services.preferences import Firms

# Of what is put in, before it is packed.
PIECE_BYTES = 4 * 1024 * 1024
# So that a piece is committed while the hold lasts.
_PIECE_TIME: Final = timedelta(seconds=20)
# The table of contents is stored beside each piece; no job has as many versions.
_CONTENTS: Final = 5_000_000
_ZIP: Final = "application/zip"


class Archive:
    """Writes archives; a piece holds about four MiB of what is put in, however much there is."""

    def __init__(self, blobs: BlobStore, firms: Firms) -> None:
        self._blobs = blobs
        self._firms = firms

    async def write_some(self, hold: Hold, job: Job) -> Job:
        """The job once one more piece is stored; at the end the archive is there, whole."""
        place = job.archive or ArchivePlace()
        if place.section == len(SECTIONS):
            end = await store(hold, job, closing(place.zip))
            name = f"caseclock-archive-{job.created_at:%Y-%m-%d}.zip"
            return await finish(hold, job, [*job.blocks, *place.contents, end], _ZIP, name)
        desk = Desk(hold.ledger, self._blobs.of(hold.ledger.lawyer), self._firms)
        return await _Writing(hold, job, desk, place).piece()


class _Writing:
    """One piece being written."""

    def __init__(self, hold: Hold, job: Job, desk: Desk, place: ArchivePlace) -> None:
        self._hold = hold
        self._job = job
        self._desk = desk
        self._section = place.section
        self._contents = place.contents
        self._cursor = job.cursor
        self._zip = ZipPiece(place.zip, job.created_at)
        self._rows = 0

    async def piece(self) -> Job:
        """Write as many sections as the piece takes, store it, and commit how far it came."""
        ends = self._hold.clock.now() + _PIECE_TIME
        while self._goes_on and self._hold.clock.now() < ends:
            await self._more(SECTIONS[self._section])
        stored = self._zip.cut()
        await store(self._hold, self._job, bytes(self._zip.data))
        if self._zip.contents:
            number = _CONTENTS + self._job.version
            await self._hold.files.stage(self._job.id, number, bytes(self._zip.contents))
            self._contents = (*self._contents, number)
        place = ArchivePlace(section=self._section, zip=stored, contents=self._contents)
        return await self._hold.move(
            self._job,
            "wrote",
            lambda now: self._job.archived(place, self._rows, self._cursor, now),
            rows=self._rows,
        )

    @property
    def _goes_on(self) -> bool:
        return self._section < len(SECTIONS) and self._zip.size < PIECE_BYTES

    async def _more(self, section: Section) -> None:
        part = await section.part(self._desk, self._cursor)
        if section.name:
            self._zip.write(section.name, part.lines)
        if part.after is None:
            self._zip.end()
            self._section += 1
        for name, content in part.files:
            self._zip.add(name, content)
        self._cursor = part.after
        self._rows += part.rows
