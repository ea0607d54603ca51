"""Matters: what time is billed to, and how a lawyer speaks of them."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field as Constraint
from pydantic import StringConstraints

from core.domain.jurisdictions import Law
from core.domain.preferences import BillingRules, Rate
from core.domain.values import ONE_LINE, ClientId, Instant, MatterId, Value

MAX_ALIASES = 20
MOST_NAME = 300
MOST_PRACTICE_AREA = 100

PracticeArea = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=MOST_PRACTICE_AREA, pattern=ONE_LINE)
]


class MatterStatus(StrEnum):
    """Only open matters are offered when drafting."""

    OPEN = "open"
    CLOSED = "closed"


class Matter(Value):
    """One matter of one lawyer; `aliases` are other ways the lawyer says its name.

    `rules` are the matter's own, over those of its client, its lawyer and the firm. `clio_id` is Clio's.
    `client_id` is the firm's, `jurisdiction` whose law it is under; they and `practice_area` are empty where
    nobody said. `rate` is hourly, None for that of the lawyer or the firm.
    """

    id: MatterId
    version: int = 1
    name: str = Constraint(min_length=1, max_length=MOST_NAME)
    client: str = Constraint(min_length=1, max_length=MOST_NAME)
    number: str = Constraint(default="", max_length=100)
    status: MatterStatus = MatterStatus.OPEN
    aliases: tuple[str, ...] = ()
    rules: BillingRules = BillingRules()
    client_id: ClientId = ""
    jurisdiction: Law = ""
    practice_area: PracticeArea = ""
    rate: Rate | None = None
    clio_id: int | None = None
    updated_at: Instant
