"""Stretches of a day by the clock."""

import pytest

from core.domain.clock import ClockRange


@pytest.mark.parametrize(("start", "end"), [(60, 60), (60, 30), (0, 1441), (-1, 5), (1441, 1500)])
def test_a_range_lasts_and_no_longer_than_a_day(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=r"must last|less than|greater than"):
        ClockRange(start=start, end=end)


def test_ranges_that_touch_do_not_overlap() -> None:
    morning = ClockRange(start=540, end=600)
    assert morning.may_overlap(ClockRange(start=599, end=620))
    assert not morning.may_overlap(ClockRange(start=600, end=620))


def test_a_range_without_its_half_of_the_day_may_lie_in_either() -> None:
    nine = ClockRange(start=540, end=600, sure=False)
    assert nine.may_overlap(ClockRange(start=21 * 60, end=22 * 60))
    assert nine.may_overlap(ClockRange(start=550, end=610, sure=False))
    assert not nine.may_overlap(ClockRange(start=600, end=660, sure=False))
    assert not nine.may_overlap(ClockRange(start=14 * 60, end=15 * 60))


def test_a_range_may_run_past_midnight() -> None:
    late = ClockRange(start=23 * 60, end=25 * 60)
    assert late.may_overlap(ClockRange(start=23 * 60 + 30, end=24 * 60))
