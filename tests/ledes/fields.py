"""What the definitions of LEDES 1998B and 98BI V2 say of each field.

The LEDES Oversight Committee's field tables, as e-billing vendors print them:
support.casefox.com (1998B) and success.mitratech.com (98BI V2).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from tests.ledes import shapes

type Shape = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its label, the shape of what may stand in it, and whether it may be empty."""

    name: str
    shape: Shape
    needed: bool = True


def _text(length: int) -> Shape:
    return lambda value: f"longer than {length} characters" if len(value) > length else None


def _number(before: int, after: int) -> Shape:
    return lambda value: shapes.number(value, before, after)


_DATE, _MONEY, _LONG = shapes.date, _number(12, 4), _text(15 * 1024)

FIELDS_1998B = (
    Field("INVOICE_DATE", _DATE),
    Field("INVOICE_NUMBER", _text(20)),
    Field("CLIENT_ID", _text(20)),
    Field("LAW_FIRM_MATTER_ID", _text(20)),
    Field("INVOICE_TOTAL", _MONEY),
    Field("BILLING_START_DATE", _DATE),
    Field("BILLING_END_DATE", _DATE),
    Field("INVOICE_DESCRIPTION", _LONG, needed=False),
    Field("LINE_ITEM_NUMBER", _text(20)),
    Field("EXP/FEE/INV_ADJ_TYPE", shapes.kind),
    Field("LINE_ITEM_NUMBER_OF_UNITS", _number(10, 4)),
    Field("LINE_ITEM_ADJUSTMENT_AMOUNT", _MONEY, needed=False),
    Field("LINE_ITEM_TOTAL", _MONEY),
    Field("LINE_ITEM_DATE", _DATE),
    Field("LINE_ITEM_TASK_CODE", shapes.task_code, needed=False),
    Field("LINE_ITEM_EXPENSE_CODE", shapes.expense_code, needed=False),
    Field("LINE_ITEM_ACTIVITY_CODE", shapes.activity_code, needed=False),
    Field("TIMEKEEPER_ID", _text(20), needed=False),
    Field("LINE_ITEM_DESCRIPTION", _LONG, needed=False),
    Field("LAW_FIRM_ID", _text(20)),
    Field("LINE_ITEM_UNIT_COST", _number(10, 4)),
    Field("TIMEKEEPER_NAME", _text(30), needed=False),
    Field("TIMEKEEPER_CLASSIFICATION", _text(10), needed=False),
    Field("CLIENT_MATTER_ID", _text(20), needed=False),
)

_ADDRESS = ("ADDRESS_1", "ADDRESS_2", "CITY", "STATEorREGION", "POSTCODE")

FIELDS_98BI = (
    *FIELDS_1998B,
    Field("PO_NUMBER", _text(100), needed=False),
    Field("CLIENT_TAX_ID", _text(20), needed=False),
    Field("MATTER_NAME", _text(255), needed=False),
    Field("INVOICE_TAX_TOTAL", _MONEY),
    Field("INVOICE_NET_TOTAL", _MONEY),
    Field("INVOICE_CURRENCY", shapes.currency),
    Field("TIMEKEEPER_LAST_NAME", _text(30), needed=False),
    Field("TIMEKEEPER_FIRST_NAME", _text(30), needed=False),
    Field("ACCOUNT_TYPE", shapes.account, needed=False),
    Field("LAW_FIRM_NAME", _text(60), needed=False),
    *(Field(f"LAW_FIRM_{part}", _text(60), needed=False) for part in _ADDRESS),
    Field("LAW_FIRM_COUNTRY", shapes.country, needed=False),
    Field("CLIENT_NAME", _text(60), needed=False),
    *(Field(f"CLIENT_{part}", _text(60), needed=False) for part in _ADDRESS),
    Field("CLIENT_COUNTRY", shapes.country, needed=False),
    Field("LINE_ITEM_TAX_RATE", _number(1, 6)),
    Field("LINE_ITEM_TAX_TOTAL", _MONEY),
    Field("LINE_ITEM_TAX_TYPE", _text(20), needed=False),
    Field("INVOICE_REPORTED_TAX_TOTAL", _MONEY, needed=False),
    Field("INVOICE_TAX_CURRENCY", shapes.currency, needed=False),
)

# What stands on every line of an invoice, and is the invoice's.
OF_THE_INVOICE = (
    "INVOICE_DATE",
    "CLIENT_ID",
    "INVOICE_TOTAL",
    "BILLING_START_DATE",
    "BILLING_END_DATE",
    "INVOICE_DESCRIPTION",
    "LAW_FIRM_ID",
    "INVOICE_TAX_TOTAL",
    "INVOICE_NET_TOTAL",
    "INVOICE_CURRENCY",
    "INVOICE_REPORTED_TAX_TOTAL",
    "INVOICE_TAX_CURRENCY",
)
# What stands on every line of a matter, and is the matter's.
OF_THE_MATTER = ("CLIENT_MATTER_ID", "MATTER_NAME")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that was read: its number in the file and its values by label."""

    number: int
    values: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")

    def money(self, name: str) -> Decimal:
        """A number of the line; nothing is nought."""
        return Decimal(self[name] or "0")

    def day(self, name: str) -> datetime:
        """A date of the line."""
        return datetime.strptime(self[name], "%Y%m%d")  # noqa: DTZ007 - a day has no zone
