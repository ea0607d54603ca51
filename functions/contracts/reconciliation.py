"""Synced entries compared with what Clio holds, over the wire."""

from datetime import date, datetime
from typing import Self

from pydantic import Field

from core.domain.clio_link import ClioLink
from core.domain.deliveries import Intent
from core.domain.reconciliations import Difference, Reconciliation
from functions.contracts.base import Id, Wire
from functions.contracts.clio import hours_of


class HeldView(Wire):
    """All that is compared of an entry, as Clio holds it or held it."""

    clio_matter_id: int
    clio_user_id: int
    work_date: date
    seconds: int
    hours: str | None = Field(description="The same in hours; null where they are no whole minutes.")
    narrative: str = Field(description="The first 20,000 characters.")
    non_billable: bool
    no_charge: bool
    utbms_activity_id: int | None
    utbms_task_id: int | None
    price: str | None = Field(description="Money per hour; null where Clio does not show it.")

    @classmethod
    def of(cls, held: Intent) -> Self:
        """The wire form of what is held."""
        named = {_NAMES.get(name, name): value for name, value in held.model_dump().items()}
        return cls(hours=hours_of(held.seconds), **named)


_NAMES = {"matter_id": "clio_matter_id", "user_id": "clio_user_id", "day": "work_date", "note": "narrative"}


class DifferenceView(Wire):
    """An entry that is not in Clio as it was when it was synced."""

    entry_id: Id
    clio_id: int
    deleted: bool = Field(description="Whether it is there no more.")
    fields: list[str] = Field(description="What differs, by the names that `ours` and `theirs` have.")
    ours: HeldView = Field(description="As it was there when it was synced, or as you let it stand since.")
    theirs: HeldView | None = Field(description="As it is there now; null if it was deleted.")
    billed: bool

    @classmethod
    def of(cls, one: Difference) -> Self:
        """The wire form of a difference."""
        return cls(
            entry_id=one.entry_id,
            clio_id=one.clio_id,
            deleted=one.theirs is None,
            fields=[_NAMES.get(name, name) for name in one.fields],
            ours=HeldView.of(one.ours),
            theirs=HeldView.of(one.theirs) if one.theirs else None,
            billed=one.billed,
        )


class ReconciliationView(Wire):
    """The last comparison that was finished; nothing is compared before the first."""

    at: datetime | None = Field(description="When it was finished.")
    under_way: bool = Field(description="Whether another is wanted or being made.")
    compared: int = Field(description="How many synced entries were compared.")
    changed: int
    deleted: int
    billed: int = Field(description="How many are on a bill there, which is no difference.")
    hidden: int = Field(description="How many Clio does not let you see; nothing is known of them.")
    differences: list[DifferenceView] = Field(
        description="The first 50 that were changed or deleted, fewer where narratives are very long."
    )
    billed_entries: list[Id] = Field(description="The first 200 that are on a bill there.")

    @classmethod
    def of(cls, link: ClioLink, latest: Reconciliation | None) -> Self:
        """The wire form of how comparing stands."""
        counts = {"compared": 0, "changed": 0, "deleted": 0, "billed": 0, "hidden": 0}
        return cls(
            at=latest.finished_at if latest else None,
            under_way=link.comparing is not None,
            differences=[DifferenceView.of(one) for one in latest.differences] if latest else [],
            billed_entries=list(latest.billed_entries) if latest else [],
            **(latest.counts if latest else counts),
        )
