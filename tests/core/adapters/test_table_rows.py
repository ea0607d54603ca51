"""The split of a body into properties, without a service."""

from hypothesis import given
from hypothesis import strategies as st

from core.adapters import table_rows
from core.ports import Row

_MOST_UNITS_OF_A_PROPERTY = 32 * 1024


@given(
    lead=st.integers(31_990, 32_010),
    tail=st.text(st.characters(exclude_categories=["Cs"]), max_size=50),
    middle=st.sampled_from(["🎙", "é🎙", "🎙🎙🎙", "x"]),
)
def test_pieces_fit_a_property_and_never_split_a_character(lead: int, middle: str, tail: str) -> None:
    body = "a" * lead + middle * 20_000 + tail
    entity = table_rows.entity("p", Row("entry~1", body, {"status": "draft"}))
    pieces = [entity[f"b{number}"] for number in range(entity["n"])]
    assert all(len(piece.encode("utf-16-le")) <= 2 * _MOST_UNITS_OF_A_PROPERTY for piece in pieces)
    assert table_rows.row(entity, None) == Row("entry~1", body, {"status": "draft"})


def test_the_kind_is_what_stands_before_the_first_tilde() -> None:
    assert table_rows.entity("p", Row("day~73~x", ""))["Kind"] == "day"
