"""For how long files can be fetched."""

from datetime import timedelta

import pytest

from core.settings_check import load
from tests.core.given_settings import PRODUCTION, problems_of

DAYS, MINUTES = "CASECLOCK_EXPORT_DAYS", "CASECLOCK_EXPORT_GRANT_MINUTES"


def test_a_file_is_kept_for_a_month_and_granted_for_minutes() -> None:
    settings = load(PRODUCTION)
    assert (settings.exports_kept, settings.export_grant) == (timedelta(days=30), timedelta(minutes=10))


def test_an_operator_sets_both() -> None:
    settings = load(PRODUCTION | {DAYS: "7", MINUTES: "3"})
    assert (settings.exports_kept, settings.export_grant) == (timedelta(days=7), timedelta(minutes=3))


@pytest.mark.parametrize(
    ("name", "value"),
    [(DAYS, "0"), (DAYS, "366"), (DAYS, "a month"), (MINUTES, "0"), (MINUTES, "61"), (MINUTES, "1.5")],
)
def test_what_cannot_be_is_refused(name: str, value: str) -> None:
    assert list(problems_of(PRODUCTION | {name: value})) == [name]
