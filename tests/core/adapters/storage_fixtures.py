"""What the tests of the storage adapters share."""

import json
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from core.domain.identity import Lawyer
from core.ports import Row, RowWrite, Write


@dataclass
class MovableClock:
    """The real time, moved by `ahead`."""

    ahead: timedelta = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead


def unique(prefix: str) -> str:
    """A name nobody else uses, fit for a table, a queue and a container."""
    return f"{prefix}{uuid.uuid4().hex[:16]}"


def new_lawyer() -> Lawyer:
    """A lawyer nobody else has."""
    return Lawyer.of_ids(str(uuid.uuid4()), str(uuid.uuid4()))


def insert(key: str, body: str = "{}", **columns: str) -> RowWrite:
    return RowWrite(Write.INSERT, Row(key, body, columns))


def big_body() -> str:
    """About 300 KB of JSON in which characters of one and of two UTF-16 units alternate."""
    return json.dumps({"text": "é🎙" * 50_000 + '"quoted"'}, ensure_ascii=False)
