"""Whether a file is LEDES 1998B or 98BI V2, and if not, all that is wrong with it."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

from tests.ledes.fields import FIELDS_98BI, FIELDS_1998B, OF_THE_INVOICE, OF_THE_MATTER, Field, Line

_CENT = Decimal("0.01")


def validate_1998b(data: bytes) -> list[str]:
    """What is wrong with a file of LEDES 1998B; nothing when it is valid."""
    return _Validation("LEDES1998B", FIELDS_1998B).of(data)


def validate_98bi_v2(data: bytes) -> list[str]:
    """What is wrong with a file of LEDES 98BI V2; nothing when it is valid."""
    return _Validation("LEDES98BI V2", FIELDS_98BI).of(data)


class _Validation:
    def __init__(self, title: str, fields: Sequence[Field]) -> None:
        self._title = title
        self._fields = fields
        self._taxed = len(fields) > len(FIELDS_1998B)

    def of(self, data: bytes) -> list[str]:
        try:
            text = data.decode("ascii")
        except UnicodeDecodeError as error:
            return [f"not ASCII at byte {error.start}"]
        problems = list(self._form(text))
        if problems:
            return problems
        lines = [self._line(number, line) for number, line in enumerate(_lines(text)[2:], start=3)]
        problems = [problem for line in lines for problem in self._values(line)]
        return problems or [*self._sums(lines)]

    def _form(self, text: str) -> Iterator[str]:
        """What keeps the lines from being read at all."""
        lines = _lines(text)
        if not text.endswith(("[]\r\n", "[]\n")):
            yield "the last line does not end"
        if lines[0] != f"{self._title}[]":
            yield f"line 1: not {self._title}[]"
        if len(lines) < 2 or lines[1] != "|".join(field.name for field in self._fields) + "[]":
            yield "line 2: not the header"
        if len(lines) < 3:
            yield "no line item"
        for number, line in enumerate(lines[2:], start=3):
            yield from (f"line {number}: {problem}" for problem in self._form_of(line))

    def _form_of(self, line: str) -> Iterator[str]:
        if not line.endswith("[]"):
            yield "does not end with []"
        elif "[]" in line[:-2]:
            yield "[] within it"
        elif (count := line.count("|") + 1) != len(self._fields):
            yield f"{count} fields, not {len(self._fields)}"
        if any(ord(sign) < 32 or ord(sign) == 127 for sign in line):
            yield "a control character"

    def _line(self, number: int, line: str) -> Line:
        names = (field.name for field in self._fields)
        return Line(number, dict(zip(names, line.removesuffix("[]").split("|"), strict=True)))

    def _values(self, line: Line) -> Iterator[str]:
        """What is wrong within one line."""
        for field in self._fields:
            value = line[field.name]
            if not value:
                if field.needed:
                    yield f"line {line.number}: {field.name} is empty"
            elif problem := field.shape(value):
                yield f"line {line.number}: {field.name} is {problem}"
        if line["EXP/FEE/INV_ADJ_TYPE"] == "F":
            yield from self._fee(line)
        if line["EXP/FEE/INV_ADJ_TYPE"] == "E" and not line["LINE_ITEM_EXPENSE_CODE"]:
            yield f"line {line.number}: an expense without LINE_ITEM_EXPENSE_CODE"

    def _fee(self, line: Line) -> Iterator[str]:
        if line["LINE_ITEM_EXPENSE_CODE"]:
            yield f"line {line.number}: a fee with LINE_ITEM_EXPENSE_CODE"
        needed = ["TIMEKEEPER_ID", "TIMEKEEPER_NAME", "TIMEKEEPER_CLASSIFICATION", "LINE_ITEM_DESCRIPTION"]
        for name in needed:
            if not line[name].strip():
                yield f"line {line.number}: a fee without {name}"

    def _sums(self, lines: Sequence[Line]) -> Iterator[str]:
        """What is wrong between the numbers of lines that are each well formed."""
        for line in lines:
            yield from self._total(line)
            yield from _days(line)
        ordered = sorted(lines, key=lambda line: line["INVOICE_NUMBER"])
        for number, invoice in groupby(ordered, key=lambda line: line["INVOICE_NUMBER"]):
            yield from self._invoice(number, list(invoice))

    def _total(self, line: Line) -> Iterator[str]:
        net = line.money("LINE_ITEM_NUMBER_OF_UNITS") * line.money("LINE_ITEM_UNIT_COST")
        net = net.quantize(_CENT, ROUND_HALF_UP) + line.money("LINE_ITEM_ADJUSTMENT_AMOUNT")
        tax = line.money("LINE_ITEM_TAX_TOTAL")
        if line.money("LINE_ITEM_NUMBER_OF_UNITS") < 0:
            yield f"line {line.number}: negative LINE_ITEM_NUMBER_OF_UNITS"
        if line.money("LINE_ITEM_TOTAL") != net + tax:
            yield f"line {line.number}: LINE_ITEM_TOTAL is not units x cost + adjustment (+ tax)"
        if self._taxed:
            due = (net * line.money("LINE_ITEM_TAX_RATE")).quantize(_CENT, ROUND_HALF_UP)
            if tax != due:
                yield f"line {line.number}: LINE_ITEM_TAX_TOTAL is not what LINE_ITEM_TAX_RATE gives"
            if tax and not line["LINE_ITEM_TAX_TYPE"]:
                yield f"line {line.number}: a tax without LINE_ITEM_TAX_TYPE"

    def _invoice(self, number: str, lines: Sequence[Line]) -> Iterator[str]:
        first = lines[0]
        for name in OF_THE_INVOICE:
            if len({line[name] for line in lines}) > 1:
                yield f"invoice {number}: {name} differs between its lines"
        yield from _matters(number, lines)
        if len({line["LINE_ITEM_NUMBER"] for line in lines}) < len(lines):
            yield f"invoice {number}: LINE_ITEM_NUMBER twice"
        total, tax = _sum(lines, "LINE_ITEM_TOTAL"), _sum(lines, "LINE_ITEM_TAX_TOTAL")
        if first.money("INVOICE_TOTAL") != total:
            yield f"invoice {number}: INVOICE_TOTAL is not the sum of its lines"
        if self._taxed and first.money("INVOICE_TAX_TOTAL") != tax:
            yield f"invoice {number}: INVOICE_TAX_TOTAL is not the sum of its lines' taxes"
        if self._taxed and first.money("INVOICE_NET_TOTAL") != total - tax:
            yield f"invoice {number}: INVOICE_NET_TOTAL is not the total without tax"


def _days(line: Line) -> Iterator[str]:
    start, end = line.day("BILLING_START_DATE"), line.day("BILLING_END_DATE")
    if start > end:
        yield f"line {line.number}: BILLING_START_DATE after BILLING_END_DATE"
    elif not start <= line.day("LINE_ITEM_DATE") <= end:
        yield f"line {line.number}: LINE_ITEM_DATE outside the billing period"


def _matters(number: str, lines: Sequence[Line]) -> Iterator[str]:
    ordered = sorted(lines, key=lambda line: line["LAW_FIRM_MATTER_ID"])
    for matter, group in groupby(ordered, key=lambda line: line["LAW_FIRM_MATTER_ID"]):
        said = list(group)
        for name in OF_THE_MATTER:
            if len({line[name] for line in said}) > 1:
                yield f"invoice {number}: {name} differs between the lines of {matter}"


def _sum(lines: Sequence[Line], name: str) -> Decimal:
    return sum((line.money(name) for line in lines), Decimal(0))


def _lines(text: str) -> list[str]:
    return text.removesuffix("\n").removesuffix("\r").replace("\r\n", "\n").split("\n")
