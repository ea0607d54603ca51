"""Matters, the audit trail, the lawyer and the stack over the wire."""

from datetime import datetime
from typing import Annotated, Any, Literal, Self

from pydantic import Field, StringConstraints

from core.domain.audit import Actor, AuditEvent
from core.domain.matters import Matter, MatterStatus
from core.domain.preferences import BillingRules
from core.domain.residency import Finding
from core.ports import Reach
from core.services.matters import Alias
from functions.contracts.base import After, Limit, Wire


class MatterQuery(Wire):
    """Which matters to list."""

    status: MatterStatus | None = Field(default=None, description="Only matters with this status.")
    limit: Limit = 50
    after: After = None


class MatterView(Wire):
    """One matter; its ETag is its version in double quotes."""

    id: str
    version: int
    name: str
    client: str
    number: str
    status: MatterStatus
    aliases: list[str]
    rules: BillingRules
    client_id: str = Field(description="The client's id, as the firm has it; empty if nobody said.")
    jurisdiction: str = Field(
        description="A province, territory or state, CA-FED or US-FED; empty if nobody said."
    )
    practice_area: str
    rate: str | None = Field(description="Hourly, as decimal text; null for that of the settings.")
    clio_id: int | None = Field(description="What it is in Clio; null if it is not known there.")
    updated_at: datetime

    @classmethod
    def of(cls, matter: Matter) -> Self:
        """The wire form of a matter."""
        return cls(**matter.model_dump())


class NewAlias(Wire):
    """Another way the lawyer says a matter's name."""

    alias: Annotated[Alias, StringConstraints(strip_whitespace=True)]


class MatterPage(Wire):
    """A page of matters in the order of their ids."""

    items: list[MatterView]
    after: str | None


class EventView(Wire):
    """One audit event: who did what to which id, never content."""

    sequence: int
    at: datetime
    actor: Actor
    action: str
    subject: str
    details: dict[str, Any]
    change: str
    previous: str
    hash: str

    @classmethod
    def of(cls, event: AuditEvent) -> Self:
        """The wire form of an event."""
        return cls(**event.model_dump())


class EventPage(Wire):
    """A page of the audit trail, oldest event first."""

    items: list[EventView]
    after: str | None


class Me(Wire):
    """The lawyer a token speaks for, and the stack that answers."""

    lawyer_id: str
    firm_id: str
    name: str | None = Field(description="From the token; we do not keep it.")
    jurisdiction: str


class ServiceHealth(Wire):
    """Whether one service is set up and answers."""

    name: str
    configured: bool
    reachable: bool
    detail: str

    @classmethod
    def of(cls, reach: Reach) -> Self:
        """The wire form of a probe's answer."""
        return cls(
            name=reach.name, configured=reach.configured, reachable=reach.reachable, detail=reach.detail
        )


class ResidencyHealth(Wire):
    """Whether every service was found to lie in the jurisdiction; if it is unchecked, why."""

    state: Literal["checked", "unchecked"]
    reasons: list[str]

    @classmethod
    def of(cls, finding: Finding) -> Self:
        """The wire form of what a check found; one that found a violation is refused before."""
        return cls(state="checked" if finding.settled else "unchecked", reasons=list(finding.untold))


class Health(Wire):
    """How the stack is: `ok` when everything it stands on answers."""

    status: str
    jurisdiction: str
    residency: ResidencyHealth
    services: list[ServiceHealth]
