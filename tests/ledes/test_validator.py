"""The validator takes what the definitions take, and says why it refuses the rest."""

from collections.abc import Callable

import pytest

from tests.ledes.fields import FIELDS_98BI, FIELDS_1998B
from tests.ledes.validator import validate_98bi_v2, validate_1998b

# The sample that goes around with the definitions; in the file it is one of several lines.
LINE = (
    "19990225|96542|00711|0528|630|19990101|19990131|For services rendered|1|F|2.00|-70|630|19990115|L510||"
    "A102|22547|Research Attorney's fees, Set off claim|24-6437381|350|Arnsley, Robert|PARTNR|423-987[]"
)
HEADER = (
    "INVOICE_DATE|INVOICE_NUMBER|CLIENT_ID|LAW_FIRM_MATTER_ID|INVOICE_TOTAL|BILLING_START_DATE"
    "|BILLING_END_DATE|INVOICE_DESCRIPTION|LINE_ITEM_NUMBER|EXP/FEE/INV_ADJ_TYPE|LINE_ITEM_NUMBER_OF_UNITS"
    "|LINE_ITEM_ADJUSTMENT_AMOUNT|LINE_ITEM_TOTAL|LINE_ITEM_DATE|LINE_ITEM_TASK_CODE|LINE_ITEM_EXPENSE_CODE"
    "|LINE_ITEM_ACTIVITY_CODE|TIMEKEEPER_ID|LINE_ITEM_DESCRIPTION|LAW_FIRM_ID|LINE_ITEM_UNIT_COST"
    "|TIMEKEEPER_NAME|TIMEKEEPER_CLASSIFICATION|CLIENT_MATTER_ID"
)
MORE = (
    "|PO_NUMBER|CLIENT_TAX_ID|MATTER_NAME|INVOICE_TAX_TOTAL|INVOICE_NET_TOTAL|INVOICE_CURRENCY"
    "|TIMEKEEPER_LAST_NAME|TIMEKEEPER_FIRST_NAME|ACCOUNT_TYPE|LAW_FIRM_NAME|LAW_FIRM_ADDRESS_1"
    "|LAW_FIRM_ADDRESS_2|LAW_FIRM_CITY|LAW_FIRM_STATEorREGION|LAW_FIRM_POSTCODE|LAW_FIRM_COUNTRY|CLIENT_NAME"
    "|CLIENT_ADDRESS_1|CLIENT_ADDRESS_2|CLIENT_CITY|CLIENT_STATEorREGION|CLIENT_POSTCODE|CLIENT_COUNTRY"
    "|LINE_ITEM_TAX_RATE|LINE_ITEM_TAX_TOTAL|LINE_ITEM_TAX_TYPE|INVOICE_REPORTED_TAX_TOTAL|INVOICE_TAX_CURRENCY"
)
TAXED = {
    "PO_NUMBER": "PO-7",
    "MATTER_NAME": "Chen lease",
    "INVOICE_TAX_TOTAL": "81.9",
    "INVOICE_NET_TOTAL": "630",
    "INVOICE_CURRENCY": "CAD",
    "TIMEKEEPER_LAST_NAME": "Arnsley",
    "TIMEKEEPER_FIRST_NAME": "Robert",
    "ACCOUNT_TYPE": "O",
    "LAW_FIRM_COUNTRY": "CA",
    "CLIENT_COUNTRY": "CA",
    "LINE_ITEM_TAX_RATE": "0.13",
    "LINE_ITEM_TAX_TOTAL": "81.90",
    "LINE_ITEM_TAX_TYPE": "HST",
    "INVOICE_TAX_CURRENCY": "CAD",
}

type Values = dict[str, str]


def _values() -> Values:
    names = (field.name for field in FIELDS_1998B)
    return dict(zip(names, LINE.removesuffix("[]").split("|"), strict=True))


def _taxed() -> Values:
    changed = {"INVOICE_TOTAL": "711.90", "LINE_ITEM_TOTAL": "711.90"}
    return {field.name: "" for field in FIELDS_98BI} | _values() | TAXED | changed


def _file(title: str, *lines: Values) -> bytes:
    header = "|".join(lines[0])
    return "".join(
        f"{line}[]\r\n" for line in (title, header, *map("|".join, map(dict.values, lines)))
    ).encode()


