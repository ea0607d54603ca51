"""Stretches of a lawyer's local day, by the clock."""

from collections.abc import Iterator
from typing import Annotated, Final, Self

from pydantic import Field as Constraint
from pydantic import model_validator

from core.domain.hours import MINUTES_PER_DAY
from core.domain.values import Value

_HALF_DAY: Final = MINUTES_PER_DAY // 2


class ClockRange(Value):
    """When work was done, in minutes after the midnight that began its local day, up to and without `end`.

    It may run past the next midnight. `sure` says that the half of the day was said or left no doubt; if not,
    it may as well lie half a day later.
    Raises ValueError for one that is empty or longer than a day.
    """

    start: Annotated[int, Constraint(ge=0, le=MINUTES_PER_DAY)]
    end: Annotated[int, Constraint(gt=0, le=2 * MINUTES_PER_DAY)]
    sure: bool = True

    @model_validator(mode="after")
    def _lasts(self) -> Self:
        if not 0 < self.end - self.start <= MINUTES_PER_DAY:
            raise ValueError("must last, and no longer than a day")
        return self

    def may_overlap(self, other: Self) -> bool:
        """Whether the two share a minute, in whichever halves of the day they may lie."""
        return any(
            start < other_end and other_start < end
            for start, end in self._readings()
            for other_start, other_end in other._readings()
        )

    def _readings(self) -> Iterator[tuple[int, int]]:
        yield self.start, self.end
        if not self.sure:
            yield self.start + _HALF_DAY, self.end + _HALF_DAY
