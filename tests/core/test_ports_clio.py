"""What Clio holds, compared with what it was asked to hold."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from core.ports_clio import ClioActivity, ClioMatter, ClioToken, ClioUser

ASKED = ClioActivity(
    id=None,
    etag=None,
    matter_id=1,
    user_id=2,
    day=date(2026, 6, 9),
    seconds=1800,
    note="Call with client.\nRead draft.",
    non_billable=False,
    no_charge=False,
    activity_description_id=None,
    utbms_activity_id=None,
    utbms_task_id=None,
    price=None,
)
STORED = replace(
    ASKED,
    id=9,
    etag='"e"',
    activity_description_id=3,
    utbms_activity_id=4,
    utbms_task_id=5,
    price="350.00",
    created_at=datetime(2026, 6, 9, tzinfo=UTC),
)


def test_what_is_left_to_clio_is_no_difference() -> None:
    assert ASKED.differences(STORED) == ()


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("matter_id", 7),
        ("user_id", 7),
        ("day", date(2026, 6, 10)),
        ("seconds", 2160),
        ("note", "Call with client. Read draft."),
        ("non_billable", True),
        ("no_charge", True),
        ("activity_description_id", None),
        ("utbms_activity_id", None),
        ("utbms_task_id", 7),
        ("price", "350.01"),
        ("price", None),
    ],
)
def test_each_field_that_is_other_is_named(name: str, other: Any) -> None:
    assert STORED.differences(replace(STORED, **{name: other})) == (name,)


@pytest.mark.parametrize("note", ["Call with client.\r\nRead draft.", " Call with client.\nRead draft.\n"])
def test_line_endings_and_space_around_a_note_are_no_difference(note: str) -> None:
    assert ASKED.differences(replace(STORED, note=note)) == ()
    assert replace(ASKED, note=note).differences(STORED) == ()


@pytest.mark.parametrize("price", ["350", "350.0", "350.000"])
def test_prices_are_compared_as_money(price: str) -> None:
    assert replace(ASKED, price=price).differences(STORED) == ()


def test_no_token_narrative_or_name_is_in_a_repr() -> None:
    now = datetime(2026, 6, 9, tzinfo=UTC)
    shown = [
        ClioToken("hush", "hush", now),
        ClioUser(1, "hush", "hush"),
        ClioMatter(1, "M-1", "hush", "hush", None, "open", now),
        replace(ASKED, note="hush"),
    ]
    assert "hush" not in repr(shown)
