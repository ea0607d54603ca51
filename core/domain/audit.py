"""The audit trail: one event per change, each holding the hash of the one before.

An event says who did what to which ids, never a word of content. The hash is SHA-256 over the
canonical JSON of the event with the previous hash in it (sorted keys, no spaces, UTF-8), so that a
changed, removed or inserted event breaks the chain where it stands.
"""

import hashlib
import json
from collections.abc import AsyncIterable
from enum import StrEnum
from typing import Any, Self

from pydantic import Field as Constraint

from core.domain.values import Instant, Value

GENESIS = "0" * 64


class Actor(StrEnum):
    """Who made a change: the lawyer whose partition it is, or CaseClock's own work."""

    LAWYER = "lawyer"
    SYSTEM = "system"


class AuditEvent(Value):
    """One change: `sequence` counts from 1 without gaps; `details` holds ids, counts and field names."""

    sequence: int
    at: Instant
    actor: Actor
    action: str
    subject: str
    details: dict[str, Any] = Constraint(default_factory=dict)
    change: str
    previous: str
    hash: str = ""

    def sealed(self) -> Self:
        """The event with its hash."""
        return self.model_copy(update={"hash": self.expected_hash()})

    def expected_hash(self) -> str:
        """The hash its content asks for."""
        return content_hash(self.model_dump(mode="json", exclude={"hash"}))


class ChainHead(Value):
    """The newest event's place and hash; it changes with every change, and so orders them all."""

    sequence: int = 0
    hash: str = GENESIS


class Verdict(Value):
    """What checking a chain found: `broken_at` is the sequence of the first event that does not fit."""

    intact: bool
    events: int
    broken_at: int | None = None
    problem: str | None = None


def content_hash(content: dict[str, Any]) -> str:
    """SHA-256 over canonical JSON, as 64 hex digits."""
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


async def verify_chain(events: AsyncIterable[AuditEvent], head: ChainHead) -> Verdict:
    """Walk a chain in order and name the first event that was changed, removed or inserted."""
    sequence, previous = 0, GENESIS
    async for event in events:
        if problem := _problem(event, sequence + 1, previous):
            return Verdict(
                intact=False, events=sequence, broken_at=min(event.sequence, sequence + 1), problem=problem
            )
        sequence, previous = event.sequence, event.hash
    if (sequence, previous) != (head.sequence, head.hash):
        problem = "removed" if sequence < head.sequence else "inserted"
        return Verdict(
            intact=False, events=sequence, broken_at=min(sequence, head.sequence) + 1, problem=problem
        )
    return Verdict(intact=True, events=sequence)


def _problem(event: AuditEvent, expected: int, previous: str) -> str | None:
    if event.sequence > expected:
        return "removed"
    if event.sequence < expected:
        return "inserted"
    if event.hash != event.expected_hash() or event.previous != previous:
        return "changed"
    return None
