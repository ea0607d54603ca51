"""The ledger: all or none, once, in one order; and messages that are never forgotten."""

import asyncio
from collections.abc import Sequence

import pytest

from core.domain.audit import Actor
from core.domain.entries import EntryFields
from core.domain.errors import NotFound, Unavailable
from core.domain.matters import Matter
from core.ports import Queue, RowConflict, RowWrite, UnknownOutcome
from core.services.change import Change
from core.services.history import record_entry
from core.services.ledger import Ledger, Ledgers
from core.services.rows import AUDIT, ENTRIES, MATTERS
from tests.core.services.bench import Bench
from tests.core.services.checks import assert_whole
from tests.core.services.making import counted, entry_at
from tests.core.services.seen import AFTER, BEFORE, nothing
from tests.fakes import ALICE, BRUNO, FakeTable


class Uncertain(FakeTable):
    """A table that stops answering: `lands` says of each commit in turn whether it was written."""

    def __init__(self, *lands: bool) -> None:
        super().__init__()
        self._lands = list(lands)

    async def commit(self, writes: Sequence[RowWrite]) -> None:
        if not self._lands:
            return await super().commit(writes)
        if self._lands.pop(0):
            await super().commit(writes)
        raise UnknownOutcome


class Refusing(FakeTable):
    """A table whose commits always lose."""

    async def commit(self, writes: Sequence[RowWrite]) -> None:
        raise RowConflict(len(writes))


def _on(table: FakeTable) -> tuple[Bench, Ledger]:
    bench = Bench()
    bench.tables.partitions[ALICE.key] = table
    return bench, bench.ledger


async def _put_matter(change: Change) -> Matter:
    matter = Matter(id="M-1", name="Lease", client="Chen", updated_at=change.now)
    change.put(MATTERS, matter)
    change.record(Actor.LAWYER, "matter.created", "M-1")
    return matter


async def test_a_change_is_one_transaction_with_its_event_and_the_head() -> None:
    bench = Bench()
    matter = await bench.ledger.change(_put_matter)
    assert sorted(bench.tables.of(ALICE).rows) == ["audit~000000000001", "head~", "matter~M-1"]
    assert await bench.ledger.get(MATTERS, "M-1") == matter
    assert bench.tables.of(ALICE).calls.count("commit") == 1
    await assert_whole(bench)


async def test_a_change_reaches_only_its_lawyer() -> None:
    bench = Bench()
    await bench.ledger.change(_put_matter)
    assert bench.tables.of(BRUNO).rows == {}
    with pytest.raises(NotFound):
        await Ledgers(bench.tables, bench.host, bench.clock).of(BRUNO).get(MATTERS, "M-1")


async def test_work_that_changes_nothing_writes_nothing() -> None:
    bench = Bench()

    async def look(change: Change) -> None:
        await change.find(MATTERS, "M-1")

    await bench.ledger.change(look)
    assert bench.tables.of(ALICE).rows == {}
    assert "commit" not in bench.tables.of(ALICE).calls


async def test_work_that_fails_writes_nothing() -> None:
    bench = Bench()

    async def fails(change: Change) -> None:
        await _put_matter(change)
        change.owe(Queue.DRAFTING, {"a": "b"})
        raise LookupError

    with pytest.raises(LookupError):
        await bench.ledger.change(fails)
    assert bench.tables.of(ALICE).rows == {}
    assert bench.host.sent == []


@pytest.mark.parametrize("deed", ["put", "remove", "owe"])
async def test_a_change_without_an_event_is_refused(deed: str) -> None:
    bench = Bench()
    await bench.ledger.change(_put_matter)
    before = dict(bench.tables.of(ALICE).rows)

    async def silent(change: Change) -> None:
        matter = await change.get(MATTERS, "M-1")
        match deed:
            case "put":
                change.put(MATTERS, matter)
            case "remove":
                change.remove(MATTERS, "M-1")
            case _:
                change.owe(Queue.DRAFTING, {})

    with pytest.raises(RuntimeError, match="audit event"):
        await bench.ledger.change(silent)
    assert bench.tables.of(ALICE).rows == before


async def test_reads_of_a_change_are_of_one_moment() -> None:
    bench = Bench()
    await bench.ledger.change(_put_matter)

    async def twice(change: Change) -> tuple[Matter, Matter]:
        first = await change.get(MATTERS, "M-1")
        change.put(MATTERS, first.model_copy(update={"name": "Other"}))
        change.record(Actor.LAWYER, "matter.changed", "M-1")
        return first, await change.get(MATTERS, "M-1")

    first, second = await bench.ledger.change(twice)
    assert first == second
    assert (await bench.ledger.get(MATTERS, "M-1")).name == "Other"


@pytest.mark.usefixtures("no_jitter")
async def test_a_value_that_was_never_read_cannot_be_overwritten() -> None:
    """It goes out as a new row, meets the old one, and no try can make it fit."""
    bench = Bench()
    await bench.ledger.change(_put_matter)
    with pytest.raises(Unavailable):
        await bench.ledger.change(_put_matter)
    assert (await bench.ledger.head()).sequence == 1


async def test_removing_what_was_not_there_removes_nothing() -> None:
    bench = Bench()

    async def remove(change: Change) -> None:
        assert await change.find(MATTERS, "M-1") is None
        change.remove(MATTERS, "M-1")
        change.record(Actor.LAWYER, "matter.removed", "M-1")

    await bench.ledger.change(remove)
    await assert_whole(bench)


