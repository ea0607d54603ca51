"""The record of calls made to the stand-in: what was asked and how it ended, never what was said."""

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

KEPT_CALLS = 500


@dataclass
class Call:
    """One call; `status` stays None when the connection was cut instead of answered."""

    operation: str
    started: datetime
    deployment: str | None = None
    status: int | None = None
    fault: str | None = None
    finished: datetime | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the call with its instants in ISO 8601, UTC."""
        return {**asdict(self), "started": _iso(self.started), "finished": _iso(self.finished)}


def _iso(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None


class CallLog:
    """The last calls, and how many calls per operation did their work and so would be billed."""

    def __init__(self, operations: Sequence[str]) -> None:
        self._operations = operations
        self._calls: deque[Call] = deque(maxlen=KEPT_CALLS)
        self._billed: Counter[str] = Counter()

    @contextmanager
    def record(self, operation: str) -> Iterator[Call]:
        """Record a call from its beginning to its end, however it ends."""
        call = Call(operation, datetime.now(UTC))
        self._calls.append(call)
        try:
            yield call
        finally:
            call.finished = datetime.now(UTC)

    def bill(self, call: Call) -> None:
        """Count a call whose work was done, whether or not its answer arrives."""
        self._billed[call.operation] += 1

    def in_last_minute(self, operation: str) -> int:
        """Return how many calls of an operation began within the last 60 seconds."""
        since = datetime.now(UTC) - timedelta(minutes=1)
        return sum(call.operation == operation and call.started > since for call in self._calls)

    def clear(self) -> None:
        """Forget all calls and totals."""
        self._calls.clear()
        self._billed.clear()

    def as_json(self) -> dict[str, Any]:
        """Return the kept calls, oldest first, and the totals."""
        billed = {name: self._billed[name] for name in self._operations}
        return {"calls": [call.as_json() for call in self._calls], "billed": billed}
