"""Clients and matters from a CSV file: looked at first, then applied as looked at.

Matters go in by their ids, as many to a transaction as fit, and the import's own row tells in the same
transaction how far it has come. So a request that is sent again goes on where the first one ended, whoever
ended it; and two that run at once do each matter once.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from core.domain.audit import Actor
from core.domain.errors import ImportInterrupted, NotPossible, Unavailable
from core.domain.identity import Lawyer
from core.domain.ids import new_id
from core.domain.imports import ImportState, MatterImport
from core.importing.planning import Plan, Step, plan_of
from core.importing.reading import MatterFile, read_matters
from core.ports import Clock
from core.services.change import Change
from core.services.ledger import Ledger, Ledgers, Page
from core.services.rows import IMPORTS, MATTERS, PLANNED_IMPORTS, Range

# A matter is one row; beside them stand the head, the event, and the import with its copy. A transaction
# takes 100 rows and 4 MiB, and a character is sent as up to 12 bytes:
# learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions.
_AT_ONCE = 96
_CHARACTERS_AT_ONCE = 300_000
# Azure's load balancer gives a request up after 230 seconds without an answer:
# learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook-trigger#limits.
_TIME = timedelta(seconds=150)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a file would change, or what it was to change when it was sent, and its import if there is one."""

    plan: Plan
    made: MatterImport | None = None


class Imports:
    """The use cases of importing matters."""

    def __init__(self, ledgers: Ledgers, clock: Clock) -> None:
        self._ledgers = ledgers
        self._clock = clock

    async def list(self, lawyer: Lawyer, *, limit: int, after: str | None) -> Page[MatterImport]:
        """The lawyer's imports, newest first."""
        return await self._ledgers.of(lawyer).page(IMPORTS, limit=limit, after=after)

    async def open(self, lawyer: Lawyer, import_id: str) -> MatterImport:
        """One import; raises NotFound."""
        return await self._ledgers.of(lawyer).get(IMPORTS, import_id)

    async def look(self, lawyer: Lawyer, data: bytes) -> Outcome:
        """What a file would change; nothing is written. Raises InvalidInput."""
        file = await asyncio.to_thread(read_matters, data)
        return Outcome(await self._ledgers.of(lawyer).change(lambda change: _planned(change, file)))

    async def apply(self, lawyer: Lawyer, data: bytes, seal: str, *, skip_rejected: bool) -> Outcome:
        """Make and change the matters as they were looked at; the import is still `applying` if time ran out.

        Raises InvalidInput; NotPossible when something changed since, or a line is rejected and that is not
        said to be skipped; Unavailable when nothing was written, and ImportInterrupted when something was.
        """
        file = await asyncio.to_thread(read_matters, data)
        _check_rejected(file, skip_rejected)
        ledger, ends = self._ledgers.of(lawyer), self._clock.now() + _TIME
        plan, made = await ledger.change(lambda change: _begun(change, file, seal))
        while made.state is ImportState.APPLYING and self._clock.now() < ends:
            made = await _advanced(ledger, plan, made)
        if made.state is ImportState.STOPPED:
            raise _stale(made)
        return Outcome(plan, made)


async def _advanced(ledger: Ledger, plan: Plan, made: MatterImport) -> MatterImport:
    try:
        return await ledger.change(lambda change: _gone_on(change, plan, made.id))
    except Unavailable:
        raise ImportInterrupted(made.id, made.done, made.total) from None


async def _planned(change: Change, file: MatterFile) -> Plan:
    matters = await change.every(MATTERS)
    return await asyncio.to_thread(plan_of, file, {matter.id: matter for matter in matters})


