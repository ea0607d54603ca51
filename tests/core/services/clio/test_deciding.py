"""What only the lawyer can say: each choice where it can be made, and what follows from it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.deliveries import DeliveryReason, DeliveryState
from core.domain.entries import TimeEntry
from core.domain.errors import ClioRefusal, ClioRefused, NotFound, NotPossible, Unavailable
from core.services.clio.activities import activity_of
from core.services.clio.deciding import Choice
from core.services.rows import AUDIT
from tests.core.services.bench import Bench
from tests.core.services.checks import assert_whole
from tests.core.services.clio.making import (
    A_WHILE,
    approved,
    assert_all_there_once,
    connected,
    delivery,
    entry_now,
)
from tests.fakes import ALICE, BRUNO

S, R = DeliveryState, DeliveryReason
A_MOMENT = timedelta(seconds=3)


async def _ambiguous(bench: Bench) -> TimeEntry:
    """Nobody knows whether it arrived, and something like it is there, made by hand."""
    await connected(bench)
    entry = await approved(bench)
    bench.clio.wrong = lambda name: "before" if name == "create" else None
    await bench.host.run(A_MOMENT)
    bench.clio.wrong = lambda _: None
    intent = (await delivery(bench, entry)).intent
    assert intent is not None
    bench.clio.hold(activity_of(intent.model_copy(update={"note": intent.note.upper()})))
    await bench.host.run(A_WHILE)
    assert (await delivery(bench, entry)).reason is R.AMBIGUOUS
    return entry


async def _edited_there(bench: Bench) -> TimeEntry:
    await connected(bench)
    entry = await approved(bench)
    await bench.host.run(A_MOMENT)
    (number,) = bench.clio.activities
    bench.clio.change(number, replace(bench.clio.activities[number], seconds=7))
    return await _approved_anew(bench, entry)


async def _deleted_there(bench: Bench) -> TimeEntry:
    await connected(bench)
    entry = await approved(bench)
    await bench.host.run(A_MOMENT)
    bench.clio.activities.clear()
    return await _approved_anew(bench, entry)


async def _approved_anew(bench: Bench, entry: TimeEntry) -> TimeEntry:
    draft = await bench.entries.reopen(ALICE, entry.id, entry.version)
    draft = await bench.entries.edit(ALICE, entry.id, draft.version, {"minutes": 60})
    entry = await bench.entries.approve(ALICE, entry.id, draft.version)
    await bench.host.run(A_WHILE)
    return entry


async def test_both_sides_are_shown_with_what_can_be_said(bench: Bench) -> None:
    entry = await _ambiguous(bench)
    sides = await bench.deciding.sides(ALICE, entry.id)
    assert sides.ours is not None
    assert sides.ours.note == entry.fields.narrative
    assert [one.id for one in sides.theirs] == list(bench.clio.activities)
    assert sides.choices == {Choice.RETRY, Choice.ADOPT, Choice.SEND}
    with pytest.raises(NotFound):
        await bench.deciding.sides(BRUNO, entry.id)


async def test_one_that_is_there_is_the_lawyers(bench: Bench) -> None:
    entry = await _ambiguous(bench)
    (number,) = bench.clio.activities
    with pytest.raises(NotPossible) as refused:
        await bench.deciding.decide(ALICE, entry.id, Choice.ADOPT, number + 1)
    assert refused.value.code == "delivery_choice"
    shown = await bench.deciding.decide(ALICE, entry.id, Choice.ADOPT, number)
    assert shown.delivery is not None
    assert (shown.delivery.state, shown.delivery.clio_id, shown.delivery.unsettled) == (
        S.SYNCED,
        number,
        False,
    )
    await bench.host.run(A_WHILE)
    assert list(bench.clio.activities) == [number]
    await assert_whole(bench)


async def test_none_that_is_there_is_the_lawyers(bench: Bench) -> None:
    entry = await _ambiguous(bench)
    (by_hand,) = bench.clio.activities
    await bench.deciding.decide(ALICE, entry.id, Choice.SEND)
    await bench.host.run(A_MOMENT)
    del bench.clio.activities[by_hand]
    await assert_all_there_once(bench, [entry])


async def test_what_was_changed_there_is_replaced(bench: Bench) -> None:
    entry = await _edited_there(bench)
    await bench.deciding.decide(ALICE, entry.id, Choice.REPLACE)
    await bench.host.run(A_MOMENT)
    await assert_all_there_once(bench, [entry])


async def test_what_was_changed_there_is_kept(bench: Bench) -> None:
    entry = await _edited_there(bench)
    shown = await bench.deciding.decide(ALICE, entry.id, Choice.KEEP)
    await bench.host.run(A_MOMENT)
    assert shown.delivery is not None
    assert shown.delivery.state is S.SYNCED
    assert [one.seconds for one in bench.clio.activities.values()] == [7]


async def test_what_was_deleted_there_is_sent_again(bench: Bench) -> None:
    entry = await _deleted_there(bench)
    await bench.deciding.decide(ALICE, entry.id, Choice.SEND)
    await bench.host.run(A_MOMENT)
    await assert_all_there_once(bench, [entry])


async def test_what_was_deleted_there_is_left_out_and_free_again(bench: Bench) -> None:
    entry = await _deleted_there(bench)
    shown = await bench.deciding.decide(ALICE, entry.id, Choice.KEEP)
    assert (shown.delivery, shown.delivered) == (None, False)
    draft = await bench.entries.reopen(ALICE, entry.id, entry.version)
    await bench.entries.delete(ALICE, entry.id, draft.version)
    await assert_whole(bench)


async def test_what_cannot_be_chosen_is_refused(bench: Bench) -> None:
    entry = await _edited_there(bench)
    for choice in (Choice.SEND, Choice.ADOPT):
        with pytest.raises(NotPossible) as refused:
            await bench.deciding.decide(ALICE, entry.id, choice)
        assert refused.value.extra == {"choices": ["keep", "replace", "retry"]}
    await bench.deciding.decide(ALICE, entry.id, Choice.REPLACE)
    with pytest.raises(NotPossible):
        await bench.deciding.decide(ALICE, entry.id, Choice.RETRY)


async def test_while_clio_is_away_nothing_is_decided(bench: Bench) -> None:
    entry = await _edited_there(bench)
    bench.clio.wrong = lambda _: "before"
    with pytest.raises(Unavailable):
        await bench.deciding.decide(ALICE, entry.id, Choice.REPLACE)
    assert (await delivery(bench, entry)).reason is R.CHANGED_THERE


async def test_what_was_approved_before_connecting_is_sent_if_the_lawyer_says_so(bench: Bench) -> None:
    await connected(bench)
    await bench.connection.disconnect(ALICE)
    entry = await approved(bench)
    with pytest.raises(NotPossible) as refused:
        await bench.deciding.send(ALICE, entry.id)
    assert refused.value.code == "clio_not_connected"
    await connected(bench)
    assert bench.clio.activities == {}
    sent = await bench.deciding.send(ALICE, entry.id)
    assert await bench.deciding.send(ALICE, entry.id) == sent
    await bench.host.run(A_MOMENT)
    await assert_all_there_once(bench, [entry])
    draft = await bench.entries.add(ALICE, entry.fields)
    with pytest.raises(NotPossible):
        await bench.deciding.send(ALICE, draft.id)
    await assert_whole(bench)


async def test_what_is_stuck_or_waits_is_started_anew_by_one_deed(bench: Bench) -> None:
    await connected(bench)
    refused = iter([ClioRefused(403, ClioRefusal.FORBIDDEN)] * 15)
    bench.clio.wrong = lambda name: next(refused, None) if name == "create" else None
    entries = [await approved(bench) for _ in range(15)]
    await bench.host.run(A_MOMENT)
    effects = [(await delivery(bench, one)).effect for one in entries]
    assert {(await delivery(bench, one)).reason for one in entries} == {R.FORBIDDEN}
    assert await bench.deciding.redrive(ALICE) == 15
    await bench.host.run(A_MOMENT)
    await assert_all_there_once(bench, entries)
    assert [(await delivery(bench, one)).effect for one in entries] == effects
    assert await bench.deciding.redrive(ALICE) == 0
    events = [one.action for one in (await bench.ledger.page(AUDIT, limit=999)).items]
    assert events.count("delivery.redriven") == 15
    assert events.count("clio.redriven") == 2
    await assert_whole(bench)


async def test_starting_anew_what_has_no_answer_looks_first(bench: Bench) -> None:
    await connected(bench)
    lost = iter(["after"])
    bench.clio.wrong = lambda name: next(lost, None) if name == "create" else None
    bench.clio.lag = timedelta(seconds=30)
    entry = await approved(bench)
    await bench.host.run(A_MOMENT)
    assert await bench.deciding.redrive(ALICE, entry.id) == 1
    await bench.host.run(A_WHILE)
    await assert_all_there_once(bench, [entry])
    assert (await entry_now(bench, entry)).delivered
