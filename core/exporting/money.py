"""What lines come to."""

from decimal import ROUND_HALF_UP, Decimal

from core.domain.codes import Billing
from core.exporting.lines import Line

CENT = Decimal("0.01")
_MINUTES_PER_HOUR = Decimal(60)


def amount_of(line: Line) -> Decimal | None:
    """Time at its rate, half a cent up; nothing for time that is not charged, None for other without a rate.

    The minutes count, not hours that were rounded for display.
    """
    if line.fields.billing is not Billing.BILLABLE:
        return Decimal(0)
    if line.rate is None or line.fields.minutes is None:
        return None
    return (line.rate * line.fields.minutes / _MINUTES_PER_HOUR).quantize(CENT, ROUND_HALF_UP)
