"""Values read from copies can be written in many: whoever changes one meanwhile has the change run again."""

from core.domain.audit import Actor
from core.domain.entries import TimeEntry
from core.services.change import Change
from core.services.rows import ENTRIES, day_range
from tests.core.services.bench import Bench
from tests.core.services.checks import assert_copies, assert_whole
from tests.core.services.making import CHEN, FULL
from tests.core.services.seen import AFTER, BEFORE
from tests.fakes import ALICE

ALL = day_range(None, None)


async def _drafts(bench: Bench, count: int) -> list[TimeEntry]:
    await bench.alone.matters.store(ALICE, "M-1", CHEN, None)
    return [await bench.alone.entries.add(ALICE, FULL) for _ in range(count)]


async def _doubled(change: Change) -> dict[str, int]:
    """Twice the minutes of every entry, read from the copies by day."""
    found = await change.page(ENTRIES, ALL, limit=40)
    for entry in found:
        minutes = (entry.fields.minutes or 0) * 2
        fields = entry.fields.model_copy(update={"minutes": minutes})
        change.put(ENTRIES, entry.model_copy(update={"fields": fields}))
    change.record(Actor.SYSTEM, "doubled", "all")
    return {entry.id: entry.fields.minutes or 0 for entry in found}


async def test_many_are_written_with_one_page_and_one_transaction(bench: Bench) -> None:
    await _drafts(bench, 20)
    bench.seen.calls.clear()
    await bench.ledgers.of(ALICE).change(_doubled)
    assert bench.seen.calls == ["table.get", "table.page", "table.commit"]
    assert {entry.fields.minutes for entry in await bench.stored_entries()} == {48}
    await assert_whole(bench)


async def test_an_edit_between_reading_and_writing_is_not_lost(bench: Bench, no_jitter: None) -> None:
    first, second = await _drafts(bench, 2)
    runs: list[str] = []

    async def edit(_number: int, name: str, moment: str) -> None:
        if (name, moment) == ("table.commit", BEFORE):
            runs.append(name)
            if len(runs) == 1:
                await bench.alone.entries.edit(ALICE, first.id, 1, {"minutes": 30})

    bench.seen.hook = edit
    seen = await bench.ledgers.of(ALICE).change(_doubled)
    assert len(runs) == 2, "the transaction was refused once"
    assert seen == {first.id: 30, second.id: 24}
    assert [(await bench.entries.open(ALICE, one.id)).fields.minutes for one in (first, second)] == [60, 48]
    await assert_whole(bench)


async def test_an_edit_between_the_head_and_the_page_is_not_lost(bench: Bench, no_jitter: None) -> None:
    (draft,) = await _drafts(bench, 1)
    edited: list[str] = []

    async def edit(number: int, name: str, moment: str) -> None:
        if (number, name, moment) == (1, "table.get", AFTER):
            edited.append(name)
            await bench.alone.entries.delete(ALICE, draft.id, 1)

    bench.seen.calls.clear()
    bench.seen.hook = edit
    assert await bench.ledgers.of(ALICE).change(_doubled) == {}
    assert edited
    assert_copies(bench.tables.of(ALICE))


async def test_copies_that_move_are_taken_away_where_they_were(bench: Bench) -> None:
    await _drafts(bench, 3)

    async def moved(change: Change) -> None:
        for entry in await change.page(ENTRIES, ALL, limit=40):
            undated = entry.fields.model_copy(update={"work_date": None})
            change.put(ENTRIES, entry.model_copy(update={"fields": undated}))
        change.record(Actor.SYSTEM, "moved", "all")

    await bench.ledgers.of(ALICE).change(moved)
    await assert_whole(bench)
