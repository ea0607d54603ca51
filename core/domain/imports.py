"""Imports of clients and matters: how far one has come."""

from enum import StrEnum

from core.domain.values import Id, Instant, Value


class ImportState(StrEnum):
    """STOPPED: a matter of it changed while it was at work, so what was looked at no longer holds."""

    APPLYING = "applying"
    APPLIED = "applied"
    STOPPED = "stopped"


class MatterImport(Value):
    """One import; `total` is how many matters it makes or changes, `done` how many of them are in.

    `plan` names what its lawyer looked at and wants, `digest` is the SHA-256 of the file. Matters go in by
    their ids: `through` is the last that is in, `rest` stands for what is to come and the versions it was
    looked at with. `left_out` counts the rejected lines.
    """

    id: Id
    plan: str
    digest: str
    state: ImportState = ImportState.APPLYING
    total: int
    created: int = 0
    changed: int = 0
    left_out: int
    through: str = ""
    rest: str
    began_at: Instant
    updated_at: Instant

    @property
    def done(self) -> int:
        """How many matters are in."""
        return self.created + self.changed
