"""Stretches of a lawyer's local day, by the clock."""

from typing import Annotated, Self

from pydantic import Field as Constraint
from pydantic import model_validator

from core.domain.hours import MINUTES_PER_DAY
from core.domain.values import Value


class ClockRange(Value):
    """When work was done, in minutes after the midnight that began its local day, up to and without `end`.

    It may run past the next midnight. `sure` says that the half of the day was said or left no doubt.
    Raises ValueError for one that is empty or longer than a day.
    """

    start: Annotated[int, Constraint(ge=0, lt=MINUTES_PER_DAY)]
    end: Annotated[int, Constraint(gt=0, le=2 * MINUTES_PER_DAY)]
    sure: bool = True

    @model_validator(mode="after")
    def _lasts(self) -> Self:
        if not 0 < self.end - self.start <= MINUTES_PER_DAY:
            raise ValueError("must last, and no longer than a day")
        return self

    def overlaps(self, other: Self) -> bool:
        """Whether the two share a minute for certain."""
        return self.sure and other.sure and self.start < other.end and other.start < self.end
