"""The validators take what the definitions show, and refuse what is broken, for the right reason."""

import pytest

from tests.ledes import validate_98bi_v2, validate_1998b
from tests.ledes.definitions import CURRENCIES, FIELDS_98BI_V2, FIELDS_1998B

# The header and the first row as the definition's own sample has them; the second row makes up its total.
HEADER = (
    "INVOICE_DATE|INVOICE_NUMBER|CLIENT_ID|LAW_FIRM_MATTER_ID|INVOICE_TOTAL|BILLING_START_DATE"
    "|BILLING_END_DATE|INVOICE_DESCRIPTION|LINE_ITEM_NUMBER|EXP/FEE/INV_ADJ_TYPE|LINE_ITEM_NUMBER_OF_UNITS"
    "|LINE_ITEM_ADJUSTMENT_AMOUNT|LINE_ITEM_TOTAL|LINE_ITEM_DATE|LINE_ITEM_TASK_CODE|LINE_ITEM_EXPENSE_CODE"
    "|LINE_ITEM_ACTIVITY_CODE|TIMEKEEPER_ID|LINE_ITEM_DESCRIPTION|LAW_FIRM_ID|LINE_ITEM_UNIT_COST"
    "|TIMEKEEPER_NAME|TIMEKEEPER_CLASSIFICATION|CLIENT_MATTER_ID"
)
SAMPLE = (
    "19990225|96542|00711|0528|1684.45|19990101|19990131|For services rendered|1|F|2.00|-70|630|19990115|L510"
    "||A102|22547|Research Attorney's fees, Set off claim|24-6437381|350|Arnsley, Robert|PARTNR|423-987"
)
SECOND = (
    "19990225|96542|00711|0528|1684.45|19990101|19990131|For services rendered|2|E|1||1054.45|19990120||E112"
    "|||Court fees|24-6437381|1054.45|||423-987"
)
MORE = (
    "|PO_NUMBER|CLIENT_TAX_ID|MATTER_NAME|INVOICE_TAX_TOTAL|INVOICE_NET_TOTAL|INVOICE_CURRENCY"
    "|TIMEKEEPER_LAST_NAME|TIMEKEEPER_FIRST_NAME|ACCOUNT_TYPE|LAW_FIRM_NAME|LAW_FIRM_ADDRESS_1"
    "|LAW_FIRM_ADDRESS_2|LAW_FIRM_CITY|LAW_FIRM_STATEorREGION|LAW_FIRM_POSTCODE|LAW_FIRM_COUNTRY|CLIENT_NAME"
    "|CLIENT_ADDRESS_1|CLIENT_ADDRESS_2|CLIENT_CITY|CLIENT_STATEorREGION|CLIENT_POSTCODE|CLIENT_COUNTRY"
    "|LINE_ITEM_TAX_RATE|LINE_ITEM_TAX_TOTAL|LINE_ITEM_TAX_TYPE|INVOICE_REPORTED_TAX_TOTAL|INVOICE_TAX_CURRENCY"
)
TAXED = (
    "20261130|77|C-1|M-1|431.16|20261101|20261130|Services|1|F|1.1|-10|431.16|20261105|C200||A104|AQ"
    "|Review lease|123456789RT0001|350|Quinn, Avery|PARTNR|K-9"
)


def _taxed(**changes: str) -> dict[str, str]:
    """A taxed line: 1.1 hours at 350, ten off, and 14.975 percent GST and QST."""
    names = [one.name for one in FIELDS_98BI_V2]
    values = dict.fromkeys(names, "")
    values |= dict(zip(names, TAXED.split("|"), strict=False))
    values |= {
        "MATTER_NAME": "Lease",
        "INVOICE_TAX_TOTAL": "56.16",
        "INVOICE_NET_TOTAL": "375",
        "INVOICE_CURRENCY": "CAD",
        "TIMEKEEPER_LAST_NAME": "Quinn",
        "TIMEKEEPER_FIRST_NAME": "Avery",
        "ACCOUNT_TYPE": "O",
        "LAW_FIRM_COUNTRY": "CA",
        "LINE_ITEM_TAX_RATE": ".14975",
        "LINE_ITEM_TAX_TOTAL": "56.16",
        "LINE_ITEM_TAX_TYPE": "GST/QST",
        "INVOICE_TAX_CURRENCY": "CAD",
    }
    return values | changes


def _file(first: str, header: str, *rows: str, ending: str = "\r\n") -> bytes:
    return "".join(f"{line}[]{ending}" for line in (first, header, *rows)).encode("latin-1")


