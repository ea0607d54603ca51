"""The time by which the stand-in lives: it can be moved, so that nothing has to be waited for."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta


def _machine_time() -> datetime:
    return datetime.now(UTC)


class Clock:
    """The machine's time, or another source's, moved by as many seconds as was asked for."""

    def __init__(self, source: Callable[[], datetime] = _machine_time) -> None:
        self._source = source
        self._moved = timedelta()

    def now(self) -> datetime:
        """Return the instant, aware and in UTC."""
        return self._source() + self._moved

    def advance(self, seconds: float) -> None:
        """Move on by so many seconds; a negative number goes back."""
        self._moved += timedelta(seconds=seconds)

    def reset(self) -> None:
        """Keep the source's time again."""
        self._moved = timedelta()
