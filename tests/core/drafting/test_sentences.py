"""Sentences of dictated text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.drafting.sentences import sentences


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("Point three, call with counsel", 1),
        ("Point three. Call with counsel.", 2),
        ("Reviewed section 4.2 of the lease. Smith file.", 2),
        ("Smith v. Jones, call.", 1),
        ("Call with Ms. Tremblay re Roy Inc. lease. Done!", 2),
        ("Worked until 3 p.m. on the memo.", 1),
        ("Call\nEmail\n", 2),
        ("J. Smith called? Yes.", 2),
        ("\u00ab Oui. \u00bb Appel.", 2),
    ],
)
def test_sentences_are_told_apart(text: str, count: int) -> None:
    assert len(sentences(text)) == count


@given(st.text(alphabet="aB .!?\n1v", max_size=60))
def test_sentences_have_no_gaps(text: str) -> None:
    assert "".join(text[start:end] for start, end in sentences(text)) == text
