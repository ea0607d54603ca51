"""Clio's own table: its header to the letter, hours in decimals, and nothing it would take otherwise."""

import pytest

from core.domain.codes import Billing
from core.domain.errors import InvalidInput
from core.domain.exports import LeftOut
from core.domain.preferences import LawyerSettings
from core.domain.presets import DateFormat
from core.exporting.lines import Line, Sender
from tests.core.exporting.lines import MATTER, line, preset_of, read, sheet, written

HEADER = b"matter,date,activity_description,note,price,quantity,type,activity_user,non_billable\r\n"


def test_a_line_as_clio_imports_it() -> None:
    file = written(sheet("clio"), line(minutes=15))
    assert file == HEADER + b"00012-R,03/04/2026,,Draft the reply.,300.00,0.25,,Avery Quinn,\r\n"


def test_the_day_stands_where_the_firm_reads_it() -> None:
    day_first = LawyerSettings(date_format=DateFormat.DAY_FIRST)
    (row,) = read(preset_of("clio"), written(sheet("clio", day_first), line()))
    assert row["date"] == "04/03/2026"


@pytest.mark.parametrize("named", [None, DateFormat.ISO, DateFormat.COMPACT])
def test_no_order_of_day_and_month_is_guessed(named: DateFormat | None) -> None:
    with pytest.raises(InvalidInput, match="set `date_format` in your settings") as refused:
        sheet("clio", LawyerSettings(date_format=named))
    (error,) = refused.value.extra["errors"]
    assert (error["field"], error["problem"].endswith("MM/DD/YYYY or DD/MM/YYYY")) == ("preset", True)


def test_time_that_is_not_billed_says_so() -> None:
    (row,) = read(preset_of("clio"), written(sheet("clio"), line(billing=Billing.NON_BILLABLE)))
    assert row["non_billable"] == "yes"


@pytest.mark.parametrize(
    ("wrong", "column", "code"),
    [
        (line(matter=MATTER.model_copy(update={"number": ""})), "matter", "empty_column"),
        (line(matter=MATTER.model_copy(update={"number": "  "})), "matter", "empty_column"),
        (line(matter=None), "matter", "matter_unknown"),
        (line(rate=None), "price", "empty_column"),
        (line(minutes=10), "quantity", "hours_not_exact"),
        (line(billing=Billing.NO_CHARGE), "non_billable", "no_word"),
    ],
)
def test_a_line_that_clio_would_take_otherwise_is_refused(wrong: Line, column: str, code: str) -> None:
    (finding,) = sheet("clio").findings(wrong)
    assert (finding.column, finding.code, finding.refuses) == (column, code, True)
    assert finding.entry_id == wrong.entry_id


def test_who_worked_can_be_chosen_at_the_import() -> None:
    (row,) = read(preset_of("clio"), written(sheet("clio", sender=Sender()), line()))
    assert row["activity_user"] == ""


def test_what_went_to_clio_by_itself_stays_out_of_its_table_only() -> None:
    assert sheet("clio").leaves_out(line(in_clio=True)) is LeftOut.IN_CLIO
    assert sheet("clio").leaves_out(line()) is None
    assert sheet("caseclock").leaves_out(line(in_clio=True)) is None
