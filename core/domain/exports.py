"""What goes out in an export, and what is said of it."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Self

from pydantic import Field as Constraint

from core.domain.invoices import Invoice
from core.domain.values import Id, Instant, MatterId, Value

MOST_FINDINGS = 200
_NAMED = 5


class LeftOut(StrEnum):
    """Why an approved entry that was asked for does not go into the file."""

    EXPORTED_BEFORE = "exported_before"
    IN_CLIO = "in_clio"
    NOT_BILLABLE = "not_billable"


class ExportFinding(Value):
    """What is to be said of a line, or of the whole file where `entry_id` is None.

    `column` is the file's own name of the column. With `refuses`, the file would be invalid, and is not
    written. The message holds no words of the entry.
    """

    code: str
    message: str
    entry_id: Id | None = None
    column: str | None = None
    refuses: bool = True


class Tally(Value):
    """What lines come to: `minutes` of work, money as decimal text, None where a line has no rate.

    `clients` and `matters` are the first few that were met, as many as a file can be refused for.
    """

    rows: int = 0
    minutes: int = 0
    amount: str | None = "0"
    tax: str = "0"
    clients: tuple[str, ...] = ()
    matters: tuple[MatterId, ...] = ()

    def plus(self, minutes: int, net: Decimal | None, tax: Decimal, client: str | None, matter: str) -> Self:
        """The tally with one more line; `net` is None for a line without a rate."""
        known = None if self.amount is None or net is None else str(Decimal(self.amount) + net)
        return self.model_copy(
            update={
                "rows": self.rows + 1,
                "minutes": self.minutes + minutes,
                "amount": known,
                "tax": str(Decimal(self.tax) + tax),
                "clients": _first_few(self.clients, client or ""),
                "matters": _first_few(self.matters, matter),
            }
        )


def _first_few(met: tuple[str, ...], name: str) -> tuple[str, ...]:
    known = {one.casefold() for one in met}
    return met if len(met) >= _NAMED or name.casefold() in known else (*met, name)


class ExportWanted(Value):
    """What an export is to hold: approved work from `first` to `last`, both included.

    None of `matters` or `clients` is all of them, and who names both wants what is of both; clients are
    named as matters name them, without difference of case. `plain_text` allows a format that cannot hold a
    character to write it plainly.
    """

    preset: str
    first: date
    last: date
    matters: tuple[MatterId, ...] = ()
    clients: tuple[str, ...] = ()
    include_exported: bool = False
    plain_text: bool = False
    invoice: Invoice | None = None


class ExportMark(Value):
    """That a version of an entry left with a job, or is about to."""

    job_id: Id
    version: int
    preset: str
    at: Instant


class Counted(Value):
    """What a pass over entries has met: what goes out, what stays, and what is to be said of it.

    `findings` are the first of them, those that refuse before the others; `more_findings` counts the rest,
    `refusals` all that refuse.
    """

    tally: Tally = Tally()
    left_out: Mapping[LeftOut, int] = Constraint(default_factory=dict)
    findings: tuple[ExportFinding, ...] = ()
    more_findings: int = 0
    refusals: int = 0

    def without(self, reason: LeftOut) -> Self:
        """With one more entry that stays."""
        counts = dict(self.left_out) | {reason: self.left_out.get(reason, 0) + 1}
        return self.model_copy(update={"left_out": counts})

    def saying(self, findings: Sequence[ExportFinding]) -> Self:
        """With more findings."""
        if not findings:
            return self
        kept = sorted((*self.findings, *findings), key=lambda finding: not finding.refuses)
        return self.model_copy(
            update={
                "findings": tuple(kept[:MOST_FINDINGS]),
                "more_findings": self.more_findings + len(kept[MOST_FINDINGS:]),
                "refusals": self.refusals + sum(finding.refuses for finding in findings),
            }
        )
