"""How long a service of Azure's asks to be left alone."""

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

MAX_RETRY_AFTER = 24 * 60 * 60.0


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """The wait in seconds that a service asks for, at most a day; None when it asks for none.

    Azure sends `retry-after-ms`; `retry-after` holds seconds or an HTTP date (RFC 9110, 10.2.3).
    """
    milliseconds = _number(headers.get("retry-after-ms"))
    asked = headers.get("retry-after")
    if milliseconds is not None:
        seconds = milliseconds / 1000
    elif (seconds_asked := _number(asked)) is not None:
        seconds = seconds_asked
    elif (moment := _http_date(asked)) is not None:
        seconds = (moment - now).total_seconds()
    else:
        return None
    return min(max(seconds, 0.0), MAX_RETRY_AFTER)


def _number(text: str | None) -> float | None:
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _http_date(text: str | None) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
