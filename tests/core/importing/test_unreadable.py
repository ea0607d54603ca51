"""Files that are no CSV in UTF-8: what they look like, where, and what to do."""

import codecs

import pytest

from core.importing.reading import read_matters
from tests.core.importing.making import SAMPLE, lines, refusal

FRENCH = SAMPLE.replace("Digital", "Numérique")


@pytest.mark.parametrize(
    ("data", "where", "why"),
    [
        (b"", "file", "The file is empty."),
        (b" \r\n\r\n", "file", "The file is empty."),
        (b",,,\r\n", "file", "no line with a matter"),
        (codecs.BOM_UTF8, "file", "The file is empty."),
        (FRENCH.encode("utf-16"), "file", "text in UTF-16"),
        (FRENCH.encode("utf-16-le"), "file", "UTF-16"),
        (FRENCH.encode("utf-16-be"), "file", "UTF-16"),
        (FRENCH.encode("utf-32"), "file", "UTF-32"),
        (FRENCH.encode("cp1252"), "line 1", "Windows-1252"),
        (lines(SAMPLE, "") + FRENCH.encode("cp1252"), "line 2", "Windows-1252"),
        (SAMPLE.encode() + b"\n\x81\x8d\xff", "line 2", "This is not UTF-8"),
        (b"PK\x03\x04\x14\x00", "file", "an Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "file", "an old Excel workbook"),
        (b"%PDF-1.7", "file", "a PDF"),
        (b"\x1f\x8b\x08", "file", "compressed"),
        (lines(SAMPLE, SAMPLE.replace("BC", "B\0C")), "line 2", "zero byte"),
        (lines("", SAMPLE.replace(",", ";")), "line 2", "separated by semicolons"),
        (lines(SAMPLE.replace(",", ";").replace("Corp.", "Corp, Inc.")), "line 1", "separated by semicolons"),
        (lines(SAMPLE.replace(",", "\t")), "line 1", "separated by tabs"),
        (lines(SAMPLE.replace(",", "|")), "line 1", "separated by vertical bars"),
        (lines(SAMPLE, 'C-1,"Chen,M-1,Lease,,,', SAMPLE), "line 2", "never closed"),
        (lines(SAMPLE, 'C-1,"Chen "LLP"",M-1,Lease,,,'), "line 2", "not followed by a comma"),
        (lines(SAMPLE, f'C-1,"{"x" * 140_000}",M-1,Lease,,,'), "line 2", "no end in sight"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_it_looks_like(data: bytes, where: str, why: str) -> None:
    field, problem = refusal(data)
    assert field == where
    assert why in problem


def test_accents_in_utf_8_are_read_with_or_without_a_mark() -> None:
    for mark in (b"", codecs.BOM_UTF8):
        assert read_matters(mark + FRENCH.encode()).rows[0].client == "Rockland Numérique Corp."


def test_a_quote_inside_a_cell_without_quotes_is_text() -> None:
    assert read_matters(b'C-1,Chen,M-1,The 12" pipe,,,').rows[0].name == 'The 12" pipe'


def test_spaces_around_cells_say_nothing() -> None:
    (taken,) = read_matters(b'C-1, "Chen, Roy" , M-1, Lease , bc ,, 300 '.replace(b'" ,', b'",')).rows
    assert (taken.client, taken.id, taken.name, taken.jurisdiction) == ("Chen, Roy", "M-1", "Lease", "BC")