def _1998b(*rows: str) -> bytes:
    return _file("LEDES1998B", HEADER, *rows)


def _98bi(*rows: dict[str, str]) -> bytes:
    return _file("LEDES98BI V2", HEADER + MORE, *("|".join(row.values()) for row in rows))


def _changed(row: str, **changes: str) -> str:
    """A row with some fields changed; / in a name is written __."""
    values = dict(zip(HEADER.split("|"), row.split("|"), strict=True))
    named = {name.replace("__", "/"): value for name, value in changes.items()}
    assert named.keys() <= values.keys()
    return "|".join((values | named).values())


def test_the_definitions_have_the_fields_of_the_headers() -> None:
    assert "|".join(one.name for one in FIELDS_1998B) == HEADER
    assert "|".join(one.name for one in FIELDS_98BI_V2) == HEADER + MORE
    assert (len(FIELDS_1998B), len(FIELDS_98BI_V2)) == (24, 52)
    assert {"CAD", "USD", "EUR"} < CURRENCIES


def test_the_sample_of_the_definition_is_taken() -> None:
    assert validate_1998b(_1998b(SAMPLE, SECOND)) == []
    assert validate_1998b(_file("LEDES1998B", HEADER, SAMPLE, SECOND, ending="\n")) == []
    adjusted = _changed(
        SECOND,
        LINE_ITEM_NUMBER="3",
        EXP__FEE__INV_ADJ_TYPE="IF",
        LINE_ITEM_NUMBER_OF_UNITS="",
        LINE_ITEM_UNIT_COST="",
        LINE_ITEM_ADJUSTMENT_AMOUNT="-84.45",
        LINE_ITEM_TOTAL="-84.45",
        LINE_ITEM_EXPENSE_CODE="",
    )
    rows = [row.replace("1684.45", "1600") for row in (SAMPLE, SECOND, adjusted)]
    assert validate_1998b(_1998b(*rows)) == []


def test_taxed_lines_are_taken() -> None:
    assert validate_98bi_v2(_98bi(_taxed())) == []
    other = {
        "INVOICE_NUMBER": "78",
        "LINE_ITEM_TAX_RATE": "0",
        "LINE_ITEM_TAX_TOTAL": "0",
        "INVOICE_TAX_TOTAL": "0",
    }
    untaxed = _taxed(**other, INVOICE_TOTAL="375", LINE_ITEM_TOTAL="375.00", INVOICE_CURRENCY="USD")
    assert validate_98bi_v2(_98bi(_taxed(), untaxed)) == []


BROKEN_FILES = {
    "empty": (b"", "line 1: not LEDES1998B[]"),
    "no items": (_1998b(), "no line items"),
    "another first line": (_file("LEDES98B", HEADER, SAMPLE, SECOND), "line 1: not LEDES1998B[]"),
    "another header": (
        _file("LEDES1998B", HEADER.replace("UNIT_COST", "RATE"), SAMPLE, SECOND),
        "line 2: not the header",
    ),
    "a header of spaces": (_file("LEDES1998B", HEADER.replace("|", " | "), SAMPLE), "line 2: not the header"),
    "no header": (_file("LEDES1998B", SAMPLE, SECOND), "line 2: not the header"),
    "no end": (_1998b(SAMPLE, SECOND).replace(b"[]\r\n19", b"\r\n19"), "line 3: does not end with []"),
    "not ASCII": (_1998b(SAMPLE.replace("Robert", "Andr\xe9"), SECOND), "line 3: not ASCII"),
    "a field more": (_1998b(SAMPLE + "|", SECOND), "line 3: 25 fields, not 24"),
    "a field less": (_1998b(SAMPLE, SECOND.rpartition("|")[0]), "line 4: 23 fields, not 24"),
    "a bar in text": (_1998b(SAMPLE.replace("claim", "cl|aim"), SECOND), "line 3: 25 fields, not 24"),
    "a break in text": (_1998b(SAMPLE.replace("claim", "cl\naim"), SECOND), "line 3: does not end with []"),
    "an empty line": (_1998b(SAMPLE, SECOND) + b"\r\n", "line 5: does not end with []"),
}


@pytest.mark.parametrize("how", BROKEN_FILES)
def test_a_broken_file_is_refused(how: str) -> None:
    data, problem = BROKEN_FILES[how]
    assert problem in validate_1998b(data)


