"""What is known of a recording before anything is drafted from it."""

from dataclasses import dataclass, field
from datetime import date

from core.domain.matters import Matter
from core.domain.rounding import Rounding


@dataclass(frozen=True, slots=True)
class DraftContext:
    """The lawyer's local day of the recording (YYYY-MM-DD), its language, the matters offered, and how
    time is rounded.
    """

    work_day: str
    language: str
    matters: tuple[Matter, ...]
    rounding: Rounding = field(default_factory=Rounding)

    @property
    def day(self) -> date:
        """The work day as a date."""
        return date.fromisoformat(self.work_day)
