"""What a comparison of the lawyer's synced entries with what Clio holds has found."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from core.domain.deliveries import Intent
from core.domain.values import Id, Instant, Value

# Bills go out monthly or by the quarter: what was sent since the one before last can still be put right.
WINDOW = timedelta(days=95)

_NIGHT = time(2)
# Two in a row, one asked for in the evening, would say the same twice.
_APART = timedelta(hours=12)
_DAY = timedelta(days=1)

# A report is one row, which holds half a million characters.
_MOST_LISTED = 50
_MOST_BILLED = 200
_MOST_CHARACTERS = 60_000
_MOST_OF_A_NOTE = 20_000


def next_night(now: datetime, zone: str | None) -> datetime:
    """When to compare next: at two at night there, half a day from now at least; a day on in no zone."""
    if zone is None:
        return now + _DAY
    earliest = (now + _APART).astimezone(ZoneInfo(zone))
    days = (earliest.date(), earliest.date() + _DAY)
    nights = (datetime.combine(day, _NIGHT, ZoneInfo(zone)).astimezone(now.tzinfo) for day in days)
    return next(night for night in nights if night >= earliest)


def is_soon_after(finished: datetime | None, now: datetime) -> bool:
    """Whether a comparison finished then makes one unasked for superfluous now."""
    return finished is not None and now - finished < _APART


class Difference(Value):
    """An entry that Clio does not hold as it did: `ours` is what it held, `theirs` None if it was deleted.

    `fields` names what differs. Very long notes are cut.
    """

    entry_id: Id
    clio_id: int
    fields: tuple[str, ...] = ()
    ours: Intent
    theirs: Intent | None
    billed: bool = False

    @property
    def shown(self) -> Self:
        """With notes that are cut to what a report can hold."""
        cut = {"ours": _cut(self.ours), "theirs": self.theirs and _cut(self.theirs)}
        return self.model_copy(update=cut)

    @property
    def characters(self) -> int:
        """How much it adds to a report."""
        return len(self.ours.note) + len(self.theirs.note if self.theirs else "")


class Compared(Value):
    """What came of one entry: None where Clio holds it as it did; `hidden`: it may not be read there."""

    entry_id: Id
    difference: Difference | None = None
    billed: bool = False
    hidden: bool = False


class Reconciliation(Value):
    """A comparison, finished or so far; counts are of entries.

    Those on a bill count as `billed` whether they differ or not; `hidden` are those Clio does not show.
    `differences` and `billed_entries` list the first of them.
    """

    started_at: Instant
    finished_at: Instant | None = None
    compared: int = 0
    changed: int = 0
    deleted: int = 0
    billed: int = 0
    hidden: int = 0
    differences: tuple[Difference, ...] = ()
    billed_entries: tuple[Id, ...] = ()

    @property
    def differing(self) -> int:
        """How many entries are not there as they were."""
        return self.changed + self.deleted

    @property
    def counts(self) -> dict[str, int]:
        """The counts by name."""
        names = ("compared", "changed", "deleted", "billed", "hidden")
        return {name: getattr(self, name) for name in names}

    def with_more(self, compared: Sequence[Compared]) -> Self:
        """With more entries compared."""
        found = [one.difference for one in compared if one.difference]
        billed = [one.entry_id for one in compared if one.billed]
        changed = sum(one.theirs is not None for one in found)
        return self.model_copy(
            update={
                "compared": self.compared + len(compared),
                "changed": self.changed + changed,
                "deleted": self.deleted + len(found) - changed,
                "billed": self.billed + len(billed),
                "hidden": self.hidden + sum(one.hidden for one in compared),
                "differences": _listed([*self.differences, *(one.shown for one in found)]),
                "billed_entries": (*self.billed_entries, *billed)[:_MOST_BILLED],
            }
        )


def _listed(differences: Sequence[Difference]) -> tuple[Difference, ...]:
    """As many of the first as a report can hold."""
    listed, room = list[Difference](), _MOST_CHARACTERS
    for one in differences[:_MOST_LISTED]:
        room -= one.characters
        if room < 0:
            break
        listed.append(one)
    return tuple(listed)


def _cut(intent: Intent) -> Intent:
    return intent.model_copy(update={"note": intent.note[:_MOST_OF_A_NOTE]})
