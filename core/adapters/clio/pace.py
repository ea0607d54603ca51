"""How fast Clio lets a token go: docs.developers.clio.com/api-docs/rate-limits."""

import hashlib
import math
from collections import OrderedDict
from collections.abc import Mapping
from datetime import UTC, datetime

from core.adapters.retry_after import MAX_RETRY_AFTER, retry_after
from core.ports_clio import ClioPace

WINDOW_SECONDS = 60.0
_MOST_TOKENS = 1000


class Paces:
    """What was last said of each of the latest tokens, which are kept as hashes only."""

    def __init__(self) -> None:
        self._said: OrderedDict[str, ClioPace] = OrderedDict()

    def of(self, access: str) -> ClioPace | None:
        """What was last said of a token."""
        return self._said.get(_hash(access))

    def note(self, access: str, headers: Mapping[str, str]) -> None:
        """Keep what an answer says of its token, if it says something."""
        if (said := _pace(headers)) is None:
            return
        key = _hash(access)
        self._said[key] = said
        self._said.move_to_end(key)
        if len(self._said) > _MOST_TOKENS:
            self._said.popitem(last=False)


def wait(headers: Mapping[str, str], now: datetime) -> float:
    """The seconds to wait after a 429: as asked, else until the window ends, else a whole window."""
    if (asked := retry_after(headers, now)) is not None:
        return asked
    if (said := _pace(headers)) is not None:
        return min(max((said.resets_at - now).total_seconds(), 1.0), MAX_RETRY_AFTER)
    return WINDOW_SECONDS


def _pace(headers: Mapping[str, str]) -> ClioPace | None:
    names = ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset")
    try:
        limit, remaining, reset = (float(headers.get(name, "")) for name in names)
        numbers_hold = math.isfinite(limit) and math.isfinite(remaining)
        return ClioPace(int(limit), int(remaining), _instant(reset)) if numbers_hold else None
    except (ValueError, OverflowError, OSError):
        return None


def _instant(unix: float) -> datetime:
    return datetime.fromtimestamp(unix, UTC)


def _hash(access: str) -> str:
    return hashlib.sha256(access.encode()).hexdigest()
