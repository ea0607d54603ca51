"""A recording's life: exactly the moves of the table, and what each leaves behind."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain import recordings
from core.domain.errors import NotPossible
from core.domain.ids import new_id
from core.domain.making import Usage
from core.domain.reasons import Reason
from core.domain.recordings import MOVES, AudioFormat, Recording, RecordingState, retry_delay
from tests.core.domain.tables import table

FEW = settings(max_examples=60, deadline=None)

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=3)


def made(state: RecordingState = RecordingState.AWAITING_UPLOAD, **changes: object) -> Recording:
    recording = Recording(
        id=new_id(NOW),
        audio_format=AudioFormat.WAV,
        time_zone="America/Toronto",
        recorded_at=NOW,
        created_at=NOW,
        updated_at=NOW,
        upload_until=NOW + timedelta(minutes=15),
    )
    return recording.model_copy(update={"state": state} | changes)


def test_the_table_in_the_docstring_is_the_table_in_the_code() -> None:
    drawn = {start: set(ends.split(", ")) - {""} for start, ends in table(recordings.__doc__ or "")}
    assert drawn == {start: set(ends) for start, ends in MOVES.items()}


def test_every_state_has_its_row() -> None:
    assert set(MOVES) == set(RecordingState)


@pytest.mark.parametrize(("start", "end"), list(product(RecordingState, RecordingState)))
def test_a_recording_moves_as_the_table_says_and_no_other_way(
    start: RecordingState, end: RecordingState
) -> None:
    before = made(start, version=7, reason=Reason.INTERNAL, next_try_at=NOW)
    assert before.can_move(end) == (end in MOVES[start])
    if before.can_move(end):
        after = before.moved(end, LATER)
        assert (after.state, after.version, after.updated_at) == (end, 8, LATER)
        assert (after.reason, after.next_try_at) == (None, None)
        return
    with pytest.raises(NotPossible) as refused:
        before.moved(end, LATER)
    assert refused.value.code == "recording_state"
    assert refused.value.extra == {"state": start}


def test_a_move_keeps_what_it_is_not_told_to_change() -> None:
    before = made(RecordingState.QUEUED, attempts=2, failures=3, failing_since=NOW, entry_ids=(new_id(NOW),))
    after = before.moved(RecordingState.FAILED, LATER, reason=Reason.TOO_LONG)
    changed = {"state", "version", "updated_at", "reason"}
    assert after.reason is Reason.TOO_LONG
    assert after.model_dump(exclude=changed) == before.model_dump(exclude=changed)


def test_what_was_spent_to_no_use_adds_up_and_stays() -> None:
    usage = Usage(prompt_tokens=10, completion_tokens=2)
    spent = made().having_spent(usage).having_spent(None).having_spent(usage)
    assert spent.spent == usage.plus(usage)
    assert spent.moved(RecordingState.TRANSCRIBING, spent.created_at).spent == spent.spent


def test_a_deleted_recording_can_reach_nothing() -> None:
    assert not MOVES[RecordingState.DELETED]


def test_every_state_can_come_to_an_end_its_lawyer_sees() -> None:
    ends = {RecordingState.DRAFTED, RecordingState.FAILED, RecordingState.DELETED}
    reached = set(ends)
    for _ in RecordingState:
        reached |= {start for start, nexts in MOVES.items() if nexts & reached}
    assert reached == set(RecordingState)


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("America/Toronto", "2026-11-22"),
        ("America/St_Johns", "2026-11-23"),
        ("Europe/Paris", "2026-11-23"),
        ("UTC", "2026-11-23"),
    ],
)
def test_the_work_day_is_the_lawyers_own(zone: str, day: str) -> None:
    just_after_four = datetime(2026, 11, 23, 4, 1, tzinfo=UTC)
    assert made(recorded_at=just_after_four, time_zone=zone).work_day == day


@pytest.mark.parametrize("audio_format", AudioFormat)
def test_every_format_has_its_media_type_and_names_the_blob(audio_format: AudioFormat) -> None:
    recording = made(audio_format=audio_format)
    assert audio_format.content_type.startswith("audio/")
    assert recording.blob_name == f"{recording.id}.{audio_format.value}"


def test_the_wait_grows_with_every_failure_up_to_an_hour() -> None:
    waits = [retry_delay(failures, None) for failures in range(1, 30)]
    assert waits[0] == timedelta(seconds=2)
    assert all(one <= two for one, two in pairwise(waits))
    assert all(one < two for one, two in pairwise(waits[:10]))
    assert waits[-1] == timedelta(hours=1)


@FEW
@given(st.integers(1, 1000), st.floats(0, 24 * 3600))
def test_the_wait_is_never_under_what_the_service_asked(failures: int, asked: float) -> None:
    wait = retry_delay(failures, asked)
    assert wait >= timedelta(seconds=asked)
    assert wait in {timedelta(seconds=asked), retry_delay(failures, None)}


@FEW
@given(st.floats(max_value=0))
def test_a_wait_below_zero_is_no_wait(asked: float) -> None:
    assert retry_delay(1, asked) == retry_delay(1, None)
