"""What the services need from the world, as Protocols; the adapters make them real.

Every port that touches a lawyer's data is built for one verified lawyer and cannot name another.
Any call may raise `Unavailable` when the service behind it does not answer.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from core.domain.identity import Lawyer, Principal
from core.domain.making import Usage
from core.domain.recordings import AudioFormat


@dataclass(frozen=True, slots=True)
class Row:
    """One table row of a lawyer: its key, its JSON body, and the columns queries can filter on.

    `etag` is None until the row was read.
    """

    key: str
    body: str
    columns: Mapping[str, str] = field(default_factory=dict)
    etag: str | None = None


class Write(StrEnum):
    """How a row is written: INSERT wants it absent, REPLACE and DELETE want the row's etag, PUT anything."""

    INSERT = "insert"
    REPLACE = "replace"
    PUT = "put"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class RowWrite:
    """One step of a transaction."""

    how: Write
    row: Row


@dataclass(frozen=True, slots=True)
class Condition:
    """A filter on a column: `operator` is one of eq, ge, le."""

    column: str
    operator: str
    value: str


@dataclass(frozen=True, slots=True)
class RowPage:
    """Rows in key order; `after` is the key to go on from, None at the end."""

    rows: tuple[Row, ...]
    after: str | None


class RowConflict(Exception):
    """A transaction met a row that another writer changed, made or removed first: nothing was written."""


class UnknownOutcome(Exception):
    """A write was sent and no clear answer came: it may or may not have been done."""


class LedgerTable(Protocol):
    """The partition of one lawyer."""

    async def get(self, key: str) -> Row | None:
        """The row with a key."""

    async def page(
        self,
        first: str,
        last: str,
        *,
        limit: int,
        after: str | None = None,
        where: Sequence[Condition] = (),
    ) -> RowPage:
        """Up to `limit` rows with first <= key < last, in key order, from behind `after`."""

    async def commit(self, writes: Sequence[RowWrite]) -> None:
        """Write all or none (at most 100 rows); raises RowConflict or UnknownOutcome."""


class Tables(Protocol):
    """Opens the partition of a verified lawyer."""

    def of(self, lawyer: Lawyer) -> LedgerTable:
        """That lawyer's partition."""


class Queue(StrEnum):
    """The queues CaseClock sends to; messages carry ids only."""

    DRAFTING = "drafting"
    HOUSEKEEPING = "housekeeping"
    CLIO_SYNC = "clio-sync"
    CSV_EXPORT = "csv-export"


class Queues(Protocol):
    """Sends messages; a message never expires by itself."""

    async def send(self, queue: Queue, message: Mapping[str, str], delay: timedelta = timedelta()) -> None:
        """Queue a message that shows after `delay` (the service's own limit, 7 days, is the most)."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A short-lived right on one blob: send `headers` with `method` to `url`."""

    method: str
    url: str
    headers: Mapping[str, str]
    expires_at: datetime


class Blobs(Protocol):
    """The audio and transcripts of one lawyer; names are below the lawyer's folder."""

    async def upload_grant(self, name: str, content_type: str, until: datetime) -> Grant:
        """The right to create this one recording; it cannot overwrite, read or list."""

    async def audio_grant(self, name: str, until: datetime) -> Grant:
        """The right to read this one recording."""

    async def audio_size(self, name: str) -> int | None:
        """The size of a recording in bytes; None when nothing was uploaded."""

    async def read_audio(self, name: str) -> bytes | None:
        """A recording's bytes; None when nothing was uploaded."""

    async def delete_audio(self, name: str) -> None:
        """Erase a recording; erasing what is not there is no error."""

    async def save_transcript(self, name: str, body: str) -> None:
        """Keep a transcript, over one that is there."""

    async def read_transcript(self, name: str) -> str | None:
        """A transcript that was kept."""

    async def delete_transcript(self, name: str) -> None:
        """Erase a transcript; erasing what is not there is no error."""


class BlobStore(Protocol):
    """Opens the folder of a verified lawyer."""

    def of(self, lawyer: Lawyer) -> Blobs:
        """That lawyer's folder."""


@dataclass(frozen=True, slots=True)
class Sound:
    """How audio sounds, whoever speaks: how long it is, and how loud each `step` of it.

    Times are in seconds, `levels` in dB below full scale, -96 at the least. `declared` is the length that
    its container gives, None if it gives none.
    """

    seconds: float
    levels: Sequence[float]
    step: float
    declared: float | None = None


class AudioProbe(Protocol):
    """Listens to audio without understanding it."""

    async def measure(self, audio: bytes, container: AudioFormat) -> Sound:
        """How it sounds, the whole of it decoded; raises FinalFailure for what cannot be decoded."""


@dataclass(frozen=True, slots=True)
class SpeechSegment:
    """A stretch of recognised speech; times in seconds. None where the recogniser does not say."""

    text: str
    start: float
    end: float
    no_speech: float | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Speech:
    """What a recogniser heard; `language` is what it took the speech for, `seconds` what it listened to."""

    text: str
    segments: tuple[SpeechSegment, ...] = ()
    language: str | None = None
    seconds: float | None = None


class Transcriber(Protocol):
    """Turns audio into words; raises PassingFailure or FinalFailure."""

    async def transcribe(self, audio: bytes, name: str, language: str | None, hints: Sequence[str]) -> Speech:
        """What was said; None has the language detected, `hints` are names likely spoken, best first."""


@dataclass(frozen=True, slots=True)
class Completion:
    """The JSON text a language model answered, and what it was billed for where the service says so."""

    text: str
    usage: Usage | None = None


class DraftingModel(Protocol):
    """A language model that answers in a strict JSON schema; raises PassingFailure or FinalFailure."""

    async def complete(self, system: str, user: str, schema_name: str, schema: dict[str, Any]) -> Completion:
        """The answer."""


class Verifier(Protocol):
    """Decides who a bearer token speaks for."""

    async def verify(self, token: str) -> Principal:
        """The lawyer; raises Unauthenticated, or OtherJurisdiction for one that another stack serves."""


class Clock(Protocol):
    """What time it is."""

    def now(self) -> datetime:
        """The instant, aware, in UTC."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How a service this stack stands on answers; `detail` never holds a secret."""

    name: str
    configured: bool
    reachable: bool
    detail: str


class Probe(Protocol):
    """Asks one service whether it answers."""

    async def check(self) -> Reach:
        """What came back; never raises."""


class Spans(Protocol):
    """Opens trace spans; attributes are ids and counts, never content."""

    def span(self, name: str, parent: str | None = None, **ids: str) -> AbstractAsyncContextManager[None]:
        """A span around some work; `parent` is a W3C traceparent."""

    def current(self) -> str | None:
        """The W3C traceparent of the running span."""
