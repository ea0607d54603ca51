"""Plain text keeps what is said, or is none."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.exporting.plain import written_plainly


def _is_typed(text: str) -> bool:
    return text.isascii() and text.isprintable()


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("\u00c9tude d\u2019\u0153uvre", "Etude d'oeuvre"),
        ("\u00ab\u00a0Non\u00a0\u00bb \u2013 d\u2019accord\u2026", '" Non " - d\'accord...'),
        ("e\u0301", "e"),
        ("one\r\ntwo\nthree\u2028four", "one two three four"),
        ("s.\u00a05 of the Act, \u00a7 12", "s. 5 of the Act, s. 12"),
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_accents_quotes_dashes_and_breaks_have_a_plain_form(text: str, plain: str) -> None:
    assert written_plainly(text, _is_typed) == plain


@pytest.mark.parametrize(
    "text", ["10\u00b2", "1\u00bd h", "\u2460", "\U0001f4c4", "\u05d0", "\uff11", "\u4e2d", "\ud800"]
)
def test_what_would_say_something_else_or_nothing_has_none(text: str) -> None:
    assert written_plainly(text, _is_typed) is None


def test_what_is_held_is_left_alone() -> None:
    latin = set(map(chr, range(256))) | {"\n"}
    assert (
        written_plainly("\u00e9t\u00e9 \u2013 \u0142\r\n", lambda text: set(text) <= latin)
        == "\u00e9t\u00e9 - l\r\n"
    )


@given(st.text())
def test_only_characters_that_are_held_are_written(text: str) -> None:
    plain = written_plainly(text, str.isascii)
    assert plain is None or plain.isascii()
    if text.isascii():
        assert plain == text


@given(st.text(alphabet=st.characters(categories=["Nd", "No", "Nl"])))
def test_no_number_is_made_of_other_figures(text: str) -> None:
    plain = written_plainly(text, str.isascii)
    assert plain is None or plain == unicodedata.normalize("NFC", text)
