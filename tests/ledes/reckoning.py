"""What the fields of one line, and the lines of one invoice, owe each other."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from tests.ledes.definitions import Field, Same

if TYPE_CHECKING:
    from tests.ledes.validating import Line

_TYPES = {"F", "E", "IF", "IE"}
_CODES = {
    "LINE_ITEM_TASK_CODE": r"[A-Z]{1,2}\d{3}",
    "LINE_ITEM_ACTIVITY_CODE": r"A\d{3}",
    "LINE_ITEM_EXPENSE_CODE": r"E\d{3}",
}
_TIMEKEEPER = ("TIMEKEEPER_ID", "TIMEKEEPER_NAME", "TIMEKEEPER_CLASSIFICATION")
_COUNTED = ("LINE_ITEM_NUMBER_OF_UNITS", "LINE_ITEM_UNIT_COST")
# Amounts are rounded to the cent at the coarsest.
_HALF_A_CENT = Decimal("0.005")
_NOTHING = Decimal(0)


def line_problems(line: "Line", *, taxed: bool) -> Iterator[str]:
    """What is wrong within one line."""
    for problem in (
        *_type_problems(line.text, taxed=taxed),
        *_code_problems(line.text),
        *_sum_problems(line, taxed=taxed),
        *_day_problems(line),
    ):
        yield f"line {line.number}: {problem}"


def _type_problems(text: dict[str, str], *, taxed: bool) -> Iterator[str]:
    kind = text["EXP/FEE/INV_ADJ_TYPE"]
    if kind not in _TYPES:
        yield "EXP/FEE/INV_ADJ_TYPE is none of F, E, IF, IE"
    wanted = list(_COUNTED) if kind in {"F", "E"} else []
    if kind == "F":
        wanted += [*_TIMEKEEPER, *(["TIMEKEEPER_LAST_NAME"] if taxed else [])]
    if kind == "E":
        wanted.append("LINE_ITEM_EXPENSE_CODE")
    yield from (f"{name} is missing on a line of type {kind}" for name in wanted if not text[name])
    if taxed and text["ACCOUNT_TYPE"] not in {"O", "T", ""}:
        yield "ACCOUNT_TYPE is neither O nor T"


def _code_problems(text: dict[str, str]) -> Iterator[str]:
    for name, shape in _CODES.items():
        if text[name] and not re.fullmatch(shape, text[name]):
            yield f"{name} has not the shape of a UTBMS code"
    kind = text["EXP/FEE/INV_ADJ_TYPE"]
    if kind in {"F", "IF"} and text["LINE_ITEM_EXPENSE_CODE"]:
        yield "LINE_ITEM_EXPENSE_CODE stands on a line of fees"
    if kind in {"E", "IE"} and text["LINE_ITEM_ACTIVITY_CODE"]:
        yield "LINE_ITEM_ACTIVITY_CODE stands on a line of expenses"


def _sum_problems(line: "Line", *, taxed: bool) -> Iterator[str]:
    units, cost = (line.numbers.get(name, _NOTHING) for name in _COUNTED)
    if min(units, cost) < 0:
        yield "units or unit cost are below zero"
    net = units * cost + line.numbers.get("LINE_ITEM_ADJUSTMENT_AMOUNT", _NOTHING)
    tax = line.numbers.get("LINE_ITEM_TAX_TOTAL", _NOTHING) if taxed else _NOTHING
    if _differ(line.numbers.get("LINE_ITEM_TOTAL"), net + tax):
        yield "LINE_ITEM_TOTAL is not units times cost and adjustment" + (" and tax" if taxed else "")
    if taxed and _differ(tax, net * line.numbers.get("LINE_ITEM_TAX_RATE", _NOTHING)):
        yield "LINE_ITEM_TAX_TOTAL is not the tax rate of the net amount"


def _day_problems(line: "Line") -> Iterator[str]:
    start, end = (line.dates.get(name) for name in ("BILLING_START_DATE", "BILLING_END_DATE"))
    if start is None or end is None:
        return
    if start > end:
        yield "BILLING_START_DATE is after BILLING_END_DATE"
    day = line.dates.get("LINE_ITEM_DATE")
    if day and line.text["EXP/FEE/INV_ADJ_TYPE"] in {"F", "E"} and not start <= day <= end:
        yield "LINE_ITEM_DATE is outside the billing period"


def invoice_problems(lines: Iterable["Line"], fields: Sequence[Field], *, taxed: bool) -> Iterator[str]:
    """What is wrong between the lines of each invoice."""
    for number, group in _grouped(lines, "INVOICE_NUMBER"):
        for problem in (
            *_same_problems(group, [one.name for one in fields if one.same is Same.INVOICE]),
            *_matter_problems(group, [one.name for one in fields if one.same is Same.MATTER]),
            *_number_problems(group),
            *_total_problems(group, taxed=taxed),
        ):
            yield f"invoice {number}: {problem}"


def _grouped(lines: Iterable["Line"], name: str) -> Iterator[tuple[str, list["Line"]]]:
    ordered = sorted(lines, key=lambda line: line.text[name])
    for value, group in groupby(ordered, key=lambda line: line.text[name]):
        yield value, list(group)


def _same_problems(lines: Sequence["Line"], names: Iterable[str]) -> Iterator[str]:
    for name in names:
        if len({line.text[name] for line in lines}) > 1:
            yield f"{name} is not the same on every line"


def _matter_problems(lines: Sequence["Line"], names: Sequence[str]) -> Iterator[str]:
    for _, group in _grouped(lines, "LAW_FIRM_MATTER_ID"):
        yield from _same_problems(group, names)


def _number_problems(lines: Sequence["Line"]) -> Iterator[str]:
    if len({line.text["LINE_ITEM_NUMBER"] for line in lines}) < len(lines):
        yield "a LINE_ITEM_NUMBER stands twice"


def _total_problems(lines: Sequence["Line"], *, taxed: bool) -> Iterator[str]:
    total, tax = (
        sum((line.numbers.get(name, _NOTHING) for line in lines), _NOTHING)
        for name in ("LINE_ITEM_TOTAL", "LINE_ITEM_TAX_TOTAL")
    )
    said = lines[0].numbers
    if "INVOICE_TOTAL" in said and said["INVOICE_TOTAL"] != total:
        yield "INVOICE_TOTAL is not the sum of its lines"
    if not taxed:
        return
    if said.get("INVOICE_TAX_TOTAL", tax) != tax:
        yield "INVOICE_TAX_TOTAL is not the sum of its lines"
    if said.get("INVOICE_NET_TOTAL", total - tax) != total - tax:
        yield "INVOICE_NET_TOTAL is not the sum of its lines without tax"


def _differ(said: Decimal | None, reckoned: Decimal) -> bool:
    return said is not None and abs(said - reckoned) > _HALF_A_CENT
