"""From the time as it was said to the time that is billed."""

from dataclasses import dataclass
from enum import StrEnum

from core.domain.hours import MINUTES_PER_DAY, MINUTES_PER_TENTH


class Direction(StrEnum):
    """Where time between two increments goes; `nearest` takes the middle up."""

    UP = "up"
    NEAREST = "nearest"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Rounding:
    """How time is billed: in whole increments, in one direction, and never under a minimum; all in minutes.

    A tenth of an hour, up, is the usual way (28 CFR Part 58, Appendix A asks for tenths). Raises ValueError
    when the increment does not divide a day, or the minimum is not a number of increments from one to a day.
    """

    increment: int = MINUTES_PER_TENTH
    direction: Direction = Direction.UP
    minimum: int = MINUTES_PER_TENTH

    def __post_init__(self) -> None:
        if self.increment < 1 or MINUTES_PER_DAY % self.increment:
            raise ValueError("the increment must divide a day")
        if not 0 < self.minimum <= MINUTES_PER_DAY or self.minimum % self.increment:
            raise ValueError("the minimum must be a number of increments")

    def billed(self, minutes: int) -> int:
        """The minutes to bill for minutes spoken, from 1 to a day: whole increments, up to a day."""
        shift = {Direction.UP: self.increment - 1, Direction.NEAREST: self.increment // 2, Direction.DOWN: 0}
        rounded = (minutes + shift[self.direction]) // self.increment * self.increment
        return max(rounded, self.minimum)
