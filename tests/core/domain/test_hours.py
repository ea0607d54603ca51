"""Minutes as decimal hours and back, and rounding to tenths."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.hours import MINUTES_PER_DAY, hours_text, minutes_of_hours

MINUTES = st.integers(min_value=1, max_value=MINUTES_PER_DAY)
TWO_PLACES_HOLD = st.integers(min_value=1, max_value=MINUTES_PER_DAY // 3).map(lambda thirds: thirds * 3)


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (0, "0.0"),
        (6, "0.1"),
        (15, "0.25"),
        (18, "0.3"),
        (60, "1.0"),
        (66, "1.1"),
        (600, "10.0"),
        (1440, "24.0"),
        (1, "0.02"),
        (5, "0.08"),
        (7, "0.12"),
        (10, "0.17"),
        (20, "0.33"),
        (40, "0.67"),
        (59, "0.98"),
    ],
)
def test_minutes_read_as_decimal_hours(minutes: int, text: str) -> None:
    assert hours_text(minutes) == text


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("0.1", 6),
        ("0.3", 18),
        (".5", 30),
        ("1", 60),
        ("1.10", 66),
        ("0.05", 3),
        ("24", 1440),
        ("0.0166666", None),
    ],
)
def test_hours_become_whole_minutes_or_are_refused(text: str, minutes: int | None) -> None:
    if minutes is None:
        with pytest.raises(ValueError, match="whole number of minutes"):
            minutes_of_hours(text)
    else:
        assert minutes_of_hours(text) == minutes


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not a number"),
        ("half", "not a number"),
        ("0,3", "not a number"),
        ("1:30", "not a number"),
        ("nan", "not a number"),
        ("-Infinity", "not a number"),
        ("0.33", "whole number of minutes"),
        ("0", "more than 0"),
        ("-0.1", "more than 0"),
        ("24.1", "at most 24"),
        ("1e999999", "not a number"),
        ("1_0", "not a number"),
        (" 0.3 ", "not a number"),
        ("\u0660.\u0663", "not a number"),
        ("0.3" + 27 * "0" + "1", "not a number"),
    ],
)
def test_what_is_no_time_worked_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        minutes_of_hours(text)


@given(TWO_PLACES_HOLD)
def test_what_two_places_hold_survives_the_round_trip(minutes: int) -> None:
    assert minutes_of_hours(hours_text(minutes)) == minutes


@given(MINUTES)
def test_display_is_never_off_by_more_than_half_a_hundredth(minutes: int) -> None:
    shown = Decimal(hours_text(minutes)) * 60

    assert abs(shown - minutes) <= Decimal("0.3")
