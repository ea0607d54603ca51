"""LEDES 1998B and 98BI V2: what a file says, what is told of it, and what is refused."""

from typing import Any

import pytest

from core.domain.codes import Billing
from core.domain.errors import InvalidInput
from core.domain.exports import ExportWanted, LeftOut, Tally
from core.domain.invoices import Invoicing
from core.domain.matters import Matter
from core.domain.preferences import Preferences
from core.exporting.columns import CannotShow
from core.exporting.lines import Line, Sender
from core.exporting.sheets import sheet_of
from tests.core.exporting import lines as csv
from tests.core.exporting.invoices import (
    FIRM,
    FIRST,
    LAST,
    MATTER,
    SENDER,
    columns_in,
    file_of,
    findings_in,
    ledes,
)

BOTH = ["ledes1998b", "ledes98bi"]
each = pytest.mark.parametrize


def line(*, matter: Matter | None = MATTER, rate: str | None = "350", **fields: Any) -> Line:
    return csv.line(matter=matter, rate=rate, **fields)


def test_a_1998b_file_to_the_letter() -> None:
    assert file_of(ledes("ledes1998b", description="March"), [line(minutes=15)]) == (
        b"LEDES1998B[]\r\n"
        b"INVOICE_DATE|INVOICE_NUMBER|CLIENT_ID|LAW_FIRM_MATTER_ID|INVOICE_TOTAL|BILLING_START_DATE|"
        b"BILLING_END_DATE|INVOICE_DESCRIPTION|LINE_ITEM_NUMBER|EXP/FEE/INV_ADJ_TYPE|"
        b"LINE_ITEM_NUMBER_OF_UNITS|LINE_ITEM_ADJUSTMENT_AMOUNT|LINE_ITEM_TOTAL|LINE_ITEM_DATE|"
        b"LINE_ITEM_TASK_CODE|LINE_ITEM_EXPENSE_CODE|LINE_ITEM_ACTIVITY_CODE|TIMEKEEPER_ID|"
        b"LINE_ITEM_DESCRIPTION|LAW_FIRM_ID|LINE_ITEM_UNIT_COST|TIMEKEEPER_NAME|"
        b"TIMEKEEPER_CLASSIFICATION|CLIENT_MATTER_ID[]\r\n"
        b"20260331|2026-031|C-1001|00012-R|87.50|20260301|20260331|March|1|F|0.25|0.00|87.50|20260304|"
        b"L120||A103|AQ|Draft the reply.|24-6437381|350.00|Quinn, Avery|PARTNR|[]\r\n"
    )


def test_98bi_has_what_the_facts_name_in_their_order() -> None:
    opening, names = ledes().head(Tally()).decode().split("[]\r\n")[:2]
    columns = names.split("|")
    assert (opening, len(columns)) == ("LEDES98BI V2", 52)
    assert columns[23:34] == [
        "CLIENT_MATTER_ID",
        "PO_NUMBER",
        "CLIENT_TAX_ID",
        "MATTER_NAME",
        "INVOICE_TAX_TOTAL",
        "INVOICE_NET_TOTAL",
        "INVOICE_CURRENCY",
        "TIMEKEEPER_LAST_NAME",
        "TIMEKEEPER_FIRST_NAME",
        "ACCOUNT_TYPE",
        "LAW_FIRM_NAME",
    ]
    places = ["ADDRESS_1", "ADDRESS_2", "CITY", "STATEorREGION", "POSTCODE", "COUNTRY"]
    assert columns[34:47] == [f"LAW_FIRM_{at}" for at in places] + ["CLIENT_NAME"] + [
        f"CLIENT_{at}" for at in places
    ]
    assert columns[47:] == [
        "LINE_ITEM_TAX_RATE",
        "LINE_ITEM_TAX_TOTAL",
        "LINE_ITEM_TAX_TYPE",
        "INVOICE_REPORTED_TAX_TOTAL",
        "INVOICE_TAX_CURRENCY",
    ]


def test_tax_is_in_the_line_and_in_the_invoice() -> None:
    first, second = columns_in(file_of(ledes(), [line(minutes=15), line(minutes=6, rate="333.33")]))
    assert (first["LINE_ITEM_TAX_TOTAL"], first["LINE_ITEM_TOTAL"]) == ("11.38", "98.88")
    assert (second["LINE_ITEM_TAX_TOTAL"], second["LINE_ITEM_TOTAL"]) == ("4.33", "37.66")
    for one in (first, second):
        assert (one["INVOICE_NET_TOTAL"], one["INVOICE_TAX_TOTAL"]) == ("120.83", "15.71")
        assert (one["INVOICE_TOTAL"], one["INVOICE_REPORTED_TAX_TOTAL"]) == ("136.54", "15.71")
        assert (one["LINE_ITEM_TAX_RATE"], one["LINE_ITEM_TAX_TYPE"]) == ("0.13", "HST")
        assert (one["INVOICE_CURRENCY"], one["INVOICE_TAX_CURRENCY"]) == ("CAD", "CAD")
    assert [one["LINE_ITEM_NUMBER"] for one in (first, second)] == ["1", "2"]


