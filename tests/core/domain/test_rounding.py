"""Spoken minutes become billed minutes in one place, by one rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.rounding import Direction, Rounding

MINUTES = st.integers(1, 1440)
INCREMENTS = st.sampled_from([n for n in range(1, 1441) if 1440 % n == 0])


@st.composite
def roundings(draw: st.DrawFn) -> Rounding:
    increment = draw(INCREMENTS)
    minimum = increment * draw(st.integers(1, 1440 // increment))
    return Rounding(increment, draw(st.sampled_from(Direction)), minimum)


@pytest.mark.parametrize(
    ("rounding", "minutes", "billed"),
    [
        (Rounding(), 1, 6),
        (Rounding(), 6, 6),
        (Rounding(), 7, 12),
        (Rounding(), 1440, 1440),
        (Rounding(direction=Direction.NEAREST), 8, 6),
        (Rounding(direction=Direction.NEAREST), 9, 12),
        (Rounding(direction=Direction.DOWN), 11, 6),
        (Rounding(direction=Direction.DOWN), 5, 6),
        (Rounding(15, Direction.UP, 15), 16, 30),
        (Rounding(15, Direction.NEAREST, 15), 22, 15),
        (Rounding(15, Direction.NEAREST, 15), 23, 30),
        (Rounding(6, Direction.UP, 12), 3, 12),
        (Rounding(1, Direction.UP, 1), 7, 7),
    ],
)
def test_time_is_rounded_as_asked(rounding: Rounding, minutes: int, billed: int) -> None:
    assert rounding.billed(minutes) == billed


@given(roundings(), MINUTES)
def test_what_is_billed_is_whole_increments_and_rounding_it_again_changes_nothing(
    rounding: Rounding, minutes: int
) -> None:
    billed = rounding.billed(minutes)

    assert billed % rounding.increment == 0
    assert rounding.minimum <= billed <= 1440
    assert rounding.billed(billed) == billed


@given(roundings(), MINUTES)
def test_over_the_minimum_time_moves_less_than_an_increment_and_only_its_way(
    rounding: Rounding, minutes: int
) -> None:
    moved = rounding.billed(minutes) - minutes
    if rounding.billed(minutes) == rounding.minimum:
        return
    least = {
        Direction.UP: 0,
        Direction.NEAREST: -(rounding.increment // 2),
        Direction.DOWN: -rounding.increment,
    }
    most = {Direction.UP: rounding.increment, Direction.NEAREST: rounding.increment, Direction.DOWN: 1}
    assert least[rounding.direction] <= moved < most[rounding.direction]


@pytest.mark.parametrize(
    ("increment", "minimum"), [(0, 6), (-6, 6), (7, 7), (2880, 2880), (6, 0), (6, 9), (6, 1446)]
)
def test_other_ways_are_refused(increment: int, minimum: int) -> None:
    with pytest.raises(ValueError, match="must"):
        Rounding(increment, Direction.UP, minimum)
