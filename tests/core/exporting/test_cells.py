"""Cells: nothing in them runs, everything in them comes back."""

import csv
import io
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.domain.presets import Delimiter
from core.exporting.cells import guarded, row_writer, unguarded
from tests.core.exporting.texts import ANY_TEXT, starts_a_formula


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@A1", "\tx", "\rx", "\nx", "\uff1d1", "\uff0b", "\uff0d1", "\uff20"]
)
def test_what_owasp_names_gets_an_apostrophe(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize(
    "before", [" ", "\u00a0", "\u200b", "\ufeff", "\u00ad", "\x0b", "\x00", "\u3164", "\u0301", " \t "]
)
def test_what_a_spreadsheet_may_drop_hides_no_sign(before: str) -> None:
    assert guarded(f"{before}=1") == f"'{before}=1"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "'",
        "O'Neil",
        "''",
        "a=b",
        "re: 5-4",
        "me@example.org",
        "  indented",
        "l'avis",
        "(-1)",
        "'tis",
        "1,5 \u2212 2",
        "\u2013 dash",
    ],
)
def test_what_only_contains_a_sign_stays_as_it_is(text: str) -> None:
    assert guarded(text) == text == unguarded(text)


@pytest.mark.parametrize("text", ["'=1", "''=1", "'\t", "' =1"])
def test_an_apostrophe_of_ones_own_is_no_guard(text: str) -> None:
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


@given(ANY_TEXT)
@example("'")
@example("''=")
@example("' '=")
def test_any_text_comes_back_and_none_is_dangerous(text: str) -> None:
    cell = guarded(text)
    assert unguarded(cell) == text
    assert not starts_a_formula(cell)


@given(ANY_TEXT, ANY_TEXT)
def test_two_texts_are_two_cells(one: str, other: str) -> None:
    assert (guarded(one) == guarded(other)) == (one == other)


@given(
    st.sampled_from(Delimiter), st.lists(st.lists(ANY_TEXT, min_size=2, max_size=3), min_size=1, max_size=3)
)
def test_rows_are_read_as_they_were_written(delimiter: Delimiter, rows: list[list[str]]) -> None:
    write = row_writer(delimiter)
    text = "".join(write(row) for row in rows)
    assert list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter.value, strict=True)) == rows


@pytest.mark.parametrize(
    ("cells", "row"),
    [
        (["a", "", "b"], "a,,b\r\n"),
        (['say "so"', "a,b", "1\r\n2", "3\n4", "5\r6"], '"say ""so""","a,b","1\r\n2","3\n4","5\r6"\r\n'),
        ([""], '""\r\n'),
    ],
)
def test_rows_are_quoted_as_rfc_4180_says(cells: list[str], row: str) -> None:
    assert row_writer(Delimiter.COMMA)(cells) == row


def test_every_character_that_shows_nothing_is_looked_behind() -> None:
    hidden = [char for char in map(chr, range(0x3000)) if unicodedata.category(char) in {"Zs", "Cf", "Cc"}]
    assert len(hidden) > 80
    assert [char for char in hidden if guarded(f"{char}@") != f"'{char}@"] == []
