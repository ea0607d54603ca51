"""An entry that is in Clio is changed there by a new approval, unless somebody else got there first."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.deliveries import DeliveryReason, DeliveryState
from core.domain.entries import TimeEntry
from core.domain.errors import NotPossible
from core.services.entry_access import Seen
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
from tests.fakes import ALICE

S, R = DeliveryState, DeliveryReason
A_MOMENT = timedelta(seconds=3)


async def _synced(bench: Bench) -> TimeEntry:
    await connected(bench)
    entry = await approved(bench)
    await bench.host.run(A_MOMENT)
    return await entry_now(bench, entry)


async def _approved_anew(bench: Bench, entry: TimeEntry, **changes: object) -> TimeEntry:
    draft = await bench.entries.reopen(ALICE, entry.id, entry.version)
    if changes:
        draft = await bench.entries.edit(ALICE, entry.id, draft.version, changes)
    return await bench.entries.approve(ALICE, entry.id, draft.version)


async def _why(bench: Bench, entry: TimeEntry) -> tuple[DeliveryState, DeliveryReason | None]:
    one = await delivery(bench, entry)
    return one.state, one.reason


async def test_a_new_approval_changes_it_there(bench: Bench) -> None:
    entry = await _synced(bench)
    again = await _approved_anew(bench, entry, minutes=60, narrative="Reviewed the lease twice.")
    assert again.delivery is not None
    assert (again.delivery.state, again.delivered) == (S.QUEUED, True)
    await bench.host.run(A_WHILE)
    await assert_all_there_once(bench, [again])
    there = (await delivery(bench, entry)).there
    assert there is not None
    assert there.version == again.version
    await assert_whole(bench)


async def test_a_draft_of_what_is_there_shows_so_and_stays_one_entry(bench: Bench) -> None:
    entry = await _synced(bench)
    draft = await bench.entries.reopen(ALICE, entry.id, entry.version)
    assert draft.delivery is not None
    assert (draft.delivery.state, draft.delivered) == (S.SYNCED, True)
    other = await bench.entries.add(ALICE, draft.fields)
    halves: list[dict[str, object]] = [{"narrative": "One.", "minutes": 6}, {"narrative": "Two."}]
    for deed in (
        lambda: bench.entries.delete(ALICE, entry.id, draft.version),
        lambda: bench.regrouping.split(ALICE, entry.id, draft.version, halves),
        lambda: bench.regrouping.merge(ALICE, [Seen(other.id, 1), Seen(entry.id, draft.version)], None),
    ):
        with pytest.raises(NotPossible) as refused:
            await deed()
        assert refused.value.code == "entry_delivered"


async def test_an_edit_taken_back_before_it_left_leaves_what_is_there(bench: Bench) -> None:
    entry = await _synced(bench)
    again = await _approved_anew(bench, entry, minutes=60)
    draft = await bench.entries.reopen(ALICE, entry.id, again.version)
    assert draft.delivery is not None
    assert draft.delivery.state is S.SYNCED
    await bench.host.run(A_WHILE)
    assert [one.seconds for one in bench.clio.activities.values()] == [24 * 60]
    await assert_whole(bench)


async def test_the_same_approved_again_asks_nothing_of_clio_but_a_look(bench: Bench) -> None:
    entry = await _synced(bench)
    again = await _approved_anew(bench, entry)
    await bench.host.run(A_MOMENT)
    assert "update" not in bench.clio.calls
    await assert_all_there_once(bench, [again])


@pytest.mark.parametrize("effect", ["before", "after"])
async def test_a_change_without_an_answer_is_looked_for(bench: Bench, effect: str) -> None:
    entry = await _synced(bench)
    lost = iter([effect])
    bench.clio.wrong = lambda name: next(lost, None) if name == "update" else None
    again = await _approved_anew(bench, entry, minutes=60)
    await bench.host.run(A_MOMENT)
    assert await _why(bench, entry) == (S.WAITING, R.OUTCOME_UNKNOWN)
    await bench.host.run(A_WHILE)
    await assert_all_there_once(bench, [again])
    assert bench.clio.calls.count("update") == (2 if effect == "before" else 1)


async def test_what_was_deleted_there_is_the_lawyers_to_decide(bench: Bench) -> None:
    entry = await _synced(bench)
    bench.clio.activities.clear()
    await _approved_anew(bench, entry, minutes=60)
    await bench.host.run(A_WHILE)
    assert await _why(bench, entry) == (S.NEEDS_ATTENTION, R.DELETED_THERE)
    assert bench.clio.activities == {}


async def test_what_was_changed_there_by_hand_is_not_overwritten(bench: Bench) -> None:
    entry = await _synced(bench)
    (number,) = bench.clio.activities
    by_hand = bench.clio.change(number, replace(bench.clio.activities[number], seconds=7))
    await _approved_anew(bench, entry, minutes=60)
    await bench.host.run(A_WHILE)
    assert await _why(bench, entry) == (S.NEEDS_ATTENTION, R.CHANGED_THERE)
    assert bench.clio.activities == {number: by_hand}


async def test_what_is_changed_there_while_we_do_is_not_overwritten(bench: Bench) -> None:
    """Between our look and our change: Clio refuses the change, and the next look tells."""
    entry = await _synced(bench)
    (number,) = bench.clio.activities

    def meddle(name: str) -> None:
        if name == "update" and bench.clio.activities[number].seconds != 7:
            bench.clio.change(number, replace(bench.clio.activities[number], seconds=7))

    bench.clio.wrong = meddle
    await _approved_anew(bench, entry, minutes=60)
    await bench.host.run(A_WHILE)
    assert await _why(bench, entry) == (S.NEEDS_ATTENTION, R.CHANGED_THERE)
    assert bench.clio.activities[number].seconds == 7


async def test_a_new_etag_alone_is_no_change(bench: Bench) -> None:
    entry = await _synced(bench)
    (number,) = bench.clio.activities
    bench.clio.change(number, bench.clio.activities[number])
    again = await _approved_anew(bench, entry, minutes=60)
    await bench.host.run(A_WHILE)
    await assert_all_there_once(bench, [again])


async def test_what_is_billed_there_is_not_changed_and_not_reopened_again(bench: Bench) -> None:
    entry = await _synced(bench)
    (number,) = bench.clio.activities
    bench.clio.activities[number] = replace(bench.clio.activities[number], on_bill=True)
    again = await _approved_anew(bench, entry, minutes=60)
    await bench.host.run(A_WHILE)
    assert await _why(bench, entry) == (S.NEEDS_ATTENTION, R.BILLED_THERE)
    with pytest.raises(NotPossible) as refused:
        await bench.entries.reopen(ALICE, entry.id, again.version)
    assert refused.value.code == "entry_billed"
    assert bench.clio.activities[number].seconds == 24 * 60


async def test_the_price_that_clio_found_stays(bench: Bench) -> None:
    entry = await _synced(bench)
    (number,) = bench.clio.activities
    bench.clio.activities[number] = replace(bench.clio.activities[number], price="300.0")
    await _approved_anew(bench, entry, minutes=60)
    await bench.host.run(A_MOMENT)
    assert (bench.clio.activities[number].price, bench.clio.activities[number].seconds) == ("300.0", 3600)


async def test_an_entry_in_clio_is_kept_true_also_after_disconnecting(bench: Bench) -> None:
    entry = await _synced(bench)
    await bench.connection.disconnect(ALICE)
    again = await _approved_anew(bench, entry, minutes=60)
    assert again.delivery is not None
    assert again.delivery.state is S.QUEUED
    await bench.host.run(A_MOMENT)
    await connected(bench)
    await assert_all_there_once(bench, [again])


async def test_many_that_were_reopened_are_approved_within_what_a_transaction_takes(bench: Bench) -> None:
    await connected(bench)
    entries = [await approved(bench) for _ in range(20)]
    await bench.host.run(timedelta(minutes=2))
    drafts = [
        await bench.entries.reopen(ALICE, one.id, (await entry_now(bench, one)).version) for one in entries
    ]
    bench.tables.of(ALICE).largest = 0
    outcomes = await bench.approvals.approve(ALICE, [Seen(one.id, one.version) for one in drafts])
    assert all(isinstance(one, TimeEntry) for one in outcomes)
    assert 90 <= bench.tables.of(ALICE).largest <= 100
