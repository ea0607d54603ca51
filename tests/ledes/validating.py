"""From bytes to lines of fields, each held against its definition; every problem names its line and field."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from tests.ledes.definitions import CURRENCIES, FIELDS_98BI_V2, FIELDS_1998B, Field, Holds
from tests.ledes.reckoning import invoice_problems, line_problems

_END = "[]"
_DECIMALS = {Holds.MONEY: 4, Holds.NUMBER: 4, Holds.RATE: 6}


@dataclass(frozen=True, slots=True)
class Line:
    """One line item: where it stands, what is written, and what of it could be read."""

    number: int
    text: dict[str, str]
    numbers: dict[str, Decimal] = field(default_factory=dict)
    dates: dict[str, date] = field(default_factory=dict)


def validate_1998b(data: bytes) -> list[str]:
    """Everything that is wrong with a LEDES 1998B file; empty for a valid one."""
    return _validate(data, "LEDES1998B[]", FIELDS_1998B, taxed=False)


def validate_98bi_v2(data: bytes) -> list[str]:
    """Everything that is wrong with a LEDES 98BI V2 file; empty for a valid one."""
    return _validate(data, "LEDES98BI V2[]", FIELDS_98BI_V2, taxed=True)


def _validate(data: bytes, first: str, fields: Sequence[Field], *, taxed: bool) -> list[str]:
    try:
        text = data.decode("ascii")
    except UnicodeDecodeError as error:
        return [f"line {data[: error.start].count(b'\n') + 1}: not ASCII"]
    lines = text.removesuffix("\n").split("\n")
    lines = [line.removesuffix("\r") for line in lines]
    problems = list(_head_problems(lines, first, fields))
    items = list[Line]()
    for number, line in enumerate(lines[2:], start=3):
        item, found = _item(number, line, fields)
        problems += found
        if item:
            items.append(item)
            problems += line_problems(item, taxed=taxed)
    return problems + list(invoice_problems(items, fields, taxed=taxed))


def _head_problems(lines: Sequence[str], first: str, fields: Sequence[Field]) -> Iterator[str]:
    if lines[0] != first:
        yield f"line 1: not {first}"
    if len(lines) < 2 or lines[1] != "|".join(one.name for one in fields) + _END:
        yield "line 2: not the header"
    if len(lines) < 3:
        yield "no line items"


def _item(number: int, line: str, fields: Sequence[Field]) -> tuple[Line | None, list[str]]:
    """The line item, if it has its fields, and what is wrong with them."""
    if not line.endswith(_END):
        return None, [f"line {number}: does not end with []"]
    values = line.removesuffix(_END).split("|")
    if len(values) != len(fields):
        return None, [f"line {number}: {len(values)} fields, not {len(fields)}"]
    item = Line(number, dict(zip([one.name for one in fields], values, strict=True)))
    problems = [
        f"line {number}: {one.name} {problem}"
        for one, value in zip(fields, values, strict=True)
        for problem in _field_problems(one, value, item)
    ]
    return item, problems


def _field_problems(one: Field, value: str, item: Line) -> Iterator[str]:
    flaws = {
        "holds a control character": not value.isprintable(),
        "holds []": _END in value,
        "is missing": one.required and not value,
    }
    yield from (flaw for flaw, there in flaws.items() if there)
    if value:
        yield from _content_problems(one, value, item)


def _content_problems(one: Field, value: str, item: Line) -> Iterator[str]:
    match one.holds:
        case Holds.TEXT:
            if len(value) > one.most:
                yield f"is longer than {one.most}"
        case Holds.DATE:
            yield from _date_problems(one, value, item)
        case Holds.CURRENCY:
            if value not in CURRENCIES:
                yield "is no currency of ISO 4217"
        case _:
            yield from _number_problems(one, value, item)


def _date_problems(one: Field, value: str, item: Line) -> Iterator[str]:
    if len(value) != 8 or not value.isdigit():
        yield "is not YYYYMMDD"
        return
    try:
        item.dates[one.name] = datetime.strptime(value, "%Y%m%d").date()  # noqa: DTZ007 - a day, no instant
    except ValueError:
        yield "is no day"


def _number_problems(one: Field, value: str, item: Line) -> Iterator[str]:
    whole, point, decimals = value.removeprefix("-").partition(".")
    if not all(part.isdigit() for part in (whole or "0", decimals if point else "0")):
        yield "is no number"
        return
    if len(whole) > one.most or len(decimals) > _DECIMALS[one.holds]:
        yield f"has more than {one.most} digits, or {_DECIMALS[one.holds]} decimals"
    item.numbers[one.name] = Decimal(value)
    if one.holds is Holds.RATE and not 0 <= Decimal(value) <= 1:
        yield "is not from 0 to 1"
