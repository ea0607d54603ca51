"""In-memory ports for unit tests of logic; adapters are tested against the real services."""

import itertools
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from core.domain.audit import Digest
from core.domain.identity import Lawyer
from core.domain.making import Usage
from core.domain.recordings import AudioFormat
from core.ports import (
    Completion,
    Condition,
    Grant,
    Queue,
    Reach,
    Row,
    RowConflict,
    RowPage,
    RowWrite,
    Sound,
    Speech,
    Write,
)

ALICE = Lawyer.of_ids("11111111-1111-4111-8111-111111111111", "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa")
BRUNO = Lawyer.of_ids("11111111-1111-4111-8111-111111111111", "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb")

_OPERATORS = {"eq": str.__eq__, "ge": str.__ge__, "le": str.__le__}


class FakeClock:
    """A clock that stands still until told."""

    def __init__(self, at: datetime = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)) -> None:
        self.at = at

    def now(self) -> datetime:
        """Where it stands."""
        return self.at

    def advance(self, by: timedelta) -> None:
        """Let time pass."""
        self.at += by


class FakeTable:
    """One partition: rows with ETags, transactions that hold or do nothing."""

    def __init__(self) -> None:
        self.rows: dict[str, Row] = {}
        self.calls: list[str] = []
        self.largest = 0
        self._etags = itertools.count(1)

    async def get(self, key: str) -> Row | None:
        """The row with a key."""
        self.calls.append("get")
        return self.rows.get(key)

    async def page(
        self, first: str, last: str, *, limit: int, after: str | None = None, where: Sequence[Condition] = ()
    ) -> RowPage:
        """Rows of a range in key order."""
        self.calls.append("page")
        keys = sorted(key for key in self.rows if first <= key < last and (after is None or key > after))
        found = [self.rows[key] for key in keys if _fits(self.rows[key], where)]
        more = len(found) > limit
        return RowPage(tuple(found[:limit]), found[limit - 1].key if more else None)

    async def commit(self, writes: Sequence[RowWrite]) -> None:
        """All or none; refuses with ValueError what the real table refuses."""
        self.calls.append("commit")
        if len(writes) > 100:
            raise ValueError("a transaction writes at most 100 rows")
        if len({write.row.key for write in writes}) < len(writes):
            raise ValueError("a transaction writes each row once")
        if any(write.how is Write.REPLACE and write.row.etag is None for write in writes):
            raise ValueError("a row that is replaced was read first")
        self.largest = max(self.largest, len(writes))
        if any(self._conflicts(write) for write in writes):
            raise RowConflict
        for write in writes:
            self._apply(write)

    def _conflicts(self, write: RowWrite) -> bool:
        there = self.rows.get(write.row.key)
        match write.how:
            case Write.INSERT:
                return there is not None
            case Write.REPLACE:
                return there is None or there.etag != write.row.etag
            case Write.DELETE:
                return there is None or write.row.etag not in {None, there.etag}
            case Write.PUT:
                return False

    def _apply(self, write: RowWrite) -> None:
        if write.how is Write.DELETE:
            del self.rows[write.row.key]
        else:
            self.rows[write.row.key] = replace(write.row, etag=str(next(self._etags)))


def _fits(row: Row, where: Sequence[Condition]) -> bool:
    return all(_OPERATORS[c.operator](row.columns.get(c.column, ""), c.value) for c in where)


class FakeTables:
    """A partition per lawyer."""

    def __init__(self) -> None:
        self.partitions: dict[str, FakeTable] = {}

    def of(self, lawyer: Lawyer) -> FakeTable:
        """That lawyer's partition."""
        return self.partitions.setdefault(lawyer.key, FakeTable())


@dataclass
class Sent:
    """A message that went out."""

    queue: Queue
    message: dict[str, str]
    delay: timedelta


class FakeQueues:
    """Keeps what was sent."""

    def __init__(self) -> None:
        self.sent: list[Sent] = []

    async def send(self, queue: Queue, message: Mapping[str, str], delay: timedelta = timedelta()) -> None:
        """Keep a message."""
        self.sent.append(Sent(queue, dict(message), delay))


