"""What a line says beside the others of its day, and of its date."""

from datetime import date, timedelta
from typing import Any

import pytest

from core.domain.clock import ClockRange
from core.domain.codes import Billing
from core.domain.findings import Field, FindingCode
from core.domain.guidelines import Guideline
from core.domain.preferences import Rules
from core.drafting.lint import Line, lint
from tests.core.drafting.lint.making import TODAY, codes, line

WORK = "Draft factum on bail conditions."
OTHER = "Review disclosure re count two."


def _codes(one: Line, *others: Line) -> list[str]:
    return [str(found.code) for found in lint(one, Rules(), others)]


def test_a_long_day_adds_up_all_time_of_the_day() -> None:
    other = line(OTHER, 11 * 60, id="two", billing=Billing.NON_BILLABLE)
    assert _codes(line(WORK, 60), other) == []
    (found,) = lint(line(WORK, 61), Rules(), [other])
    assert (found.code, found.field, found.span) == (Guideline.LONG_DAY, Field.HOURS, None)
    assert found.readings == ("12.02",)


def test_a_day_over_24_hours_is_found_whatever_the_client_allows() -> None:
    other = line(OTHER, 20 * 60, id="two")
    assert [one.code for one in lint(line(WORK, 241), Rules(day_minutes=1440), [other])] == ["long_day"]


def test_another_day_or_none_adds_nothing() -> None:
    yesterday = line(OTHER, 23 * 60, id="two", work_date=TODAY - timedelta(days=1))
    assert _codes(line(WORK), yesterday) == []
    assert _codes(line(WORK, work_date=None), line(OTHER, 23 * 60, id="two", work_date=None)) == []


def _clocked(name: str, start: int, end: int, *, sure: bool = True) -> Line:
    narrative = WORK if name == "one" else OTHER
    return line(narrative, 30, id=name, clock=ClockRange(start=start * 60, end=end * 60, sure=sure))


def test_minutes_that_may_be_in_two_entries_are_found() -> None:
    (found,) = lint(_clocked("one", 9, 11), Rules(), [_clocked("two", 10, 12)])
    assert (found.code, found.readings) == (Guideline.OVERLAPS, ("two",))
    assert _codes(_clocked("one", 9, 10), _clocked("two", 10, 12)) == []
    assert _codes(_clocked("one", 21, 23), _clocked("two", 10, 12, sure=False)) == ["overlaps"]
    assert _codes(_clocked("one", 12, 13), _clocked("two", 10, 12, sure=False)) == []
    assert _codes(line(WORK), _clocked("two", 10, 12)) == []


def test_a_near_duplicate_names_the_other_entry_by_its_id_alone() -> None:
    (found,) = lint(line("Drafted the factum on bail conditions."), Rules(), [line(WORK, id="two")])
    assert (found.code, found.readings) == (Guideline.NEAR_DUPLICATE, ("two",))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Review exhibits 1 to 20.", "Review exhibits 21 to 40."),
        ("Call with Ms. Ito re closing date.", "Call with Mr. Osei re closing date."),
        ("Draft factum on bail.", "Revise factum on bail."),
        ("Email to client re bail conditions.", "Letter to client re bail conditions."),
    ],
)
def test_numbers_names_and_the_work_tell_lines_apart(one: str, other: str) -> None:
    assert _codes(line(one), line(other, id="two")) == []


@pytest.mark.parametrize(
    "other",
    [
        {"matter_id": "M-2"},
        {"matter_id": None},
        {"billing": Billing.NON_BILLABLE},
        {"work_date": TODAY - timedelta(days=1)},
        {"id": "one"},
    ],
)
def test_only_lines_of_one_matter_and_day_can_be_twice(other: dict[str, Any]) -> None:
    assert _codes(line(WORK), line(WORK, **({"id": "two"} | other))) == []


@pytest.mark.parametrize(
    ("days", "code"), [(-1, FindingCode.DATE_IN_FUTURE), (0, None), (60, None), (61, FindingCode.DATE_IS_OLD)]
)
def test_dates_to_come_and_long_past_are_found(days: int, code: FindingCode | None) -> None:
    day = TODAY - timedelta(days=days)
    assert codes(WORK, work_date=day) == ([code] if code else [])


def test_the_age_that_is_old_is_the_clients() -> None:
    assert codes(WORK, rules=Rules(old_days=10), work_date=date(2026, 3, 9)) == ["date_is_old"]
