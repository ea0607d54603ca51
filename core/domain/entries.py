"""A time entry's life, from draft to approved; only an approved version may leave.

| from     | to                | how                                 |
|----------|-------------------|-------------------------------------|
| draft    | draft             | edited                              |
| draft    | approved          | approved by the lawyer              |
| draft    | deleted           | deleted, restorable for a while     |
| draft    | split             | its parts, new drafts, took over    |
| draft    | merged            | one new draft took over for several |
| approved | draft             | reopened, unless it is on its way   |
| deleted  | draft             | restored                            |
| deleted  | purged            | the time to restore it has passed   |
| split    | purged            | all that came of it was purged      |
| merged   | purged            | what came of it was purged          |
| purged   |                   |                                     |
"""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Self

from pydantic import Field as Constraint

from core.domain.clock import ClockRange
from core.domain.codes import ActivityCode, Billing
from core.domain.deliveries import Standing
from core.domain.errors import Incomplete, NotPossible
from core.domain.exports import ExportMark
from core.domain.findings import Evidence, Field, Finding
from core.domain.making import Making
from core.domain.values import Id, Instant, MatterId, Value

MAX_NARRATIVE = 32_000
MOST_MARKS = 20


class EntryStatus(StrEnum):
    """Where a time entry stands."""

    DRAFT = "draft"
    APPROVED = "approved"
    DELETED = "deleted"
    SPLIT = "split"
    MERGED = "merged"
    PURGED = "purged"


_S = EntryStatus

MOVES: dict[EntryStatus, frozenset[EntryStatus]] = {
    _S.DRAFT: frozenset({_S.DRAFT, _S.APPROVED, _S.DELETED, _S.SPLIT, _S.MERGED}),
    _S.APPROVED: frozenset({_S.DRAFT}),
    _S.DELETED: frozenset({_S.DRAFT, _S.PURGED}),
    _S.SPLIT: frozenset({_S.PURGED}),
    _S.MERGED: frozenset({_S.PURGED}),
    _S.PURGED: frozenset(),
}

REPLACED = frozenset({_S.SPLIT, _S.MERGED})

_ENDS = frozenset({_S.DELETED, *REPLACED})


class EntryKind(StrEnum):
    """Time to bill, or a bookmark: where the lawyer stopped, to come back to."""

    TIME = "time"
    BOOKMARK = "bookmark"


class DraftedBy(StrEnum):
    """Who wrote the first version of an entry."""

    MODEL = "model"
    RULES = "rules"
    LAWYER = "lawyer"


class EntryFields(Value):
    """What a lawyer can edit and what an approval freezes; None means nobody said it yet.

    `minutes` is the time billed, in whole minutes; `work_date` the lawyer's local day.
    """

    kind: EntryKind = EntryKind.TIME
    minutes: int | None = None
    work_date: date | None = None
    matter_id: MatterId | None = None
    narrative: str = Constraint(default="", max_length=MAX_NARRATIVE)
    activity_code: ActivityCode | None = None
    task_code: str | None = None
    billing: Billing = Billing.BILLABLE


