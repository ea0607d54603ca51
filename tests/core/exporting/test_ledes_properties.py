"""Any approved time that nothing refuses gives an invoice that adds up and says what was approved."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from core.domain.codes import ActivityCode, Billing
from core.exporting.lines import Line
from tests.core.exporting import lines as csv
from tests.core.exporting.invoices import FIRST, MATTER, columns_in, file_of, findings_in, ledes, tally_of

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
    narrative=TEXT,
    billing=st.sampled_from([Billing.BILLABLE, Billing.NO_CHARGE]),
    activity_code=st.none() | st.sampled_from(ActivityCode),
    task_code=st.none() | st.sampled_from(["L120", "B110", "E101", "XX"]),
)
PRESETS = st.sampled_from(["ledes1998b", "ledes98bi"])
RATES = st.sampled_from(["0", "0.05", "0.13", "0.14975", "0.9999999999"])


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
    rows = columns_in(file_of(sheet, kept))
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
