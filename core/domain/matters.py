"""Matters: what time is billed to, and how a lawyer speaks of them."""

from enum import StrEnum

from pydantic import Field as Constraint

from core.domain.preferences import BillingRules
from core.domain.values import Instant, MatterId, Value

MAX_ALIASES = 20


class MatterStatus(StrEnum):
    """Only open matters are offered when drafting."""

    OPEN = "open"
    CLOSED = "closed"


class Matter(Value):
    """One matter of one lawyer; `aliases` are other ways the lawyer says its name.

    `rules` are the matter's own, over those of its client, its lawyer and the firm. `client_id` is what the
    firm calls the client, `clio_id` is Clio's.
    """

    id: MatterId
    version: int = 1
    name: str = Constraint(min_length=1, max_length=300)
    client: str = Constraint(min_length=1, max_length=300)
    client_id: MatterId | None = None
    number: str = Constraint(default="", max_length=100)
    status: MatterStatus = MatterStatus.OPEN
    aliases: tuple[str, ...] = ()
    rules: BillingRules = BillingRules()
    clio_id: int | None = None
    updated_at: Instant
