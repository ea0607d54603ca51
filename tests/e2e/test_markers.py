"""The search that proves privacy finds what is there to be found."""

import base64
import gzip
import json
import zlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote_from_bytes

import pytest

from tests.e2e.markers import files_with, found

MARKER = "qzxplantedvk"
TEXT = f'Said: "Ça va, {MARKER}?" / {MARKER.upper()}\n'.encode()


def _escaped(data: bytes) -> bytes:
    return "".join(f"\\u{ord(one):04x}" for one in data.decode()).encode()


def _percent(data: bytes) -> bytes:
    return "".join(f"%{byte:02x}" for byte in data).encode()


def _deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def _within(data: bytes) -> bytes:
    return b"2026-03-02T10:00:00 INFO some.logger: {" + data + b"} and more"


ENCODINGS: dict[str, Callable[[bytes], bytes]] = {
    "plain": lambda data: data,
    "upper case": bytes.upper,
    "UTF-16": lambda data: data.decode().encode("utf-16"),
    "UTF-16, big end first": lambda data: data.decode().encode("utf-16-be"),
    "UTF-32": lambda data: data.decode().encode("utf-32"),
    "URL": lambda data: quote_from_bytes(data, safe="").encode(),
    "URL, every byte": _percent,
    "URL, twice": lambda data: quote_from_bytes(_percent(data), safe="").encode(),
    "JSON": lambda data: json.dumps(data.decode()).encode(),
    "JSON, every character": _escaped,
    "JSON in JSON": lambda data: json.dumps(json.dumps({"x": _escaped(data).decode()})).encode(),
    "base64": base64.b64encode,
    "base64, shifted by one": lambda data: base64.b64encode(b"x" + data),
    "base64, shifted by two": lambda data: base64.b64encode(b"xx" + data),
    "base64, after other letters": lambda data: b"body=/" + base64.b64encode(data),
    "base64, for URLs": base64.urlsafe_b64encode,
    "base64, without padding": lambda data: base64.urlsafe_b64encode(data).rstrip(b"="),
    "base64, twice": lambda data: base64.b64encode(base64.b64encode(data)),
    "base64 of UTF-16": lambda data: base64.b64encode(data.decode().encode("utf-16")),
    "base64 of JSON": lambda data: base64.b64encode(_escaped(data)),
    "gzip": gzip.compress,
    "zlib": zlib.compress,
    "base64 of gzip": lambda data: base64.b64encode(gzip.compress(data)),
    "gzip of base64": lambda data: gzip.compress(base64.b64encode(data)),
}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_marker_is_found_in_every_encoding(encoding: str, tmp_path: Path) -> None:
    planted = tmp_path / "planted"
    planted.write_bytes(_within(ENCODINGS[encoding](TEXT)))
    assert files_with([MARKER, "qzxabsentvk"], tmp_path) == {str(planted): {MARKER}}


def test_a_marker_is_found_in_bare_deflate() -> None:
    assert found(_deflate(TEXT), [MARKER]) == {MARKER}


def test_a_marker_is_found_in_the_name_of_a_file(tmp_path: Path) -> None:
    planted = tmp_path / f"{MARKER}.wav"
    planted.touch()
    assert files_with([MARKER], tmp_path) == {str(planted): {MARKER}}


def test_nothing_is_found_where_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"".join(encode(b"qzxothervk") for encode in ENCODINGS.values()))
    assert files_with([MARKER], tmp_path) == {}
