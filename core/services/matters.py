"""A lawyer's matters: list them, and create or change one."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field as Constraint
from pydantic import StringConstraints

from core.domain.audit import Actor
from core.domain.errors import VersionConflict
from core.domain.identity import Lawyer
from core.domain.matters import Matter, MatterStatus
from core.domain.values import Value
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
    aliases: tuple[Alias, ...] = Constraint(default=(), max_length=20)


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
            matter = Matter(id=matter_id, version=version + 1, updated_at=change.now, **fields.model_dump())
            change.put(MATTERS, matter)
            action = "matter.changed" if before else "matter.created"
            change.record(Actor.LAWYER, action, matter_id, {"version": matter.version})
            return Stored(matter, created=before is None)

        return await self._ledgers.of(lawyer).change(work)


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
    return all(getattr(matter, name) == value for name, value in fields.model_dump().items())