# One field of the first line changed, and what is then wrong, alone.
BROKEN_ROWS = [
    ("INVOICE_DATE", "1999-02-25", "line 3: INVOICE_DATE is not YYYYMMDD"),
    ("LINE_ITEM_DATE", "19990230", "line 3: LINE_ITEM_DATE is no day"),
    ("LINE_ITEM_DATE", "", "line 3: LINE_ITEM_DATE is missing"),
    ("LINE_ITEM_DATE", "19990201", "line 3: LINE_ITEM_DATE is outside the billing period"),
    ("BILLING_START_DATE", "19990201", "line 3: BILLING_START_DATE is after BILLING_END_DATE"),
    ("INVOICE_NUMBER", "", "line 3: INVOICE_NUMBER is missing"),
    ("CLIENT_ID", "", "line 3: CLIENT_ID is missing"),
    ("CLIENT_ID", "9" * 21, "line 3: CLIENT_ID is longer than 20"),
    ("LAW_FIRM_MATTER_ID", "", "line 3: LAW_FIRM_MATTER_ID is missing"),
    ("LAW_FIRM_ID", "", "line 3: LAW_FIRM_ID is missing"),
    ("LINE_ITEM_DESCRIPTION", "", "line 3: LINE_ITEM_DESCRIPTION is missing"),
    ("LINE_ITEM_DESCRIPTION", "x" * 15_361, "line 3: LINE_ITEM_DESCRIPTION is longer than 15360"),
    ("LINE_ITEM_DESCRIPTION", "Read [] it", "line 3: LINE_ITEM_DESCRIPTION holds []"),
    ("LINE_ITEM_DESCRIPTION", "Read\tit", "line 3: LINE_ITEM_DESCRIPTION holds a control character"),
    ("LINE_ITEM_NUMBER_OF_UNITS", "2,00", "line 3: LINE_ITEM_NUMBER_OF_UNITS is no number"),
    ("LINE_ITEM_NUMBER_OF_UNITS", "2h", "line 3: LINE_ITEM_NUMBER_OF_UNITS is no number"),
    (
        "LINE_ITEM_NUMBER_OF_UNITS",
        "2.00000",
        "line 3: LINE_ITEM_NUMBER_OF_UNITS has more than 10 digits, or 4 decimals",
    ),
    ("LINE_ITEM_NUMBER_OF_UNITS", "", "line 3: LINE_ITEM_NUMBER_OF_UNITS is missing on a line of type F"),
    ("LINE_ITEM_NUMBER_OF_UNITS", "-2", "line 3: units or unit cost are below zero"),
    ("LINE_ITEM_NUMBER_OF_UNITS", "2.1", "line 3: LINE_ITEM_TOTAL is not units times cost and adjustment"),
    ("LINE_ITEM_UNIT_COST", "$350", "line 3: LINE_ITEM_UNIT_COST is no number"),
    ("LINE_ITEM_UNIT_COST", "350.", "line 3: LINE_ITEM_UNIT_COST is no number"),
    ("LINE_ITEM_ADJUSTMENT_AMOUNT", "70", "line 3: LINE_ITEM_TOTAL is not units times cost and adjustment"),
    ("LINE_ITEM_TOTAL", "630.01", "invoice 96542: INVOICE_TOTAL is not the sum of its lines"),
    ("INVOICE_TOTAL", "1684.46", "invoice 96542: INVOICE_TOTAL is not the sum of its lines"),
    ("INVOICE_TOTAL", "1,684.45", "line 3: INVOICE_TOTAL is no number"),
    ("INVOICE_DESCRIPTION", "Other", "invoice 96542: INVOICE_DESCRIPTION is not the same on every line"),
    ("CLIENT_MATTER_ID", "423", "invoice 96542: CLIENT_MATTER_ID is not the same on every line"),
    ("LINE_ITEM_NUMBER", "2", "invoice 96542: a LINE_ITEM_NUMBER stands twice"),
    ("EXP__FEE__INV_ADJ_TYPE", "T", "line 3: EXP/FEE/INV_ADJ_TYPE is none of F, E, IF, IE"),
    ("EXP__FEE__INV_ADJ_TYPE", "f", "line 3: EXP/FEE/INV_ADJ_TYPE is none of F, E, IF, IE"),
    ("EXP__FEE__INV_ADJ_TYPE", "E", "line 3: LINE_ITEM_EXPENSE_CODE is missing on a line of type E"),
    ("EXP__FEE__INV_ADJ_TYPE", "E", "line 3: LINE_ITEM_ACTIVITY_CODE stands on a line of expenses"),
    ("LINE_ITEM_TASK_CODE", "Research", "line 3: LINE_ITEM_TASK_CODE has not the shape of a UTBMS code"),
    ("LINE_ITEM_ACTIVITY_CODE", "L102", "line 3: LINE_ITEM_ACTIVITY_CODE has not the shape of a UTBMS code"),
    ("LINE_ITEM_EXPENSE_CODE", "E112", "line 3: LINE_ITEM_EXPENSE_CODE stands on a line of fees"),
    ("TIMEKEEPER_ID", "", "line 3: TIMEKEEPER_ID is missing on a line of type F"),
    ("TIMEKEEPER_NAME", "", "line 3: TIMEKEEPER_NAME is missing on a line of type F"),
    ("TIMEKEEPER_NAME", "N" * 31, "line 3: TIMEKEEPER_NAME is longer than 30"),
    ("TIMEKEEPER_CLASSIFICATION", "", "line 3: TIMEKEEPER_CLASSIFICATION is missing on a line of type F"),
    ("TIMEKEEPER_CLASSIFICATION", "PARTNERSHIP", "line 3: TIMEKEEPER_CLASSIFICATION is longer than 10"),
]


