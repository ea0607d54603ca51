"""What is known of a recording before anything is drafted from it."""

from dataclasses import dataclass, field
from datetime import date

from core.domain.matters import Matter
from core.domain.preferences import Preferences, Rules


@dataclass(frozen=True, slots=True)
class DraftContext:
    """The lawyer's local day of the recording (YYYY-MM-DD), its language, the matters offered, and what the
    lawyer and the firm prefer.
    """

    work_day: str
    language: str
    matters: tuple[Matter, ...]
    preferences: Preferences = field(default_factory=Preferences)

    @property
    def day(self) -> date:
        """The work day as a date."""
        return date.fromisoformat(self.work_day)

    def rules(self, matter_id: str | None) -> Rules:
        """The rules for an entry on an offered matter, or on none."""
        matter = next((one for one in self.matters if one.id == matter_id), None)
        return self.preferences.rules(matter.client, matter.rules) if matter else self.preferences.rules()
