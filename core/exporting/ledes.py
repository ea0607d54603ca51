"""LEDES 1998B and 98BI V2: one invoice to a file, one line to an entry, and no file that is not valid.

An invoice is of one client; it may be of several matters, which not every receiver takes: that is told. Time
that is not billable stays out. Time that is not charged is shown at its rate, and taken off by an adjustment
on its line. Time is written in hundredths of an hour, exactly or not at all. What the formats cannot hold is
refused, line and column; what they hold but receivers often want otherwise is told.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from types import MappingProxyType
from typing import Final

from core.domain.codes import Billing
from core.domain.errors import InvalidInput
from core.domain.exports import ExportFinding, ExportWanted, LeftOut, Tally
from core.domain.invoices import Invoicing
from core.exporting.columns import CannotShow
from core.exporting.ledes_columns import LEDES_98BI, LEDES_1998B, Bill, Column, OfInvoice, OfLine
from core.exporting.ledes_money import LedesMoney, SumOfLines
from core.exporting.lines import Line, Money, Sender
from core.exporting.plain import written_plainly

_PLAINER: Final = str.maketrans({"|": "/", "[": "(", "]": ")"})


@dataclass(frozen=True, slots=True)
class LedesFormat:
    """One of the formats: its first line, its columns, and whether it knows taxes."""

    name: str
    about: str
    opening: str
    columns: tuple[Column, ...]
    taxes: bool


FORMATS: Final[Mapping[str, LedesFormat]] = MappingProxyType(
    {
        "ledes1998b": LedesFormat(
            "LEDES 1998B",
            "An invoice for clients who take bills electronically; it holds no tax. Give it an `invoice`.",
            "LEDES1998B[]",
            LEDES_1998B,
            taxes=False,
        ),
        "ledes98bi": LedesFormat(
            "LEDES 98BI V2",
            "An invoice with tax for clients who take bills electronically. Give it an `invoice`.",
            "LEDES98BI V2[]",
            LEDES_98BI,
            taxes=True,
        ),
    }
)


def ledes_sheet(
    form: LedesFormat, wanted: ExportWanted, invoicing: Invoicing, sender: Sender
) -> "LedesSheet":
    """What writes the invoice that is wanted; raises InvalidInput without one."""
    if wanted.invoice is None:
        problem = "give the invoice's number and day at least"
        raise InvalidInput(
            "LEDES is an invoice, and needs one.", errors=[{"field": "invoice", "problem": problem}]
        )
    invoice = wanted.invoice.over(invoicing)
    first, last = invoice.first or wanted.first, invoice.last or wanted.last
    if first > last:
        problem = "the billing period ends before it begins"
        raise InvalidInput(f"LEDES: {problem}.", errors=[{"field": "invoice", "problem": problem}])
    money = LedesMoney(Decimal(invoice.tax_rate or 0) if form.taxes else Decimal(0))
    return LedesSheet(form, Bill(invoice, sender, first, last, money), plain_text=wanted.plain_text)


@dataclass(frozen=True, slots=True)
class LedesSheet:
    """A file of a LEDES format."""

    form: LedesFormat
    bill: Bill
    plain_text: bool
    media_type: str = field(default="text/plain; charset=us-ascii", init=False)
    ending: str = field(default="txt", init=False)

    def leaves_out(self, line: Line) -> LeftOut | None:
        """Time that is not billable is not on a bill."""
        return LeftOut.NOT_BILLABLE if line.fields.billing is Billing.NON_BILLABLE else None

    def findings(self, line: Line) -> Sequence[ExportFinding]:
        """What cannot be written of a line, what is written plainly, and codes that are often wanted."""
        of_line = [column for column in self.form.columns if isinstance(column, OfLine)]
        found = [one for column in of_line for one in self._findings(column, line, SumOfLines.of(Tally()))]
        if not (line.fields.task_code and line.fields.activity_code):
            told = "Most receivers want a task code and an activity code on every line."
            found.append(ExportFinding(code="no_code", message=told, refuses=False))
        return [one.model_copy(update={"entry_id": line.entry_id}) for one in found]

    def money(self, line: Line) -> Money | None:
        """What a line comes to, None without a rate."""
        amounts = self.bill.money.of(line)
        return Money(amounts.net, amounts.tax) if amounts else None

    def findings_of_all(self, tally: Tally) -> Sequence[ExportFinding]:
        """What the whole invoice lacks, and what its lines do not have in common."""
        of_all = [column for column in self.form.columns if isinstance(column, OfInvoice)]
        columns = [one for column in of_all for one in self._findings(column, None, SumOfLines.of(tally))]
        return [*columns, *self._of_clients(tally), *self._of_matters(tally), *self._of_taxes()]

    def head(self, tally: Tally) -> bytes:  # noqa: ARG002 - the same for any lines
        """The name of the format, and the names of the columns."""
        names = "|".join(column.name for column in self.form.columns)
        return f"{self.form.opening}\r\n{names}[]\r\n".encode("ascii")

    def row(self, line: Line, number: int, tally: Tally) -> bytes:
        """One line, with its end; raises CannotShow where a finding refuses it."""
        lines = SumOfLines.of(tally)
        cells = [self._cell(column, self._text(column, line, number, lines)) for column in self.form.columns]
        return f"{'|'.join(cells)}[]\r\n".encode("ascii")

    def _text(self, column: Column, line: Line | None, number: int, lines: SumOfLines) -> str:
        if isinstance(column, OfInvoice):
            return column.read(self.bill, lines) or ""
        if isinstance(column, OfLine) and line:
            return column.read(self.bill, line, number) or ""
        return ""

    def _findings(self, column: Column, line: Line | None, lines: SumOfLines) -> Iterator[ExportFinding]:
        finding = partial(ExportFinding, column=column.name)
        try:
            text = self._text(column, line, 1, lines)
            cell = self._cell(column, text)
        except CannotShow as wrong:
            yield finding(code=wrong.code, message=wrong.message)
        else:
            if cell != text:
                told = "Some characters are written plainly here."
                yield finding(code="written_plainly", message=told, refuses=False)

    def _cell(self, column: Column, text: str) -> str:
        """A text as the file holds it; raises CannotShow where it cannot."""
        cell = text if _holds_all(text) else self._plainly(text)
        if column.remedy and not cell.strip():
            raise CannotShow("empty_column", f"This column must not be empty: {column.remedy}.")
        if len(cell) > column.limit:
            problem = f"This column holds at most {column.limit} characters, and {len(cell)} are needed."
            raise CannotShow("too_long", problem)
        return cell

    def _plainly(self, text: str) -> str:
        plain = written_plainly(text.translate(_PLAINER), _holds) if self.plain_text else None
        if plain is None:
            again = "" if self.plain_text else " Ask with `plain_text` to have it written plainly."
            raise CannotShow(
                "not_in_format", f"A character here cannot be written in {self.form.name}.{again}"
            )
        return plain

    def _of_clients(self, tally: Tally) -> Iterator[ExportFinding]:
        if len(tally.clients) > 1:
            told = "An invoice is of one client, and this time is of several, by id or by name."
            yield ExportFinding(code="several_clients", message=told, column="CLIENT_ID")

    def _of_matters(self, tally: Tally) -> Iterator[ExportFinding]:
        if len(tally.matters) <= 1:
            return
        if self.bill.invoice.client_matter_id:
            told = "`client_matter_id` is of one matter, and this time is of several."
            yield ExportFinding(code="several_matters", message=told, column="CLIENT_MATTER_ID")
        else:
            told = "This time is of several matters; some receivers take one to an invoice."
            yield ExportFinding(
                code="several_matters", message=told, column="LAW_FIRM_MATTER_ID", refuses=False
            )

    def _of_taxes(self) -> Iterator[ExportFinding]:
        invoice = self.bill.invoice
        taxed = bool(Decimal(invoice.tax_rate or 0))
        if taxed and not self.form.taxes:
            told = "LEDES 1998B holds no tax, so none is on this invoice. LEDES 98BI V2 does."
            yield ExportFinding(code="no_tax", message=told, refuses=False)
        if taxed and self.form.taxes and not invoice.tax_type:
            told = "Say what the tax is called: give `tax_type` with the invoice, or in your settings."
            yield ExportFinding(code="empty_column", message=told, column="LINE_ITEM_TAX_TYPE")


def settings_missing(sender: Sender) -> list[str]:
    """The settings that no LEDES file can do without, and that are still to be set."""
    needed = {
        "timekeeper_id": sender.timekeeper_id,
        "timekeeper_class": sender.classification,
        "timekeeper_last_name": sender.last_name,
        "timekeeper_first_name": sender.first_name,
    }
    return [name for name, given in needed.items() if not given]


def _holds_all(text: str) -> bool:
    return _holds(text) and "[]" not in text


def _holds(text: str) -> bool:
    return all(" " <= char <= "~" and char != "|" for char in text)
