"""Hours and money of an activity, as the firm's billing settings make them."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from local.standins.clio.records import Activity
from local.standins.clio.switches import Switches

SECONDS_PER_HOUR = Decimal(3600)
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Amounts:
    """Seconds worked, seconds as rounded, and money of the billable and the non-billable kind."""

    seconds: Decimal
    rounded: Decimal
    total: Decimal
    non_billable_total: Decimal


def amounts(activity: Activity, switches: Switches) -> Amounts:
    """Work out an activity; the rounded time makes the total, as Clio's specification says."""
    rounded = rounded_seconds(activity.quantity, switches)
    money = _money(activity, rounded)
    nothing = Decimal(0)
    if activity.non_billable:
        return Amounts(activity.quantity, rounded, nothing, money)
    return Amounts(activity.quantity, rounded, money, nothing)


def rounded_seconds(seconds: Decimal, switches: Switches) -> Decimal:
    """Round to the firm's increment, and to hundredths of an hour where the firm wants that too."""
    rounded = seconds
    if switches.rounding_minutes:
        step = Decimal(switches.rounding_minutes * 60)
        mode = ROUND_CEILING if switches.rounding_direction == "up" else ROUND_HALF_UP
        rounded = (seconds / step).to_integral_value(mode) * step
    if switches.use_decimal_rounding:
        rounded = (rounded / SECONDS_PER_HOUR).quantize(_CENT, ROUND_HALF_UP) * SECONDS_PER_HOUR
    return rounded


def _money(activity: Activity, rounded: Decimal) -> Decimal:
    if activity.type == "TimeEntry":
        factor = Decimal(1) if activity.flat_rate else rounded / SECONDS_PER_HOUR
    else:
        factor = activity.quantity or Decimal(1)
    return (activity.price * factor).quantize(_CENT, ROUND_HALF_UP)
