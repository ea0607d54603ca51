"""What became of a request to Clio that was never answered, told from what Clio holds.

Clio takes no key that would make a repeated request harmless, so what was sent is looked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Found:
    """An activity that Clio holds for the matter, user and day: what it is to us.

    `exact`: just what was sent. `alike`: the same work, though not to the letter, and no other delivery of
    ours would have made it so. `taken`: another of our deliveries has it.
    """

    clio_id: int
    exact: bool
    alike: bool
    taken: bool


@dataclass(frozen=True, slots=True)
class Adopt:
    """It arrived, and is this."""

    clio_id: int


@dataclass(frozen=True, slots=True)
class Create:
    """It did not arrive."""


@dataclass(frozen=True, slots=True)
class LookAgain:
    """It has not arrived yet, but still may."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """One of these may be it; only the lawyer can tell."""

    clio_ids: tuple[int, ...]


type Verdict = Adopt | Create | LookAgain | Ambiguous


def what_became(found: Sequence[Found], rivals: int, settled_at: datetime, now: datetime) -> Verdict:
    """What became of a request without an answer, from what Clio holds.

    `rivals` is how many other deliveries of ours have sent exactly the same and do not know either: each of
    them is owed one of what is found. From `settled_at` on, what has not shown will not.

    Among rivals nobody takes one before that. Who does may take another's; the other then finds the one that
    was left, because it shows by now, and all have theirs in the end.
    """
    settled = now >= settled_at
    free = sorted(one.clio_id for one in found if one.exact and not one.taken)
    if len(free) > rivals + 1:
        return Ambiguous(tuple(free))
    if free and (settled or not rivals):
        return Adopt(free[0])
    if not settled:
        return LookAgain(settled_at)
    alike = sorted(one.clio_id for one in found if one.alike and not one.exact and not one.taken)
    return Ambiguous(tuple(alike)) if alike else Create()
