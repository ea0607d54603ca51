"""What the lint looks at of a time entry."""

from dataclasses import dataclass
from datetime import date

from core.domain.clock import ClockRange
from core.domain.codes import Billing


@dataclass(frozen=True, slots=True)
class Line:
    """One time line; None is what nobody said. `seen_on` is the lawyer's local day on which it is looked at.

    `hours_said` are the words the hours came from, as they stand in the recording.
    """

    id: str
    narrative: str
    seen_on: date
    minutes: int | None = None
    work_date: date | None = None
    matter_id: str | None = None
    billing: Billing = Billing.BILLABLE
    clock: ClockRange | None = None
    hours_said: str = ""
