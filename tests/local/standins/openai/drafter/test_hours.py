"""Times worked, as they are said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local.standins.openai.drafter.hours import as_text, find_hours


@pytest.mark.parametrize(
    ("said", "hours"),
    [
        ("point three", "0.3"),
        ("Zero point three", "0.3"),
        ("oh point two five hours", "0.25"),
        ("one point five hours", "1.5"),
        ("three tenths", "0.3"),
        ("three tenths of an hour", "0.3"),
        ("a tenth", "0.1"),
        ("six minutes", "0.1"),
        ("twelve minutes", "0.2"),
        ("forty-five minutes", "0.75"),
        ("20 minutes", "0.33"),
        ("half an hour", "0.5"),
        ("a half hour", "0.5"),
        ("a quarter of an hour", "0.25"),
        ("three quarters of an hour", "0.75"),
        ("an hour", "1"),
        ("an hour and a half", "1.5"),
        ("two and a half hours", "2.5"),
        ("two hours", "2"),
        ("one hour and fifteen minutes", "1.25"),
        ("0.3", "0.3"),
        (".4", "0.4"),
        ("1.5 hours", "1.5"),
    ],
)
@pytest.mark.parametrize("around", ["{}", "{}.", "So, {}, call with client.", "Call with client {}"])
def test_time_is_understood_and_quoted_whole(said: str, hours: str, around: str) -> None:
    text = around.format(said)
    (found,) = find_hours(text)
    assert (as_text(found.value), found.span.cut(text)) == (hours, said)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "revise section 4.2",
        "clause four point two",
        "a fee of $2.50",
        "version 1.2.3",
        "zero hours",
        "paused at 12",
    ],
)
def test_numbers_that_are_no_times_are_left_alone(said: str) -> None:
    assert find_hours(said) == []


@given(st.lists(st.integers(1, 9), min_size=1, max_size=5))
def test_each_time_is_found_once_and_in_order(tenths: list[int]) -> None:
    text = ". ".join(f"0.{tenth} reviewing the file" for tenth in tenths)
    assert [as_text(found.value) for found in find_hours(text)] == [f"0.{tenth}" for tenth in tenths]