def _1998b(*lines: Values) -> bytes:
    return _file("LEDES1998B", *lines)


def _98bi(*lines: Values) -> bytes:
    return _file("LEDES98BI V2", *lines)


def test_the_headers_are_those_of_the_definitions() -> None:
    assert "|".join(field.name for field in FIELDS_1998B) == HEADER
    assert "|".join(field.name for field in FIELDS_98BI) == HEADER + MORE
    assert (len(FIELDS_1998B), len(FIELDS_98BI)) == (24, 52)


def test_the_sample_is_accepted() -> None:
    assert validate_1998b(_1998b(_values())) == []
    assert validate_98bi_v2(_98bi(_taxed())) == []


def test_several_lines_and_invoices_are_accepted() -> None:
    two = {"INVOICE_TOTAL": "1260"}
    one = _values() | two
    other = one | {"LINE_ITEM_NUMBER": "2", "LAW_FIRM_MATTER_ID": "0529"}
    apart = _values() | {"INVOICE_NUMBER": "96543"}
    assert validate_1998b(_1998b(one, other, apart)) == []


def test_lines_may_end_as_on_unix() -> None:
    assert validate_1998b(_1998b(_values()).replace(b"\r\n", b"\n")) == []


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("INVOICE_DATE", "", "INVOICE_DATE is empty"),
        ("INVOICE_DATE", "1999-02-25", "INVOICE_DATE is not a date"),
        ("LINE_ITEM_DATE", "19990231", "LINE_ITEM_DATE is no day"),
        ("INVOICE_NUMBER", "9" * 21, "INVOICE_NUMBER is longer"),
        ("CLIENT_ID", "", "CLIENT_ID is empty"),
        ("LAW_FIRM_MATTER_ID", "", "LAW_FIRM_MATTER_ID is empty"),
        ("INVOICE_TOTAL", "630.01", "INVOICE_TOTAL is not the sum"),
        ("INVOICE_TOTAL", "$630", "INVOICE_TOTAL is not a number"),
        ("BILLING_START_DATE", "19990301", "BILLING_START_DATE after"),
        ("BILLING_END_DATE", "19990110", "LINE_ITEM_DATE outside"),
        ("LINE_ITEM_DATE", "19981231", "LINE_ITEM_DATE outside"),
        ("EXP/FEE/INV_ADJ_TYPE", "T", "none of F, E"),
        ("EXP/FEE/INV_ADJ_TYPE", "E", "an expense without"),
        ("LINE_ITEM_NUMBER", "", "LINE_ITEM_NUMBER is empty"),
        ("LINE_ITEM_NUMBER_OF_UNITS", "2,00", "UNITS is not a number"),
        ("LINE_ITEM_NUMBER_OF_UNITS", "-2.00", "negative"),
        ("LINE_ITEM_NUMBER_OF_UNITS", "1.90", "not units x cost"),
        ("LINE_ITEM_ADJUSTMENT_AMOUNT", "70", "not units x cost"),
        ("LINE_ITEM_TOTAL", "700", "not units x cost"),
        ("LINE_ITEM_TASK_CODE", "X510", "no UTBMS task code"),
        ("LINE_ITEM_EXPENSE_CODE", "E101", "a fee with"),
        ("LINE_ITEM_ACTIVITY_CODE", "A999", "no UTBMS activity code"),
        ("TIMEKEEPER_ID", "", "a fee without TIMEKEEPER_ID"),
        ("TIMEKEEPER_NAME", "", "a fee without TIMEKEEPER_NAME"),
        ("TIMEKEEPER_NAME", "A" * 31, "TIMEKEEPER_NAME is longer"),
        ("TIMEKEEPER_CLASSIFICATION", "", "a fee without TIMEKEEPER_CLASSIFICATION"),
        ("LINE_ITEM_DESCRIPTION", " ", "a fee without LINE_ITEM_DESCRIPTION"),
        ("LINE_ITEM_DESCRIPTION", "a|b", "25 fields"),
        ("LINE_ITEM_DESCRIPTION", "a[]b", "[] within"),
        ("LINE_ITEM_DESCRIPTION", "a\tb", "control character"),
        ("LINE_ITEM_DESCRIPTION", "a\nb", "does not end with []"),
        ("LINE_ITEM_DESCRIPTION", "Révision", "not ASCII"),
        ("LAW_FIRM_ID", "", "LAW_FIRM_ID is empty"),
        ("LINE_ITEM_UNIT_COST", "350.00001", "UNIT_COST is not a number"),
    ],
)
def test_a_broken_1998b_is_refused_for_what_is_broken(name: str, value: str, why: str) -> None:
    problems = validate_1998b(_1998b(_values() | {name: value}))
    assert any(why in problem for problem in problems), problems


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("INVOICE_TAX_TOTAL", "80", "INVOICE_TAX_TOTAL is not the sum"),
        ("INVOICE_NET_TOTAL", "711.90", "INVOICE_NET_TOTAL is not"),
        ("INVOICE_CURRENCY", "", "INVOICE_CURRENCY is empty"),
        ("INVOICE_CURRENCY", "dollars", "no currency"),
        ("INVOICE_CURRENCY", "CDN", "no currency"),
        ("LINE_ITEM_TAX_RATE", "13%", "TAX_RATE is not a number"),
        ("LINE_ITEM_TAX_RATE", "0.05", "not what LINE_ITEM_TAX_RATE gives"),
        ("LINE_ITEM_TAX_TYPE", "", "a tax without"),
        ("LINE_ITEM_TOTAL", "630", "not units x cost"),
        ("CLIENT_COUNTRY", "Canada", "no country"),
        ("ACCOUNT_TYPE", "X", "neither O nor T"),
        ("MATTER_NAME", "m" * 256, "MATTER_NAME is longer"),
    ],
)
def test_a_broken_98bi_is_refused_for_what_is_broken(name: str, value: str, why: str) -> None:
    problems = validate_98bi_v2(_98bi(_taxed() | {name: value}))
    assert any(why in problem for problem in problems), problems


