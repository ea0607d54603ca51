"""A ZIP archive in pieces reads as if it was written at once, wherever it is cut."""

import io
import zipfile
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from core.domain.archives import OpenFile, ZipPlace
from core.exporting.zip_pieces import ZipPiece, closing

NOW = datetime(2026, 3, 31, 15, 4, 6, tzinfo=UTC)
FILES = st.lists(st.tuples(st.booleans(), st.lists(st.binary(max_size=300), max_size=6)), max_size=6)


def archive(files: list[tuple[bool, list[bytes]]], cuts: list[bool]) -> bytes:
    """The files, those that run over pieces cut where it says; each worker reads what the last one left."""
    place, data, contents, cutting = ZipPlace(), b"", b"", iter(cuts)
    piece = ZipPiece(place, NOW)

    def cut() -> ZipPiece:
        nonlocal place, data, contents
        if not next(cutting, False):
            return piece
        place = ZipPlace.model_validate_json(piece.cut().model_dump_json())
        data, contents = data + piece.data, contents + piece.contents
        return ZipPiece(place, NOW)

    for number, (long, parts) in enumerate(files):
        if not long:
            piece.add(f"f{number}", b"".join(parts))
        for part in [b"", *parts] if long else []:
            piece.write(f"f{number}", part)
            piece = cut()
        if long:
            piece.end()
        piece = cut()
    place = piece.cut()
    return data + piece.data + contents + piece.contents + closing(place)


@given(FILES, st.lists(st.booleans(), max_size=40))
def test_any_files_cut_anywhere_read_back(files: list[tuple[bool, list[bytes]]], cuts: list[bool]) -> None:
    with zipfile.ZipFile(io.BytesIO(archive(files, cuts))) as read:
        assert read.testzip() is None
        assert read.namelist() == [f"f{number}" for number in range(len(files))]
        for number, (_, parts) in enumerate(files):
            info = read.getinfo(f"f{number}")
            assert read.read(info) == b"".join(parts)
            assert (info.date_time, info.external_attr >> 16) == ((2026, 3, 31, 15, 4, 6), 0o600)


def test_what_is_larger_than_zip_once_was_is_listed_as_zip64_has_it() -> None:
    large = 5 * 2**32
    file = OpenFile(name="large", at=large, crc=7, size=large + 1, stored=large + 2)
    piece = ZipPiece(ZipPlace(at=2 * large, files=70_000, open=file), NOW)
    piece.end()
    place = piece.cut()
    # A reader looks from the end of the file back: what stands before the table of contents is not there.
    tail = bytes(piece.contents) + closing(place)
    (listed,) = zipfile.ZipFile(_Tail(tail, place.at)).infolist()[:1]
    assert (listed.file_size, listed.header_offset) == (large + 1, large)
    assert listed.compress_size == large + 2 + len(b"\x03\x00")


class _Tail(io.RawIOBase):
    """A large file of which only the end is there."""

    def __init__(self, tail: bytes, before: int) -> None:
        self._tail, self._before, self._at = tail, before, 0

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def seek(self, at: int, whence: int = 0) -> int:
        whole = self._before + len(self._tail)
        self._at = {0: 0, 1: self._at, 2: whole}[whence] + at
        return self._at

    def tell(self) -> int:
        return self._at

    def read(self, size: int = -1) -> bytes:
        start = self._at - self._before
        assert start >= 0
        found = self._tail[start:] if size < 0 else self._tail[start : start + size]
        self._at += len(found)
        return found
