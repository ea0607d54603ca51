"""From the moment a recording was made to the day its words name, where the lawyer is."""

from datetime import UTC, date, datetime

import pytest

from core.domain.findings import Field, FindingCode
from core.drafting.context import DraftContext
from tests.core.domain.test_recordings import made as recording
from tests.core.drafting.making import draft

TORONTO, ST_JOHNS, VANCOUVER = "America/Toronto", "America/St_Johns", "America/Vancouver"
KIRITIMATI = "Pacific/Kiritimati"


@pytest.mark.parametrize(
    ("moment", "zone", "said", "day"),
    [
        # Midnight: 05:00 UTC in Toronto in winter, 04:00 in summer.
        ("2026-01-15T04:59:59", TORONTO, "today", "2026-01-14"),
        ("2026-01-15T05:00:00", TORONTO, "today", "2026-01-15"),
        ("2026-07-15T03:59:59", TORONTO, "today", "2026-07-14"),
        ("2026-07-15T04:00:00", TORONTO, "yesterday", "2026-07-14"),
        ("2026-01-15T03:29:59", ST_JOHNS, "today", "2026-01-14"),
        ("2026-01-15T03:30:00", ST_JOHNS, "today", "2026-01-15"),
        ("2026-07-15T02:30:00", ST_JOHNS, "yesterday", "2026-07-14"),
        ("2026-01-15T07:59:59", VANCOUVER, "yesterday", "2026-01-13"),
        ("2026-01-15T08:00:00", VANCOUVER, "yesterday", "2026-01-14"),
        ("2026-07-15T06:59:59", VANCOUVER, "Tuesday", "2026-07-14"),
        ("2026-01-15T09:59:59", KIRITIMATI, "today", "2026-01-15"),
        ("2026-01-15T10:00:00", KIRITIMATI, "today", "2026-01-16"),
        ("2026-01-15T10:00:00", KIRITIMATI, "Friday", "2026-01-16"),
        ("2026-01-15T10:00:00", VANCOUVER, "Friday", "2026-01-09"),
        # The days on which clocks change are 23 and 25 hours long.
        ("2026-03-08T04:59:59", TORONTO, "today", "2026-03-07"),
        ("2026-03-08T06:59:59", TORONTO, "yesterday", "2026-03-07"),
        ("2026-03-08T07:00:00", TORONTO, "yesterday", "2026-03-07"),
        ("2026-03-09T03:59:59", TORONTO, "today", "2026-03-08"),
        ("2026-03-09T04:00:00", TORONTO, "yesterday", "2026-03-08"),
        ("2026-03-10T04:30:00", TORONTO, "two days ago", "2026-03-08"),
        ("2026-11-01T05:30:00", TORONTO, "last night", "2026-10-31"),
        ("2026-11-01T06:30:00", TORONTO, "last night", "2026-10-31"),
        ("2026-11-02T04:59:59", TORONTO, "Sunday", "2026-11-01"),
        ("2026-11-02T05:00:00", TORONTO, "Sunday", "2026-11-01"),
        ("2026-11-02T03:29:59", ST_JOHNS, "today", "2026-11-01"),
        ("2026-03-09T02:30:00", ST_JOHNS, "the day before yesterday", "2026-03-07"),
        # The ends of months, years and a leap February.
        ("2026-01-01T07:59:59", VANCOUVER, "today", "2025-12-31"),
        ("2026-01-01T08:00:00", VANCOUVER, "yesterday", "2025-12-31"),
        ("2025-12-31T10:00:00", KIRITIMATI, "today", "2026-01-01"),
        ("2024-03-01T04:59:59", TORONTO, "February 29th", "2024-02-29"),
        ("2024-03-01T05:00:00", TORONTO, "yesterday", "2024-02-29"),
        ("2024-03-01T05:00:00", TORONTO, "the 29th", "2024-02-29"),
    ],
)
def test_days_are_counted_from_the_lawyers_own(moment: str, zone: str, said: str, day: str) -> None:
    recorded_at = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    work_day = recording(recorded_at=recorded_at, time_zone=zone).work_day

    drafted = draft(f"{said}. Call.", DraftContext(work_day, "en", ()), work_date=(None, said))

    assert drafted.fields.work_date == date.fromisoformat(day)
    assert not [found for found in drafted.findings if found.field is Field.WORK_DATE]


@pytest.mark.parametrize(
    ("said", "day", "is_old"),
    [
        ("September 21st", "2026-09-21", False),
        ("September 20th", "2026-09-20", True),
        ("November 21st", "2025-11-21", True),
        ("June 2nd, 2024", "2024-06-02", True),
    ],
)
def test_a_day_over_sixty_days_back_stands_and_is_pointed_out(said: str, day: str, is_old: bool) -> None:
    made = draft(f"On {said}, call.", work_date=(day, said))
    assert str(made.fields.work_date) == day
    found = [(one.code, one.readings) for one in made.findings if one.field is Field.WORK_DATE]
    assert found == ([(FindingCode.DATE_IS_OLD, (day,))] if is_old else [])


def test_a_quote_is_looked_for_where_it_is_a_work_date() -> None:
    said = "Call re the hearing on Tuesday. On Tuesday, drafting."
    made = draft(said, work_date=("2026-11-17", "Tuesday"))
    evidence = next((e for e in made.evidence if e.field is Field.WORK_DATE), None)
    assert evidence is not None
    assert (made.fields.work_date, evidence.start) == (date(2026, 11, 17), said.rindex("Tuesday"))


@pytest.mark.parametrize("language", ["en", "fr", "de"])
def test_figures_that_date_an_event_are_no_work_date_in_any_language(language: str) -> None:
    context = DraftContext("2026-11-20", language, ())
    made = draft("Prepared for the hearing on 2026-11-19.", context, work_date=("2026-11-19", "2026-11-19"))
    assert made.fields.work_date is None
    assert [found.code for found in made.findings if found.field is Field.WORK_DATE] == [
        FindingCode.DATE_UNCONFIRMED
    ]
