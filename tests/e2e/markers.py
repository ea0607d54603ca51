"""Looks for marker words in bytes, however they are encoded there."""

import base64
import binascii
import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote_to_bytes

_DEPTH = 4
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{8,}")
_ESCAPED = re.compile(rb"\\+u([0-9a-fA-F]{4})")
_COMPRESSED = re.compile(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]")
_ZLIB_OR_GZIP = zlib.MAX_WBITS | 32


def found(data: bytes, markers: Iterable[str]) -> set[str]:
    """The markers that stand in some bytes, whatever their case, plainly or encoded up to four times.

    Encodings are UTF-8, UTF-16, UTF-32, percent and JSON escapes, base64 in both alphabets at any
    place of a word, gzip, zlib and (as a whole) bare deflate.
    """
    wanted = {marker: marker.lower().encode() for marker in markers}
    seen: set[str] = set()
    for view in _views(data, _DEPTH):
        lowered = view.lower()
        seen |= {marker for marker, text in wanted.items() if text in lowered}
    return seen


def files_with(markers: Iterable[str], *places: Path) -> dict[str, set[str]]:
    """Every file in or below some places that holds a marker, in its content or its name."""
    wanted = tuple(markers)
    files = [path for place in places for path in (place, *place.rglob("*")) if path.is_file()]
    held = {str(path): found(path.name.encode() + b"\n" + path.read_bytes(), wanted) for path in files}
    return {path: marks for path, marks in held.items() if marks}


def _views(data: bytes, depth: int) -> Iterator[bytes]:
    yield data
    if depth == 0:
        return
    for view in {_without_nulls(data), unquote_to_bytes(data), _unescaped(data), *_decoded(data)}:
        if view and view != data:
            yield from _views(view, depth - 1)
    for view in _inflated(data):
        yield from _views(view, depth - 1)


def _without_nulls(data: bytes) -> bytes:
    return data.replace(b"\0", b"")


def _unescaped(data: bytes) -> bytes:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)).encode(errors="replace"), data)


def _decoded(data: bytes) -> Iterator[bytes]:
    """Every word as base64, begun at each of the four places its real beginning can have."""
    words = [word.translate(bytes.maketrans(b"-_", b"+/")) for word in _BASE64.findall(data)]
    for start in range(4):
        yield b"\n".join(filter(None, (_of_base64(word[start:]) for word in words)))


def _of_base64(word: bytes) -> bytes:
    try:
        return base64.b64decode(word[: len(word) // 4 * 4] + _rest(word))
    except binascii.Error:
        return b""


def _rest(word: bytes) -> bytes:
    rest = word[len(word) // 4 * 4 :]
    return rest + b"=" * (4 - len(rest)) if len(rest) > 1 else b""


def _inflated(data: bytes) -> Iterator[bytes]:
    for match in _COMPRESSED.finditer(data):
        yield from _inflate(data[match.start() :], _ZLIB_OR_GZIP)
    yield from _inflate(data, -zlib.MAX_WBITS)


def _inflate(data: bytes, bits: int) -> Iterator[bytes]:
    try:
        if inflated := zlib.decompressobj(bits).decompress(data):
            yield inflated
    except zlib.error:
        return
