"""Approving many at once: each as exactly as alone, and none held up by another."""

from datetime import date

import pytest

from core.domain.entries import MAX_NARRATIVE, EntryFields, EntryStatus, TimeEntry
from core.domain.errors import Incomplete, NotFound, NotPossible, Unavailable, VersionConflict
from core.services.entry_access import Seen
from core.services.rows import AUDIT
from tests.core.services.bench import Bench
from tests.core.services.checks import assert_whole
from tests.core.services.making import CHEN, FULL
from tests.core.services.seen import AFTER, BEFORE
from tests.fakes import ALICE, BRUNO


async def drafts(bench: Bench, count: int, fields: EntryFields = FULL) -> list[TimeEntry]:
    await bench.matters.store(ALICE, "M-1", CHEN, None)
    return [await bench.entries.add(ALICE, fields) for _ in range(count)]


def seen(entries: list[TimeEntry]) -> list[Seen]:
    return [Seen(one.id, one.version) for one in entries]


async def test_each_is_approved_with_its_own_event(bench: Bench) -> None:
    entries = await drafts(bench, 40)
    approved = await bench.approvals.approve(ALICE, seen(entries))
    assert [(one.id, one.version, one.status) for one in approved if isinstance(one, TimeEntry)] == [
        (one.id, 2, EntryStatus.APPROVED) for one in entries
    ]
    assert {one.id: one for one in approved if isinstance(one, TimeEntry)} == {
        one.id: one for one in await bench.stored_entries()
    }
    events = [
        one for one in (await bench.ledger.page(AUDIT, limit=999)).items if one.action == "entry.approved"
    ]
    assert [event.subject for event in events] == [one.id for one in entries]
    await assert_whole(bench)


async def test_one_that_is_refused_keeps_none_of_the_others(bench: Bench) -> None:
    good, stale, bare, gone = await drafts(bench, 4)
    await bench.entries.edit(ALICE, bare.id, 1, {"minutes": None})
    await bench.entries.delete(ALICE, gone.id, 1)
    wanted = [
        Seen(stale.id, 9),
        Seen(bare.id, 2),
        Seen("no-such", 1),
        Seen("~/\\", 1),
        Seen(gone.id, 2),
        Seen(good.id, 1),
    ]
    outcomes = await bench.approvals.approve(ALICE, wanted)
    kinds = [VersionConflict, Incomplete, NotFound, NotFound, NotPossible, TimeEntry]
    assert [type(one) for one in outcomes] == kinds
    assert isinstance(outcomes[0], VersionConflict)
    assert outcomes[0].extra == {"current": stale}
    assert isinstance(outcomes[1], Incomplete)
    assert outcomes[1].extra == {"missing": ["hours"]}
    assert (await bench.entries.open(ALICE, good.id)).status is EntryStatus.APPROVED
    assert [type(one) for one in await bench.approvals.approve(BRUNO, seen([good]))] == [NotFound]
    await assert_whole(bench)


async def test_the_same_approvals_asked_again_are_shown_again(bench: Bench) -> None:
    entries = await drafts(bench, 3)
    once = await bench.approvals.approve(ALICE, seen(entries))
    before = dict(bench.tables.of(ALICE).rows)
    assert await bench.approvals.approve(ALICE, seen(entries)) == once
    assert bench.tables.of(ALICE).rows == before


async def test_an_edit_in_between_refuses_the_one_and_not_the_others(bench: Bench) -> None:
    entries = await drafts(bench, 3)

    async def other(number: int, name: str, moment: str) -> None:
        now = await bench.alone.entries.open(ALICE, entries[1].id)
        if (name, moment) == ("table.commit", BEFORE) and now.version == 1:
            await bench.alone.entries.edit(ALICE, entries[1].id, 1, {"minutes": 60})

    bench.seen.hook = other
    outcomes = await bench.approvals.approve(ALICE, seen(entries))
    assert [type(one) for one in outcomes] == [TimeEntry, VersionConflict, TimeEntry]
    assert (await bench.alone.entries.open(ALICE, entries[1].id)).status is EntryStatus.DRAFT


async def test_storage_that_fails_on_the_way_is_said_of_what_was_not_reached(bench: Bench) -> None:
    entries = await drafts(bench, 40)
    fired: list[int] = []

    async def fail(number: int, name: str, moment: str) -> None:
        if (name, moment) == ("table.commit", BEFORE):
            fired.append(number)
            if len(fired) == 2:
                raise Unavailable("no answer")

    bench.seen.hook = fail
    outcomes = await bench.approvals.approve(ALICE, seen(entries))
    assert [isinstance(one, TimeEntry) for one in outcomes] == [True] * 10 + [False] * 30
    assert {type(one) for one in outcomes[15:]} == {Unavailable}
    assert len(fired) == 2
    again = await bench.alone.approvals.approve(ALICE, seen(entries))
    assert again[:10] == outcomes[:10]
    assert all(isinstance(one, TimeEntry) for one in again)


async def test_storage_that_fails_at_once_fails_the_request(bench: Bench) -> None:
    entries = await drafts(bench, 2)

    async def fail(number: int, name: str, moment: str) -> None:
        if (name, moment) == ("table.get", AFTER):
            raise Unavailable("no answer")

    bench.seen.hook = fail
    with pytest.raises(Unavailable):
        await bench.approvals.approve(ALICE, seen(entries))


async def test_long_narratives_go_in_several_transactions(bench: Bench) -> None:
    long = FULL.model_copy(update={"narrative": "x" * MAX_NARRATIVE, "work_date": date(2026, 11, 19)})
    entries = await drafts(bench, 14, long)
    bench.seen.calls.clear()
    outcomes = await bench.approvals.approve(ALICE, seen(entries))
    assert all(isinstance(one, TimeEntry) for one in outcomes)
    assert bench.seen.calls.count("table.commit") == 3
