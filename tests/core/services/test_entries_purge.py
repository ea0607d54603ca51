"""Deleted drafts: restorable for their time, and then without a word left."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from core.domain.entries import EntryFields, EntryStatus, TimeEntry
from core.domain.errors import NotFound
from core.services.rows import VERSIONS, under
from tests.core.services.bench import RESTORABLE, Bench
from tests.core.services.checks import assert_whole
from tests.core.services.seen import BEFORE
from tests.fakes import ALICE

SECRET = "Advised Chen on the settlement"


type Deed = Callable[[Bench, str, int], Awaitable[TimeEntry]]


DEEDS: dict[str, Deed] = {
    "edit": lambda bench, name, seen: bench.entries.edit(ALICE, name, seen, {"minutes": 30}),
    "approve": lambda bench, name, seen: bench.entries.approve(ALICE, name, seen),
    "reopen": lambda bench, name, seen: bench.entries.reopen(ALICE, name, seen),
    "delete": lambda bench, name, seen: bench.entries.delete(ALICE, name, seen),
    "restore": lambda bench, name, seen: bench.entries.restore(ALICE, name, seen),
}


async def _history(bench: Bench, name: str) -> list[str]:
    steps = (await bench.entries.history(ALICE, name, limit=100, after=None)).items
    return [step.action for step in steps]


def _words_in(bench: Bench) -> list[str]:
    return [key for key, row in bench.tables.of(ALICE).rows.items() if SECRET in row.body]


async def test_a_deleted_draft_is_purged_when_its_time_is_over_and_not_a_day_before(bench: Bench) -> None:
    entry = await bench.entries.add(ALICE, EntryFields(narrative=SECRET))
    await bench.entries.edit(ALICE, entry.id, 1, {"minutes": 6})
    await bench.entries.delete(ALICE, entry.id, 2)
    await bench.host.run(RESTORABLE - timedelta(days=1))
    assert (await bench.entries.open(ALICE, entry.id)).status is EntryStatus.DELETED
    assert _words_in(bench)
    await bench.host.run(timedelta(days=2))
    assert _words_in(bench) == []
    with pytest.raises(NotFound):
        await bench.entries.open(ALICE, entry.id)
    with pytest.raises(NotFound):
        await bench.entries.history(ALICE, entry.id, limit=9, after=None)
    for deed in DEEDS.values():
        with pytest.raises(NotFound):
            await deed(bench, entry.id, 4)
    await assert_whole(bench)


async def test_a_restored_draft_is_not_purged(bench: Bench) -> None:
    entry = await bench.entries.add(ALICE, EntryFields(narrative=SECRET))
    await bench.entries.delete(ALICE, entry.id, 1)
    await bench.host.run(RESTORABLE / 2)
    await bench.entries.restore(ALICE, entry.id, 2)
    await bench.host.run()
    assert (await bench.entries.open(ALICE, entry.id)).fields.narrative == SECRET


async def test_a_draft_deleted_again_has_its_whole_time_again(bench: Bench) -> None:
    entry = await bench.entries.add(ALICE, EntryFields(narrative=SECRET))
    await bench.entries.delete(ALICE, entry.id, 1)
    await bench.host.run(RESTORABLE / 2)
    await bench.entries.restore(ALICE, entry.id, 2)
    await bench.entries.delete(ALICE, entry.id, 3)
    await bench.host.run(RESTORABLE - timedelta(days=1))
    assert (await bench.entries.open(ALICE, entry.id)).status is EntryStatus.DELETED
    await bench.host.run()
    assert _words_in(bench) == []


async def _long_history(bench: Bench, steps: int) -> TimeEntry:
    entry = await bench.entries.add(ALICE, EntryFields(narrative=SECRET))
    for number in range(steps):
        entry = await bench.entries.edit(ALICE, entry.id, entry.version, {"minutes": 6 + number})
    return await bench.entries.delete(ALICE, entry.id, entry.version)


async def test_a_history_longer_than_a_transaction_is_purged_whole(bench: Bench) -> None:
    entry = await _long_history(bench, 200)
    await bench.host.run()
    assert _words_in(bench) == []
    left = await bench.ledger.page(VERSIONS, under(VERSIONS.key(entry.id)), limit=9)
    assert left.items == ()
    await assert_whole(bench)


async def test_a_purge_that_breaks_off_is_finished_later(bench: Bench) -> None:
    entry = await _long_history(bench, 200)
    bench.clock.advance(RESTORABLE)
    fired: list[int] = []

    async def die(number: int, name: str, moment: str) -> None:
        if (name, moment) == ("table.commit", BEFORE):
            fired.append(number)
            if len(fired) == 2:
                raise RuntimeError("a bug")

    bench.seen.hook = die
    with pytest.raises(RuntimeError):
        await bench.entries.purge(ALICE, entry.id)
    assert _words_in(bench)
    await bench.alone.entries.purge(ALICE, entry.id)
    assert _words_in(bench) == []


async def test_a_purge_gives_way_to_a_restore_in_the_last_moment(bench: Bench) -> None:
    entry = await _long_history(bench, 200)
    bench.clock.advance(RESTORABLE)
    restored: list[TimeEntry] = []

    async def restore(number: int, name: str, moment: str) -> None:
        if (name, moment) == ("table.page", BEFORE) and not restored:
            restored.append(await bench.alone.entries.restore(ALICE, entry.id, entry.version))

    bench.seen.hook = restore
    await bench.entries.purge(ALICE, entry.id)
    assert (await bench.entries.open(ALICE, entry.id)).fields.narrative == SECRET
    assert len(await _history(bench, entry.id)) > 90


async def test_purging_what_is_not_there_or_not_deleted_does_nothing(bench: Bench, entry: TimeEntry) -> None:
    before = dict(bench.tables.of(ALICE).rows)
    await bench.entries.purge(ALICE, entry.id)
    await bench.entries.purge(ALICE, "no-such")
    assert bench.tables.of(ALICE).rows == before


async def test_purging_twice_is_purging_once(bench: Bench, entry: TimeEntry) -> None:
    await bench.entries.delete(ALICE, entry.id, 1)
    await bench.host.run()
    before = dict(bench.tables.of(ALICE).rows)
    await bench.entries.purge(ALICE, entry.id)
    assert bench.tables.of(ALICE).rows == before