@pytest.mark.parametrize(
    ("breaks", "why"),
    [
        (lambda data: data.replace(b"LEDES1998B[]", b"LEDES1998B"), "line 1"),
        (lambda data: data.replace(b"INVOICE_DATE|", b"DATE|"), "line 2"),
        (lambda data: data.replace(b"423-987[]", b"423-987"), "does not end"),
        (lambda data: data.removesuffix(b"\r\n"), "the last line does not end"),
        (lambda data: b"\r\n".join(data.split(b"\r\n")[:2]) + b"\r\n", "no line item"),
        (lambda _: b"", "line 1"),
    ],
)
def test_a_file_of_another_form_is_refused(breaks: Callable[[bytes], bytes], why: str) -> None:
    problems = validate_1998b(breaks(_1998b(_values())))
    assert any(why in problem for problem in problems), problems


@pytest.mark.parametrize("name", ["INVOICE_DATE", "CLIENT_ID", "INVOICE_DESCRIPTION", "LAW_FIRM_ID"])
def test_an_invoice_says_the_same_of_itself_on_each_line(name: str) -> None:
    one = _values() | {"INVOICE_TOTAL": "1260"}
    other = one | {"LINE_ITEM_NUMBER": "2", name: "19990226"}
    problems = validate_1998b(_1998b(one, other))
    assert problems == [f"invoice 96542: {name} differs between its lines"]


def test_a_line_is_numbered_once() -> None:
    one = _values() | {"INVOICE_TOTAL": "1260"}
    assert validate_1998b(_1998b(one, one)) == ["invoice 96542: LINE_ITEM_NUMBER twice"]


def test_each_format_is_not_the_other() -> None:
    assert validate_98bi_v2(_1998b(_values()))
    assert validate_1998b(_98bi(_taxed()))


@pytest.mark.parametrize("name", ["CLIENT_MATTER_ID", "MATTER_NAME"])
def test_a_matter_is_called_the_same_on_each_line(name: str) -> None:
    one = _taxed() | {"INVOICE_TOTAL": "1423.80", "INVOICE_TAX_TOTAL": "163.80", "INVOICE_NET_TOTAL": "1260"}
    other = one | {"LINE_ITEM_NUMBER": "2", name: "Other"}
    assert validate_98bi_v2(_98bi(one, other)) == [f"invoice 96542: {name} differs between the lines of 0528"]
    apart = other | {"LAW_FIRM_MATTER_ID": "0529"}
    assert validate_98bi_v2(_98bi(one, apart)) == []