class TimeEntry(Value):
    """One time entry of one lawyer: its fields, where they came from and what became of it.

    `spoken_minutes` keeps what was said before rounding; `rounded_minutes` what rounding made of it, while
    the lawyer has typed no hours, and `clock` when it was, if it was said by the clock. `delivered` says that
    it left for Clio or in an export, or may have; `delivery` how it stands with Clio, None where it is not to
    go there; `exports` the latest exports it left in, or is leaving in: none is part of a version.
    `recording_deleted` marks an entry of which the lawyer has had audio erased. `recordings` are those whose
    words an entry still holds that was merged from several; its evidence says which. `made_from` is the entry
    it was split from, or those merged into it; `became` its parts, or the one it was merged into.
    `making` is what all drafts of its recording cost; None for an entry not drafted from one.
    """

    id: Id
    version: int = 1
    status: EntryStatus = EntryStatus.DRAFT
    fields: EntryFields
    drafted_by: DraftedBy = DraftedBy.LAWYER
    spoken_minutes: int | None = None
    rounded_minutes: int | None = None
    clock: ClockRange | None = None
    evidence: tuple[Evidence, ...] = ()
    findings: tuple[Finding, ...] = ()
    recording_id: Id | None = None
    recordings: tuple[Id, ...] = ()
    recording_deleted: bool = False
    made_from: tuple[Id, ...] = ()
    became: tuple[Id, ...] = ()
    created_at: Instant
    updated_at: Instant
    approved_at: Instant | None = None
    deleted_at: Instant | None = None
    delivered: bool = False
    delivery: Standing | None = None
    exports: tuple[ExportMark, ...] = ()
    making: Making | None = None

    def edited(self, changes: dict[str, Any], now: datetime) -> Self:
        """The draft with other field values; findings on a changed field are settled by it.

        Minutes among the changes are the lawyer's own from then on, and no matter's rounding.
        """
        if self.status is not EntryStatus.DRAFT:
            raise _refused(self.status, EntryStatus.DRAFT)
        fields = EntryFields.model_validate(self.fields.model_dump() | changes)
        touched = {
            FIELD_OF.get(name) for name in changes if getattr(fields, name) != getattr(self.fields, name)
        }
        open_findings = tuple(f for f in self.findings if f.field is None or f.field not in touched)
        timed = {"rounded_minutes": self.rounded_minutes, "clock": self.clock}
        kept = dict.fromkeys(timed) if "minutes" in changes else timed
        return self._moved(EntryStatus.DRAFT, now, fields=fields, findings=open_findings, **kept)

    def rounded(self, minutes: int, findings: tuple[Finding, ...]) -> Self:
        """The same version with its spoken time rounded otherwise, and what is then to be found."""
        fields = self.fields.model_copy(update={"minutes": minutes})
        return self.model_copy(update={"fields": fields, "rounded_minutes": minutes, "findings": findings})

    def approved(self, now: datetime) -> Self:
        """The approved entry; raises Incomplete naming every field that is still empty."""
        if missing := self.missing():
            named = ", ".join(missing)
            raise Incomplete(f"Before it can be approved, this entry needs: {named}.", missing=missing)
        return self._moved(EntryStatus.APPROVED, now, approved_at=now)

    def reopened(self, now: datetime) -> Self:
        """The entry as a draft again; raises NotPossible once it was delivered, other than to Clio.

        What is in Clio is changed there by the next approval, unless it is billed or may still be on its way.
        """
        if refused := self._out_of_reach():
            raise refused
        if self.status is not EntryStatus.APPROVED:
            raise _refused(self.status, EntryStatus.DRAFT)
        return self._moved(EntryStatus.DRAFT, now, approved_at=None)

    def deleted(self, now: datetime) -> Self:
        """The draft put aside; only a draft can be."""
        return self._moved(EntryStatus.DELETED, now, deleted_at=now)

    def restored(self, now: datetime) -> Self:
        """The deleted draft back in the open."""
        if self.status is not EntryStatus.DELETED:
            raise _refused(self.status, EntryStatus.DRAFT)
        return self._moved(EntryStatus.DRAFT, now, deleted_at=None)

    def split(self, parts: Sequence[str], now: datetime) -> Self:
        """The draft as it stays behind its parts; only a draft can be split."""
        return self._moved(EntryStatus.SPLIT, now, became=tuple(parts))

    def merged(self, into: str, now: datetime) -> Self:
        """The draft as it stays behind the one it was merged into; only a draft can be merged."""
        return self._moved(EntryStatus.MERGED, now, became=(into,))

    def purged(self, now: datetime) -> Self:
        """What stays of an entry that is gone: that it was there, without a word of it."""
        emptied = {"fields": EntryFields(), "evidence": (), "findings": (), "recordings": ()}
        untimed = {"spoken_minutes": None, "rounded_minutes": None, "clock": None}
        return self._moved(EntryStatus.PURGED, now, **emptied, **untimed)

    def without_recording(self, recording_id: str, now: datetime) -> Self:
        """The next version, without the dictated words that showed where its fields came from."""
        return self.stripped(recording_id).model_copy(update={"version": self.version + 1, "updated_at": now})

    def stripped(self, recording_id: str) -> Self:
        """This version marked, without a recording's words; findings lose all, as they do not say whose."""
        left = tuple(one for one in self.evidence if one.recording_id not in {None, recording_id})
        findings = tuple(finding.without_words() for finding in self.findings)
        others = tuple(one for one in self.recordings if one != recording_id)
        update = {"evidence": left, "findings": findings, "recordings": others, "recording_deleted": True}
        return self.model_copy(update=update)

    def standing(self, delivery: Standing | None) -> Self:
        """The same version as it now stands with Clio."""
        return self.model_copy(update={"delivery": delivery, "delivered": _is_out(delivery, self.exports)})

    def marked(self, mark: ExportMark) -> Self:
        """The same version, leaving with an export."""
        return self._leaving((*self._other_exports(mark.job_id), mark)[-MOST_MARKS:])

    def unmarked(self, job_id: str) -> Self:
        """The same version, that never left with this export."""
        return self._leaving(self._other_exports(job_id))

    @property
    def exported_by(self) -> str | None:
        """The export it left with last."""
        return self.exports[-1].job_id if self.exports else None

    @property
    def heard_in(self) -> tuple[Id, ...]:
        """The recordings it belongs to: its own, or those whose words it holds still."""
        return (self.recording_id,) if self.recording_id else self.recordings

    def has_words_of(self, recording_id: str) -> bool:
        """Whether deleting the recording still has something to take; a purged entry holds no word."""
        if self.status is EntryStatus.PURGED:
            return False
        own = self.recording_id == recording_id and not self.recording_deleted
        return own or recording_id in self.recordings

    def missing(self) -> list[str]:
        """The fields an approval needs that are empty, in the order a lawyer reads them."""
        needed = {
            "kind": self.fields.kind is EntryKind.TIME,
            "hours": self.fields.minutes is not None,
            "work_date": self.fields.work_date is not None,
            "matter": self.fields.matter_id is not None,
            "narrative": bool(self.fields.narrative.strip()),
        }
        return [name for name, present in needed.items() if not present]

    def _other_exports(self, job_id: str) -> tuple[ExportMark, ...]:
        return tuple(mark for mark in self.exports if mark.job_id != job_id)

    def _leaving(self, exports: tuple[ExportMark, ...]) -> Self:
        return self.model_copy(update={"exports": exports, "delivered": _is_out(self.delivery, exports)})

    def _out_of_reach(self) -> NotPossible | None:
        """Why a reopening could not change what left of this entry."""
        if self.exports:
            left = "This entry left in an export. If its file was not used, withdraw the export first."
            return NotPossible(left, code="entry_delivered", export=self.exported_by)
        if self.delivery is None:
            left = "This entry has already been delivered."
            return NotPossible(left, code="entry_delivered") if self.delivered else None
        if self.delivery.unsettled:
            coming = "This entry may be on its way to Clio. Try again once it is known."
            return NotPossible(coming, code="entry_on_its_way")
        billed = "This entry is on a bill in Clio."
        return NotPossible(billed, code="entry_billed") if self.delivery.billed else None

    def _moved(self, to: EntryStatus, now: datetime, **changes: object) -> Self:
        if to not in MOVES[self.status]:
            raise _refused(self.status, to)
        if self.delivered and to in _ENDS:
            problem = "This entry is in Clio. Change it and approve it again, or delete it there first."
            raise NotPossible(problem, code="entry_delivered")
        return self.model_copy(
            update=changes | {"status": to, "version": self.version + 1, "updated_at": now}
        )


FIELD_OF = {
    "minutes": Field.HOURS,
    "work_date": Field.WORK_DATE,
    "matter_id": Field.MATTER,
    "narrative": Field.NARRATIVE,
    "activity_code": Field.ACTIVITY_CODE,
    "task_code": Field.TASK_CODE,
    "billing": Field.BILLING,
    "kind": Field.KIND,
}


def _is_out(delivery: Standing | None, exports: Sequence[ExportMark]) -> bool:
    return bool(exports) or bool(delivery and delivery.is_out)


def _refused(status: EntryStatus, to: EntryStatus) -> NotPossible:
    return NotPossible(f"An entry that is {status} cannot become {to}.", code="entry_state", state=status)
