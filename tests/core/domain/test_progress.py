"""What to do with a recording, for every state, claim, upload and time."""

from datetime import timedelta
from itertools import product

import pytest

from core.domain.progress import MAX_ATTEMPTS, Next, Step, next_step
from core.domain.reasons import Reason
from core.domain.recordings import CLAIMED, MOVES, RecordingState
from tests.core.domain.test_recordings import NOW, made

S = RecordingState
PAST, FUTURE = NOW - timedelta(seconds=1), NOW + timedelta(minutes=1)
CLAIM, NOTHING, ERASE = Next(Step.CLAIM), Next(Step.NOTHING), Next(Step.ERASE)
LOOK_AGAIN = Next(Step.LOOK_AGAIN, at=FUTURE)
LEASES = [None, PAST, NOW, FUTURE]


@pytest.mark.parametrize(("held", "uploaded"), list(product(LEASES, [False, True])))
@pytest.mark.parametrize(
    ("state", "step"),
    [(S.QUEUED, CLAIM), (S.DRAFTED, NOTHING), (S.DELETING, ERASE), (S.DELETED, ERASE)],
)
def test_states_that_ask_for_one_thing_whatever_else_holds(
    state: RecordingState, step: Next, held: None, uploaded: bool
) -> None:
    assert next_step(made(state), held, uploaded, NOW) == step


@pytest.mark.parametrize(("state", "attempts"), list(product(sorted(CLAIMED), range(1, MAX_ATTEMPTS + 2))))
def test_a_claimed_recording_is_left_to_its_worker_while_the_claim_lasts(
    state: RecordingState, attempts: int
) -> None:
    assert next_step(made(state, attempts=attempts), FUTURE, True, NOW) == LOOK_AGAIN


@pytest.mark.parametrize(
    ("state", "held", "attempts"),
    list(product(sorted(CLAIMED), [None, PAST, NOW], range(1, MAX_ATTEMPTS + 2))),
)
def test_a_lapsed_claim_is_taken_over_until_it_lapsed_too_often(
    state: RecordingState, held: None, attempts: int
) -> None:
    gives_up = Next(Step.FAIL, reason=Reason.INTERRUPTED)
    expected = CLAIM if attempts < MAX_ATTEMPTS else gives_up
    assert next_step(made(state, attempts=attempts), held, True, NOW) == expected


@pytest.mark.parametrize(
    ("uploaded", "until", "expected"),
    [
        (True, FUTURE, CLAIM),
        (True, PAST, CLAIM),
        (False, FUTURE, LOOK_AGAIN),
        (False, NOW, Next(Step.FAIL, reason=Reason.NEVER_UPLOADED)),
        (False, PAST, Next(Step.FAIL, reason=Reason.NEVER_UPLOADED)),
    ],
)
def test_audio_is_awaited_while_the_grant_lasts(uploaded: bool, until: None, expected: Next) -> None:
    assert next_step(made(upload_until=until), None, uploaded, NOW) == expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (FUTURE, LOOK_AGAIN),
        (NOW + timedelta(minutes=11), Next(Step.LOOK_AGAIN, at=NOW + timedelta(minutes=11))),
        (NOW + timedelta(minutes=12), NOTHING),
        (NOW, CLAIM),
        (PAST, CLAIM),
        (None, CLAIM),
    ],
)
def test_a_waiting_recording_is_tried_when_it_is_time(at: None, expected: Next) -> None:
    assert next_step(made(S.WAITING, next_try_at=at), None, True, NOW) == expected


@pytest.mark.parametrize(("reason", "uploaded"), list(product(Reason, [False, True])))
def test_a_failed_recording_rests_unless_its_audio_came_late(reason: Reason, uploaded: bool) -> None:
    late = reason is Reason.NEVER_UPLOADED and uploaded
    assert next_step(made(S.FAILED, reason=reason), None, uploaded, NOW) == (CLAIM if late else NOTHING)


@pytest.mark.parametrize(
    ("state", "held", "uploaded", "at", "attempts"),
    list(product(S, LEASES, [False, True], [None, PAST, FUTURE], [0, 1, MAX_ATTEMPTS])),
)
def test_every_step_is_a_move_the_table_allows(
    state: RecordingState, held: None, uploaded: bool, at: None, attempts: int
) -> None:
    recording = made(state, next_try_at=at, attempts=attempts, reason=Reason.NEVER_UPLOADED)
    following = next_step(recording, held, uploaded, NOW)
    if following.step is Step.CLAIM:
        assert S.TRANSCRIBING in MOVES[state]
    if following.step is Step.FAIL:
        assert S.FAILED in MOVES[state]
        assert following.reason is not None
    if following.step is Step.LOOK_AGAIN:
        assert following.at is not None
        assert following.at > NOW
