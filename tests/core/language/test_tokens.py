"""Tokens: what is a word, a figure or a sign, and how they hang together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.language.tokens import Join, Kind, tokenize


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Half an HOUR.", ["half", "an", "hour", "."]),
        ("0.3, .3 and 4.2.1", ["0.3", ",", ".3", "and", "4.2.1"]),
        ("2-3 1:12 1,200", ["2-3", "1:12", "1,200"]),
        ("file.3", ["file", ".", "3"]),
        ("the 3rd, 2\u00e8me", ["the", "3rd", ",", "2\u00e8me"]),
        ("1h12 1\u00bd", ["1", "h", "12", "1\u00bd"]),
        ("\u00c9tude\r\nd\u2019une", ["\u00e9tude", "\r\n", "d", "une"]),
        ("hours' notice", ["hours", "notice"]),
        ("", []),
    ],
)
def test_text_falls_into_tokens(text: str, tokens: list[str]) -> None:
    assert [token.text for token in tokenize(text)] == tokens


def test_tokens_know_how_they_hang_on_the_one_before() -> None:
    joins = {token.text: token.join for token in tokenize("forty-five d'heure 1h x")}

    assert joins == {
        "forty": Join.APART,
        "five": Join.HYPHEN,
        "d": Join.APART,
        "heure": Join.APOSTROPHE,
        "1": Join.APART,
        "h": Join.TOUCHING,
        "x": Join.APART,
    }


@given(st.text())
def test_tokens_of_any_text_come_in_order_and_name_their_spans(text: str) -> None:
    reached = 0
    for token in tokenize(text):
        assert reached <= token.start < token.end
        assert token.kind is not Kind.FIGURE or text[token.start : token.end] == token.text
        reached = token.end
    assert reached <= len(text)
