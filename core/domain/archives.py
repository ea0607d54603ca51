"""How far the archive of everything about a lawyer has come; another worker goes on from here."""

from core.domain.values import Value


class OpenFile(Value):
    """A file of a ZIP archive that is being written: where it begins, and what it comes to so far."""

    name: str
    at: int
    crc: int = 0
    size: int = 0
    stored: int = 0


class ZipPlace(Value):
    """How far a ZIP archive has come, in bytes; `directory` is what its table of contents comes to."""

    at: int = 0
    files: int = 0
    directory: int = 0
    open: OpenFile | None = None


class ArchivePlace(Value):
    """Which section is being written, and how far the archive has come.

    `contents` are the numbers of the pieces that hold the table of contents, in order.
    """

    section: int = 0
    zip: ZipPlace = ZipPlace()
    contents: tuple[int, ...] = ()