@pytest.mark.parametrize("moment", [BEFORE, AFTER])
@pytest.mark.parametrize("at", range(1, 5))
async def test_a_change_that_loses_the_race_runs_again_on_what_is_there_now(moment: str, at: int) -> None:
    bench = Bench()
    await bench.ledger.change(counted)

    async def race(number: int, name: str, when: str) -> None:
        if (number, when) == (at, moment):
            await bench.ledger.change(counted)

    bench.seen.hook = race
    await bench.ledgers.of(ALICE).change(counted)
    assert (await bench.ledger.get(MATTERS, "count")).version == 3 if at < 4 else 2
    assert (await bench.ledger.head()).sequence == (3 if at < 4 else 2)
    await assert_whole(bench)


async def test_many_changes_at_once_are_all_made_once() -> None:
    bench = Bench()

    async def yields(number: int, name: str, when: str) -> None:
        await asyncio.sleep(0)

    bench.seen.hook = yields
    await asyncio.gather(*(bench.ledgers.of(ALICE).change(counted) for _ in range(20)))
    assert (await bench.ledger.get(MATTERS, "count")).version == 20
    assert (await bench.ledger.head()).sequence == 20
    await assert_whole(bench)


@pytest.mark.usefixtures("no_jitter")
async def test_a_change_that_always_loses_is_refused_in_the_end() -> None:
    _, ledger = _on(Refusing())
    with pytest.raises(Unavailable) as refused:
        await ledger.change(_put_matter)
    assert refused.value.extra == {"retry_after": 1}


async def test_a_commit_without_an_answer_that_landed_is_made_once() -> None:
    bench, ledger = _on(Uncertain(True))
    await ledger.change(counted)
    assert (await ledger.get(MATTERS, "count")).version == 1
    assert (await ledger.head()).sequence == 1
    await assert_whole(bench)


async def test_a_commit_without_an_answer_that_did_not_land_is_refused() -> None:
    bench, ledger = _on(Uncertain(False))
    with pytest.raises(Unavailable):
        await ledger.change(counted)
    assert bench.tables.of(ALICE).rows == {}
    await ledger.change(counted)
    assert (await ledger.get(MATTERS, "count")).version == 1


async def test_a_commit_without_an_answer_is_not_taken_for_another_ones() -> None:
    """Ours did not land, but another change took the place in the chain that ours would have had."""
    bench, ledger = _on(Uncertain(False))

    async def race(number: int, name: str, when: str) -> None:
        if (name, when) == ("table.commit", AFTER):
            bench.seen.hook = nothing
            await ledger.change(counted)

    bench.seen.hook = race
    with pytest.raises(Unavailable):
        await bench.ledgers.of(ALICE).change(counted)
    assert (await ledger.get(MATTERS, "count")).version == 1
    await assert_whole(bench)


async def test_a_commit_that_was_sent_twice_below_us_counts_as_made() -> None:
    """The answer was a conflict, but with our own rows, written by an earlier sending."""

    class SentTwice(FakeTable):
        async def commit(self, writes: Sequence[RowWrite]) -> None:
            await super().commit(writes)
            await super().commit(writes)

    bench, ledger = _on(SentTwice())
    await ledger.change(counted)
    assert (await ledger.head()).sequence == 1
    await assert_whole(bench)


async def test_a_change_of_more_rows_than_a_transaction_takes_is_refused_whole() -> None:
    bench = Bench()

    async def huge(change: Change) -> None:
        for number in range(99):
            change.put(MATTERS, Matter(id=f"M-{number}", name="n", client="c", updated_at=change.now))
        change.record(Actor.LAWYER, "too.much", "x")

    with pytest.raises(ValueError, match="at most 100 rows"):
        await bench.ledger.change(huge)
    assert bench.tables.of(ALICE).rows == {}


async def test_copies_follow_their_value_and_vanish_with_it() -> None:
    bench = Bench()
    entry = entry_at(bench, EntryFields(narrative="Called."))

    async def add(change: Change) -> None:
        record_entry(change, entry, "typed", Actor.LAWYER)

    async def put_aside(change: Change) -> None:
        before = await change.get(ENTRIES, entry.id)
        record_entry(change, before.deleted(change.now), "deleted", Actor.LAWYER)

    await bench.ledger.change(add)
    copies = [key for key in bench.tables.of(ALICE).rows if key.startswith(("open~", "day~"))]
    assert sorted(copies) == [f"day~99999999~{entry.id}", f"open~{entry.id}"]
    await assert_whole(bench)
    await bench.ledger.change(put_aside)
    copies = [key for key in bench.tables.of(ALICE).rows if key.startswith(("open~", "day~", "trash~"))]
    assert copies == [f"trash~{entry.id}"]
    await assert_whole(bench)


async def test_the_events_of_a_change_follow_each_other_and_share_its_mark() -> None:
    bench = Bench()

    async def three(change: Change) -> str:
        for number in range(3):
            change.record(Actor.SYSTEM, "step", f"{number}", {"number": number})
        return change.id

    await bench.ledger.change(_put_matter)
    mark = await bench.ledger.change(three)
    events = (await bench.ledger.page(AUDIT, limit=10)).items
    assert [event.sequence for event in events] == [1, 2, 3, 4]
    assert {event.change for event in events[1:]} == {mark}
    assert {event.at for event in events} == {bench.clock.now()}
    await assert_whole(bench)
