"""The columns of LEDES 1998B and 98BI V2, in their order, as the LEDES Oversight Committee defines them.

Read at support.casefox.com (1998B, revision of 2007), success.mitratech.com and support.clio.com (98BI V2).
A number "10.4" is taken to have ten digits, four of them behind the point, the stricter of two readings.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from core.domain.codes import Billing
from core.domain.invoices import MOST_DESCRIPTION, Address, Invoice
from core.domain.matters import Matter
from core.domain.presets import DateFormat, DecimalSign, HourFormat
from core.domain.task_codes import task_code
from core.exporting.columns import CannotShow, Manner
from core.exporting.ledes_money import LedesMoney, SumOfLines
from core.exporting.lines import Line, Sender

_MANNER: Final = Manner(DateFormat.COMPACT, HourFormat.HUNDREDTHS, DecimalSign.POINT, Sender())
_MOST_LINE: Final = Decimal(10**6)
_MOST_INVOICE: Final = Decimal(10**8)
_SET: Final = "set `{}` in your settings"
_SAY: Final = "give `{0}` with the invoice, or `invoicing.{0}` in your settings"


@dataclass(frozen=True, slots=True)
class Bill:
    """What one file is made of beside its lines; `first` to `last` is the billing period."""

    invoice: Invoice
    sender: Sender
    first: date
    last: date
    money: LedesMoney


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file: how many characters it holds, and what to do where it must not be empty and is."""

    name: str
    limit: int
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class OfInvoice(Column):
    """A column that says the same on every line."""

    read: Callable[[Bill, SumOfLines], str | None] = lambda _bill, _sum: None


@dataclass(frozen=True, slots=True)
class OfLine(Column):
    """A column that a line fills; may raise CannotShow."""

    read: Callable[[Bill, Line, int], str | None] = lambda _bill, _line, _number: None


def _day(day: date | None) -> str:
    return _MANNER.day(day) if day else ""


def _total(amount: Decimal) -> str:
    return _within(amount, _MOST_INVOICE)


def _within(amount: Decimal, most: Decimal) -> str:
    if abs(amount) >= most:
        raise CannotShow("too_much", f"This column holds less than {most:,}.")
    return _MANNER.money(amount)


def _work_day(bill: Bill, line: Line, _number: int) -> str:
    day = line.fields.work_date
    if day and not bill.first <= day <= bill.last:
        raise CannotShow("outside_period", "This work was not done in the billing period of the invoice.")
    return _day(day)


def _units(_bill: Bill, line: Line, _number: int) -> str:
    return _MANNER.hours_of(line.fields.minutes or 0)


def _rate(_bill: Bill, line: Line, _number: int) -> str:
    if line.rate is None:
        return ""
    if line.rate != line.rate.quantize(Decimal("0.0001")) or not 0 <= line.rate < _MOST_LINE:
        raise CannotShow("rate_not_possible", "A rate has at most six digits, and four behind the point.")
    return _MANNER.money(line.rate)


def _adjustment(bill: Bill, line: Line, _number: int) -> str:
    amounts = bill.money.of(line)
    return _within(amounts.adjustment, _MOST_LINE) if amounts else ""


def _line_total(bill: Bill, line: Line, _number: int) -> str:
    amounts = bill.money.of(line)
    return _within(amounts.total, _MOST_LINE) if amounts else ""


def _line_tax(bill: Bill, line: Line, _number: int) -> str:
    amounts = bill.money.of(line)
    return _within(amounts.tax, _MOST_LINE) if amounts else ""


def _task(_bill: Bill, line: Line, _number: int) -> str:
    code = line.fields.task_code
    try:
        return task_code(code) if code else ""
    except ValueError:
        raise CannotShow("unknown_code", "This task code is in none of the UTBMS sets.") from None


def _of_matter(read: Callable[[Matter], str]) -> Callable[[Bill, Line, int], str]:
    return lambda _bill, line, _number: read(line.matter) if line.matter else ""


def _client_id(bill: Bill, line: Line, _number: int) -> str:
    return bill.invoice.client_id or (line.matter.client_id if line.matter else "")


def _name(bill: Bill) -> str:
    last, first = bill.sender.last_name, bill.sender.first_name
    return f"{last}, {first}" if last and first else ""


def _address(whose: str, read: Callable[[Invoice], Address | None]) -> tuple[Column, ...]:
    def of(part: Callable[[Address], str | None]) -> Callable[[Bill, SumOfLines], str | None]:
        return lambda bill, _: part(read(bill.invoice) or Address())

    return (
        OfInvoice(f"{whose}_ADDRESS_1", 60, read=of(lambda at: at.line_1)),
        OfInvoice(f"{whose}_ADDRESS_2", 60, read=of(lambda at: at.line_2)),
        OfInvoice(f"{whose}_CITY", 40, read=of(lambda at: at.city)),
        OfInvoice(f"{whose}_STATEorREGION", 40, read=of(lambda at: at.region)),
        OfInvoice(f"{whose}_POSTCODE", 20, read=of(lambda at: at.postcode)),
        OfInvoice(f"{whose}_COUNTRY", 3, read=of(lambda at: at.country)),
    )


def _is_free(line: Line) -> bool:
    return line.fields.billing is not Billing.BILLABLE


