"""Keys and ranges: every value reads back from its row, and lists come in the order they promise."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.entries import EntryFields, EntryStatus, TimeEntry
from core.domain.ids import new_id
from core.services.rows import AUDIT, ENTRIES, OUTBOX, VERSIONS, OwedMessage, day_range, under

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
FEW = settings(max_examples=80, deadline=None)

_DAYS = st.none() | st.dates()
_NEAR = st.none() | st.dates(date(2025, 12, 20), date(2026, 3, 5))


def made(day: date | None, status: EntryStatus = EntryStatus.DRAFT) -> TimeEntry:
    fields = EntryFields(work_date=day)
    return TimeEntry(id=new_id(NOW), status=status, fields=fields, created_at=NOW, updated_at=NOW)


def _listed(entries: list[TimeEntry], first: date | None, last: date | None) -> list[TimeEntry]:
    """What a table gives for the range, in the order of its keys."""
    stretch = day_range(first, last)
    keys = {key: entry for entry in entries for key in ENTRIES.copies(entry) if key.startswith("day~")}
    return [keys[key] for key in sorted(keys) if stretch.first <= key < stretch.last]


def _wanted(day: date | None, first: date | None, last: date | None) -> bool:
    """The plain filter: with either bound, an entry without a day is out."""
    if day is None:
        return first is None and last is None
    return (first is None or first <= day) and (last is None or day <= last)


@FEW
@given(st.lists(_DAYS, max_size=12), _DAYS, _DAYS)
def test_a_range_of_days_is_a_plain_filter(
    days: list[date | None], first: date | None, last: date | None
) -> None:
    entries = [made(day) for day in days]
    found = {entry.id for entry in _listed(entries, first, last)}
    assert found == {entry.id for entry in entries if _wanted(entry.fields.work_date, first, last)}


@FEW
@given(st.lists(_NEAR, max_size=12), _NEAR, _NEAR)
def test_a_range_of_days_is_a_plain_filter_at_its_edges(
    days: list[date | None], first: date | None, last: date | None
) -> None:
    entries = [made(day) for day in (*days, first, last)]
    found = {entry.id for entry in _listed(entries, first, last)}
    assert found == {entry.id for entry in entries if _wanted(entry.fields.work_date, first, last)}


@FEW
@given(st.lists(_DAYS, max_size=12))
def test_days_are_listed_newest_first_and_undated_entries_last(days: list[date | None]) -> None:
    listed = [entry.fields.work_date for entry in _listed([made(day) for day in days], None, None)]
    dated = sorted((day for day in days if day), reverse=True)
    assert listed == [*dated, *[None] * (len(days) - len(dated))]


@pytest.mark.parametrize("first", [date.min, date(2026, 1, 1), date.max])
def test_the_ends_of_time_can_be_asked_for(first: date) -> None:
    entries = [made(date.min), made(date.max), made(None)]
    assert {entry.fields.work_date for entry in _listed(entries, first, date.max)} == {
        day for day in (date.min, date.max) if day >= first
    }


@pytest.mark.parametrize(
    ("status", "copies"),
    [
        (EntryStatus.DRAFT, {"day", "open"}),
        (EntryStatus.APPROVED, {"day"}),
        (EntryStatus.DELETED, {"trash"}),
        (EntryStatus.SPLIT, set()),
        (EntryStatus.MERGED, set()),
        (EntryStatus.PURGED, set()),
    ],
)
def test_an_entry_is_copied_where_it_is_listed(status: EntryStatus, copies: set[str]) -> None:
    keys = ENTRIES.copies(made(date(2026, 1, 1), status))
    assert {key.partition("~")[0] for key in keys} == copies


@FEW
@given(_DAYS, st.sampled_from(EntryStatus))
def test_every_row_of_a_value_holds_the_whole_value(day: date | None, status: EntryStatus) -> None:
    entry = made(day, status)
    rows = ENTRIES.rows(entry)
    assert rows[0].key == f"entry~{entry.id}"
    assert [ENTRIES.read(row) for row in rows] == [entry] * len(rows)
    assert {row.columns["day"] for row in rows} == {day.isoformat() if day else ""}


def test_a_kinds_range_holds_its_own_rows_and_no_others() -> None:
    stretch = under("entry")
    assert stretch.first <= ENTRIES.key(new_id(NOW)) < stretch.last
    for other in ("entr~1", "entrya~1", "entry", "open~1", "entry~~"):
        assert not stretch.first <= other < stretch.last


def test_one_entrys_history_is_not_anothers() -> None:
    one, two = new_id(NOW), new_id(NOW + timedelta(milliseconds=1))
    stretch = under(VERSIONS.key(one))
    assert stretch.first <= f"version~{one}~000000001" < stretch.last
    assert not stretch.first <= f"version~{two}~000000001" < stretch.last


@FEW
@given(st.integers(1, 10**11), st.integers(1, 10**11))
def test_events_sort_as_they_are_numbered(one: int, two: int) -> None:
    assert (f"{AUDIT.prefix}~{one:012}" < f"{AUDIT.prefix}~{two:012}") == (one < two)


def test_owed_messages_sort_as_they_are_numbered() -> None:
    keys = [
        OUTBOX.key(OUTBOX.name(OwedMessage(change="c", number=number, queue="q", message={}, due=NOW)))
        for number in range(100)
    ]
    assert keys == sorted(keys)
