"""Approved entries reach Clio, each in the state that its lawyer is to see."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.codes import ActivityCode, Billing
from core.domain.deliveries import DeliveryReason, DeliveryState
from core.domain.entries import EntryStatus
from core.domain.errors import ClioRefusal, ClioRefused, NotPossible
from core.domain.preferences import SettingsFields
from core.ports import Queue
from tests.core.services.bench import Bench
from tests.core.services.checks import assert_whole
from tests.core.services.clio.making import (
    A_WHILE,
    WORK,
    approved,
    assert_all_there_once,
    connected,
    delivery,
    entry_now,
)
from tests.core.services.making import CHEN
from tests.fakes import ALICE

S, R = DeliveryState, DeliveryReason
A_MOMENT = timedelta(seconds=3)


async def test_an_approved_entry_reaches_clio(bench: Bench) -> None:
    await connected(bench)
    entry = await approved(bench)
    assert entry.delivery is not None
    assert (entry.delivery.state, entry.delivered) == (S.QUEUED, False)
    await bench.host.run(A_MOMENT)
    await assert_all_there_once(bench, [entry])
    now = await entry_now(bench, entry)
    assert (now.delivered, now.version, now.status) == (True, entry.version, EntryStatus.APPROVED)
    await assert_whole(bench)


async def test_who_never_connected_has_nothing_sent(bench: Bench) -> None:
    await bench.matters.store(ALICE, WORK.matter_id or "", CHEN, None)
    entry = await approved(bench)
    assert entry.delivery is None
    assert not [one for one in bench.host.sent if one.queue is Queue.CLIO_SYNC]


async def test_what_is_sent_is_what_was_approved(bench: Bench) -> None:
    await connected(bench)
    note = "Called  Sarah re: l'affidavit.\nÀ suivre "
    codes = {"activity_code": ActivityCode.COMMUNICATE_CLIENT, "task_code": "L110"}
    billing = {"billing": Billing.NO_CHARGE, "minutes": 18, "narrative": note}
    entry = await approved(bench, WORK.model_copy(update=codes | billing))
    await bench.host.run(A_MOMENT)
    (there,) = bench.clio.activities.values()
    assert (there.note, there.seconds, there.day) == (note, 1080, entry.fields.work_date)
    assert (there.no_charge, there.non_billable) == (True, True)
    assert (there.utbms_activity_id, there.utbms_task_id, there.price) == (12, 21, None)


async def test_a_rate_that_the_lawyer_set_goes_with_it(bench: Bench) -> None:
    await connected(bench)
    await bench.personal.store(ALICE, SettingsFields(rate="425.50"), None)
    await approved(bench)
    await bench.host.run(A_MOMENT)
    assert [one.price for one in bench.clio.activities.values()] == ["425.50"]


async def test_two_entries_alike_on_purpose_both_arrive(bench: Bench) -> None:
    await connected(bench)
    entries = [await approved(bench) for _ in range(2)]
    await bench.host.run(A_MOMENT)
    await assert_all_there_once(bench, entries)


async def test_two_alike_of_which_nobody_knows_both_arrive_once(bench: Bench) -> None:
    await connected(bench)
    lost = iter(["after", "after"])
    bench.clio.wrong = lambda name: next(lost, None) if name == "create" else None
    entries = [await approved(bench) for _ in range(2)]
    await bench.host.run(A_WHILE)
    await assert_all_there_once(bench, entries)
    assert bench.clio.calls.count("create") == 2


@pytest.mark.parametrize(("effect", "creates"), [("after", 1), ("before", 2)])
async def test_a_lost_answer_is_looked_for_before_anything_is_sent_again(
    bench: Bench, effect: str, creates: int
) -> None:
    await connected(bench)
    lost = iter([effect])
    bench.clio.wrong = lambda name: next(lost, None) if name == "create" else None
    entry = await approved(bench)
    await bench.host.run(A_MOMENT)
    shown = await entry_now(bench, entry)
    assert shown.delivery is not None
    assert (shown.delivery.state, shown.delivery.reason) == (S.WAITING, R.OUTCOME_UNKNOWN)
    assert shown.delivered, "it may be there"
    with pytest.raises(NotPossible) as refused:
        await bench.entries.reopen(ALICE, entry.id, entry.version)
    assert refused.value.code == "entry_on_its_way"
    await bench.host.run(A_WHILE)
    await assert_all_there_once(bench, [entry])
    assert bench.clio.calls.count("create") == creates
    assert bench.clio.calls.index("find") > bench.clio.calls.index("create")


async def test_what_looks_like_it_but_is_not_it_is_left_to_the_lawyer(bench: Bench) -> None:
    await connected(bench)
    lost = iter(["after"])
    bench.clio.wrong = lambda name: next(lost, None) if name == "create" else None
    entry = await approved(bench)
    await bench.host.run(A_MOMENT)
    (number,) = bench.clio.activities
    bench.clio.change(number, replace(bench.clio.activities[number], note="reviewed  the LEASE."))
    await bench.host.run(A_WHILE)
    one = await delivery(bench, entry)
    assert (one.state, one.reason) == (S.NEEDS_ATTENTION, R.AMBIGUOUS)
    assert one.standing.unsettled
    assert len(bench.clio.activities) == 1


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (ClioRefusal.MATTER_CLOSED, R.MATTER_CLOSED),
        (ClioRefusal.GONE, R.MATTER_NOT_IN_CLIO),
        (ClioRefusal.FORBIDDEN, R.FORBIDDEN),
        (ClioRefusal.INVALID, R.INVALID),
    ],
)
async def test_one_that_clio_refuses_needs_its_lawyer_and_holds_up_no_other(
    bench: Bench, kind: ClioRefusal, reason: DeliveryReason
) -> None:
    await connected(bench)
    refusals = iter([ClioRefused(422, kind)])
    bench.clio.wrong = lambda name: next(refusals, None) if name == "create" else None
    bad, good = await approved(bench), await approved(bench, WORK.model_copy(update={"minutes": 60}))
    await bench.host.run(A_MOMENT)
    one = await delivery(bench, bad)
    assert (one.state, one.reason, one.standing.is_out) == (S.NEEDS_ATTENTION, reason, False)
    await assert_all_there_once(bench, [good])
    draft = await bench.entries.reopen(ALICE, bad.id, bad.version)
    assert (draft.status, draft.delivery) == (EntryStatus.DRAFT, None)
    again = await bench.entries.approve(ALICE, bad.id, draft.version)
    await bench.host.run(A_MOMENT)
    await assert_all_there_once(bench, [again, good])
    await assert_whole(bench)


async def test_what_cannot_be_sent_says_why_before_anything_is(bench: Bench) -> None:
    await connected(bench)
    await bench.matters.store(ALICE, "M-1", CHEN, None)
    unknown = await approved(bench, WORK.model_copy(update={"matter_id": "M-1"}))
    uncoded = await approved(bench, WORK.model_copy(update={"activity_code": ActivityCode.OTHER}))
    await bench.host.run(A_MOMENT)
    assert (await delivery(bench, unknown)).reason is R.MATTER_NOT_IN_CLIO
    assert (await delivery(bench, uncoded)).reason is R.CODE_NOT_IN_CLIO
    assert "create" not in bench.clio.calls


async def test_a_firm_without_utbms_codes_gets_none(bench: Bench) -> None:
    bench.clio.codes = {}
    await connected(bench)
    await approved(bench, WORK.model_copy(update={"activity_code": ActivityCode.OTHER}))
    await bench.host.run(A_MOMENT)
    assert [one.utbms_activity_id for one in bench.clio.activities.values()] == [None]


async def test_an_answer_that_is_not_what_was_approved_is_shown(bench: Bench) -> None:
    await connected(bench)
    bench.clio.rounds_to = 3600
    entry = await approved(bench)
    await bench.host.run(A_MOMENT)
    one = await delivery(bench, entry)
    assert (one.state, one.reason, one.sent_at) == (S.NEEDS_ATTENTION, R.CHANGED_THERE, None)
    assert one.standing.clio_id in bench.clio.activities


async def test_a_bug_of_ours_holds_up_no_other_and_does_not_double(bench: Bench) -> None:
    await connected(bench)
    bugs = iter([RuntimeError("a bug")])
    bench.clio.wrong = lambda name: next(bugs, None) if name == "create" else None
    entries = [await approved(bench), await approved(bench, WORK.model_copy(update={"minutes": 60}))]
    await bench.host.run(A_MOMENT)
    one = await delivery(bench, entries[0])
    assert (one.state, one.reason) == (S.WAITING, R.INTERNAL)
    await assert_all_there_once(bench, entries[1:])
    await bench.host.run(A_WHILE)
    await assert_all_there_once(bench, entries)


async def test_an_entry_reopened_before_it_left_does_not_leave(bench: Bench) -> None:
    await connected(bench)
    entry = await approved(bench)
    await bench.entries.reopen(ALICE, entry.id, entry.version)
    await bench.host.run(A_WHILE)
    assert bench.clio.activities == {}
    assert not [key for key in bench.tables.of(ALICE).rows if key.startswith(("delivery~", "sync~"))]


async def test_an_entry_reopened_as_it_is_about_to_leave_does_not_leave(bench: Bench) -> None:
    """Whichever commits first: the reopening, and nothing leaves; or what leaves, and it is refused."""
    await connected(bench)
    entry = await approved(bench)
    tried: list[bool] = []

    async def reopen(number: int, name: str, moment: str) -> None:
        if name == "table.commit" and moment == "before" and number > 8 and not tried:
            tried.append(True)
            await bench.alone.entries.reopen(ALICE, entry.id, entry.version)

    bench.seen.calls.clear()
    bench.seen.hook = reopen
    await bench.host.run(A_WHILE)
    assert tried
    assert bench.clio.activities == {}
