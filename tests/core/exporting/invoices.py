"""LEDES files for tests: a lawyer who can write one, and what a reader makes of it."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from core.domain.exports import ExportFinding, ExportWanted, Tally
from core.domain.invoices import Address, Invoice, Invoicing
from core.domain.preferences import FirmDefaults, Preferences
from core.exporting.ledes import LedesSheet
from core.exporting.lines import Line, Sender
from core.exporting.sheets import sheet_of
from tests.core.exporting import lines as csv

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)
MATTER = csv.MATTER.model_copy(update={"client_id": "C-1001"})
SENDER = Sender("Avery Quinn", "AQ", "PARTNR", "Quinn", "Avery")
FIRM = Invoicing(
    law_firm_id="24-6437381",
    law_firm_name="Quinn and Rowe LLP",
    law_firm_address=Address(line_1="1 Bay Street", city="Toronto", region="ON", country="CA"),
    currency="CAD",
    tax_rate="0.13",
    tax_type="HST",
)
INVOICE: dict[str, Any] = {"number": "2026-031", "day": LAST}


def ledes(
    preset: str = "ledes98bi",
    *,
    firm: Invoicing = FIRM,
    sender: Sender = SENDER,
    plain_text: bool = False,
    **invoice: Any,
) -> LedesSheet:
    """What writes an invoice for March."""
    given = Invoice.model_validate(INVOICE | invoice)
    wanted = ExportWanted(preset=preset, first=FIRST, last=LAST, plain_text=plain_text, invoice=given)
    sheet = sheet_of(wanted, Preferences([FirmDefaults(invoicing=firm)]), sender)
    assert isinstance(sheet, LedesSheet)
    return sheet


def tally_of(sheet: LedesSheet, lines: Sequence[Line]) -> Tally:
    """What lines come to."""
    tally = Tally()
    for line in lines:
        money = sheet.money(line)
        net, tax = (money.net, money.tax) if money else (None, Decimal(0))
        tally = tally.plus(line.fields.minutes or 0, net, tax, line.client, line.fields.matter_id or "")
    return tally


def findings_in(sheet: LedesSheet, lines: Sequence[Line]) -> list[ExportFinding]:
    """All that is to be said of a file of these lines."""
    of_lines = [one for line in lines for one in sheet.findings(line)]
    return [*of_lines, *sheet.findings_of_all(tally_of(sheet, lines))]


def file_of(sheet: LedesSheet, lines: Sequence[Line]) -> bytes:
    """The whole file, its last line written first, as the writer does."""
    tally = tally_of(sheet, lines)
    rows = [sheet.row(line, number, tally) for number, line in reversed(list(enumerate(lines, 1)))]
    return sheet.head(tally) + b"".join(reversed(rows))


def columns_in(file: bytes) -> list[dict[str, str]]:
    """The lines of a file, by column."""
    _, *lines = file.decode("ascii").split("[]\r\n")
    assert lines.pop() == ""
    names, *rows = [line.split("|") for line in lines]
    return [dict(zip(names, row, strict=True)) for row in rows]
