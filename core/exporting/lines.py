"""What a file is written from, line by line, and what writes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from core.domain.entries import EntryFields
from core.domain.exports import ExportFinding, LeftOut, Tally
from core.domain.matters import Matter


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose time it is, as bills name the timekeeper; None where settings do not say."""

    name: str | None = None
    timekeeper_id: str | None = None
    classification: str | None = None
    last_name: str | None = None
    first_name: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One approved entry about to leave: `rate` is money per hour, None if nobody set one.

    `in_clio` says that it went to Clio by itself, or is on its way there.
    """

    entry_id: str
    version: int
    fields: EntryFields
    matter: Matter | None
    rate: Decimal | None
    approved_at: datetime
    in_clio: bool = False

    @property
    def client(self) -> str | None:
        """Whose the matter is: by id and name, as two clients may have one name, or one be written twice."""
        return f"{self.matter.client_id} {self.matter.client}".strip() if self.matter else None


@dataclass(frozen=True, slots=True)
class Money:
    """What a line comes to, before tax, and the tax on it."""

    net: Decimal
    tax: Decimal = Decimal(0)


class Sheet(Protocol):
    """A kind of file. Lines are written in any order, each with its number, counted from 1."""

    @property
    def media_type(self) -> str:
        """What a browser is told that the file is."""

    @property
    def ending(self) -> str:
        """The end of the file's name, without a dot."""

    def leaves_out(self, line: Line) -> LeftOut | None:
        """Why a line does not belong into this kind of file; None when it does."""

    def findings(self, line: Line) -> Sequence[ExportFinding]:
        """What is to be said of a line; it can be written unless one of them refuses."""

    def money(self, line: Line) -> Money | None:
        """What a line comes to, None without a rate."""

    def findings_of_all(self, tally: Tally) -> Sequence[ExportFinding]:
        """What is to be said of all lines together."""

    def head(self, tally: Tally) -> bytes:
        """What stands before the first line."""

    def row(self, line: Line, number: int, tally: Tally) -> bytes:
        """One line, with its end; of all lines `tally` is the whole."""