LEDES_1998B: Final[tuple[Column, ...]] = (
    OfInvoice("INVOICE_DATE", 8, "give its day", lambda bill, _: _day(bill.invoice.day)),
    OfInvoice("INVOICE_NUMBER", 20, "give its number", lambda bill, _: bill.invoice.number),
    OfLine("CLIENT_ID", 20, "give the matter its client's id, or the invoice a `client_id`", _client_id),
    OfLine(
        "LAW_FIRM_MATTER_ID", 20, "give it a matter", _of_matter(lambda matter: matter.number or matter.id)
    ),
    OfInvoice("INVOICE_TOTAL", 13, "give a rate", lambda _, lines: _total(lines.total)),
    OfInvoice("BILLING_START_DATE", 8, "give its first day", lambda bill, _: _day(bill.first)),
    OfInvoice("BILLING_END_DATE", 8, "give its last day", lambda bill, _: _day(bill.last)),
    OfInvoice("INVOICE_DESCRIPTION", MOST_DESCRIPTION, read=lambda bill, _: bill.invoice.description),
    OfLine("LINE_ITEM_NUMBER", 20, "number it", lambda _bill, _line, number: str(number)),
    OfLine("EXP/FEE/INV_ADJ_TYPE", 2, "say its type", lambda _bill, _line, _number: "F"),
    OfLine("LINE_ITEM_NUMBER_OF_UNITS", 11, "give it a time", _units),
    OfLine("LINE_ITEM_ADJUSTMENT_AMOUNT", 11, read=_adjustment),
    OfLine("LINE_ITEM_TOTAL", 11, "set a rate in your settings, or on the matter", _line_total),
    OfLine("LINE_ITEM_DATE", 8, "give it a day", _work_day),
    OfLine("LINE_ITEM_TASK_CODE", 20, read=_task),
    OfLine("LINE_ITEM_EXPENSE_CODE", 20),
    OfLine("LINE_ITEM_ACTIVITY_CODE", 20, read=lambda _bill, line, _number: line.fields.activity_code),
    OfInvoice("TIMEKEEPER_ID", 20, _SET.format("timekeeper_id"), lambda bill, _: bill.sender.timekeeper_id),
    OfLine(
        "LINE_ITEM_DESCRIPTION",
        MOST_DESCRIPTION,
        "give it a narrative",
        lambda _bill, line, _number: line.fields.narrative,
    ),
    OfInvoice("LAW_FIRM_ID", 20, _SAY.format("law_firm_id"), lambda bill, _: bill.invoice.law_firm_id),
    OfLine("LINE_ITEM_UNIT_COST", 11, "set a rate in your settings, or on the matter", _rate),
    OfInvoice(
        "TIMEKEEPER_NAME",
        30,
        "set `timekeeper_last_name` and `timekeeper_first_name` in your settings",
        lambda bill, _: _name(bill),
    ),
    OfInvoice(
        "TIMEKEEPER_CLASSIFICATION",
        10,
        _SET.format("timekeeper_class"),
        lambda bill, _: bill.sender.classification,
    ),
    OfInvoice("CLIENT_MATTER_ID", 20, read=lambda bill, _: bill.invoice.client_matter_id),
)

LEDES_98BI: Final[tuple[Column, ...]] = (
    *LEDES_1998B,
    OfInvoice("PO_NUMBER", 100, read=lambda bill, _: bill.invoice.po_number),
    OfInvoice("CLIENT_TAX_ID", 20, read=lambda bill, _: bill.invoice.client_tax_id),
    OfLine("MATTER_NAME", 255, "give it a matter", _of_matter(lambda matter: matter.name)),
    OfInvoice("INVOICE_TAX_TOTAL", 13, "give a tax rate", lambda _, lines: _total(lines.tax)),
    OfInvoice("INVOICE_NET_TOTAL", 13, "give a rate", lambda _, lines: _total(lines.net)),
    OfInvoice("INVOICE_CURRENCY", 3, _SAY.format("currency"), lambda bill, _: bill.invoice.currency),
    OfInvoice(
        "TIMEKEEPER_LAST_NAME",
        30,
        _SET.format("timekeeper_last_name"),
        lambda bill, _: bill.sender.last_name,
    ),
    OfInvoice(
        "TIMEKEEPER_FIRST_NAME",
        30,
        _SET.format("timekeeper_first_name"),
        lambda bill, _: bill.sender.first_name,
    ),
    OfInvoice("ACCOUNT_TYPE", 1, read=lambda _bill, _sum: "O"),
    OfInvoice("LAW_FIRM_NAME", 60, _SAY.format("law_firm_name"), lambda bill, _: bill.invoice.law_firm_name),
    *_address("LAW_FIRM", lambda invoice: invoice.law_firm_address),
    OfLine(
        "CLIENT_NAME",
        60,
        "give the invoice a `client_name`",
        lambda bill, line, _: bill.invoice.client_name or (line.matter.client if line.matter else ""),
    ),
    *_address("CLIENT", lambda invoice: invoice.client_address),
    OfInvoice("LINE_ITEM_TAX_RATE", 12, _SAY.format("tax_rate"), lambda bill, _: bill.invoice.tax_rate),
    OfLine("LINE_ITEM_TAX_TOTAL", 11, "set a rate in your settings, or on the matter", _line_tax),
    OfInvoice("LINE_ITEM_TAX_TYPE", 20, read=lambda bill, _: bill.invoice.tax_type),
    OfInvoice("INVOICE_REPORTED_TAX_TOTAL", 13, read=lambda _, lines: _total(lines.tax)),
    OfInvoice("INVOICE_TAX_CURRENCY", 3, read=lambda bill, _: bill.invoice.currency),
)
