"""Splitting a draft: its parts take over, and it stays behind with its history."""

from typing import Any

import pytest

from core.domain.entries import EntryFields, EntryStatus, TimeEntry
from core.domain.errors import InvalidInput, NotFound, NotPossible, Unavailable, VersionConflict
from core.domain.findings import Field, Finding, Part
from core.domain.guidelines import Guideline
from core.domain.recordings import Recording
from core.ports import RowWrite, UnknownOutcome, Write
from core.services.entries import Wanted
from core.services.entry_access import Seen
from core.services.rows import AUDIT, ENTRIES
from tests.core.services.bench import RESTORABLE, Bench, answer
from tests.core.services.checks import assert_whole
from tests.core.services.making import CHEN, FULL
from tests.core.services.seen import AFTER, BEFORE
from tests.fakes import ALICE, BRUNO, FakeModel

ASKED: list[dict[str, Any]] = [{"narrative": "Reviewed.", "minutes": 6}, {"narrative": "Called Chen."}]
SECRET = "Advised Chen on the settlement"


async def drafted(bench: Bench) -> tuple[Recording, TimeEntry]:
    """A recording of two drafts, and the first of them."""
    recording = await bench.drafted()
    return recording, await bench.entries.open(ALICE, recording.entry_ids[0])


async def _listed(bench: Bench, status: EntryStatus | None = None) -> list[TimeEntry]:
    return list((await bench.entries.list(ALICE, Wanted(status), limit=99, after=None)).items)


async def _history(bench: Bench, name: str) -> list[str]:
    return [step.action for step in (await bench.entries.history(ALICE, name, limit=99, after=None)).items]


async def _proposing(bench: Bench, entry: TimeEntry, *parts: Part) -> None:
    """Have the block-billed finding of a draft propose these parts."""
    proposed = Finding(code=Guideline.BLOCK_BILLED, field=Field.NARRATIVE, message="?", parts=parts)
    rows = ENTRIES.rows(entry.model_copy(update={"findings": (proposed,)}))
    await bench.tables.of(ALICE).commit([RowWrite(Write.PUT, row) for row in rows])


async def test_the_parts_take_over_and_the_whole_stays_behind(bench: Bench, entry: TimeEntry) -> None:
    left, parts = await bench.regrouping.split(ALICE, entry.id, 1, ASKED)
    assert (left.status, left.version, left.fields) == (EntryStatus.SPLIT, 2, FULL)
    assert left.became == tuple(part.id for part in parts)
    assert [(part.fields.narrative, part.fields.minutes) for part in parts] == [
        ("Reviewed.", 6),
        ("Called Chen.", 18),
    ]
    assert {(part.status, part.version, part.made_from) for part in parts} == {
        (EntryStatus.DRAFT, 1, (entry.id,))
    }
    assert await _listed(bench) == await _listed(bench, EntryStatus.DRAFT) == parts
    assert await bench.entries.open(ALICE, entry.id) == left
    assert await _history(bench, entry.id) == ["typed", "split"]
    assert [await _history(bench, part.id) for part in parts] == [["split_from"]] * 2
    await assert_whole(bench)


async def test_a_split_is_one_event_that_seals_what_it_made(bench: Bench, entry: TimeEntry) -> None:
    left, parts = await bench.regrouping.split(
        ALICE, entry.id, 1, [{"narrative": SECRET, "minutes": 6}, ASKED[1]]
    )
    event = (await bench.ledger.page(AUDIT, limit=99)).items[-1]
    steps = [
        (await bench.entries.history(ALICE, one.id, limit=99, after=None)).items[-1] for one in (left, *parts)
    ]
    assert (event.action, event.subject, event.details["version"]) == ("entry.split", entry.id, 2)
    assert event.details["seal"] == steps[0].seal
    assert event.details["parts"] == {step.entry_id: step.seal for step in steps[1:]}
    assert SECRET not in event.model_dump_json()


async def test_the_proposed_split_is_taken(bench: Bench, entry: TimeEntry) -> None:
    parts = Part(narrative="Reviewed.", minutes=6), Part(narrative="Called Chen.")
    await _proposing(bench, entry, *parts)
    left, made = await bench.regrouping.split(ALICE, entry.id, 1, None)
    assert [part.fields.minutes for part in made] == [6, 18]
    assert Guideline.BLOCK_BILLED not in {one.code for part in made for one in part.findings}
    assert await bench.regrouping.split(ALICE, entry.id, 1, None) == (left, made)


