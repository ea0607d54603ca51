"""Deliveries: every move is in the table, and what became of a request is told from what Clio holds."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain import deliveries
from core.domain.deliveries import (
    MOVES,
    Adopt,
    Ambiguous,
    Create,
    Delivery,
    DeliveryReason,
    DeliveryState,
    Found,
    Intent,
    LookAgain,
    There,
    advise,
    next_wait,
    what_became,
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


def found(number: int, *, exact: bool = True, alike: bool = True, taken: bool = False) -> Found:
    return Found(number, exact=exact, alike=alike, taken=taken)


@pytest.mark.parametrize(
    ("there", "rivals", "verdict"),
    [
        ([], 0, LookAgain(LATER)),
        ([found(7)], 0, Adopt(7)),
        ([found(8), found(7)], 1, LookAgain(LATER)),
        ([found(8), found(7)], 0, Ambiguous((7, 8))),
        ([found(7, taken=True)], 0, LookAgain(LATER)),
        ([found(7, taken=True), found(8)], 0, Adopt(8)),
        ([found(7, exact=False)], 0, LookAgain(LATER)),
        ([found(7, exact=False), found(8)], 0, Adopt(8)),
        ([found(7, exact=False, alike=False)], 0, LookAgain(LATER)),
        ([found(7, exact=False, taken=True)], 0, LookAgain(LATER)),
    ],
)
def test_what_became_of_a_request(there: list[Found], rivals: int, verdict: object) -> None:
    assert what_became(there, rivals, LATER, NOW) == verdict


@pytest.mark.parametrize(
    ("there", "rivals", "verdict"),
    [
        ([], 0, Create()),
        ([found(7)], 1, Adopt(7)),
        ([found(8), found(7)], 1, Adopt(7)),
        ([found(8), found(7)], 0, Ambiguous((7, 8))),
        ([found(7, taken=True)], 0, Create()),
        ([found(7, exact=False)], 0, Ambiguous((7,))),
        ([found(7, exact=False), found(8)], 0, Adopt(8)),
        ([found(7, exact=False, alike=False)], 0, Create()),
        ([found(7, exact=False, taken=True)], 0, Create()),
    ],
)
def test_what_became_of_a_request_once_all_shows(there: list[Found], rivals: int, verdict: object) -> None:
    assert what_became(there, rivals, LATER, LATER) == verdict


class World:
    """Some identical entries, a Clio that shows late, and answers that get lost."""

    SETTLING = 10

    def __init__(self, count: int, dice: random.Random) -> None:
        self.dice = dice
        self.now = 0
        self.shown_from: dict[int, int] = {}
        self.sent_at: dict[int, int | None] = dict.fromkeys(range(count))
        self.has: dict[int, int] = {}

    def send(self, entry: int) -> None:
        self.sent_at[entry] = self.now
        if self.dice.random() < 0.3:
            return
        number = len(self.shown_from)
        self.shown_from[number] = self.now + self.dice.randint(0, self.SETTLING - 1)
        if self.dice.random() < 0.4:
            self.has[entry] = number

    def look(self, entry: int, sent_at: int) -> None:
        there = [
            found(number, taken=number in self.has.values())
            for number, shown in self.shown_from.items()
            if shown <= self.now
        ]
        unknown = [one for one, at in self.sent_at.items() if at is not None and one not in self.has]
        settled_at = NOW + timedelta(seconds=sent_at + self.SETTLING)
        match what_became(there, len(unknown) - 1, settled_at, NOW + timedelta(seconds=self.now)):
            case Adopt(number):
                self.has[entry] = number
            case Create():
                self.send(entry)
            case Ambiguous():
                raise AssertionError("nobody else made anything")

    def step(self) -> None:
        """One entry is taken up, whichever; time passes."""
        entry = self.dice.choice([one for one in self.sent_at if one not in self.has])
        sent_at = self.sent_at[entry]
        if sent_at is None:
            self.send(entry)
        else:
            self.look(entry, sent_at)
        self.now += self.dice.randint(0, 4)


@given(count=st.integers(1, 6), seed=st.integers(0, 2**32))
def test_never_two_and_never_none_whatever_is_lost_and_in_whatever_order(count: int, seed: int) -> None:
    world = World(count, random.Random(seed))  # noqa: S311 - a test's dice
    while len(world.has) < count:
        world.step()
    assert sorted(world.has.values()) == sorted(world.shown_from)
    assert len(world.shown_from) == count


def test_waits_grow_and_are_never_shorter_than_asked() -> None:
    waits = [next_wait(failures) for failures in range(1, 9)]
    assert waits == sorted(waits)
    assert next_wait(1, asked=400) == timedelta(seconds=400)
    assert waits[-1] == timedelta(hours=1)
