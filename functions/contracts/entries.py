"""Time entries over the wire."""

from datetime import date, datetime
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, Strict, StringConstraints, model_validator

from core.domain.codes import ActivityCode, Billing
from core.domain.deliveries import DeliveryReason, DeliveryState, Standing, advise
from core.domain.entries import (
    MAX_NARRATIVE,
    DraftedBy,
    EntryFields,
    EntryKind,
    EntryStatus,
    TimeEntry,
)
from core.domain.exports import ExportMark
from core.domain.findings import Evidence, Finding
from core.domain.history import EntryVersion
from core.domain.hours import hours_text, minutes_of_hours
from core.domain.making import Making
from core.domain.task_codes import task_code
from core.domain.values import MatterId
from core.services.entries import Wanted
from core.services.matters import AliasOffer
from functions.contracts.base import After, Hours, Id, Limit, Wire


def _billable(hours: str) -> str:
    minutes_of_hours(hours)
    return hours


# Not strict, a number would be taken for a Unix time.
Day = Annotated[date, Strict()]
GivenHours = Annotated[Hours, AfterValidator(_billable)]
TaskCode = Annotated[str, StringConstraints(pattern=r"^[BCLP]\d{3}$"), AfterValidator(task_code)]
# Tabs and line breaks are text; other control characters break what a narrative is delivered to.
Narrative = Annotated[
    str, StringConstraints(max_length=MAX_NARRATIVE, pattern=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$")
]


class EntryQuery(Wire):
    """Which entries to list: open drafts are newest first, all else newest work date first."""

    status: EntryStatus | None = Field(
        default=None,
        description="Only entries with this status. Split and merged ones are in no list: see `made_from`.",
    )
    first: date | None = Field(default=None, alias="from", description="Only work from this day on.")
    last: date | None = Field(default=None, alias="to", description="Only work up to this day.")
    matter: MatterId | None = Field(default=None, description="Only work on this matter.")
    limit: Limit = 50
    after: After = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.first and self.last and self.first > self.last:
            raise ValueError("`from` must not be after `to`")
        return self

    def wanted(self) -> Wanted:
        """What the service lists."""
        return Wanted(self.status, self.first, self.last, self.matter)


class EntryChanges(Wire):
    """A JSON merge patch (RFC 7396) of an entry: what is left out stays, null empties a field."""

    kind: EntryKind | None = None
    hours: GivenHours | None = None
    work_date: Day | None = None
    matter_id: MatterId | None = None
    narrative: Narrative | None = None
    activity_code: ActivityCode | None = None
    task_code: TaskCode | None = None
    billing: Billing | None = None

    @model_validator(mode="after")
    def _never_empty(self) -> Self:
        for name in ("kind", "billing"):
            if name in self.model_fields_set and getattr(self, name) is None:
                raise ValueError(f"`{name}` cannot be emptied")
        return self

    def changes(self) -> dict[str, Any]:
        """The changed fields as an entry holds them."""
        given = {name: getattr(self, name) for name in self.model_fields_set}
        if "hours" in given:
            hours = given.pop("hours")
            given["minutes"] = None if hours is None else minutes_of_hours(hours)
        if "narrative" in given and given["narrative"] is None:
            given["narrative"] = ""
        return given


class NewEntry(EntryChanges):
    """An entry the lawyer types; `recording_id` ties it to a recording, such as one that failed."""

    recording_id: Id | None = None

    def fields(self) -> EntryFields:
        """The fields of the new draft."""
        given = self.changes()
        given.pop("recording_id", None)
        return EntryFields.model_validate(given)


class FieldsView(Wire):
    """The fields of an entry; null is what nobody said yet. Hours are decimal text, exact."""

    kind: EntryKind
    hours: Hours | None
    minutes: int | None
    work_date: date | None
    matter_id: str | None
    narrative: str
    activity_code: ActivityCode | None
    task_code: str | None
    billing: Billing


class AliasOfferView(Wire):
    """What was said for a matter that it is not called yet: `POST /api/matters/{id}/aliases` takes it."""

    matter_id: str
    alias: str

    @classmethod
    def of(cls, offer: AliasOffer) -> Self:
        """The wire form of an offer."""
        return cls(matter_id=offer.matter_id, alias=offer.alias)


class DeliveryView(Wire):
    """How an approved entry stands with Clio."""

    state: DeliveryState
    reason: DeliveryReason | None = Field(description="Why it waits, or needs attention.")
    advice: str | None = Field(description="What that means and what to do, in a sentence.")
    until: datetime | None = Field(description="When a wait is over; null: when Clio may be asked again.")
    clio_id: int | None = Field(description="What it is in Clio, once anything of it is there.")
    synced_at: datetime | None
    unsettled: bool = Field(description="Whether it may be in Clio without our knowing yet.")
    billed: bool

    @classmethod
    def of(cls, standing: Standing) -> Self:
        """The wire form of a standing."""
        advice = advise(standing.reason) if standing.reason else None
        return cls(**standing.model_dump(), advice=advice)


class EntryView(FieldsView):
    """One time entry; its ETag is its version in double quotes."""

    id: Id
    version: int
    status: EntryStatus
    drafted_by: DraftedBy = Field(
        description="Who wrote it first: the language model, our own rules, or the lawyer by hand."
    )
    spoken_hours: Hours | None
    missing: list[str] = Field(description="The fields an approval still needs.")
    evidence: list[Evidence]
    findings: list[Finding]
    recording_id: Id | None
    recordings: list[Id] = Field(
        description="Of an entry merged from several: those whose words it holds; its evidence says which."
    )
    recording_deleted: bool
    made_from: list[Id] = Field(description="What it was split from, or the entries merged into it.")
    became: list[Id] = Field(description="The parts it was split into, or the entry it was merged into.")
    created_at: datetime
    updated_at: datetime
    approved_at: datetime | None
    deleted_at: datetime | None
    delivered: bool = Field(description="Whether it left for Clio or in an export, or may have.")
    delivery: DeliveryView | None = Field(description="How it stands with Clio; null: not to go there.")
    exports: list[ExportMark] = Field(
        description="The latest exports it left in, or is leaving in, with the version that did."
    )
    making: Making | None = Field(
        description="What all drafts of its recording cost together; null for an entry typed by hand."
    )
    alias_offer: AliasOfferView | None = Field(
        default=None, description="After an edit of the matter, when other words were said for it."
    )

    @classmethod
    def of(cls, entry: TimeEntry, offer: AliasOffer | None = None) -> Self:
        """The wire form of an entry."""
        apart = {"fields", "spoken_minutes", "rounded_minutes", "clock", "evidence", "findings", "delivery"}
        kept = entry.model_dump(exclude=apart)
        return cls(
            **fields_view(entry.fields),
            **kept,
            spoken_hours=_hours(entry.spoken_minutes),
            missing=entry.missing() if entry.status is EntryStatus.DRAFT else [],
            evidence=list(entry.evidence),
            findings=list(entry.findings),
            delivery=DeliveryView.of(entry.delivery) if entry.delivery else None,
            alias_offer=AliasOfferView.of(offer) if offer else None,
        )


class EntryPage(Wire):
    """A page of entries; `after` goes on from it, null at the end."""

    items: list[EntryView]
    after: str | None


class StepView(Wire):
    """One step of an entry's history: what was done, which fields changed, and the fields after it."""

    version: int
    at: datetime
    action: str
    changed: list[str]
    status: EntryStatus
    fields: FieldsView

    @classmethod
    def of(cls, step: EntryVersion) -> Self:
        """The wire form of a step."""
        return cls(
            version=step.version,
            at=step.at,
            action=step.action,
            changed=list(step.changed),
            status=step.status,
            fields=FieldsView(**fields_view(step.fields)),
        )


class HistoryPage(Wire):
    """A page of an entry's history, oldest step first."""

    items: list[StepView]
    after: str | None


def fields_view(fields: EntryFields) -> dict[str, Any]:
    """The entry's fields with hours beside minutes."""
    return fields.model_dump() | {"hours": _hours(fields.minutes)}


def _hours(minutes: int | None) -> str | None:
    return None if minutes is None else hours_text(minutes)
