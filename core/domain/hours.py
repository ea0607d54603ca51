"""Time worked, in whole minutes; hours appear only at the edges, as exact decimals.

A tenth of an hour is six minutes (28 CFR Part 58, Appendix A asks for tenths). Binary floats never
touch time: 0.1 + 0.2 is not 0.3 there.
"""

import re
from decimal import Decimal

MINUTES_PER_TENTH = 6
MINUTES_PER_DAY = 24 * 60

_MINUTES_PER_HOUR = Decimal(60)
_PLAIN_HOURS = re.compile(r"-?([0-9]{1,2}(\.[0-9]{1,20})?|\.[0-9]{1,20})")


def hours_text(minutes: int) -> str:
    """Minutes as a decimal number of hours, exact to two places: 18 is "0.3", 15 is "0.25".

    Minutes that two places cannot hold are rounded for display; the minutes stay the truth.
    """
    exact = (Decimal(minutes) / _MINUTES_PER_HOUR).quantize(Decimal("0.01"))
    text = format(exact.normalize(), "f")
    return text if "." in text else f"{text}.0"


def minutes_of_hours(text: str) -> int:
    """Whole minutes of a decimal number of hours: "0.3" is 18.

    Raises ValueError when it is not a number, not positive, over a day, or no whole number of minutes.
    """
    if not _PLAIN_HOURS.fullmatch(text):
        raise ValueError("not a number of hours")
    minutes = Decimal(text) * _MINUTES_PER_HOUR
    if minutes != minutes.to_integral_value():
        raise ValueError("not a whole number of minutes")
    if not 0 < minutes <= MINUTES_PER_DAY:
        raise ValueError("must be more than 0 and at most 24 hours")
    return int(minutes)