async def test_hours_that_were_not_said_are_asked_for(bench: Bench, entry: TimeEntry) -> None:
    parts = Part(narrative="Reviewed."), Part(narrative="Called Chen.")
    await _proposing(bench, entry, *parts)
    with pytest.raises(NotPossible) as refused:
        await bench.regrouping.split(ALICE, entry.id, 1, None)
    assert (refused.value.code, refused.value.extra["parts"]) == ("split_hours", parts)
    assert len(await _listed(bench)) == 1


async def test_nothing_is_written_when_a_split_is_refused(bench: Bench, entry: TimeEntry) -> None:
    before = dict(bench.tables.of(ALICE).rows)
    elsewhere = [ASKED[0], ASKED[1] | {"matter_id": "M-9"}]
    for asked, refusal in (
        (None, NotPossible),
        ([{"narrative": "Called.", "minutes": 6}] * 2, NotPossible),
        (elsewhere, InvalidInput),
    ):
        with pytest.raises(refusal):
            await bench.regrouping.split(ALICE, entry.id, 1, asked)
    for seen in (0, 2, 99):
        with pytest.raises(VersionConflict):
            await bench.regrouping.split(ALICE, entry.id, seen, ASKED)
    for lawyer, name in ((BRUNO, entry.id), (ALICE, "no-such")):
        with pytest.raises(NotFound):
            await bench.regrouping.split(lawyer, name, 1, ASKED)
    assert bench.tables.of(ALICE).rows == before


@pytest.mark.parametrize("state", ["approve", "delete"])
async def test_only_a_draft_is_split(bench: Bench, entry: TimeEntry, state: str) -> None:
    await getattr(bench.entries, state)(ALICE, entry.id, 1)
    for asked in (ASKED, None):
        with pytest.raises(NotPossible) as refused:
            await bench.regrouping.split(ALICE, entry.id, 2, asked)
        assert refused.value.code == "entry_state"


async def test_what_was_split_can_do_nothing_any_more(bench: Bench, entry: TimeEntry) -> None:
    left, _ = await bench.regrouping.split(ALICE, entry.id, 1, ASKED)
    calls = [
        bench.entries.edit(ALICE, entry.id, 2, {"minutes": 6}),
        *(
            getattr(bench.entries, step)(ALICE, entry.id, 2)
            for step in ("approve", "reopen", "delete", "restore")
        ),
        bench.regrouping.split(ALICE, entry.id, 2, ASKED),
    ]
    for call in calls:
        with pytest.raises(NotPossible) as refused:
            await call
        assert refused.value.code == "entry_state"
    assert await bench.entries.open(ALICE, entry.id) == left


async def test_the_same_split_asked_again_is_shown_as_it_stands(bench: Bench, entry: TimeEntry) -> None:
    _, parts = await bench.regrouping.split(ALICE, entry.id, 1, ASKED)
    edited = await bench.entries.edit(ALICE, parts[0].id, 1, {"narrative": "Reviewed it."})
    again = await bench.regrouping.split(ALICE, entry.id, 1, ASKED)
    assert again[1] == [edited, parts[1]]
    with pytest.raises(VersionConflict) as refused:
        await bench.regrouping.split(ALICE, entry.id, 1, ASKED[::-1])
    assert refused.value.extra["current"] == again[0]
    assert len(await bench.stored_entries()) == 3


@pytest.mark.parametrize("moment", [BEFORE, AFTER])
async def test_a_split_without_an_answer_happened_once_or_not(
    bench: Bench, entry: TimeEntry, moment: str
) -> None:
    async def no_answer(number: int, name: str, when: str) -> None:
        if (name, when) == ("table.commit", moment):
            raise UnknownOutcome

    bench.seen.hook = no_answer
    if moment == BEFORE:
        with pytest.raises(Unavailable):
            await bench.regrouping.split(ALICE, entry.id, 1, ASKED)
    else:
        await bench.regrouping.split(ALICE, entry.id, 1, ASKED)
    _, parts = await bench.alone.regrouping.split(ALICE, entry.id, 1, ASKED)
    assert await _listed(bench) == parts
    assert len(await bench.stored_entries()) == 3
    await assert_whole(bench)


async def test_an_edit_that_comes_first_keeps_a_split_from_using_the_old_hours(
    bench: Bench, entry: TimeEntry
) -> None:
    async def other(number: int, name: str, moment: str) -> None:
        now = await bench.alone.entries.open(ALICE, entry.id)
        if (name, moment) == ("table.commit", BEFORE) and now.version == 1:
            await bench.alone.entries.edit(ALICE, entry.id, 1, {"minutes": 60})

    bench.seen.hook = other
    with pytest.raises(VersionConflict) as refused:
        await bench.regrouping.split(ALICE, entry.id, 1, ASKED)
    assert refused.value.extra["current"].fields.minutes == 60
    assert len(await bench.stored_entries()) == 1


