"""Splitting a draft into parts, and merging drafts into one; the total of hours stays as it was.

What was split or merged is kept with its history, names what came of it and can never be delivered.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from core.domain.audit import Actor
from core.domain.entries import EntryFields, EntryStatus, TimeEntry
from core.domain.errors import CaseClockError, VersionConflict
from core.domain.identity import Lawyer
from core.domain.ids import new_id
from core.drafting.regrouping import is_undoing, merged, part_fields, parts_of, proposed_fields, undone
from core.services.change import Change
from core.services.entry_access import Seen, check_matter, entry_in, joined, read_ahead, unchanged
from core.services.history import put_entry
from core.services.ledger import Ledgers
from core.services.linting import linted
from core.services.preferences import Firms
from core.services.rows import ENTRIES, VERSIONS

type Changes = Sequence[Mapping[str, Any]]


class Regrouping:
    """The use cases of splitting and merging."""

    def __init__(self, ledgers: Ledgers, firms: Firms) -> None:
        self._ledgers = ledgers
        self._firms = firms

    async def split(
        self, lawyer: Lawyer, entry_id: str, seen: int, asked: Changes | None
    ) -> tuple[TimeEntry, list[TimeEntry]]:
        """The entry as it stays behind, and its parts: as asked, or as the block-billed finding proposes.

        Raises VersionConflict, NotPossible, InvalidInput. Asked again after a lost answer, the same
        split is shown once more.
        """

        async def work(change: Change) -> tuple[TimeEntry, list[TimeEntry]]:
            entry = await entry_in(change, entry_id)
            if entry.status is EntryStatus.SPLIT and entry.version == seen + 1:
                return entry, await _same_split(change, entry, asked)
            return await _split(change, self._firms, unchanged(entry, seen), asked)

        return await self._ledgers.of(lawyer).change(work)

    async def merge(self, lawyer: Lawyer, wanted: Sequence[Seen], narrative: str | None) -> TimeEntry:
        """One new draft for several, in their order; the narrative given, or theirs joined.

        Merging all parts of a split as it made them undoes it. Raises NotFound, VersionConflict,
        NotPossible. Asked again after a lost answer, the same draft is shown once more.
        """

        async def work(change: Change) -> TimeEntry:
            await read_ahead(change, wanted)
            found = [await _at(place, change, one) for place, one in enumerate(wanted)]
            if same := await _same_merge(change, found, wanted, narrative):
                return same
            entry_id = new_id(change.now)
            left = [
                _left_behind(place, entry, one, entry_id, change.now)
                for place, (entry, one) in enumerate(zip(found, wanted, strict=True))
            ]
            made = await joined(change, [await _one_of(change, found, narrative, entry_id)])
            (made_one,) = await linted(change, self._firms, made, gone=[entry.id for entry in left])
            return _record_merge(change, made_one, left)

        return await self._ledgers.of(lawyer).change(work)


async def _split(
    change: Change, firms: Firms, entry: TimeEntry, asked: Changes | None
) -> tuple[TimeEntry, list[TimeEntry]]:
    now = change.now
    # Whatever is asked: what is no draft is refused first.
    entry.split((), now)
    fields = _asked_fields(entry, asked)
    # Drafts are listed by their ids, and parts in their order.
    ids = sorted(new_id(now) for _ in fields)
    left = entry.split(ids, now)
    for matter_id in {one.matter_id for one in fields} - {entry.fields.matter_id}:
        await check_matter(change, matter_id)
    made = await joined(change, parts_of(entry, fields, ids, now))
    parts = await linted(change, firms, made, gone=[entry.id])
    seal = put_entry(change, left, "split")
    seals = {part.id: put_entry(change, part, "split_from") for part in parts}
    change.record(
        Actor.LAWYER, "entry.split", entry.id, {"version": left.version, "seal": seal, "parts": seals}
    )
    return left, parts


def _record_merge(change: Change, made: TimeEntry, left: Sequence[TimeEntry]) -> TimeEntry:
    seals = {entry.id: put_entry(change, entry, "merged") for entry in left}
    seal = put_entry(change, made, "merged_from")
    change.record(
        Actor.LAWYER, "entry.merged", made.id, {"version": made.version, "seal": seal, "merged": seals}
    )
    return made


def _left_behind(place: int, entry: TimeEntry, seen: Seen, into: str, now: datetime) -> TimeEntry:
    with _placed(place):
        return unchanged(entry, seen.version).merged(into, now)


async def _at(place: int, change: Change, one: Seen) -> TimeEntry:
    with _placed(place):
        return await entry_in(change, one.entry_id)


@contextmanager
def _placed(place: int) -> Iterator[None]:
    """Have a refusal say which of the entries asked for it means, counted from 0."""
    try:
        yield
    except CaseClockError as refusal:
        refusal.extra["place"] = place
        raise


async def _one_of(
    change: Change, entries: Sequence[TimeEntry], narrative: str | None, entry_id: str
) -> TimeEntry:
    sources = {entry.made_from for entry in entries}
    if len(sources) == 1 and len(source := sources.pop()) == 1:
        whole = await change.get(ENTRIES, source[0])
        if is_undoing(whole, entries):
            return undone(whole, entries, narrative, entry_id, change.now)
    return merged(entries, narrative, entry_id, change.now)


def _asked_fields(entry: TimeEntry, asked: Changes | None) -> list[EntryFields]:
    return proposed_fields(entry) if asked is None else part_fields(entry.fields, asked)


async def _same_split(change: Change, entry: TimeEntry, asked: Changes | None) -> list[TimeEntry]:
    """The parts as they stand, if this is what made them; raises VersionConflict."""
    made = [await _first_fields(change, part_id) for part_id in entry.became]
    if made != _asked_fields(entry, asked):
        raise VersionConflict("This entry has changed since you read it.", current=entry)
    return [await change.get(ENTRIES, part_id) for part_id in entry.became]


async def _same_merge(
    change: Change, entries: Sequence[TimeEntry], wanted: Sequence[Seen], narrative: str | None
) -> TimeEntry | None:
    """The draft that these were merged into as asked, if they were."""
    targets = {entry.became for entry in entries}
    as_asked = all(entry.version == one.version + 1 for entry, one in zip(entries, wanted, strict=True))
    if not as_asked or len(targets) > 1 or entries[0].status is not EntryStatus.MERGED:
        return None
    made = await entry_in(change, targets.pop()[0])
    if made.made_from != tuple(entry.id for entry in entries):
        return None
    first = await _first_fields(change, made.id)
    return made if narrative is None or (first and first.narrative == narrative) else None


async def _first_fields(change: Change, entry_id: str) -> EntryFields | None:
    step = await change.find(VERSIONS, f"{entry_id}~{1:09}")
    return step.fields if step else None
