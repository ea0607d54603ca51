"""Merging drafts: one takes over with the sum of their hours, and they stay behind."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.entries import EntryFields, EntryStatus, TimeEntry
from core.domain.errors import NotFound, NotPossible, VersionConflict
from core.services.entries import Wanted
from core.services.entry_access import Seen
from core.services.rows import AUDIT
from tests.core.services.bench import Bench, answer
from tests.core.services.checks import assert_whole
from tests.core.services.making import FULL
from tests.core.services.seen import BEFORE
from tests.fakes import ALICE, BRUNO, FakeModel


def seen(*entries: TimeEntry) -> list[Seen]:
    return [Seen(one.id, one.version) for one in entries]


async def three(bench: Bench) -> list[TimeEntry]:
    return [
        await bench.entries.add(ALICE, EntryFields(minutes=minutes, narrative=f"Call {minutes}."))
        for minutes in (6, 12, 18)
    ]


async def _live(bench: Bench) -> list[TimeEntry]:
    return list((await bench.entries.list(ALICE, Wanted(), limit=999, after=None)).items)


async def test_one_draft_takes_over_and_the_others_stay_behind(bench: Bench) -> None:
    entries = await three(bench)
    made = await bench.regrouping.merge(ALICE, seen(*entries), None)
    assert (made.fields.minutes, made.fields.narrative) == (36, "Call 6. Call 12. Call 18.")
    assert (made.status, made.version) == (EntryStatus.DRAFT, 1)
    assert made.made_from == tuple(one.id for one in entries)
    assert await _live(bench) == [made]
    for one in entries:
        left = await bench.entries.open(ALICE, one.id)
        assert (left.status, left.version, left.became) == (EntryStatus.MERGED, 2, (made.id,))
        assert left.fields == one.fields
        history = (await bench.entries.history(ALICE, one.id, limit=9, after=None)).items
        assert [step.action for step in history] == ["typed", "merged"]
    event = (await bench.ledger.page(AUDIT, limit=99)).items[-1]
    assert (event.action, event.subject) == ("entry.merged", made.id)
    assert list(event.details["merged"]) == [one.id for one in entries]
    assert "Call" not in event.model_dump_json()
    await assert_whole(bench)


async def test_the_same_merge_asked_again_is_shown_as_it_stands(bench: Bench) -> None:
    entries = await three(bench)
    made = await bench.regrouping.merge(ALICE, seen(*entries), "Calls.")
    edited = await bench.entries.edit(ALICE, made.id, 1, {"narrative": "Three calls."})
    assert await bench.regrouping.merge(ALICE, seen(*entries), "Calls.") == edited
    for wanted, narrative in ((entries, "Other."), (entries[::-1], None), (entries[:2], None)):
        with pytest.raises(VersionConflict):
            await bench.regrouping.merge(ALICE, seen(*wanted), narrative)
    assert len(await bench.stored_entries()) == 4


async def test_a_refusal_says_which_entry_it_means_and_writes_nothing(bench: Bench) -> None:
    entries = await three(bench)
    gone = await bench.entries.delete(ALICE, entries[2].id, 1)
    before = dict(bench.tables.of(ALICE).rows)
    refusals: list[tuple[Seen, type[Exception], dict[str, Any]]] = [
        (Seen("no-such", 1), NotFound, {"place": 1}),
        (Seen(entries[1].id, 2), VersionConflict, {"place": 1, "current": entries[1]}),
        (Seen(gone.id, 2), NotPossible, {"place": 1, "state": "deleted"}),
    ]
    for wrong, kind, extra in refusals:
        with pytest.raises(kind) as refused:
            await bench.regrouping.merge(ALICE, [*seen(entries[0]), wrong], None)
        assert getattr(refused.value, "extra") == extra  # noqa: B009 - pytest only knows an Exception
    with pytest.raises(NotFound):
        await bench.regrouping.merge(BRUNO, seen(*entries[:2]), None)
    assert bench.tables.of(ALICE).rows == before


async def test_of_two_merges_of_one_entry_one_holds(bench: Bench) -> None:
    entries = await three(bench)
    done: list[TimeEntry] = []

    async def other(number: int, name: str, moment: str) -> None:
        if (name, moment) == ("table.commit", BEFORE) and not done:
            done.append(await bench.alone.regrouping.merge(ALICE, seen(*entries[1:]), None))

    bench.seen.hook = other
    with pytest.raises(VersionConflict) as refused:
        await bench.regrouping.merge(ALICE, seen(*entries[:2]), None)
    assert refused.value.extra["current"].became == (done[0].id,)
    assert sum(one.fields.minutes or 0 for one in await _live(bench)) == 36


async def test_all_parts_of_a_split_merged_are_what_it_was(bench: Bench) -> None:
    recording = await bench.drafted()
    entry = await bench.entries.open(ALICE, recording.entry_ids[0])
    asked: list[dict[str, Any]] = [
        {"narrative": "Reviewed.", "minutes": 6, "activity_code": "A104"},
        {"narrative": "Called.", "activity_code": "A106"},
    ]
    _, parts = await bench.regrouping.split(ALICE, entry.id, 1, asked)
    back = await bench.regrouping.merge(ALICE, seen(*parts), None)
    assert (back.fields, back.evidence, back.findings) == (entry.fields, entry.evidence, entry.findings)
    assert (back.spoken_minutes, back.recording_id) == (entry.spoken_minutes, recording.id)
    assert back.id in (await bench.recording(recording.id)).entry_ids
    assert back.made_from == tuple(part.id for part in parts)


async def test_an_undo_loses_no_decision_of_the_lawyers(bench: Bench, entry: TimeEntry) -> None:
    asked: list[dict[str, Any]] = [
        {"narrative": "Reviewed.", "minutes": 6, "billing": "no_charge"},
        {"narrative": "Called."},
    ]
    _, parts = await bench.regrouping.split(ALICE, entry.id, 1, asked)
    with pytest.raises(NotPossible) as refused:
        await bench.regrouping.merge(ALICE, seen(*parts), None)
    assert refused.value.extra == {"fields": ["billing"]}


async def test_parts_that_were_edited_are_merged_as_they_are(bench: Bench, entry: TimeEntry) -> None:
    asked: list[dict[str, Any]] = [{"narrative": "Reviewed.", "minutes": 6}, {"narrative": "Called."}]
    _, parts = await bench.regrouping.split(ALICE, entry.id, 1, asked)
    edited = await bench.entries.edit(ALICE, parts[0].id, 1, {"minutes": 12})
    back = await bench.regrouping.merge(ALICE, seen(edited, parts[1]), None)
    assert (back.fields.minutes, back.fields.narrative) == (30, "Reviewed. Called.")
    assert back.fields.matter_id == FULL.matter_id


async def _of_two_recordings(bench: Bench) -> tuple[TimeEntry, list[str]]:
    recordings = [await bench.drafted(), await bench.drafted()]
    entries = [await bench.entries.open(ALICE, one.entry_ids[0]) for one in recordings]
    return await bench.regrouping.merge(ALICE, seen(*entries), None), [one.id for one in recordings]


async def test_words_of_several_recordings_go_with_the_recording_they_are_of(bench: Bench) -> None:
    made, recordings = await _of_two_recordings(bench)
    assert made.recordings == tuple(recordings)
    for name in recordings:
        assert made.id in (await bench.recording(name)).entry_ids
    await bench.recordings.delete(ALICE, recordings[0])
    left = await bench.entries.open(ALICE, made.id)
    assert {one.recording_id for one in left.evidence} == {recordings[1]}
    assert (left.recording_deleted, left.fields) == (True, made.fields)
    await bench.recordings.delete(ALICE, recordings[1])
    left = await bench.entries.open(ALICE, made.id)
    assert (left.evidence, left.recordings) == ((), ())
    await assert_whole(bench)


async def test_a_merge_while_a_recording_is_being_erased_leaves_none_of_its_words(bench: Bench) -> None:
    """Of a recording with more entries than go at once: the last still have its words for a moment."""
    bench.proposes = FakeModel(answer(20))
    bench.build()
    one, two = await bench.drafted(), await bench.drafted()
    asked: list[dict[str, Any]] = [{"narrative": "Reviewed.", "minutes": 12}, {"narrative": "Called."}]
    _, last = await bench.regrouping.split(ALICE, one.entry_ids[0], 1, asked)
    made: list[TimeEntry] = []

    async def other(number: int, name: str, moment: str) -> None:
        if (name, moment) == ("blob.delete_audio", BEFORE) and not made:
            entries = [await bench.alone.entries.open(ALICE, name) for name in (last[1].id, two.entry_ids[0])]
            assert entries[0].evidence
            made.append(await bench.alone.regrouping.merge(ALICE, seen(*entries), None))

    bench.seen.hook = other
    await bench.recordings.delete(ALICE, one.id)
    assert {said.recording_id for said in made[0].evidence} == {two.id}
    assert (made[0].recordings, made[0].recording_deleted) == ((two.id,), True)


async def test_the_largest_merge_fits_a_transaction(bench: Bench) -> None:
    recordings = [await bench.announced() for _ in range(10)]
    entries = [
        await bench.entries.add(ALICE, EntryFields(minutes=6), recordings[number % 10].id)
        for number in range(20)
    ]
    bench.tables.of(ALICE).largest = 0
    await bench.regrouping.merge(ALICE, seen(*entries), None)
    assert bench.tables.of(ALICE).largest == 20 * 4 + 4 + 10 + 2


async def test_a_purge_follows_the_line_all_the_way_back(bench: Bench, entry: TimeEntry) -> None:
    asked: list[dict[str, Any]] = [{"narrative": "Reviewed.", "minutes": 6}, {"narrative": "Called."}]
    _, parts = await bench.regrouping.split(ALICE, entry.id, 1, asked)
    back = await bench.regrouping.merge(ALICE, seen(*parts), None)
    await bench.entries.delete(ALICE, back.id, 1)
    await bench.host.run()
    assert {one.status for one in await bench.stored_entries()} == {EntryStatus.PURGED}
    await assert_whole(bench)


@st.composite
def plans(draw: st.DrawFn) -> list[tuple[str, int, list[int]]]:
    """Splits and merges of whatever drafts there are."""
    step = st.tuples(
        st.sampled_from(["split", "merge"]),
        st.integers(0, 9),
        st.lists(st.integers(1, 200), min_size=1, max_size=4),
    )
    return draw(st.lists(step, min_size=1, max_size=12))


@settings(max_examples=60, deadline=None)
@given(plans(), st.lists(st.integers(2, 300), min_size=1, max_size=4))
async def test_no_splitting_and_merging_changes_the_total_of_hours(
    plan: list[tuple[str, int, list[int]]], minutes: list[int]
) -> None:
    bench = Bench()
    for one in minutes:
        await bench.entries.add(ALICE, EntryFields(minutes=one, narrative=f"Call {one}."))
    for deed, number, shares in plan:
        drafts = await _live(bench)
        chosen = drafts[number % len(drafts)]
        if deed == "split":
            asked: list[dict[str, Any]] = [{"narrative": "Part.", "minutes": share} for share in shares]
            if sum(shares) < (chosen.fields.minutes or 0):
                await bench.regrouping.split(ALICE, chosen.id, 1, [*asked, {"narrative": "Rest."}])
        elif len(drafts) > 1:
            others = [one for one in drafts if one is not chosen][: len(shares)]
            await bench.regrouping.merge(ALICE, seen(chosen, *others), None)
        assert sum(one.fields.minutes or 0 for one in await _live(bench)) == sum(minutes)
    await assert_whole(bench)
