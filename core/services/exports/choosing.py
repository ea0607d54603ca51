"""Which approved entries go out in an export, and as which lines."""

import asyncio
from collections.abc import Sequence
from decimal import Decimal

from core.domain.entries import EntryStatus, TimeEntry
from core.domain.exports import Counted, ExportFinding, ExportWanted, LeftOut, Tally
from core.domain.jobs import Job
from core.domain.matters import Matter
from core.domain.preferences import Preferences
from core.exporting.lines import Line, Sheet
from core.ports import Condition
from core.services.ledger import Ledger
from core.services.rows import MATTERS, Range, day_range

APPROVED = Condition("status", "eq", EntryStatus.APPROVED)
NOTHING = ExportFinding(
    code="nothing_to_export",
    message="No approved time of those days and matters is left to export.",
)
CHANGED = ExportFinding(
    code="changed_meanwhile",
    message="Your settings or matters changed while the file was written. Ask for it again.",
)
_MOST_MATTERS = 2_000

type Choice = Line | LeftOut | None


def wanted_by(job: Job) -> ExportWanted:
    """What an export is to hold."""
    if job.wanted is None:
        raise RuntimeError("an export without what it is to hold")
    return job.wanted


def stretch_of(job: Job) -> Range:
    """Where the entries of an export stand, the newest day first."""
    wanted = wanted_by(job)
    return day_range(wanted.first, wanted.last)


class Chooser:
    """Looks at entries for one export; the matters it meets are read once, and kept while it lasts."""

    def __init__(self, ledger: Ledger, job: Job, sheet: Sheet, preferences: Preferences) -> None:
        self.sheet = sheet
        self._ledger = ledger
        self._job_id = job.id
        self._asked_at = job.created_at
        self._wanted = wanted_by(job)
        self._clients = {client.strip().casefold() for client in self._wanted.clients}
        self._rate = preferences.rate
        self._matters: dict[str, Matter | None] = {}

    async def choose(self, entries: Sequence[TimeEntry]) -> list[Choice]:
        """The line of each entry that goes out, why one stays that was asked for, None for any other."""
        await self._learn_matters(entries)
        return [self._choice(entry) for entry in entries]

    async def lines(self, entries: Sequence[TimeEntry]) -> list[Line]:
        """The lines of entries that are marked."""
        await self._learn_matters(entries)
        return [self._line(entry) for entry in entries]

    async def count(self, counted: Counted, entries: Sequence[TimeEntry]) -> Counted:
        """With more entries looked at, and all that is to be said of them."""
        for choice in await self.choose(entries):
            counted = self.with_choice(counted, choice)
            if isinstance(choice, Line):
                counted = counted.saying(self.sheet.findings(choice))
        return counted

    def with_choice(self, counted: Counted, choice: Choice) -> Counted:
        """With one more entry."""
        if isinstance(choice, Line):
            return counted.model_copy(update={"tally": self.with_line(counted.tally, choice)})
        return counted.without(choice) if choice else counted

    def with_line(self, tally: Tally, line: Line) -> Tally:
        """The tally with one more line."""
        money, fields = self.sheet.money(line), line.fields
        return tally.plus(
            fields.minutes or 0,
            money.net if money else None,
            money.tax if money else Decimal(0),
            line.client,
            fields.matter_id or "",
        )

    def findings_of_all(self, counted: Counted) -> list[ExportFinding]:
        """What is to be said of all that goes out."""
        if not counted.tally.rows:
            return [NOTHING]
        return list(self.sheet.findings_of_all(counted.tally))

    def _choice(self, entry: TimeEntry) -> Choice:
        if not self._is_asked_for(entry):
            return None
        others = any(mark.job_id != self._job_id for mark in entry.exports)
        if others and not self._wanted.include_exported:
            return LeftOut.EXPORTED_BEFORE
        line = self._line(entry)
        return self.sheet.leaves_out(line) or line

    def _is_asked_for(self, entry: TimeEntry) -> bool:
        if entry.approved_at is None or entry.approved_at > self._asked_at:
            return False
        matter_id = entry.fields.matter_id
        if self._wanted.matters and matter_id not in self._wanted.matters:
            return False
        matter = self._matters.get(matter_id or "")
        return not self._clients or (matter is not None and matter.client.strip().casefold() in self._clients)

    def _line(self, entry: TimeEntry) -> Line:
        matter = self._matters.get(entry.fields.matter_id or "")
        own = next((mark.version for mark in entry.exports if mark.job_id == self._job_id), None)
        rate = (matter.rate if matter else None) or self._rate
        return Line(
            entry_id=entry.id,
            version=own or entry.version,
            fields=entry.fields,
            matter=matter,
            rate=Decimal(rate) if rate else None,
            approved_at=entry.approved_at or self._asked_at,
            in_clio=entry.delivery is not None,
        )

    async def _learn_matters(self, entries: Sequence[TimeEntry]) -> None:
        wanted = {entry.fields.matter_id for entry in entries if entry.fields.matter_id}
        unknown = sorted(wanted - self._matters.keys())
        if len(self._matters) + len(unknown) > _MOST_MATTERS:
            self._matters, unknown = {}, sorted(wanted)
        found = await asyncio.gather(*(self._ledger.find(MATTERS, matter_id) for matter_id in unknown))
        self._matters |= dict(zip(unknown, found, strict=True))
