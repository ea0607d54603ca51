"""Short ways to make files."""

import csv
import io
from collections.abc import Iterable, Sequence

import pytest

from core.domain.errors import InvalidInput
from core.importing.reading import HEADER, read_matters

SAMPLE = "C-1001,Rockland Digital Corp.,M-2001,Services Agreement,BC,Corporate,300"


def file_of(rows: Iterable[Sequence[str]], *, header: bool = True) -> bytes:
    """A file as `csv.writer` writes it."""
    written = io.StringIO(newline="")
    csv.writer(written).writerows([HEADER, *rows] if header else rows)
    return written.getvalue().encode()


def lines(*rows: str) -> bytes:
    """A file of these lines, without a header."""
    return "\r\n".join(rows).encode()


def row(**said: str) -> list[str]:
    """The sample's cells, except as said."""
    names = ("client_id", "client", "id", "name", "jurisdiction", "practice_area", "rate")
    return list((dict(zip(names, SAMPLE.split(","), strict=True)) | said).values())


def refusal(data: bytes) -> tuple[str, str]:
    """Where and why a file is refused as a whole."""
    with pytest.raises(InvalidInput) as refused:
        read_matters(data)
    assert refused.value.code == "csv_unreadable"
    (told,) = refused.value.extra["errors"]
    assert told["problem"] == refused.value.message
    return told["field"], told["problem"]