@each("preset", BOTH)
def test_time_that_is_not_charged_is_shown_and_taken_off(preset: str) -> None:
    free = line(minutes=30, billing=Billing.NO_CHARGE)
    (row,) = columns_in(file_of(ledes(preset), [free]))
    assert (row["LINE_ITEM_NUMBER_OF_UNITS"], row["LINE_ITEM_UNIT_COST"]) == ("0.5", "350.00")
    assert (row["LINE_ITEM_ADJUSTMENT_AMOUNT"], row["LINE_ITEM_TOTAL"]) == ("-175.00", "0.00")
    assert ledes(preset).leaves_out(free) is None


@each("preset", BOTH)
def test_time_that_is_not_billable_stays_out(preset: str) -> None:
    assert ledes(preset).leaves_out(line(billing=Billing.NON_BILLABLE)) is LeftOut.NOT_BILLABLE
    assert ledes(preset).leaves_out(line()) is None


def test_half_a_cent_goes_up() -> None:
    (row,) = columns_in(file_of(ledes("ledes1998b"), [line(minutes=3, rate="100.10")]))
    assert (row["LINE_ITEM_NUMBER_OF_UNITS"], row["LINE_ITEM_TOTAL"]) == ("0.05", "5.01")


@each(
    ("given", "column", "code"),
    [
        ({"rate": None}, "LINE_ITEM_UNIT_COST", "empty_column"),
        ({"rate": "1.23456"}, "LINE_ITEM_UNIT_COST", "rate_not_possible"),
        ({"rate": "1000000"}, "LINE_ITEM_UNIT_COST", "rate_not_possible"),
        ({"rate": "-1"}, "LINE_ITEM_UNIT_COST", "rate_not_possible"),
        ({"rate": "999999", "minutes": 600}, "LINE_ITEM_TOTAL", "too_much"),
        ({"minutes": 10}, "LINE_ITEM_NUMBER_OF_UNITS", "hours_not_exact"),
        ({"task_code": "E101"}, "LINE_ITEM_TASK_CODE", "unknown_code"),
        ({"narrative": "D\u00e9p\u00f4t"}, "LINE_ITEM_DESCRIPTION", "not_in_format"),
        ({"narrative": "a|b"}, "LINE_ITEM_DESCRIPTION", "not_in_format"),
        ({"narrative": "a[]b"}, "LINE_ITEM_DESCRIPTION", "not_in_format"),
        ({"narrative": "a\nb"}, "LINE_ITEM_DESCRIPTION", "not_in_format"),
        ({"narrative": "a" * 15_361}, "LINE_ITEM_DESCRIPTION", "too_long"),
        ({"work_date": FIRST.replace(month=2)}, "LINE_ITEM_DATE", "outside_period"),
        ({"matter": None}, "LAW_FIRM_MATTER_ID", "empty_column"),
        ({"matter": MATTER.model_copy(update={"client_id": ""})}, "CLIENT_ID", "empty_column"),
        (
            {"matter": MATTER.model_copy(update={"number": "n" * 21})},
            "LAW_FIRM_MATTER_ID",
            "too_long",
        ),
    ],
)
def test_a_line_that_would_make_the_file_invalid_is_refused(
    given: dict[str, Any], column: str, code: str
) -> None:
    refusing = [one for one in ledes().findings(line(**given)) if one.refuses]
    assert (column, code) in {(one.column, one.code) for one in refusing}
    assert {one.entry_id for one in refusing} == {"0" * 26}
    with pytest.raises(CannotShow):
        file_of(ledes(), [line(**given)])


@each(
    ("sender", "column"),
    [
        (Sender("Avery Quinn", None, "PARTNR", "Quinn", "Avery"), "TIMEKEEPER_ID"),
        (Sender("Avery Quinn", "AQ", None, "Quinn", "Avery"), "TIMEKEEPER_CLASSIFICATION"),
        (Sender("Avery Quinn", "AQ", "PARTNR"), "TIMEKEEPER_NAME"),
        (Sender("Avery Quinn", "AQ", "PARTNR", "Q" * 30, "Avery"), "TIMEKEEPER_NAME"),
    ],
)
@each("preset", BOTH)
def test_a_timekeeper_is_named_in_full(preset: str, sender: Sender, column: str) -> None:
    found = findings_in(ledes(preset, sender=sender), [line()])
    assert column in {one.column for one in found if one.refuses and one.entry_id is None}


