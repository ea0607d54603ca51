"""A lawyer's matters: list them, create or change one, and learn how the lawyer calls it."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field as Constraint
from pydantic import StringConstraints

from core.domain.audit import Actor
from core.domain.entries import TimeEntry
from core.domain.errors import InvalidInput, VersionConflict
from core.domain.findings import Field
from core.domain.identity import Lawyer
from core.domain.jurisdictions import Law
from core.domain.matters import MAX_ALIASES, Matter, MatterStatus, PracticeArea
from core.domain.preferences import BillingRules, Rate
from core.domain.values import ClientId, Value
from core.drafting.aliases import alias_of
from core.ports import Condition
from core.services.change import Change
from core.services.ledger import Ledger, Ledgers, Page
from core.services.rows import MATTERS

Alias = Annotated[str, StringConstraints(min_length=1, max_length=300)]

_PAGE = 1000


class MatterFields(Value):
    """What a lawyer says of a matter."""

    name: str = Constraint(min_length=1, max_length=300)
    client: str = Constraint(min_length=1, max_length=300)
    number: str = Constraint(default="", max_length=100)
    status: MatterStatus = MatterStatus.OPEN
    aliases: tuple[Alias, ...] = Constraint(default=(), max_length=MAX_ALIASES)
    rules: BillingRules = BillingRules()
    client_id: ClientId = Constraint(default="", description="The client's id, as the firm has it.")
    jurisdiction: Law = Constraint(
        default="", description="A province, territory or state, such as BC or NY, or CA-FED or US-FED."
    )
    practice_area: PracticeArea = ""
    rate: Rate | None = Constraint(
        default=None, description="Hourly, as decimal text; null for that of the settings."
    )


@dataclass(frozen=True, slots=True)
class AliasOffer:
    """What a lawyer said for a matter, to be one of its aliases if the lawyer likes."""

    matter_id: str
    alias: str


@dataclass(frozen=True, slots=True)
class Stored:
    """A matter as it now stands, and whether this made it."""

    matter: Matter
    created: bool


class Matters:
    """The use cases of matters."""

    def __init__(self, ledgers: Ledgers) -> None:
        self._ledgers = ledgers

    async def list(
        self, lawyer: Lawyer, status: MatterStatus | None, *, limit: int, after: str | None
    ) -> Page[Matter]:
        """The lawyer's matters in the order of their ids."""
        where = [Condition("status", "eq", status)] if status else []
        return await self._ledgers.of(lawyer).page(MATTERS, limit=limit, after=after, where=where)

    async def store(self, lawyer: Lawyer, matter_id: str, fields: MatterFields, seen: int | None) -> Stored:
        """Create or change a matter; raises VersionConflict unless `seen` (0: none) is its version."""

        async def work(change: Change) -> Stored:
            before = await change.find(MATTERS, matter_id)
            version = before.version if before else 0
            if seen is not None and seen != version:
                raise VersionConflict("This matter has changed since you read it.", current=before)
            if before and _same(before, fields):
                return Stored(before, created=False)
            clio_id = before.clio_id if before else None
            own = fields.model_dump() | {"version": version + 1, "clio_id": clio_id}
            matter = Matter(id=matter_id, updated_at=change.now, **own)
            change.put(MATTERS, matter)
            action = "matter.changed" if before else "matter.created"
            change.record(Actor.LAWYER, action, matter_id, {"version": matter.version})
            return Stored(matter, created=before is None)

        return await self._ledgers.of(lawyer).change(work)

    async def add_alias(self, lawyer: Lawyer, matter_id: str, alias: str, seen: int | None) -> Matter:
        """Add an alias unless it is there; raises NotFound, InvalidInput or VersionConflict."""

        async def work(change: Change) -> Matter:
            before = await change.get(MATTERS, matter_id)
            if alias in before.aliases:
                return before
            if seen is not None and seen != before.version:
                raise VersionConflict("This matter has changed since you read it.", current=before)
            if len(before.aliases) == MAX_ALIASES:
                problem = f"This matter has {MAX_ALIASES} aliases already. Remove one first."
                raise InvalidInput(problem, errors=[{"field": "alias", "problem": problem}])
            changes = {"aliases": (*before.aliases, alias), "version": before.version + 1}
            matter = before.model_copy(update=changes | {"updated_at": change.now})
            change.put(MATTERS, matter)
            change.record(Actor.LAWYER, "matter.alias_added", matter_id, {"version": matter.version})
            return matter

        return await self._ledgers.of(lawyer).change(work)

    async def alias_offer(self, lawyer: Lawyer, entry: TimeEntry) -> AliasOffer | None:
        """The words an entry was matched by, if its matter does not carry them yet."""
        matter_id = entry.fields.matter_id
        if matter_id is None or not any(one.field is Field.MATTER for one in entry.evidence):
            return None
        matter = await self._ledgers.of(lawyer).find(MATTERS, matter_id)
        alias = alias_of(matter, entry.evidence) if matter else None
        return AliasOffer(matter_id, alias) if alias else None


async def open_matters(ledger: Ledger) -> list[Matter]:
    """Every open matter of the lawyer, for drafting."""
    where = [Condition("status", "eq", MatterStatus.OPEN)]
    found: list[Matter] = []
    after: str | None = None
    while True:
        page = await ledger.page(MATTERS, limit=_PAGE, after=after, where=where)
        found += page.items
        if (after := page.after) is None:
            return found


def _same(matter: Matter, fields: MatterFields) -> bool:
    return all(getattr(matter, name) == getattr(fields, name) for name in MatterFields.model_fields)
