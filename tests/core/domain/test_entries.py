"""A time entry's life: exactly the moves of the table; what leaves is what was approved."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from core.domain import entries
from core.domain.codes import ActivityCode, Billing
from core.domain.entries import MAX_NARRATIVE, MOVES, EntryFields, EntryKind, EntryStatus, TimeEntry
from core.domain.errors import Incomplete, NotPossible
from core.domain.findings import Evidence, Field, Finding, FindingCode
from core.domain.ids import new_id
from tests.core.domain.tables import table

FEW = settings(max_examples=60, deadline=None)

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=3)
FULL = EntryFields(minutes=24, work_date=date(2026, 11, 20), matter_id="M-1", narrative="Reviewed the lease.")
RECORDING, OTHER = new_id(NOW), new_id(LATER)
PARTS = [new_id(LATER), new_id(LATER)]

type Step = Callable[[TimeEntry, datetime], TimeEntry]

STEPS: dict[str, tuple[Step, EntryStatus]] = {
    "edited": (lambda entry, now: entry.edited({"minutes": 30}, now), EntryStatus.DRAFT),
    "approved": (TimeEntry.approved, EntryStatus.APPROVED),
    "reopened": (TimeEntry.reopened, EntryStatus.DRAFT),
    "deleted": (TimeEntry.deleted, EntryStatus.DELETED),
    "restored": (TimeEntry.restored, EntryStatus.DRAFT),
    "split": (lambda entry, now: entry.split(PARTS, now), EntryStatus.SPLIT),
    "merged": (lambda entry, now: entry.merged(PARTS[0], now), EntryStatus.MERGED),
    "purged": (TimeEntry.purged, EntryStatus.PURGED),
}
# The docstring's last column, in the words of the methods.
ALLOWED = {
    (EntryStatus.DRAFT, "edited"),
    (EntryStatus.DRAFT, "approved"),
    (EntryStatus.DRAFT, "deleted"),
    (EntryStatus.DRAFT, "split"),
    (EntryStatus.DRAFT, "merged"),
    (EntryStatus.APPROVED, "reopened"),
    (EntryStatus.DELETED, "restored"),
    (EntryStatus.DELETED, "purged"),
    (EntryStatus.SPLIT, "purged"),
    (EntryStatus.MERGED, "purged"),
}


def finding(field: Field | None) -> Finding:
    return Finding(code=FindingCode.NOT_SAID, field=field, message="?", readings=("said",), proposal="said")


def made(status: EntryStatus = EntryStatus.DRAFT, fields: EntryFields = FULL, **changes: object) -> TimeEntry:
    entry = TimeEntry(
        id=new_id(NOW),
        fields=fields,
        spoken_minutes=22,
        evidence=(Evidence(field=Field.HOURS, quote="twenty-two minutes", start=3, end=21),),
        findings=(finding(Field.HOURS), finding(Field.MATTER), finding(None)),
        created_at=NOW,
        updated_at=NOW,
    )
    return entry.model_copy(update={"status": status} | changes)


def test_the_table_in_the_docstring_is_the_table_in_the_code() -> None:
    drawn: dict[str, set[str]] = {status: set() for status in EntryStatus}
    for start, end, _how in table(entries.__doc__ or ""):
        drawn[start] |= {end} - {""}
    assert drawn == {start: set(ends) for start, ends in MOVES.items()}


@pytest.mark.parametrize(("start", "step"), list(product(EntryStatus, STEPS)))
def test_an_entry_moves_as_the_table_says_and_no_other_way(start: EntryStatus, step: str) -> None:
    move, end = STEPS[step]
    before = made(start, version=7)
    if (start, step) in ALLOWED:
        after = move(before, LATER)
        assert (after.status, after.version, after.updated_at) == (end, 8, LATER)
        assert end in MOVES[start]
        return
    with pytest.raises(NotPossible) as refused:
        move(before, LATER)
    assert refused.value.code == "entry_state"
    assert refused.value.extra == {"state": start}


def test_every_move_of_the_table_has_its_step() -> None:
    assert {(start, STEPS[step][1]) for start, step in ALLOWED} == {
        (start, end) for start, ends in MOVES.items() for end in ends
    }


@pytest.mark.parametrize("status", EntryStatus)
def test_what_was_delivered_is_never_reopened(status: EntryStatus) -> None:
    with pytest.raises(NotPossible) as refused:
        made(status, delivered=True).reopened(LATER)
    assert refused.value.code == "entry_delivered"


def test_approving_freezes_the_fields_as_they_are() -> None:
    approved = made().approved(LATER)
    assert approved.fields == FULL
    assert approved.approved_at == LATER
    assert approved.reopened(LATER).approved_at is None


def test_deleting_and_restoring_keeps_the_fields() -> None:
    deleted = made().deleted(LATER)
    assert deleted.deleted_at == LATER
    restored = deleted.restored(LATER)
    assert (restored.fields, restored.deleted_at) == (FULL, None)


def test_purging_leaves_no_word() -> None:
    purged = made().deleted(LATER).purged(LATER)
    assert purged.fields == EntryFields()
    assert (purged.evidence, purged.findings, purged.spoken_minutes) == ((), (), None)


def test_what_was_split_or_merged_names_what_came_of_it() -> None:
    assert made().split(PARTS, LATER).became == tuple(PARTS)
    assert made().merged(PARTS[0], LATER).became == (PARTS[0],)
    for left in (made().split(PARTS, LATER), made().merged(PARTS[0], LATER)):
        assert (left.fields, left.evidence, left.spoken_minutes) == (FULL, made().evidence, 22)


def test_of_several_recordings_each_takes_its_own_words() -> None:
    one = Evidence(field=Field.HOURS, quote="ten minutes", start=0, end=11, recording_id=RECORDING)
    two = one.model_copy(update={"recording_id": OTHER})
    entry = made(evidence=(one, two), recordings=(RECORDING, OTHER))
    assert entry.heard_in == (RECORDING, OTHER)
    stripped = entry.without_recording(RECORDING, LATER)
    assert (stripped.evidence, stripped.recordings, stripped.recording_deleted) == ((two,), (OTHER,), True)
    assert not stripped.has_words_of(RECORDING)
    assert stripped.has_words_of(OTHER)
    bare = stripped.without_recording(OTHER, LATER)
    assert (bare.evidence, bare.recordings, bare.version) == ((), (), 3)
    assert not bare.has_words_of(OTHER)


def test_a_purged_entry_has_no_words_of_any_recording() -> None:
    purged = made(EntryStatus.MERGED, recordings=(RECORDING,), recording_id=RECORDING).purged(LATER)
    assert not purged.has_words_of(RECORDING)
    assert purged.recordings == ()


def test_the_recordings_words_go_without_touching_what_was_approved() -> None:
    approved = made().approved(LATER)
    stripped = approved.without_recording(RECORDING, LATER)
    assert stripped.fields == approved.fields
    assert stripped.status is EntryStatus.APPROVED
    assert (stripped.evidence, stripped.recording_deleted, stripped.version) == ((), True, 3)
    assert {(f.readings, f.proposal) for f in stripped.findings} == {((), None)}
    assert [f.field for f in stripped.findings] == [f.field for f in approved.findings]


@pytest.mark.parametrize(
    ("empty", "name"),
    [
        ({"kind": EntryKind.BOOKMARK}, "kind"),
        ({"minutes": None}, "hours"),
        ({"work_date": None}, "work_date"),
        ({"matter_id": None}, "matter"),
        ({"narrative": ""}, "narrative"),
        ({"narrative": " \n\t"}, "narrative"),
    ],
)
def test_an_approval_names_the_field_that_is_empty(empty: dict[str, object], name: str) -> None:
    entry = made(fields=FULL.model_copy(update=empty))
    assert entry.missing() == [name]
    with pytest.raises(Incomplete, match=name) as refused:
        entry.approved(LATER)
    assert refused.value.code == "entry_incomplete"
    assert refused.value.extra == {"missing": [name]}


def test_an_approval_names_every_field_that_is_empty() -> None:
    with pytest.raises(Incomplete) as refused:
        made(fields=EntryFields()).approved(LATER)
    assert refused.value.extra == {"missing": ["hours", "work_date", "matter", "narrative"]}


def test_an_edit_settles_the_findings_on_what_it_changes() -> None:
    edited = made().edited({"minutes": 30, "matter_id": "M-1"}, LATER)
    assert edited.fields.minutes == 30
    assert [f.field for f in edited.findings] == [Field.MATTER, None]


def test_an_edit_of_a_field_without_findings_settles_none() -> None:
    edited = made().edited({"task_code": "L110", "kind": EntryKind.BOOKMARK}, LATER)
    assert len(edited.findings) == 3


@FEW
@given(
    st.fixed_dictionaries(
        {},
        optional={
            "kind": st.sampled_from(EntryKind),
            "minutes": st.none() | st.integers(1, 1440),
            "work_date": st.none() | st.dates(),
            "narrative": st.text(max_size=50),
            "activity_code": st.none() | st.sampled_from(ActivityCode),
            "billing": st.sampled_from(Billing),
        },
    )
)
def test_an_edit_changes_the_fields_it_names_and_no_others(changes: dict[str, object]) -> None:
    edited = made().edited(changes, LATER)
    assert edited.fields.model_dump() == FULL.model_dump() | changes
    assert TimeEntry.model_validate_json(edited.model_dump_json()) == edited


@pytest.mark.parametrize(
    "changes",
    [{"narrative": "x" * (MAX_NARRATIVE + 1)}, {"matter_id": "no/such"}, {"billing": "free"}, {"hours": "1"}],
)
def test_an_edit_that_no_entry_can_hold_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        made().edited(changes, LATER)


def test_a_value_is_frozen_and_closed() -> None:
    with pytest.raises(ValidationError):
        made().version = 9
    with pytest.raises(ValidationError):
        EntryFields.model_validate({"unknown": 1})
