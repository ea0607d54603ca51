"""A ZIP archive in pieces, each made from what the one before it left: any worker can write the next.

The format is PKWARE's (APPNOTE.TXT 6.3). A file that runs over several pieces is deflated in stretches that
need nothing of each other, so nothing but lengths and a checksum goes from piece to piece; its lengths follow
it, and are those of ZIP64, as nobody knows before how long it gets. The table of contents is made piece by
piece too, to be put behind the last.
"""

import struct
import zlib
from datetime import UTC, datetime
from typing import Final

from core.domain.archives import OpenFile, ZipPlace

_MOST: Final = 0xFFFFFFFF
_MOST_FILES: Final = 0xFFFF
_DEFLATED: Final = 8
_PLAIN: Final = 20
_ZIP64: Final = 45
_LENGTHS_FOLLOW: Final = 0x08
_UTF_8: Final = 0x800
_UNIX: Final = 3 << 8
_RAW: Final = -zlib.MAX_WBITS
_FIRST_YEAR: Final = 1980


class ZipPiece:
    """One piece of an archive: `data` goes behind the pieces before, `contents` behind their contents."""

    def __init__(self, place: ZipPlace, made_at: datetime) -> None:
        self.data = bytearray()
        self.contents = bytearray()
        self.size = 0
        self._before = place
        self._files = place.files
        self._open = place.open
        self._deflate = zlib.compressobj(wbits=_RAW)
        self._when = _when(made_at)

    def cut(self) -> ZipPlace:
        """End the piece: how far the archive has come with it."""
        if self._open:
            self._grow(self._deflate.flush(zlib.Z_FULL_FLUSH))
        return ZipPlace(
            at=self._at,
            files=self._files,
            directory=self._before.directory + len(self.contents),
            open=self._open,
        )

    def add(self, name: str, content: bytes) -> None:
        """A whole file."""
        deflate = zlib.compressobj(wbits=_RAW)
        stored = deflate.compress(content) + deflate.flush()
        file = OpenFile(
            name=name, at=self._at, crc=zlib.crc32(content), size=len(content), stored=len(stored)
        )
        self.size += len(content)
        lengths = struct.pack("<III", file.crc, file.stored, file.size)
        self.data += self._header(name, _PLAIN, _UTF_8, lengths, b"") + stored
        self._list(file, _PLAIN, _UTF_8)

    def write(self, name: str, content: bytes) -> None:
        """More of a file that runs over pieces, which begins with the first of it."""
        if self._open is None:
            self._open = OpenFile(name=name, at=self._at)
            extra = struct.pack("<HHQQ", 1, 16, 0, 0)
            lengths = struct.pack("<III", 0, _MOST, _MOST)
            self.data += self._header(name, _ZIP64, _UTF_8 | _LENGTHS_FOLLOW, lengths, extra)
        self.size += len(content)
        self._grow(self._deflate.compress(content), content)

    def end(self) -> None:
        """The end of the file that runs over pieces."""
        self._grow(self._deflate.flush())
        self._deflate = zlib.compressobj(wbits=_RAW)
        if file := self._open:
            self.data += struct.pack("<IIQQ", 0x08074B50, file.crc, file.stored, file.size)
            self._list(file, _ZIP64, _UTF_8 | _LENGTHS_FOLLOW)
        self._open = None

    @property
    def _at(self) -> int:
        return self._before.at + len(self.data)

    def _grow(self, stored: bytes, content: bytes = b"") -> None:
        if file := self._open:
            self.data += stored
            grown = {"size": file.size + len(content), "stored": file.stored + len(stored)}
            self._open = file.model_copy(update=grown | {"crc": zlib.crc32(content, file.crc)})

    def _header(self, name: str, needs: int, flags: int, lengths: bytes, extra: bytes) -> bytes:
        known = name.encode()
        fixed = struct.pack("<IHHHHH", 0x04034B50, needs, flags, _DEFLATED, *self._when)
        return fixed + lengths + struct.pack("<HH", len(known), len(extra)) + known + extra

    def _list(self, file: OpenFile, needs: int, flags: int) -> None:
        large = [number for number in (file.size, file.stored, file.at) if number >= _MOST]
        extra = struct.pack(f"<HH{len(large)}Q", 1, 8 * len(large), *large) if large else b""
        name = file.name.encode()
        fixed = struct.pack(
            "<IHHHHHHIIIHHHHHII",
            0x02014B50,
            _UNIX | _ZIP64,
            _ZIP64 if large else needs,
            flags,
            _DEFLATED,
            *self._when,
            file.crc,
            min(file.stored, _MOST),
            min(file.size, _MOST),
            len(name),
            len(extra),
            0,
            0,
            0,
            0o600 << 16,
            min(file.at, _MOST),
        )
        self.contents += fixed + name + extra
        self._files += 1


def closing(place: ZipPlace) -> bytes:
    """What stands behind the table of contents of an archive that has come so far."""
    end = place.at + place.directory
    many = place.files >= _MOST_FILES or place.at >= _MOST or place.directory >= _MOST
    files, at = min(place.files, _MOST_FILES), min(place.at, _MOST)
    last = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, files, files, min(place.directory, _MOST), at, 0)
    if not many:
        return last
    large = struct.pack(
        "<IQHHIIQQQQ",
        0x06064B50,
        44,
        _UNIX | _ZIP64,
        _ZIP64,
        0,
        0,
        place.files,
        place.files,
        place.directory,
        place.at,
    )
    return large + struct.pack("<IIQI", 0x07064B50, 0, end, 1) + last


def _when(at: datetime) -> tuple[int, int]:
    """Time and day as ZIP has them, in UTC; it knows no earlier year than 1980."""
    known = at.astimezone(UTC)
    time = known.hour << 11 | known.minute << 5 | known.second // 2
    return time, max(known.year - _FIRST_YEAR, 0) << 9 | known.month << 5 | known.day
