"""Imports of clients and matters over the wire."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import Field, StringConstraints

from core.domain.imports import ImportState, MatterImport
from core.importing.planning import FieldChange, Step
from core.importing.reading import CellProblem, RejectedLine
from core.services.importing import Outcome
from functions.contracts.base import Wire

MOST_LISTED = 200

_WHAT_TO_DO = {
    ImportState.APPLYING: (
        "If it does not go on by itself, send the same request again: what is in stays, and the rest follows."
    ),
    ImportState.STOPPED: (
        "A matter was changed meanwhile. Send the file without `apply` to see what is left, then apply that."
    ),
}


class ImportQuery(Wire):
    """What to do with a file: nothing but look, or apply what was looked at."""

    apply: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = Field(
        default=None,
        description="The `plan` of a dry run, to have just that done; left out, nothing is done.",
    )
    skip_rejected: bool = Field(default=False, description="Leave the rejected lines out.")


class ImportView(Wire):
    """An import and how far it has come."""

    id: str
    state: ImportState
    total: int = Field(description="How many matters it makes or changes.")
    done: int = Field(description="How many of them are in.")
    created: int
    changed: int
    left_out: int = Field(description="How many lines were rejected and left out.")
    began_at: datetime
    updated_at: datetime
    what_to_do: str | None = Field(description="Null once it is applied.")

    @classmethod
    def of(cls, made: MatterImport) -> Self:
        """The wire form of an import."""
        return cls(
            id=made.id,
            state=made.state,
            total=made.total,
            done=made.done,
            created=made.created,
            changed=made.changed,
            left_out=made.left_out,
            began_at=made.began_at,
            updated_at=made.updated_at,
            what_to_do=_WHAT_TO_DO.get(made.state),
        )


class ImportPage(Wire):
    """A page of imports, newest first."""

    items: list[ImportView]
    after: str | None


class NewMatterView(Wire):
    """A line that makes a matter."""

    line: int
    id: str
    name: str
    client: str


class FieldChangeView(Wire):
    """A field that becomes another."""

    field: str
    before: str | None
    after: str | None

    @classmethod
    def of(cls, change: FieldChange) -> Self:
        """The wire form of a change."""
        return cls(field=change.field, before=change.before, after=change.after)


class ChangedMatterView(Wire):
    """A line that changes a matter."""

    line: int
    id: str
    version: int = Field(description="The matter's version before.")
    fields: list[FieldChangeView]

    @classmethod
    def of(cls, step: Step) -> Self:
        """The wire form of a step."""
        fields = [FieldChangeView.of(change) for change in step.changes]
        return cls(line=step.row.line, id=step.row.id, version=step.version, fields=fields)


class CellProblemView(Wire):
    """What is wrong with a cell; without a column, with the whole line."""

    column: str | None
    reason: str

    @classmethod
    def of(cls, problem: CellProblem) -> Self:
        """The wire form of a problem."""
        return cls(column=problem.column, reason=problem.reason)


class RejectedLineView(Wire):
    """A line that is not taken."""

    line: int
    problems: list[CellProblemView]

    @classmethod
    def of(cls, rejected: RejectedLine) -> Self:
        """The wire form of a rejected line."""
        return cls(line=rejected.line, problems=[CellProblemView.of(one) for one in rejected.problems])


class ImportCounts(Wire):
    """How many lines there are of each sort, listed or not."""

    new: int
    changed: int
    unchanged: int
    rejected: int


class ImportReport(Wire):
    """What a file would do, and its import once it was applied; each list ends after 200."""

    plan: str = Field(description="Stands for the file and for the matters it touches as they are now.")
    counts: ImportCounts
    new: list[NewMatterView]
    changed: list[ChangedMatterView]
    rejected: list[RejectedLineView]
    progress: ImportView | None = Field(description="The import; null for a dry run.")

    @classmethod
    def of(cls, outcome: Outcome) -> Self:
        """The wire form of an outcome."""
        plan, new, changed = outcome.plan, outcome.plan.new, outcome.plan.changed
        return cls(
            plan=plan.seal,
            counts=ImportCounts(
                new=len(new),
                changed=len(changed),
                unchanged=plan.unchanged,
                rejected=len(plan.file.rejected),
            ),
            new=[
                NewMatterView(line=step.row.line, id=step.row.id, name=step.row.name, client=step.row.client)
                for step in new[:MOST_LISTED]
            ],
            changed=[ChangedMatterView.of(step) for step in changed[:MOST_LISTED]],
            rejected=[RejectedLineView.of(line) for line in plan.file.rejected[:MOST_LISTED]],
            progress=ImportView.of(outcome.made) if outcome.made else None,
        )
