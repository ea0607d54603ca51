"""Approving entries: one, or many at once with an answer for each."""

import asyncio
from collections.abc import Sequence

from core.domain.audit import Actor
from core.domain.entries import EntryStatus, TimeEntry
from core.domain.errors import CaseClockError, NotFound, NotPossible, Unavailable, VersionConflict
from core.domain.identity import Lawyer
from core.services.change import Change
from core.services.delivering import queued
from core.services.entry_access import Seen, entry_in, read_ahead, unchanged
from core.services.history import record_entry
from core.services.ledger import Ledgers
from core.services.rows import LINKS

# Each approval writes at most nine rows of the hundred that a transaction takes: the entry, its day, its
# open copy, its step, its event, its delivery with two copies and without a third. Its content stands in
# three of them, and all of a transaction in 4 MiB:
# learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions.
_AT_ONCE = 10
_CHARACTERS_AT_ONCE = 200_000

type Outcome = TimeEntry | CaseClockError


class Approvals:
    """Approves many entries, each exactly as its lawyer saw it."""

    def __init__(self, ledgers: Ledgers) -> None:
        self._ledgers = ledgers

    async def approve(self, lawyer: Lawyer, wanted: Sequence[Seen]) -> list[Outcome]:
        """What became of each, in the order asked: the approved entry, or why it is none.

        Several go in one transaction, and one that is refused keeps none of the others. Should storage
        fail on the way, what was not reached says so; raises Unavailable when it failed at once.
        """
        ledger, done = self._ledgers.of(lawyer), list[Outcome]()

        async def work(change: Change) -> list[Outcome]:
            return await _approve_some(change, wanted[len(done) : len(done) + _AT_ONCE])

        while len(done) < len(wanted):
            try:
                done += await ledger.change(work)
            except Unavailable as failure:
                if not done:
                    raise
                done += [failure] * (len(wanted) - len(done))
        return done


async def approve_in(change: Change, entry_id: str, seen: int) -> TimeEntry:
    """Approve what the lawyer saw; raises Incomplete, VersionConflict, NotPossible, NotFound.

    Asked again after a lost answer, the same approval stands and is shown once more.
    """
    entry, _ = await asyncio.gather(entry_in(change, entry_id), change.find(LINKS, ""))
    if entry.status is EntryStatus.APPROVED and entry.version == seen + 1:
        return entry
    approved = await queued(change, unchanged(entry, seen).approved(change.now))
    return record_entry(change, approved, "approved", Actor.LAWYER)


async def _approve_some(change: Change, wanted: Sequence[Seen]) -> list[Outcome]:
    """The outcomes of as many, at least one, as a transaction takes."""
    sizes = {entry.id: len(entry.model_dump_json()) for entry in await read_ahead(change, wanted)}
    outcomes: list[Outcome] = []
    room = _CHARACTERS_AT_ONCE
    for one in wanted:
        room -= sizes.get(one.entry_id, 0)
        if outcomes and room < 0:
            break
        outcomes.append(await _outcome(change, one))
    return outcomes


async def _outcome(change: Change, one: Seen) -> Outcome:
    try:
        return await approve_in(change, one.entry_id, one.version)
    except (NotFound, NotPossible, VersionConflict) as refusal:
        return refusal
