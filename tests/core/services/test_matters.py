"""Matters: created once, changed from the version that was seen."""

import pytest

from core.domain.errors import InvalidInput, NotFound, VersionConflict
from core.domain.findings import Evidence, Field
from core.domain.matters import MatterStatus
from core.services.matters import AliasOffer, MatterFields, open_matters
from core.services.rows import AUDIT, ENTRIES
from tests.core.services.bench import Bench
from tests.core.services.checks import assert_whole
from tests.fakes import ALICE, BRUNO

CHEN = MatterFields(name="Chen Lease", client="Chen Holdings", number="2026-1", aliases=("the lease",))


async def test_a_matter_is_created_and_then_changed(bench: Bench) -> None:
    made = await bench.matters.store(ALICE, "M-1", CHEN, 0)
    assert (made.created, made.matter.version, made.matter.aliases) == (True, 1, ("the lease",))
    closed = CHEN.model_copy(update={"status": MatterStatus.CLOSED})
    changed = await bench.matters.store(ALICE, "M-1", closed, 1)
    assert (changed.created, changed.matter.version) == (False, 2)
    assert changed.matter.status is MatterStatus.CLOSED
    await assert_whole(bench)


async def test_storing_the_same_again_changes_nothing(bench: Bench) -> None:
    made = await bench.matters.store(ALICE, "M-1", CHEN, None)
    again = await bench.matters.store(ALICE, "M-1", CHEN, None)
    assert (again.matter, again.created) == (made.matter, False)
    assert len((await bench.ledger.page(AUDIT, limit=9)).items) == 1


@pytest.mark.parametrize("seen", [0, 2])
async def test_a_matter_that_changed_since_is_not_overwritten(bench: Bench, seen: int) -> None:
    made = await bench.matters.store(ALICE, "M-1", CHEN, None)
    with pytest.raises(VersionConflict) as refused:
        await bench.matters.store(ALICE, "M-1", CHEN.model_copy(update={"name": "Other"}), seen)
    assert refused.value.extra == {"current": made.matter}


async def test_a_matter_that_was_seen_but_is_not_there_is_a_conflict(bench: Bench) -> None:
    with pytest.raises(VersionConflict) as refused:
        await bench.matters.store(ALICE, "M-1", CHEN, 1)
    assert refused.value.extra == {"current": None}


async def test_matters_are_listed_by_id_and_status_each_lawyers_own(bench: Bench) -> None:
    for name in ("M-2", "M-1", "M-3"):
        await bench.matters.store(ALICE, name, CHEN, None)
    await bench.matters.store(ALICE, "M-3", CHEN.model_copy(update={"status": MatterStatus.CLOSED}), None)
    first = await bench.matters.list(ALICE, None, limit=2, after=None)
    second = await bench.matters.list(ALICE, None, limit=2, after=first.after)
    assert [matter.id for matter in (*first.items, *second.items)] == ["M-1", "M-2", "M-3"]
    opened = await bench.matters.list(ALICE, MatterStatus.OPEN, limit=9, after=None)
    assert [matter.id for matter in opened.items] == ["M-1", "M-2"]
    assert (await bench.matters.list(BRUNO, None, limit=9, after=None)).items == ()


async def test_every_open_matter_is_there_for_drafting(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.services.matters._PAGE", 2)
    for number in range(5):
        await bench.matters.store(ALICE, f"M-{number}", CHEN, None)
    await bench.matters.store(ALICE, "M-3", CHEN.model_copy(update={"status": MatterStatus.CLOSED}), None)
    assert [matter.id for matter in await open_matters(bench.ledger)] == ["M-0", "M-1", "M-2", "M-4"]


async def test_no_name_is_in_the_trail(bench: Bench) -> None:
    await bench.matters.store(ALICE, "M-1", CHEN, None)
    (event,) = (await bench.ledger.page(AUDIT, limit=9)).items
    assert event.subject == "M-1"
    assert "Chen" not in event.model_dump_json()


async def test_an_alias_is_added_once(bench: Bench) -> None:
    await bench.matters.store(ALICE, "M-1", CHEN, None)
    added = await bench.matters.add_alias(ALICE, "M-1", "bluebird", 1)
    assert (added.aliases, added.version) == (("the lease", "bluebird"), 2)
    assert await bench.matters.add_alias(ALICE, "M-1", "bluebird", 1) == added
    with pytest.raises(VersionConflict):
        await bench.matters.add_alias(ALICE, "M-1", "redbird", 1)
    assert (await bench.matters.add_alias(ALICE, "M-1", "redbird", None)).version == 3
    await assert_whole(bench)
    trail = (await bench.ledger.page(AUDIT, limit=9)).items
    assert [event.action for event in trail] == [
        "matter.created",
        "matter.alias_added",
        "matter.alias_added",
    ]
    assert "bird" not in "".join(event.model_dump_json() for event in trail)


async def test_an_alias_needs_a_matter_with_room_for_it(bench: Bench) -> None:
    with pytest.raises(NotFound):
        await bench.matters.add_alias(ALICE, "M-1", "bluebird", None)
    full = CHEN.model_copy(update={"aliases": tuple(f"alias {n}" for n in range(20))})
    await bench.matters.store(ALICE, "M-1", full, None)
    with pytest.raises(InvalidInput) as refused:
        await bench.matters.add_alias(ALICE, "M-1", "bluebird", None)
    assert [error["field"] for error in refused.value.extra["errors"]] == ["alias"]


async def test_words_that_named_another_matter_are_offered_as_an_alias(bench: Bench) -> None:
    await bench.matters.store(ALICE, "M-1", CHEN, None)
    await bench.drafted()
    entry, *_ = (await bench.ledger.page(ENTRIES, limit=9)).items
    corrected = await bench.entries.edit(ALICE, entry.id, 1, {"matter_id": "M-1"})
    assert await bench.matters.alias_offer(ALICE, corrected) is None, "no words for a matter were said"
    said = (Evidence(field=Field.MATTER, quote="bluebird matter", start=0, end=15),)
    offer = await bench.matters.alias_offer(ALICE, corrected.model_copy(update={"evidence": said}))
    assert offer == AliasOffer("M-1", "bluebird")
    await bench.matters.add_alias(ALICE, "M-1", "bluebird", None)
    assert await bench.matters.alias_offer(ALICE, corrected.model_copy(update={"evidence": said})) is None
    assert await bench.matters.alias_offer(ALICE, entry.model_copy(update={"evidence": said})) is None