async def _begun(change: Change, file: MatterFile, seal: str) -> tuple[Plan, MatterImport]:
    """The import that was begun by this plan, or a new one with its first matters; raises NotPossible."""
    plan, known = await _planned(change, file), await change.find(PLANNED_IMPORTS, seal)
    if known and known.digest == file.digest and known.state is not ImportState.STOPPED:
        return plan, known if _holds(plan, known) else await _stopped(change, known.id)
    if plan.seal != seal:
        raise _stale()
    made = MatterImport(
        id=new_id(change.now),
        plan=seal,
        digest=file.digest,
        total=len(plan.to_do("")),
        left_out=len(file.rejected),
        rest=plan.seal_behind(""),
        began_at=change.now,
        updated_at=change.now,
    )
    return plan, _put(change, plan, made, _fitting(change, plan, made.through))


def _holds(plan: Plan, known: MatterImport) -> bool:
    """Whether all of it is in, or what is to come is as it was looked at."""
    return known.state is ImportState.APPLIED or plan.seal_behind(known.through) == known.rest


async def _stopped(change: Change, import_id: str) -> MatterImport:
    made = await change.get(IMPORTS, import_id)
    stopped = made.model_copy(update={"state": ImportState.STOPPED, "updated_at": change.now})
    change.put(IMPORTS, stopped)
    change.record(Actor.LAWYER, "matters.import_stopped", made.id, {"done": made.done, "total": made.total})
    return stopped


async def _gone_on(change: Change, plan: Plan, import_id: str) -> MatterImport:
    """The import with its next matters in; stopped when one of them is not as it was looked at."""
    made = await change.get(IMPORTS, import_id)
    if made.state is not ImportState.APPLYING:
        return made
    steps = _fitting(change, plan, made.through)
    versions = {matter.id: matter.version for matter in await change.every(MATTERS, _stretch(steps))}
    if all(versions.get(step.row.id, 0) == step.version for step in steps):
        return _put(change, plan, made, steps)
    return await _stopped(change, import_id)


def _fitting(change: Change, plan: Plan, through: str) -> list[Step]:
    """The next steps, as many, at least one, as a transaction takes."""
    fitting, room = list[Step](), _CHARACTERS_AT_ONCE
    for step in plan.to_do(through)[:_AT_ONCE]:
        room -= len(step.made(change.now).model_dump_json())
        if fitting and room < 0:
            break
        fitting.append(step)
    return fitting


def _put(change: Change, plan: Plan, made: MatterImport, steps: Sequence[Step]) -> MatterImport:
    """The import once these steps are done in this change."""
    for step in steps:
        change.put(MATTERS, step.made(change.now))
    through = steps[-1].row.id if steps else made.through
    created = [step.row.id for step in steps if step.before is None]
    changed = {step.row.id: step.version + 1 for step in steps if step.before}
    now = made.model_copy(
        update={
            "state": ImportState.APPLYING if plan.to_do(through) else ImportState.APPLIED,
            "created": made.created + len(created),
            "changed": made.changed + len(changed),
            "through": through,
            "rest": plan.seal_behind(through),
            "updated_at": change.now,
        }
    )
    change.put(IMPORTS, now)
    details = {"created": created, "changed": changed, "done": now.done, "total": now.total}
    change.record(Actor.LAWYER, "matters.imported", made.id, details)
    return now


def _stretch(steps: Sequence[Step]) -> Range:
    """The keys from the first step's matter to the last one's."""
    return Range(MATTERS.key(steps[0].row.id), MATTERS.key(f"{steps[-1].row.id}~"))


def _check_rejected(file: MatterFile, skip_rejected: bool) -> None:
    if file.rejected and not skip_rejected:
        raise NotPossible(
            f"{len(file.rejected)} lines are rejected, and nothing was imported. Mend them, or have them"
            " skipped.",
            code="lines_rejected",
            rejected=len(file.rejected),
        )


def _stale(stopped: MatterImport | None = None) -> NotPossible:
    what = f"{stopped.done} of {stopped.total} matters are in" if stopped else "Nothing was imported"
    told = {"import_id": stopped.id, "done": stopped.done, "total": stopped.total} if stopped else {}
    return NotPossible(
        f"The file or a matter of it is not as it was when you looked. {what}. Look again, and apply that.",
        code="plan_stale",
        **told,
    )
