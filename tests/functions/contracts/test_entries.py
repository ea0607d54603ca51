"""Entries over the wire: what is taken, what is refused, and what hours look like."""

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from core.domain.entries import EntryFields, TimeEntry
from core.domain.hours import MINUTES_PER_DAY
from core.domain.ids import new_id
from functions.contracts.entries import EntryChanges, EntryQuery, EntryView, NewEntry

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


def _entry(**fields: object) -> TimeEntry:
    made = EntryFields.model_validate(fields)
    return TimeEntry(id=new_id(NOW), fields=made, created_at=NOW, updated_at=NOW)


@pytest.mark.parametrize(
    ("body", "changes"),
    [
        ({"hours": "0.3"}, {"minutes": 18}),
        ({"hours": "0.25"}, {"minutes": 15}),
        ({"hours": None}, {"minutes": None}),
        ({"narrative": None}, {"narrative": ""}),
        ({"narrative": "Called.\n\tÉmile 🙂"}, {"narrative": "Called.\n\tÉmile 🙂"}),
        ({"work_date": "2026-11-23"}, {"work_date": date(2026, 11, 23)}),
        ({"matter_id": None}, {"matter_id": None}),
        ({}, {}),
    ],
)
def test_a_merge_patch_changes_what_it_names_and_nothing_else(
    body: dict[str, object], changes: dict[str, object]
) -> None:
    assert EntryChanges.model_validate_json(json.dumps(body)).changes() == changes


@pytest.mark.parametrize(
    "body",
    [
        {"hours": 0.3},
        {"hours": "0.33"},
        {"hours": "0"},
        {"hours": "24.1"},
        {"hours": "-1"},
        {"hours": "half"},
        {"hours": "1e1"},
        {"work_date": "yesterday"},
        {"work_date": "2026-02-30"},
        {"work_date": "2026-02-03T00:00:00"},
        {"work_date": 86_400},
        {"matter_id": "a b"},
        {"matter_id": ""},
        {"narrative": "x" * 32_001},
        {"narrative": "Called\x00."},
        {"narrative": "\x1b[2J"},
        {"activity_code": "A112"},
        {"task_code": "l100"},
        {"task_code": "P900"},
        {"task_code": "E101"},
        {"billing": None},
        {"kind": None},
        {"billing": "free"},
        {"status": "approved"},
        {"minutes": 18},
        {"version": 7},
    ],
)
def test_what_is_no_field_value_of_an_entry_is_refused(body: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        EntryChanges.model_validate_json(json.dumps(body))


def test_hours_that_cannot_be_are_named_as_what_to_mend() -> None:
    with pytest.raises(ValidationError) as refused:
        EntryChanges.model_validate_json('{"hours": "0.33"}')
    assert [error["loc"] for error in refused.value.errors()] == [("hours",)]


@given(st.integers(min_value=1, max_value=MINUTES_PER_DAY // 3).map(lambda n: n * 3))
def test_hours_shown_are_hours_taken(minutes: int) -> None:
    shown = EntryView.of(_entry(minutes=minutes)).hours
    assert EntryChanges.model_validate_json(json.dumps({"hours": shown})).changes() == {"minutes": minutes}


def test_an_entry_shows_what_an_approval_still_needs() -> None:
    assert EntryView.of(_entry(minutes=18)).missing == ["work_date", "matter", "narrative"]


def test_a_typed_entry_keeps_its_fields_and_its_recording_apart() -> None:
    recording = new_id(NOW)
    new = NewEntry.model_validate({"hours": "1.5", "narrative": "Draft will", "recording_id": recording})
    assert new.fields() == EntryFields(minutes=90, narrative="Draft will")
    assert new.recording_id == recording


def test_a_query_whose_days_are_the_wrong_way_round_is_refused() -> None:
    with pytest.raises(ValidationError, match="`from` must not be after `to`"):
        EntryQuery.model_validate_strings({"from": "2026-11-24", "to": "2026-11-23"})


def test_a_query_names_days_as_callers_do() -> None:
    wanted = EntryQuery.model_validate_strings({"from": "2026-11-01", "to": "2026-11-23", "status": "draft"})
    assert (wanted.wanted().first, wanted.wanted().last) == (date(2026, 11, 1), date(2026, 11, 23))
