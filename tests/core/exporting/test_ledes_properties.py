"""Any approved time that nothing refuses gives an invoice that adds up and says what was approved."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.domain.codes import ActivityCode, Billing
from core.exporting.ledes import FORMATS
from core.exporting.lines import Line
from tests.core.exporting import lines as csv
from tests.core.exporting.invoices import FIRST, MATTER, columns_in, file_of, findings_in, ledes, tally_of
from tests.ledes.validator import validate_98bi_v2, validate_1998b

VALIDATORS = {
    "ledes1998b": validate_1998b,
    "ledes98bi": validate_98bi_v2,
}
CENT = Decimal("0.01")
TEXT = st.text(
    st.one_of(st.characters(min_codepoint=32, max_codepoint=126), st.sampled_from("|[]\n\té\u2019\u20ac🙂")),
    min_size=1,
    max_size=60,
)
LINE = st.builds(
    lambda rate, **fields: csv.line(matter=MATTER, rate=rate, **fields),
    rate=st.decimals(0, 2000, places=2).map(str),
    minutes=st.integers(1, 1440),
    work_date=st.integers(0, 30).map(lambda days: FIRST + timedelta(days=days)),
    narrative=TEXT | st.just(" spaces around "),
    billing=st.sampled_from([Billing.BILLABLE, Billing.NO_CHARGE]),
    activity_code=st.none() | st.sampled_from(ActivityCode),
    task_code=st.none() | st.sampled_from(["L120", "B110", "E101", "XX"]),
)
PRESETS = st.sampled_from(["ledes1998b", "ledes98bi"])
RATES = st.sampled_from(["0", "0.05", "0.13", "0.14975", "0.999999"])


def cents(text: str) -> Decimal:
    """An amount of a file: to the cent, a leading minus, no other sign."""
    amount = Decimal(text)
    assert text == f"{amount:.2f}" != "-0.00"
    return amount


@given(PRESETS, RATES, st.booleans(), st.lists(LINE, min_size=1, max_size=6))
def test_what_is_not_refused_adds_up_and_reads_back(
    preset: str, rate: str, plainly: bool, lines: Sequence[Line]
) -> None:
    sheet = ledes(preset, plain_text=plainly, tax_rate=rate)
    kept = [one for one in lines if not any(found.refuses for found in sheet.findings(one))]
    assume(kept)
    assert not [found for found in findings_in(sheet, kept) if found.refuses]
    file = file_of(sheet, kept)
    assert VALIDATORS[preset](file) == []
    rows = columns_in(file)
    assert len(rows) == len(kept)
    for number, (row, line) in enumerate(zip(rows, kept, strict=True), 1):
        assert row["LINE_ITEM_NUMBER"] == str(number)
        assert Decimal(row["LINE_ITEM_NUMBER_OF_UNITS"]) * 60 == line.fields.minutes
        assert Decimal(row["LINE_ITEM_UNIT_COST"]) == line.rate
        if not plainly:
            assert row["LINE_ITEM_DESCRIPTION"] == line.fields.narrative
        gross = Decimal(row["LINE_ITEM_NUMBER_OF_UNITS"]) * Decimal(row["LINE_ITEM_UNIT_COST"])
        tax = cents(row.get("LINE_ITEM_TAX_TOTAL", "0.00"))
        net = gross.quantize(CENT, ROUND_HALF_UP) + cents(row["LINE_ITEM_ADJUSTMENT_AMOUNT"])
        assert cents(row["LINE_ITEM_TOTAL"]) == net + tax
        assert tax == (net * Decimal(row.get("LINE_ITEM_TAX_RATE", "0"))).quantize(CENT, ROUND_HALF_UP)
        assert line.fields.billing is Billing.BILLABLE or net == 0
    (total,) = {row["INVOICE_TOTAL"] for row in rows}
    assert cents(total) == sum(cents(row["LINE_ITEM_TOTAL"]) for row in rows)


@given(st.booleans(), LINE)
def test_a_line_is_refused_exactly_where_writing_it_would_be_wrong(plainly: bool, line: Line) -> None:
    sheet = ledes(plain_text=plainly)
    fields = line.fields
    typed = fields.narrative if not plainly else ""
    wrong = (
        (fields.minutes or 0) % 3 != 0
        or fields.task_code in {"E101", "XX"}
        or not all(" " <= char <= "~" and char != "|" for char in typed)
        or "[]" in typed
        or "🙂" in fields.narrative
        or not fields.narrative.strip()
    )
    assert any(one.refuses for one in sheet.findings(line)) == wrong
    if not wrong:
        sheet.row(line, 1, tally_of(sheet, [line])).decode("ascii")


BREAKS: dict[str, Callable[[list[str]], list[str]]] = {
    "a line less": lambda rows: rows[:-1],
    "a line twice": lambda rows: [*rows, rows[-1]],
    "a cent more": lambda rows: [*rows[:-1], with_column(rows[-1], "LINE_ITEM_TOTAL", "1000000.01")],
    "another total": lambda rows: [with_column(row, "INVOICE_TOTAL", "0.01") for row in rows],
    "one total of its own": lambda rows: [*rows[:-1], with_column(rows[-1], "INVOICE_TOTAL", "0.01")],
    "no client": lambda rows: [with_column(row, "CLIENT_ID", "") for row in rows],
    "no day": lambda rows: [with_column(row, "LINE_ITEM_DATE", "20260230") for row in rows],
    "a day of another month": lambda rows: [with_column(row, "LINE_ITEM_DATE", "20260401") for row in rows],
    "an hour too much": lambda rows: [with_column(row, "LINE_ITEM_NUMBER_OF_UNITS", "99") for row in rows],
    "a bar too many": lambda rows: [f"|{row}" for row in rows],
    "no end": lambda rows: [row.removesuffix("[]") for row in rows],
    "a letter that is not ASCII": lambda rows: [row.replace("Quinn", "Qu\u00ednn") for row in rows],
    "a number with a comma": lambda rows: [with_column(row, "LINE_ITEM_UNIT_COST", "1,000") for row in rows],
    "a code of none": lambda rows: [with_column(row, "LINE_ITEM_ACTIVITY_CODE", "X1") for row in rows],
}


def with_column(row: str, name: str, value: str) -> str:
    """A line of a file with another value in a column."""
    cells = row.removesuffix("[]").split("|")
    names = [column.name for column in FORMATS["ledes98bi"].columns]
    cells[names.index(name)] = value
    return "|".join(cells) + "[]"


@pytest.mark.parametrize("broken", BREAKS)
@pytest.mark.parametrize("preset", VALIDATORS)
def test_a_broken_file_is_not_accepted(preset: str, broken: str) -> None:
    lines = [csv.line(matter=MATTER, rate=rate) for rate in ("350", "333.33")]
    opening, names, *rows = file_of(ledes(preset), lines).decode().removesuffix("\r\n").split("\r\n")
    file = "\r\n".join([opening, names, *BREAKS[broken](rows)]) + "\r\n"
    assert VALIDATORS[preset](file.encode())
    whole = "\r\n".join([opening, names, *rows]) + "\r\n"
    assert VALIDATORS[preset](whole.encode()) == []