@dataclass
class FakeBlobs:
    """One lawyer's audio and transcripts."""

    audio: dict[str, bytes] = field(default_factory=dict)
    transcripts: dict[str, str] = field(default_factory=dict)

    async def upload_grant(self, name: str, content_type: str, until: datetime) -> Grant:
        """A grant that names the blob."""
        return Grant("PUT", f"https://fake/{name}", {"content-type": content_type}, until)

    async def audio_grant(self, name: str, until: datetime) -> Grant:
        """A grant that names the blob."""
        return Grant("GET", f"https://fake/{name}", {}, until)

    async def audio_size(self, name: str) -> int | None:
        """The size of a recording."""
        data = self.audio.get(name)
        return None if data is None else len(data)

    async def read_audio(self, name: str) -> bytes | None:
        """A recording's bytes."""
        return self.audio.get(name)

    async def delete_audio(self, name: str) -> None:
        """Erase a recording."""
        self.audio.pop(name, None)

    async def save_transcript(self, name: str, body: str) -> None:
        """Keep a transcript."""
        self.transcripts[name] = body

    async def read_transcript(self, name: str) -> str | None:
        """A kept transcript."""
        return self.transcripts.get(name)

    async def delete_transcript(self, name: str) -> None:
        """Erase a transcript."""
        self.transcripts.pop(name, None)


class FakeBlobStore:
    """A folder per lawyer."""

    def __init__(self) -> None:
        self.folders: dict[str, FakeBlobs] = {}

    def of(self, lawyer: Lawyer) -> FakeBlobs:
        """That lawyer's folder."""
        return self.folders.setdefault(lawyer.key, FakeBlobs())


class Recited[T]:
    """Gives its answers in turn, the last one for ever; an exception among them is raised."""

    def __init__(self, *answers: T | Exception) -> None:
        self.asked = 0
        self._answers = answers

    def next(self) -> T:
        """The answer whose turn it is."""
        answer = self._answers[min(self.asked, len(self._answers) - 1)]
        self.asked += 1
        if isinstance(answer, Exception):
            raise answer
        return answer


class FakeTranscriber(Recited[Speech]):
    """Hears what it was told to hear, and keeps what it was asked."""

    def __init__(self, *answers: Speech | Exception) -> None:
        super().__init__(*answers)
        self.calls: list[tuple[bytes, str, str | None, tuple[str, ...]]] = []

    async def transcribe(self, audio: bytes, name: str, language: str | None, hints: Sequence[str]) -> Speech:
        """The next answer."""
        self.calls.append((audio, name, language, tuple(hints)))
        return self.next()


BILLED = Usage(prompt_tokens=900, completion_tokens=120)


class FakeModel(Recited[str]):
    """Proposes what it was told to propose, and keeps what it was asked."""

    def __init__(self, *answers: str | Exception) -> None:
        super().__init__(*answers)
        self.calls: list[tuple[str, str, str, dict[str, Any]]] = []

    async def complete(self, system: str, user: str, schema_name: str, schema: dict[str, Any]) -> Completion:
        """The next answer, billed like any other."""
        self.calls.append((system, user, schema_name, schema))
        return Completion(self.next(), BILLED)


# Four seconds of somebody speaking, with a pause before and after.
SPOKEN = Sound(4.0, (-96.0,) * 10 + (-25.0, -20.0, -35.0) * 20 + (-96.0,) * 10, 0.05)


class FakeAudioProbe(Recited[Sound]):
    """Hears somebody speak, or what it was told."""

    def __init__(self, *answers: Sound | Exception) -> None:
        super().__init__(*(answers or (SPOKEN,)))

    async def measure(self, audio: bytes, container: AudioFormat) -> Sound:  # noqa: ARG002
        """The next answer."""
        return self.next()


class FakeSpans:
    """Keeps which spans were opened."""

    def __init__(self) -> None:
        self.opened: list[tuple[str, str | None, dict[str, str]]] = []

    @asynccontextmanager
    async def span(self, name: str, parent: str | None = None, **ids: str) -> AsyncIterator[None]:
        """Keep that it was opened."""
        self.opened.append((name, parent, ids))
        yield

    def current(self) -> str | None:
        """No trace."""
        return None


@dataclass
class FakeProbe:
    """A service that answers as told."""

    reach: Reach

    async def check(self) -> Reach:
        """What it was told."""
        return self.reach


@dataclass
class FakeDigests:
    """One lawyer's digests; None stands for one that cannot be read."""

    kept: dict[int, Digest | None] = field(default_factory=dict)

    async def keep(self, digest: Digest) -> None:
        """Keep a digest that is not there."""
        self.kept.setdefault(digest.sequence, digest)

    async def every(self) -> list[Digest | None]:
        """All of them."""
        return list(self.kept.values())


class FakeDigestStore:
    """Digests per lawyer."""

    def __init__(self) -> None:
        self.lawyers: dict[str, FakeDigests] = {}

    def of(self, lawyer: Lawyer) -> FakeDigests:
        """That lawyer's digests."""
        return self.lawyers.setdefault(lawyer.key, FakeDigests())


class InItsPlace:
    """The check of residency of a stack that lies where it has to."""

    async def hold(self) -> None:
        """Let work begin."""