@pytest.mark.parametrize(("name", "value", "problem"), BROKEN_ROWS)
def test_a_broken_field_is_refused(name: str, value: str, problem: str) -> None:
    assert problem in validate_1998b(_1998b(_changed(SAMPLE, **{name: value}), SECOND))


BROKEN_TAXES = [
    ("MATTER_NAME", "", "line 3: MATTER_NAME is missing"),
    ("INVOICE_CURRENCY", "", "line 3: INVOICE_CURRENCY is missing"),
    ("INVOICE_CURRENCY", "$CA", "line 3: INVOICE_CURRENCY is no currency of ISO 4217"),
    ("INVOICE_TAX_CURRENCY", "cad", "line 3: INVOICE_TAX_CURRENCY is no currency of ISO 4217"),
    ("ACCOUNT_TYPE", "X", "line 3: ACCOUNT_TYPE is neither O nor T"),
    ("TIMEKEEPER_LAST_NAME", "", "line 3: TIMEKEEPER_LAST_NAME is missing on a line of type F"),
    ("LINE_ITEM_TAX_RATE", "14.975", "line 3: LINE_ITEM_TAX_RATE is not from 0 to 1"),
    ("LINE_ITEM_TAX_RATE", "14%", "line 3: LINE_ITEM_TAX_RATE is no number"),
    ("LINE_ITEM_TAX_RATE", "0.05", "line 3: LINE_ITEM_TAX_TOTAL is not the tax rate of the net amount"),
    ("LINE_ITEM_TAX_TOTAL", "", "line 3: LINE_ITEM_TAX_TOTAL is missing"),
    ("LINE_ITEM_TOTAL", "375", "line 3: LINE_ITEM_TOTAL is not units times cost and adjustment and tax"),
    ("INVOICE_TOTAL", "375", "invoice 77: INVOICE_TOTAL is not the sum of its lines"),
    ("INVOICE_TAX_TOTAL", "56.17", "invoice 77: INVOICE_TAX_TOTAL is not the sum of its lines"),
    ("INVOICE_NET_TOTAL", "431.16", "invoice 77: INVOICE_NET_TOTAL is not the sum of its lines without tax"),
    ("INVOICE_NET_TOTAL", "", "line 3: INVOICE_NET_TOTAL is missing"),
    ("LAW_FIRM_COUNTRY", "Canada", "line 3: LAW_FIRM_COUNTRY is longer than 3"),
]


@pytest.mark.parametrize(("name", "value", "problem"), BROKEN_TAXES)
def test_a_broken_field_of_a_taxed_file_is_refused(name: str, value: str, problem: str) -> None:
    assert problem in validate_98bi_v2(_98bi(_taxed(**{name: value})))


def test_one_format_is_not_the_other() -> None:
    assert "line 1: not LEDES98BI V2[]" in validate_98bi_v2(_1998b(SAMPLE, SECOND))
    assert "line 1: not LEDES1998B[]" in validate_1998b(_98bi(_taxed()))
    swapped = _file("LEDES98BI V2", MORE[1:] + "|" + HEADER, "|".join(_taxed().values()))
    assert "line 2: not the header" in validate_98bi_v2(swapped)


def test_two_names_of_one_matter_are_refused() -> None:
    second = _taxed(LINE_ITEM_NUMBER="2", MATTER_NAME="Other")
    assert "invoice 77: MATTER_NAME is not the same on every line" in validate_98bi_v2(
        _98bi(_taxed(), second)
    )
