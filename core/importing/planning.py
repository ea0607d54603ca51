"""What a file would change: its rows against the lawyer's matters, in the order of their ids.

A row says what a matter is called, whose it is, its law, its field and its rate; a cell that is empty leaves
what is there. Aliases, rules, number, status and the link to Clio are not a file's to say.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from core.domain.matters import Matter
from core.importing.reading import MatterFile, MatterRow

_FIELDS = ("client_id", "client", "name", "jurisdiction", "practice_area", "rate")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of a matter that becomes another."""

    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """One row, and the matter it is about if there is one; `changes` are empty for a new matter too.

    `seal` stands for the matter and its version, and those of all rows that come after.
    """

    row: MatterRow
    before: Matter | None
    changes: tuple[FieldChange, ...]
    seal: str

    @property
    def version(self) -> int:
        """The version the matter has now, 0 if there is none."""
        return self.before.version if self.before else 0

    def made(self, now: datetime) -> Matter:
        """The matter as the row wants it; a new one has its id for its number, as bills name it."""
        if self.before is None:
            said = {name: getattr(self.row, name) for name in _FIELDS}
            return Matter(id=self.row.id, number=self.row.id, updated_at=now, **said)
        said = {change.field: change.after for change in self.changes}
        return self.before.model_copy(update=said | {"version": self.version + 1, "updated_at": now})


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of every row, by the ids of the matters, and the lines that are rejected."""

    file: MatterFile
    steps: tuple[Step, ...]

    @property
    def new(self) -> list[Step]:
        """The rows that make a matter."""
        return [step for step in self.steps if step.before is None]

    @property
    def changed(self) -> list[Step]:
        """The rows that change a matter."""
        return [step for step in self.steps if step.changes]

    @property
    def unchanged(self) -> int:
        """How many rows are already so."""
        return len(self.steps) - len(self.new) - len(self.changed)

    @property
    def seal(self) -> str:
        """Stands for the file and the versions of the matters it touches: one other, and it is another."""
        return _hash(f"{self.file.digest} {self.seal_behind('')}")

    def seal_behind(self, through: str) -> str:
        """The same of what comes after a matter's id; at the end it is empty."""
        return next((step.seal for step in self.steps if step.row.id > through), "")

    def to_do(self, through: str) -> list[Step]:
        """What makes or changes a matter, after a matter's id."""
        return [
            step for step in self.steps if step.row.id > through and (step.before is None or step.changes)
        ]


def plan_of(file: MatterFile, matters: Mapping[str, Matter]) -> Plan:
    """What the rows of a file would do to these matters."""
    return Plan(file, _sealed(sorted(file.rows, key=lambda row: row.id), matters))


def _sealed(rows: Sequence[MatterRow], matters: Mapping[str, Matter]) -> tuple[Step, ...]:
    steps, seal = list[Step](), ""
    for row in reversed(rows):
        before = matters.get(row.id)
        version = before.version if before else 0
        seal = _hash(f"{seal} {version} {row.id}")
        steps.append(Step(row, before, _changes(row, before) if before else (), seal))
    return tuple(reversed(steps))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _changes(row: MatterRow, before: Matter) -> tuple[FieldChange, ...]:
    pairs = ((name, getattr(before, name), getattr(row, name)) for name in _FIELDS)
    return tuple(FieldChange(*pair) for pair in pairs if _differs(*pair))


def _differs(name: str, before: str | None, after: str | None) -> bool:
    """Whether a cell says something else: spaces around it say nothing, nor does a zero after the cents."""
    if not after or before is None:
        return bool(after)
    return Decimal(before) != Decimal(after) if name == "rate" else before.strip() != after
