"""What stands in an archive, file by file; each is read a page at a time, in the lawyer's own partition."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from core.domain.matters import Matter
from core.domain.presets import Delimiter
from core.domain.recordings import GONE
from core.domain.values import Value
from core.exporting.cells import guarded, row_writer
from core.ports import Blobs, Row
from core.services.exports.archive_readme import README
from core.services.ledger import Ledger
from core.services.preferences import Firms
from core.services.rows import (
    AUDIT,
    DELIVERIES,
    ENTRIES,
    JOBS,
    LINKS,
    MATTERS,
    RATES,
    RECONCILIATIONS,
    RECORDINGS,
    VERSIONS,
    Kind,
)

PAGE = 200
_AT_ONCE: Final = 20


@dataclass(frozen=True, slots=True)
class Desk:
    """Where an archive is read from: all of it one lawyer's."""

    ledger: Ledger
    blobs: Blobs
    firms: Firms


@dataclass(frozen=True, slots=True)
class Part:
    """Some of a section: more lines of its file, whole files, and where it goes on, None at its end."""

    lines: bytes = b""
    files: Sequence[tuple[str, bytes]] = ()
    rows: int = 0
    after: str | None = None


class Section(Protocol):
    """A part of the archive; `name` is its file's, None for one of whole files only."""

    @property
    def name(self) -> str | None:
        """The file that runs over pieces."""

    async def part(self, desk: Desk, after: str | None) -> Part:
        """What comes behind `after`."""


@dataclass(frozen=True, slots=True)
class Whole:
    """One small file."""

    path: str
    read: Callable[[Desk], Awaitable[bytes]]
    name: str | None = field(default=None, init=False)

    async def part(self, desk: Desk, after: str | None) -> Part:  # noqa: ARG002 - it is all there at once
        """The file."""
        return Part(files=[(self.path, await self.read(desk))])


def _as_stored(row: Row) -> bytes:
    return row.body.encode() + b"\n"


@dataclass(frozen=True, slots=True)
class Rows[T: Value]:
    """A file of one line to each row of a kind, as it is stored or as `line` has it."""

    name: str
    kind: Kind[T]
    line: Callable[[Row], bytes] = _as_stored
    head: bytes = b""

    async def part(self, desk: Desk, after: str | None) -> Part:
        """The next lines; the head before the first."""
        page = await desk.ledger.rows(self.kind, limit=PAGE, after=after)
        lines = b"".join(self.line(row) for row in page.rows)
        return Part(lines if after else self.head + lines, rows=len(page.rows), after=page.after)


@dataclass(frozen=True, slots=True)
class Transcripts:
    """A file for each transcript that is still kept."""

    name: str | None = field(default=None, init=False)

    async def part(self, desk: Desk, after: str | None) -> Part:
        """Those of the next recordings."""
        page = await desk.ledger.page(RECORDINGS, limit=_AT_ONCE, after=after)
        ids = [one.id for one in page.items if one.has_transcript and one.state not in GONE]
        read = await asyncio.gather(*(desk.blobs.read_transcript(recording_id) for recording_id in ids))
        found = [
            (f"transcripts/{one}.json", text.encode()) for one, text in zip(ids, read, strict=True) if text
        ]
        return Part(files=found, rows=len(found), after=page.after)


@dataclass(frozen=True, slots=True)
class AuditTrail:
    """The audit trail up to a head, which is read before what it is the head of; then the head."""

    name: str = field(default="audit.jsonl", init=False)

    async def part(self, desk: Desk, after: str | None) -> Part:
        """The next events; what happens meanwhile comes too, until nothing is left."""
        head = await desk.ledger.head()
        page = await desk.ledger.rows(AUDIT, limit=PAGE, after=after)
        last = AUDIT.key(f"{head.sequence:012}")
        known = [row for row in page.rows if row.key <= last]
        lines = b"".join(_as_stored(row) for row in known)
        if page.after and len(known) == len(page.rows):
            return Part(lines, rows=len(known), after=page.after)
        files = [("audit-head.json", head.model_dump_json().encode())]
        return Part(lines, files, rows=len(known))


_MATTER_COLUMNS: Final = (
    "Client ID",
    "Client Name",
    "Matter ID",
    "Matter Name",
    "Jurisdiction",
    "Law Practice Area",
    "Hourly Rate",
)
_csv_line: Final = row_writer(Delimiter.COMMA)


def _matter_line(row: Row) -> bytes:
    one: Matter = MATTERS.read(row)
    words = (one.client_id, one.client, one.id, one.name, one.jurisdiction, one.practice_area)
    return _csv_line([*(guarded(word) for word in words), one.rate or ""]).encode()


async def _readme(_: Desk) -> bytes:
    return README.encode()


async def _settings(desk: Desk) -> bytes:
    settled = await desk.firms.settled(desk.ledger)
    return _json({"own": settled.own.model_dump(mode="json"), "firm": settled.firm.model_dump(mode="json")})


async def _clio(desk: Desk) -> bytes:
    link, rates, comparison = await asyncio.gather(
        desk.ledger.find(LINKS, ""), desk.ledger.find(RATES, ""), desk.ledger.find(RECONCILIATIONS, "")
    )
    return _json(
        {
            "link": link.model_dump(mode="json", exclude={"asked"}) if link else None,
            "rates": rates.model_dump(mode="json") if rates else None,
            "comparison": comparison.model_dump(mode="json") if comparison else None,
        }
    )


def _json(content: dict[str, object]) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=2).encode() + b"\n"


SECTIONS: Final[tuple[Section, ...]] = (
    Whole("README.txt", _readme),
    Whole("settings.json", _settings),
    Whole("clio.json", _clio),
    Rows("matters.csv", MATTERS, _matter_line, _csv_line(_MATTER_COLUMNS).encode()),
    Rows("matters.jsonl", MATTERS),
    Rows("recordings.jsonl", RECORDINGS),
    Transcripts(),
    Rows("entries.jsonl", ENTRIES),
    Rows("history.jsonl", VERSIONS),
    Rows("deliveries.jsonl", DELIVERIES),
    Rows("jobs.jsonl", JOBS),
    AuditTrail(),
)
