"""Time entries as their lawyer handles them."""

from collections.abc import Awaitable, Callable

import pytest

from core.domain.codes import ActivityCode
from core.domain.entries import EntryFields, EntryStatus, TimeEntry
from core.domain.errors import Incomplete, InvalidInput, KeyReused, NotFound, NotPossible, VersionConflict
from core.services.rows import AUDIT
from tests.core.services.bench import Bench
from tests.core.services.making import FULL
from tests.core.services.seen import BEFORE
from tests.fakes import ALICE, BRUNO

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


async def test_a_typed_entry_is_a_draft(bench: Bench, entry: TimeEntry) -> None:
    assert (entry.status, entry.version, entry.fields) == (EntryStatus.DRAFT, 1, FULL)
    assert await bench.entries.open(ALICE, entry.id) == entry
    assert await _history(bench, entry.id) == ["typed"]


async def test_the_same_key_gives_the_same_entry(bench: Bench) -> None:
    fields = EntryFields(narrative="Called.")
    one = await bench.entries.add(ALICE, fields, key="key")
    assert await bench.entries.add(ALICE, fields, key="key") == one
    assert len(await bench.stored_entries()) == 1
    with pytest.raises(KeyReused):
        await bench.entries.add(ALICE, EntryFields(), key="key")


async def test_an_entry_typed_for_a_recording_joins_it(bench: Bench) -> None:
    recording = await bench.announced()
    entry = await bench.entries.add(ALICE, EntryFields(), recording.id)
    assert entry.recording_id == recording.id
    assert (await bench.recording(recording.id)).entry_ids == (entry.id,)
    with pytest.raises(NotFound):
        await bench.entries.add(BRUNO, EntryFields(), recording.id)


async def test_a_matter_that_is_not_there_is_refused(bench: Bench, entry: TimeEntry) -> None:
    with pytest.raises(InvalidInput) as refused:
        await bench.entries.add(ALICE, EntryFields(matter_id="M-9"))
    assert refused.value.extra["errors"][0]["field"] == "matter_id"
    with pytest.raises(InvalidInput):
        await bench.entries.edit(ALICE, entry.id, 1, {"matter_id": "M-9"})
    with pytest.raises(InvalidInput):
        await bench.entries.add(BRUNO, EntryFields(matter_id="M-1"))


async def test_an_edit_changes_its_fields_and_names_them_in_the_history(
    bench: Bench, entry: TimeEntry
) -> None:
    changes = {"minutes": 30, "narrative": FULL.narrative, "activity_code": ActivityCode.RESEARCH}
    edited = await bench.entries.edit(ALICE, entry.id, 1, changes)
    assert (edited.fields.minutes, edited.version) == (30, 2)
    steps = (await bench.entries.history(ALICE, entry.id, limit=9, after=None)).items
    assert (steps[1].action, steps[1].changed) == ("edited", ("minutes", "activity_code"))


async def test_an_edit_that_changes_nothing_makes_no_version(bench: Bench, entry: TimeEntry) -> None:
    before = dict(bench.tables.of(ALICE).rows)
    assert await bench.entries.edit(ALICE, entry.id, 1, {"minutes": 24, "matter_id": "M-1"}) == entry
    assert await bench.entries.edit(ALICE, entry.id, 1, {}) == entry
    assert bench.tables.of(ALICE).rows == before


@pytest.mark.parametrize("deed", sorted(DEEDS))
@pytest.mark.parametrize("seen", [0, 2, 99])
async def test_what_was_changed_since_is_not_overwritten(
    bench: Bench, entry: TimeEntry, deed: str, seen: int
) -> None:
    with pytest.raises(VersionConflict) as refused:
        await DEEDS[deed](bench, entry.id, seen)
    assert refused.value.extra == {"current": entry}
    assert await bench.entries.open(ALICE, entry.id) == entry


@pytest.mark.parametrize("deed", sorted(DEEDS))
async def test_another_lawyers_entry_looks_like_none(bench: Bench, entry: TimeEntry, deed: str) -> None:
    with pytest.raises(NotFound):
        await DEEDS[deed](bench, "no-such", 1)
    with pytest.raises(NotFound):
        await bench.entries.open(BRUNO, entry.id)
    with pytest.raises(NotFound):
        await bench.entries.history(BRUNO, entry.id, limit=9, after=None)