async def test_parts_join_the_recording_and_stand_in_the_place_of_the_whole(bench: Bench) -> None:
    recording, entry = await drafted(bench)
    assert entry.evidence
    _, parts = await bench.regrouping.split(ALICE, entry.id, 1, ASKED)
    assert {part.recording_id for part in parts} == {recording.id}
    assert {part.evidence for part in parts} == {entry.evidence}
    opened = await bench.recordings.open(ALICE, recording.id)
    assert opened.recording.entry_ids == (*recording.entry_ids, *(part.id for part in parts))
    assert [one.id for one in opened.entries] == [recording.entry_ids[1], *(part.id for part in parts)]


async def test_deleting_the_recording_takes_its_words_from_whole_and_parts(bench: Bench) -> None:
    recording, entry = await drafted(bench)
    await bench.regrouping.split(ALICE, entry.id, 1, ASKED)
    await bench.recordings.delete(ALICE, recording.id)
    for one in await bench.stored_entries():
        assert (one.recording_deleted, one.evidence) == (True, ())
    await assert_whole(bench)


async def test_a_split_while_the_recording_is_being_erased_leaves_none_of_its_words(bench: Bench) -> None:
    """Of a recording with more entries than go at once: the last still have its words for a moment."""
    bench.proposes = FakeModel(answer(20))
    bench.build()
    recording, entry = await drafted(bench)
    _, last = await bench.regrouping.split(ALICE, entry.id, 1, ASKED)
    made: list[TimeEntry] = []

    async def other(number: int, name: str, moment: str) -> None:
        if (name, moment) == ("blob.delete_audio", BEFORE) and not made:
            assert (await bench.alone.entries.open(ALICE, last[1].id)).evidence
            _, parts = await bench.alone.regrouping.split(ALICE, last[1].id, 1, ASKED)
            made.extend(parts)

    bench.seen.hook = other
    await bench.recordings.delete(ALICE, recording.id)
    assert {(part.recording_deleted, part.evidence, part.version) for part in made} == {(True, (), 1)}
    assert all(one.recording_deleted and not one.evidence for one in await bench.stored_entries())


async def test_the_largest_split_fits_a_transaction(bench: Bench) -> None:
    for place in range(10):
        recording = await bench.announced()
        await bench.entries.add(ALICE, EntryFields(minutes=60, narrative=f"Call {place}."), recording.id)
    wanted = [Seen(one.id, 1) for one in await bench.stored_entries()]
    whole = await bench.regrouping.merge(ALICE, wanted, None)
    bench.tables.of(ALICE).largest = 0
    parts = [{"narrative": "Called.", "minutes": 30}] * 20
    await bench.regrouping.split(ALICE, whole.id, 1, parts)
    assert bench.tables.of(ALICE).largest == 4 + 20 * 4 + 10 + 2


async def test_the_whole_is_purged_with_the_last_of_its_parts(bench: Bench) -> None:
    await bench.matters.store(ALICE, "M-1", CHEN, None)
    entry = await bench.entries.add(ALICE, FULL.model_copy(update={"narrative": SECRET}))
    _, parts = await bench.regrouping.split(ALICE, entry.id, 1, ASKED)
    await bench.entries.delete(ALICE, parts[0].id, 1)
    await bench.host.run(RESTORABLE * 2)
    assert (await bench.entries.open(ALICE, entry.id)).fields.narrative == SECRET
    await bench.entries.delete(ALICE, parts[1].id, 1)
    await bench.host.run()
    for one in (entry, *parts):
        with pytest.raises(NotFound):
            await bench.entries.open(ALICE, one.id)
    assert not [key for key, row in bench.tables.of(ALICE).rows.items() if SECRET in row.body]
    await assert_whole(bench)


async def test_a_purge_that_breaks_off_before_the_whole_is_finished_later(
    bench: Bench, entry: TimeEntry
) -> None:
    _, parts = await bench.regrouping.split(ALICE, entry.id, 1, ASKED)
    for part in parts:
        await bench.entries.delete(ALICE, part.id, 1)
    bench.clock.advance(RESTORABLE)
    await bench.entries.purge(ALICE, parts[0].id)
    fired: list[int] = []

    async def die(number: int, name: str, moment: str) -> None:
        if (name, moment) == ("table.commit", AFTER):
            fired.append(number)
            raise RuntimeError("a bug")

    bench.seen.hook = die
    with pytest.raises(RuntimeError):
        await bench.entries.purge(ALICE, parts[1].id)
    assert len(fired) == 1
    assert (await bench.alone.entries.open(ALICE, entry.id)).fields == FULL
    await bench.alone.entries.purge(ALICE, parts[1].id)
    with pytest.raises(NotFound):
        await bench.alone.entries.open(ALICE, entry.id)
