"""How long exported files are there, and how long a grant to fetch one lasts."""

from datetime import timedelta

import pytest

from core.settings_check import load
from tests.core.given_settings import PRODUCTION, problems_of


def test_files_are_kept_for_a_month_and_grants_for_minutes() -> None:
    settings = load(PRODUCTION)
    assert (settings.export_kept, settings.export_grant) == (timedelta(days=30), timedelta(minutes=10))


def test_both_can_be_set() -> None:
    given = {"CASECLOCK_EXPORT_DAYS": "7", "CASECLOCK_EXPORT_GRANT_MINUTES": "5"}
    settings = load(PRODUCTION | given)
    assert (settings.export_kept, settings.export_grant) == (timedelta(days=7), timedelta(minutes=5))


@pytest.mark.parametrize("name", ["CASECLOCK_EXPORT_DAYS", "CASECLOCK_EXPORT_GRANT_MINUTES"])
@pytest.mark.parametrize("value", ["0", "-1", "1000", "1.5", "soon"])
def test_what_is_no_such_time_is_refused(name: str, value: str) -> None:
    assert list(problems_of(PRODUCTION | {name: value})) == [name]