async def test_two_edits_of_one_version_do_not_both_hold(bench: Bench, entry: TimeEntry) -> None:
    async def other(number: int, name: str, moment: str) -> None:
        if (name, moment) == ("table.commit", BEFORE) and (
            await bench.alone.entries.open(ALICE, entry.id)
        ).version == 1:
            await bench.alone.entries.edit(ALICE, entry.id, 1, {"minutes": 60})

    bench.seen.hook = other
    with pytest.raises(VersionConflict) as refused:
        await bench.entries.edit(ALICE, entry.id, 1, {"minutes": 30})
    assert refused.value.extra["current"].fields.minutes == 60


async def test_what_is_approved_is_what_was_seen(bench: Bench, entry: TimeEntry) -> None:
    approved = await bench.entries.approve(ALICE, entry.id, 1)
    assert (approved.status, approved.fields, approved.version) == (EntryStatus.APPROVED, FULL, 2)


async def test_the_same_approval_asked_again_is_shown_again(bench: Bench, entry: TimeEntry) -> None:
    approved = await bench.entries.approve(ALICE, entry.id, 1)
    assert await bench.entries.approve(ALICE, entry.id, 1) == approved
    assert await _history(bench, entry.id) == ["typed", "approved"]


async def test_an_approval_of_what_was_seen_before_a_reopening_is_stale(
    bench: Bench, entry: TimeEntry
) -> None:
    approved = await bench.entries.approve(ALICE, entry.id, 1)
    await bench.entries.reopen(ALICE, entry.id, approved.version)
    with pytest.raises(VersionConflict):
        await bench.entries.approve(ALICE, entry.id, 1)


async def test_an_incomplete_entry_is_not_approved(bench: Bench) -> None:
    entry = await bench.entries.add(ALICE, EntryFields(minutes=6))
    with pytest.raises(Incomplete) as refused:
        await bench.entries.approve(ALICE, entry.id, 1)
    assert refused.value.extra == {"missing": ["work_date", "matter", "narrative"]}


async def test_an_approved_entry_can_be_reopened_and_nothing_else(bench: Bench, entry: TimeEntry) -> None:
    approved = await bench.entries.approve(ALICE, entry.id, 1)
    for deed in ("edit", "approve", "delete", "restore"):
        with pytest.raises(NotPossible) as refused:
            await DEEDS[deed](bench, entry.id, 2)
        assert refused.value.code == "entry_state"
    assert await bench.entries.open(ALICE, entry.id) == approved
    reopened = await bench.entries.reopen(ALICE, entry.id, 2)
    assert (reopened.status, reopened.approved_at) == (EntryStatus.DRAFT, None)
    assert await _history(bench, entry.id) == ["typed", "approved", "reopened"]


async def test_a_deleted_draft_can_be_restored_and_nothing_else(bench: Bench, entry: TimeEntry) -> None:
    await bench.entries.delete(ALICE, entry.id, 1)
    for deed in ("edit", "approve", "delete", "reopen"):
        with pytest.raises(NotPossible):
            await DEEDS[deed](bench, entry.id, 2)
    restored = await bench.entries.restore(ALICE, entry.id, 2)
    assert (restored.status, restored.fields, restored.deleted_at) == (EntryStatus.DRAFT, FULL, None)
    assert await _history(bench, entry.id) == ["typed", "deleted", "restored"]


async def test_no_word_of_an_entry_is_in_the_trail_or_in_a_message(bench: Bench) -> None:
    entry = await bench.entries.add(ALICE, EntryFields(narrative=SECRET), key="key")
    await bench.entries.edit(ALICE, entry.id, 1, {"narrative": SECRET + " again"})
    await bench.entries.delete(ALICE, entry.id, 2)
    events = (await bench.ledger.page(AUDIT, limit=100)).items
    assert len(events) == 3
    for text in (*(event.model_dump_json() for event in events), *(str(sent) for sent in bench.host.sent)):
        assert "settlement" not in text
        assert "Chen" not in text
