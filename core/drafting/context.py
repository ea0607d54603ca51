"""What is known of a recording before anything is drafted from it."""

from dataclasses import dataclass
from datetime import date

from core.domain.matters import Matter


@dataclass(frozen=True, slots=True)
class DraftContext:
    """The lawyer's local day of the recording (YYYY-MM-DD), its language, and the matters offered."""

    work_day: str
    language: str
    matters: tuple[Matter, ...]

    @property
    def day(self) -> date:
        """The work day as a date."""
        return date.fromisoformat(self.work_day)
