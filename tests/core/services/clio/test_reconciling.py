"""What is in Clio is compared with what was synced, every night; neither is changed by it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from core.domain.audit import AuditEvent
from core.domain.entries import TimeEntry
from core.domain.errors import ClioPaused, ClioRefusal, ClioRefused, NotPossible
from core.domain.preferences import SettingsFields
from core.domain.reconciliations import Reconciliation
from core.ports import Queue
from core.services.clio.reconciling import COMPARE_AGAIN
from core.services.rows import AUDIT
from tests.core.services.bench import SYNC, Bench
from tests.core.services.checks import assert_whole
from tests.core.services.clio.making import (
    WORK,
    approved,
    assert_all_there_once,
    connected,
    delivery,
    entry_now,
)
from tests.core.services.crashing import Death
from tests.core.services.seen import nothing
from tests.fakes import ALICE

A_MOMENT = timedelta(minutes=2)
A_DAY = timedelta(days=1)


async def _synced(bench: Bench, count: int = 1, narrative: str = WORK.narrative) -> list[TimeEntry]:
    """Entries that arrived long enough ago to be compared."""
    fields = WORK.model_copy(update={"narrative": narrative})
    entries = [await approved(bench, fields) for _ in range(count)]
    await bench.host.run(A_MOMENT)
    bench.clock.advance(SYNC.settling)
    return entries


async def _compared(bench: Bench, lasting: timedelta = A_MOMENT) -> Reconciliation:
    await bench.reconciling.want(ALICE)
    bench.clio.calls.clear()
    await bench.host.run(lasting)
    found = await bench.reconciling.latest(ALICE)
    assert found is not None
    return found


async def _clio_id(bench: Bench, entry: TimeEntry) -> int:
    there = (await delivery(bench, entry)).there
    assert there is not None
    return there.clio_id


async def _events(bench: Bench) -> list[AuditEvent]:
    return list((await bench.ledger.page(AUDIT, limit=1000)).items)


async def test_what_is_as_it_was_is_no_difference(bench: Bench) -> None:
    await connected(bench)
    entries = await _synced(bench, 3)
    found = await _compared(bench)
    assert found.counts == {"compared": 3, "changed": 0, "deleted": 0, "billed": 0, "hidden": 0}
    assert (found.differences, bench.clio.calls) == ((), ["listed"])
    await assert_all_there_once(bench, entries)
    await assert_whole(bench)


async def test_what_was_changed_deleted_or_billed_there_is_told_and_nothing_is_changed(bench: Bench) -> None:
    await connected(bench)
    kept, changed, deleted, billed = await _synced(bench, 4)
    there = bench.clio.activities
    number = await _clio_id(bench, changed)
    bench.clio.change(number, replace(there[number], note="By hand.", seconds=7200, on_bill=True))
    del there[await _clio_id(bench, deleted)]
    number = await _clio_id(bench, billed)
    bench.clio.change(number, replace(there[number], billed=True))
    before = [(await delivery(bench, one), await entry_now(bench, one)) for one in (kept, changed, deleted)]
    held = dict(there)

    found = await _compared(bench)
    assert found.counts == {"compared": 4, "changed": 1, "deleted": 1, "billed": 2, "hidden": 0}
    by_entry = {one.entry_id: one for one in found.differences}
    first, second = by_entry[changed.id], by_entry[deleted.id]
    assert (first.entry_id, first.fields, first.billed) == (changed.id, ("seconds", "note"), True)
    assert (first.ours.note, first.ours.seconds) == (WORK.narrative, (WORK.minutes or 0) * 60)
    assert first.theirs is not None
    assert (first.theirs.note, first.theirs.seconds) == ("By hand.", 7200)
    assert (second.entry_id, second.theirs, second.ours.note) == (deleted.id, None, WORK.narrative)
    assert set(found.billed_entries) == {changed.id, billed.id}
    assert bench.clio.calls == ["listed", "activity"]
    assert there == held
    now = [(await delivery(bench, one), await entry_now(bench, one)) for one in (kept, changed, deleted)]
    assert now == before
    link = await bench.connection.status(ALICE)
    assert (link.differences, link.compared_at, link.comparing) == (2, found.finished_at, None)
    await assert_whole(bench)


async def test_the_trail_names_fields_and_counts_and_no_word(bench: Bench) -> None:
    await connected(bench)
    (entry,) = await _synced(bench, narrative="Qzxours.")
    number = await _clio_id(bench, entry)
    bench.clio.change(number, replace(bench.clio.activities[number], note="Qzxtheirs."))
    await _compared(bench)
    last = next(one for one in reversed(await _events(bench)) if one.action == "clio.reconciled")
    counts = {"compared": 1, "changed": 1, "deleted": 0, "billed": 0, "hidden": 0}
    assert last.details == counts | {"fields": ["note"]}
    told = "".join(one.model_dump_json() for one in await _events(bench))
    told += "".join(str(one.message) for one in bench.host.sent)
    assert "Qzx" not in told


async def test_it_is_done_every_night_where_the_lawyer_is_by_one_chain_of_messages(bench: Bench) -> None:
    await bench.personal.store(ALICE, SettingsFields(time_zone="America/Toronto"), None)
    await connected(bench)
    await connected(bench)
    await _synced(bench)
    await _compared(bench)
    for _ in range(3):
        before = bench.clio.calls.count("listed")
        await bench.host.run(A_DAY * 2)
        found = await bench.reconciling.latest(ALICE)
        assert found is not None
        assert found.finished_at is not None
        assert (found.finished_at.hour, found.compared) == (7, 1), "two in Toronto, in winter"
        assert bench.clio.calls.count("listed") - before in {1, 2}
    await bench.connection.disconnect(ALICE)
    await bench.host.run(A_DAY * 2)
    before, sent = bench.clio.calls.count("listed"), len(bench.host.sent)
    await bench.host.run(A_DAY * 3)
    assert bench.clio.calls.count("listed") == before
    assert [one for one in bench.host.sent[sent:] if one.queue is Queue.CLIO_SYNC] == []


async def test_without_a_zone_it_is_a_day_on(bench: Bench) -> None:
    await connected(bench)
    (owed,) = [one for one in bench.host.sent if one.message.get("kind") == COMPARE_AGAIN]
    assert set(owed.message) == {"lawyer", "kind"}
    await _synced(bench)
    await bench.host.run(A_DAY * 3)
    assert bench.clio.calls.count("listed") == 3


async def test_who_is_not_connected_has_nothing_compared(bench: Bench) -> None:
    with pytest.raises(NotPossible) as refused:
        await bench.reconciling.want(ALICE)
    assert refused.value.code == "clio_not_connected"
    await bench.reconciling.again(ALICE)
    assert await bench.reconciling.latest(ALICE) is None


async def test_only_what_arrived_lately_and_not_just_now_is_compared(bench: Bench) -> None:
    await connected(bench)
    await _synced(bench, 2)
    await bench.connection.disconnect(ALICE)
    bench.clock.advance(A_DAY * 95)
    await connected(bench)
    (second,) = await _synced(bench)
    await approved(bench)
    await bench.host.run(timedelta(seconds=10))
    del bench.clio.activities[await _clio_id(bench, second)]
    found = await _compared(bench)
    assert (found.compared, found.deleted) == (1, 1)


async def test_a_great_many_cost_a_request_for_each_hundred(bench: Bench) -> None:
    await connected(bench)
    bench.clio.page = 200
    await _synced(bench, 230)
    found = await _compared(bench)
    assert (found.compared, found.differing) == (230, 0)
    assert bench.clio.calls == ["listed"] * 3


async def test_many_deletions_under_a_tight_limit_are_told_in_the_end(bench: Bench) -> None:
    await connected(bench)
    await _synced(bench, 30)
    bench.clio.activities.clear()
    bench.clio.limit = 7
    found = await _compared(bench, timedelta(minutes=30))
    assert (found.compared, found.deleted) == (30, 30)
    await assert_whole(bench)


async def test_a_slow_clio_is_asked_over_several_invocations(bench: Bench) -> None:
    await connected(bench)
    await _synced(bench, 20)
    bench.clio.activities.clear()
    bench.clio.answers = timedelta(seconds=20)
    found = await _compared(bench, timedelta(minutes=40))
    assert (found.compared, found.deleted) == (20, 20)
    watches = [one for one in bench.host.sent if "watch" in one.message]
    assert len(watches) > 3


async def test_a_pause_is_kept_and_an_expired_token_renewed(bench: Bench) -> None:
    await connected(bench)
    await _synced(bench, 3)
    bad: Iterator[str | Exception] = iter([ClioPaused(45), "before"])
    bench.clio.wrong = lambda name: next(bad, None) if name == "listed" else None
    bench.clio.expire()
    found = await _compared(bench, timedelta(minutes=10))
    assert found.compared == 3
    assert bench.clio.calls.count("listed") == 4
    assert (await bench.connection.status(ALICE)).pause is None


async def test_a_price_that_is_not_shown_any_more_is_no_difference(bench: Bench) -> None:
    await bench.personal.store(ALICE, SettingsFields(rate="300"), None)
    await connected(bench)
    (entry,) = await _synced(bench)
    there, number = bench.clio.activities, await _clio_id(bench, entry)
    for price, fields in ((None, ()), ("300.00", ()), ("310", ("price",))):
        bench.clio.change(number, replace(there[number], price=price))
        found = await _compared(bench)
        assert tuple(name for one in found.differences for name in one.fields) == fields


async def test_what_clio_does_not_show_is_neither_there_nor_deleted(bench: Bench) -> None:
    await connected(bench)
    await _synced(bench, 2)
    bench.clio.activities.clear()
    hidden = ClioRefused(403, ClioRefusal.FORBIDDEN)
    bench.clio.wrong = lambda name: hidden if name == "activity" else None
    found = await _compared(bench)
    assert (found.compared, found.hidden, found.deleted) == (2, 2, 0)


@pytest.mark.parametrize("wrong", [ClioRefused(403, ClioRefusal.FORBIDDEN), RuntimeError("Qzx")])
async def test_what_cannot_be_compared_holds_up_nothing_and_is_tried_next_night(
    bench: Bench, wrong: Exception
) -> None:
    await connected(bench)
    await _synced(bench)
    bench.clio.wrong = lambda name: wrong if name == "listed" else None
    await bench.reconciling.want(ALICE)
    entry = await approved(bench)
    await bench.host.run(A_MOMENT)
    assert (await delivery(bench, entry)).there is not None
    link = await bench.connection.status(ALICE)
    assert (link.comparing, link.compared_at) == (None, None)
    assert any(one.action == "clio.comparison_failed" for one in await _events(bench))
    bench.clio.wrong = lambda _: None
    await bench.host.run(A_DAY + A_MOMENT)
    found = await bench.reconciling.latest(ALICE)
    assert found is not None
    assert found.compared == 2


async def test_a_worker_that_dies_anywhere_leaves_the_whole_report_to_the_next(bench: Bench) -> None:
    await connected(bench)
    entries = await _synced(bench, 3)
    del bench.clio.activities[await _clio_id(bench, entries[1])]
    await bench.reconciling.want(ALICE)
    bench.seen.calls.clear()
    deaths = 0
    for step in range(200):
        began = bench.clock.now()
        fired = await _dies_at(bench, step)
        await bench.host.run(timedelta(minutes=5))
        found = await bench.reconciling.latest(ALICE)
        assert found is not None
        assert (found.compared, found.deleted, len(found.differences)) == (3, 1, 1)
        assert found.finished_at is not None
        assert found.finished_at >= began
        assert (await bench.connection.status(ALICE)).comparing is None
        if not fired:
            break
        deaths += 1
        await bench.reconciling.want(ALICE)
    assert deaths > 10
    assert "create" not in bench.clio.calls[bench.clio.calls.index("listed") :]
    assert set(bench.clio.activities) == {await _clio_id(bench, one) for one in (entries[0], entries[2])}
    await assert_whole(bench)


async def _dies_at(bench: Bench, step: int) -> bool:
    """A worker that dies at its call of that number; whether it came so far."""
    count = -1

    async def die(_number: int, _name: str, _moment: str) -> None:
        nonlocal count
        count += 1
        if count >= step:
            raise Death

    bench.seen.hook = die
    try:
        await bench.sync.advance(ALICE)
    except Death:
        return True
    finally:
        bench.seen.hook = nothing
    return False