@each(
    ("lacks", "column"),
    [
        ("law_firm_id", "LAW_FIRM_ID"),
        ("law_firm_name", "LAW_FIRM_NAME"),
        ("currency", "INVOICE_CURRENCY"),
        ("tax_rate", "LINE_ITEM_TAX_RATE"),
        ("tax_type", "LINE_ITEM_TAX_TYPE"),
    ],
)
def test_what_the_firm_has_to_say_is_not_guessed(lacks: str, column: str) -> None:
    found = findings_in(ledes(firm=FIRM.model_copy(update={lacks: None})), [line()])
    assert {(one.column, one.code) for one in found if one.refuses} == {(column, "empty_column")}


def test_an_invoice_says_more_than_the_firm() -> None:
    sheet = ledes(currency="USD", tax_rate="0", client_id="ACME", client_matter_id="423-987")
    (row,) = columns_in(file_of(sheet, [line(minutes=60)]))
    assert (row["INVOICE_CURRENCY"], row["LAW_FIRM_ID"]) == ("USD", FIRM.law_firm_id)
    assert (row["LINE_ITEM_TAX_RATE"], row["INVOICE_TOTAL"]) == ("0", "350.00")
    assert (row["CLIENT_ID"], row["CLIENT_MATTER_ID"]) == ("ACME", "423-987")


def test_accents_and_marks_are_written_plainly_when_asked() -> None:
    typed = "D\u00e9p\u00f4t \u2013 \u00abavis\u00bb\n[sic] a|b []"
    sheet = ledes(plain_text=True)
    (row,) = columns_in(file_of(sheet, [line(narrative=typed)]))
    assert row["LINE_ITEM_DESCRIPTION"] == 'Depot - "avis" (sic) a/b ()'
    (told,) = sheet.findings(line(narrative=typed))
    assert (told.code, told.column, told.refuses) == ("written_plainly", "LINE_ITEM_DESCRIPTION", False)
    refused = sheet.findings(line(narrative="\u2696\ufe0f"))
    assert [one.code for one in refused if one.refuses] == ["not_in_format"]


def test_an_invoice_is_of_one_client() -> None:
    other = MATTER.model_copy(update={"id": "M-2", "client_id": "C-1002"})
    found = findings_in(ledes(), [line(), line(matter=other, matter_id=other.id)])
    assert "several_clients" in {one.code for one in found if one.refuses}


def test_several_matters_of_one_client_are_told_of() -> None:
    other = MATTER.model_copy(update={"id": "M-2", "number": ""})
    lines = [line(), line(matter=other, matter_id=other.id)]
    (told,) = findings_in(ledes(), lines)
    assert (told.code, told.refuses) == ("several_matters", False)
    assert [row["LAW_FIRM_MATTER_ID"] for row in columns_in(file_of(ledes(), lines))] == ["00012-R", "M-2"]
    (refused,) = findings_in(ledes(client_matter_id="423-987"), lines)
    assert (refused.code, refused.refuses) == ("several_matters", True)


def test_codes_that_are_often_wanted_are_told_of() -> None:
    (told,) = findings_in(ledes(), [line(activity_code=None)])
    assert (told.code, told.refuses, told.entry_id) == ("no_code", False, "0" * 26)
    assert findings_in(ledes(), [line()]) == []


def test_1998b_holds_no_tax_and_says_so() -> None:
    (told,) = findings_in(ledes("ledes1998b"), [line()])
    assert (told.code, told.refuses) == ("no_tax", False)
    (row,) = columns_in(file_of(ledes("ledes1998b"), [line(minutes=60)]))
    assert row["INVOICE_TOTAL"] == "350.00"
    assert findings_in(ledes("ledes1998b", firm=Invoicing(law_firm_id="1")), [line()]) == []


def test_without_an_invoice_there_is_no_ledes() -> None:
    wanted = ExportWanted(preset="ledes98bi", first=FIRST, last=LAST)
    with pytest.raises(InvalidInput, match="needs one"):
        sheet_of(wanted, Preferences(), SENDER)
    with pytest.raises(InvalidInput, match="ends before it begins"):
        ledes(first=LAST.replace(month=4, day=1))
