"""Deliveries: every move is in the table, and what became of a request is told from what Clio holds."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from core.domain import deliveries
from core.domain.deliveries import (
    MOVES,
    Delivery,
    DeliveryReason,
    DeliveryState,
    Intent,
    There,
    advise,
    next_wait,
)
from core.domain.errors import NotPossible
from core.domain.ids import new_id
from tests.core.domain.tables import table

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)
S = DeliveryState
INTENT = Intent(
    matter_id=1,
    user_id=2,
    day=date(2026, 11, 20),
    seconds=1440,
    note="Reviewed the lease.",
    non_billable=False,
    no_charge=False,
)
THERE = There(clio_id=9, etag='"9"', version=1, at=NOW, holds=INTENT)


def made(state: DeliveryState = S.QUEUED, **more: object) -> Delivery:
    one = Delivery(entry_id=new_id(NOW), version=3, queued_at=NOW)
    return one.model_copy(update={"state": state} | more)


STEPS: dict[str, tuple[Callable[[Delivery], Delivery], DeliveryState]] = {
    "anew": (lambda one: one.approved_anew(4, LATER), S.QUEUED),
    "again": (lambda one: one.asked_again(), S.QUEUED),
    "sent": (lambda one: one.sent(INTENT, LATER), S.SYNCING),
    "arrived": (lambda one: one.arrived(THERE), S.SYNCED),
    "otherwise": (lambda one: one.arrived_otherwise(THERE), S.NEEDS_ATTENTION),
    "waiting": (lambda one: one.waiting(DeliveryReason.OUTAGE, LATER), S.WAITING),
    "attention": (lambda one: one.needing_attention(DeliveryReason.INVALID), S.NEEDS_ATTENTION),
    "billed": (lambda one: one.billed_there(), S.NEEDS_ATTENTION),
}


def test_the_table_in_the_docstring_is_the_table_in_the_code() -> None:
    drawn: dict[str, set[str]] = {state: set() for state in S}
    for start, end, _how in table(deliveries.__doc__ or ""):
        drawn[start].add(end)
    assert drawn == {start: set(ends) for start, ends in MOVES.items()}


@pytest.mark.parametrize("start", S)
@pytest.mark.parametrize("step", STEPS)
def test_a_delivery_moves_as_the_table_says_and_no_other_way(start: DeliveryState, step: str) -> None:
    move, end = STEPS[step]
    before = made(start, reason=DeliveryReason.OUTAGE, next_try_at=LATER)
    if end in MOVES[start]:
        assert move(before).state is end
        return
    with pytest.raises(NotPossible) as refused:
        move(before)
    assert (refused.value.code, refused.value.extra) == ("delivery_state", {"state": start})


def test_every_reason_says_what_to_do() -> None:
    assert all(advise(reason).endswith(".") for reason in DeliveryReason)


def test_what_was_sent_is_unsettled_until_it_is_known() -> None:
    sent = made().sent(INTENT, NOW)
    assert sent.standing.unsettled
    assert sent.standing.is_out
    waits = sent.waiting(DeliveryReason.OUTCOME_UNKNOWN, LATER)
    assert (waits.sent_at, waits.standing.until, waits.failures) == (NOW, LATER, 1)
    again = waits.sent(INTENT, LATER)
    assert (again.sent_at, again.first_sent_at, again.next_try_at, again.reason) == (LATER, NOW, None, None)
    arrived = again.arrived(THERE)
    assert (arrived.sent_at, arrived.first_sent_at, arrived.failures) == (None, None, 0)
    assert (arrived.standing.clio_id, arrived.standing.synced_at) == (9, NOW)


def test_a_request_without_effect_leaves_an_earlier_one_to_be_looked_for() -> None:
    once = made().sent(INTENT, NOW)
    assert once.without_effect().sent_at is None
    assert not once.without_effect().standing.is_out
    twice = once.sent(INTENT, LATER).without_effect()
    assert (twice.sent_at, twice.first_sent_at) == (NOW, NOW)


def test_reopening_takes_back_an_edit_and_leaves_what_is_there() -> None:
    assert made().withdrawn() is None
    synced = made(S.SYNCED, there=THERE)
    assert synced.withdrawn() == synced
    edit = synced.approved_anew(5, LATER)
    assert (edit.version, edit.queued_at) == (5, LATER)
    back = edit.withdrawn()
    assert back is not None
    assert (back.state, back.there) == (S.SYNCED, THERE)


def test_the_effect_is_of_one_entry_and_version_however_often_it_is_tried() -> None:
    one = made()
    again = one.sent(INTENT, NOW).waiting(DeliveryReason.OUTAGE, LATER).asked_again()
    assert again.effect == one.effect == f"{one.entry_id}.3"


def test_waits_grow_and_are_never_shorter_than_asked() -> None:
    waits = [next_wait(failures) for failures in range(1, 9)]
    assert waits == sorted(waits)
    assert next_wait(1, asked=400) == timedelta(seconds=400)
    assert waits[-1] == timedelta(hours=1)
