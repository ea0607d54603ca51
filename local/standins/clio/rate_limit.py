"""Requests per minute and access token, counted in windows of 60 seconds."""

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from local.standins.clio.clock import Clock
from local.standins.clio.switches import Switches

WINDOW = timedelta(seconds=60)


@dataclass(slots=True)
class _Window:
    ends: datetime
    used: int = 0


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left of a window, and when it ends."""

    limit: int
    remaining: int
    ends: datetime
    exceeded: bool = False

    def headers(self) -> dict[str, str]:
        """Return the headers every answer to a known caller carries."""
        return {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(self.remaining),
            "X-RateLimit-Reset": str(math.ceil(self.ends.timestamp())),
        }


class RateLimit:
    """Counts; a token's first request opens its window, or every full minute does, as a switch says."""

    def __init__(self, clock: Clock, switches: Switches) -> None:
        self._clock = clock
        self.switches = switches
        self._windows: dict[str, _Window] = {}

    def use(self, token: str) -> Allowance:
        """Count one request; one that is over the limit uses nothing up."""
        window = self._window(token)
        limit = self.switches.requests_per_minute
        exceeded = window.used >= limit
        window.used += not exceeded
        return Allowance(limit, limit - window.used, window.ends, exceeded)

    def exhausted(self, seconds: float) -> Allowance:
        """Return an allowance with nothing left until so many seconds from now, whatever was counted."""
        ends = self._clock.now() + timedelta(seconds=seconds)
        return Allowance(self.switches.requests_per_minute, 0, ends, exceeded=True)

    def forget(self) -> None:
        """Begin every window anew."""
        self._windows.clear()

    def _window(self, token: str) -> _Window:
        now = self._clock.now()
        window = self._windows.get(token)
        if not window or window.ends <= now or window.ends > now + WINDOW:
            window = self._windows[token] = _Window(self._end(now))
        return window

    def _end(self, now: datetime) -> datetime:
        if self.switches.rate_window == "from_first":
            return now + WINDOW
        minute = int(now.timestamp() // 60) * 60
        return datetime.fromtimestamp(minute, UTC) + WINDOW
