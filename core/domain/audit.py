"""The audit trail: one event per change, each holding the hash of the one before.

An event says who did what to which ids, never a word of content. The hash is SHA-256 over the
canonical JSON of the event with the previous hash in it (sorted keys, no spaces, UTF-8), so that a
changed, removed or inserted event breaks the chain where it stands.
"""

import hashlib
import json
from collections.abc import Sequence
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
    """The newest event's place and hash; it changes with every change, and so orders them all.

    Until `digest_due` a digest is promised: the message that will have it written is on its way.
    """

    sequence: int = 0
    hash: str = GENESIS
    digest_due: Instant | None = None


class Digest(Value):
    """Where a chain's head stood at an instant, kept out of reach of whoever can write the chain."""

    sequence: int
    hash: str = Constraint(pattern=r"^[0-9a-f]{64}$")
    at: Instant


class Digests(StrEnum):
    """What became of comparing a chain with its digests: an unavailable or unreadable one proves nothing."""

    COMPARED = "compared"
    UNREADABLE = "unreadable"
    UNAVAILABLE = "unavailable"


class Verdict(Value):
    """What checking a chain found: `broken_at` is the sequence of the first event that does not fit.

    `digests` says whether the chain was compared with the digests kept out of reach, and `sealed_to` up to
    which event they speak.
    """

    intact: bool
    events: int
    broken_at: int | None = None
    problem: str | None = None
    digests: Digests = Digests.UNAVAILABLE
    sealed_to: int = 0


def content_hash(content: dict[str, Any]) -> str:
    """SHA-256 over canonical JSON, as 64 hex digits."""
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


class Seals:
    """The digests that a chain is compared with: the hash that each says its place has."""

    def __init__(self, found: Sequence[Digest | None] | None = None) -> None:
        read = [digest for digest in found or () if digest]
        self.hashes = {digest.sequence: digest.hash for digest in read}
        self.newest = max(self.hashes, default=0)
        if found is None:
            self.digests = Digests.UNAVAILABLE
        else:
            self.digests = Digests.COMPARED if len(read) == len(found) else Digests.UNREADABLE


class ChainWalk:
    """Checks a chain event by event and names the first that was changed, removed or inserted."""

    def __init__(self, seals: Seals | None = None) -> None:
        self.events = 0
        self._newest = GENESIS
        self._seals = seals or Seals()

    def add(self, event: AuditEvent | None) -> Verdict | None:
        """Take the next event, None for one that cannot be read; a verdict only if it does not fit."""
        expected = self.events + 1
        if event is None:
            return self._broken(expected, "changed")
        if event.sequence != expected:
            problem = "removed" if event.sequence > expected else "inserted"
            return self._broken(min(event.sequence, expected), problem)
        if event.previous != self._newest or event.hash != event.expected_hash():
            return self._broken(expected, "changed")
        if self._seals.hashes.get(expected, event.hash) != event.hash:
            return self._broken(expected, "changed")
        self.events, self._newest = expected, event.hash
        return None

    def end(self, head: ChainHead | None) -> Verdict:
        """The verdict once no event is left, against the head, None for one that cannot be read."""
        if head is None:
            return self._broken(self.events, "changed")
        if head.sequence != self.events:
            problem = "removed" if head.sequence > self.events else "inserted"
            return self._broken(min(head.sequence, self.events) + 1, problem)
        if head.hash != self._newest:
            return self._broken(self.events, "changed")
        if self._seals.newest > self.events:
            return self._broken(self.events + 1, "removed")
        return self._verdict(intact=True)

    def _broken(self, place: int, problem: str) -> Verdict:
        return self._verdict(intact=False).model_copy(update={"broken_at": place, "problem": problem})

    def _verdict(self, *, intact: bool) -> Verdict:
        seals = self._seals
        return Verdict(intact=intact, events=self.events, digests=seals.digests, sealed_to=seals.newest)
