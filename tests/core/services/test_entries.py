"""Time entries as their lawyer handles them."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.codes import ActivityCode
from core.domain.entries import EntryFields, EntryStatus, TimeEntry
from core.domain.errors import Incomplete, InvalidInput, KeyReused, NotFound, NotPossible, VersionConflict
from core.services.entries import Wanted
from core.services.matters import MatterFields
from core.services.rows import AUDIT, VERSIONS, under
from tests.core.services.bench import RESTORABLE, Bench
from tests.core.services.checks import assert_whole
from tests.core.services.making import FULL
from tests.core.services.seen import BEFORE
from tests.fakes import ALICE, BRUNO

CHEN = MatterFields(name="Chen Lease", client="Chen Holdings")
SECRET = "Advised Chen on the settlement"

type Deed = Callable[[Bench, str, int], Awaitable[TimeEntry]]

DEEDS: dict[str, Deed] = {
    "edit": lambda bench, name, seen: bench.entries.edit(ALICE, name, seen, {"minutes": 30}),
    "approve": lambda bench, name, seen: bench.entries.approve(ALICE, name, seen),
    "reopen": lambda bench, name, seen: bench.entries.reopen(ALICE, name, seen),
    "delete": lambda bench, name, seen: bench.entries.delete(ALICE, name, seen),
    "restore": lambda bench, name, seen: bench.entries.restore(ALICE, name, seen),
}


@pytest.fixture
async def entry(bench: Bench) -> TimeEntry:
    """A draft that lacks nothing."""
    await bench.matters.store(ALICE, "M-1", CHEN, None)
    return await bench.entries.add(ALICE, FULL)


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


async def test_a_deleted_draft_is_in_no_list(bench: Bench, entry: TimeEntry) -> None:
    await bench.entries.delete(ALICE, entry.id, 1)
    for status in (None, EntryStatus.DRAFT, EntryStatus.APPROVED):
        assert (await bench.entries.list(ALICE, Wanted(status), limit=9, after=None)).items == ()


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


async def test_open_drafts_are_listed_newest_first(bench: Bench) -> None:
    made = []
    for day in (date(2026, 3, 1), None, date(2026, 1, 1)):
        made.append(await bench.entries.add(ALICE, EntryFields(work_date=day)))
        bench.clock.advance(timedelta(seconds=1))
    page = await bench.entries.list(ALICE, Wanted(EntryStatus.DRAFT), limit=9, after=None)
    assert [entry.id for entry in page.items] == [entry.id for entry in reversed(made)]


async def test_a_list_goes_on_where_its_page_ended(bench: Bench) -> None:
    for number in range(7):
        await bench.entries.add(ALICE, EntryFields(work_date=date(2026, 1, 1 + number % 3)))
    found, after = [], None
    while True:
        page = await bench.entries.list(ALICE, Wanted(), limit=3, after=after)
        found += [str(entry.fields.work_date) for entry in page.items]
        if (after := page.after) is None:
            break
    assert found == sorted(found, reverse=True)
    assert len(found) == 7


_DAYS = st.none() | st.dates(date(2026, 1, 1), date(2026, 1, 20))
_FIELDS = st.builds(EntryFields, work_date=_DAYS, matter_id=st.sampled_from([None, "M-1", "M-2"]))


@settings(max_examples=50, deadline=None)
@given(
    st.lists(_FIELDS, max_size=8),
    st.sampled_from([None, EntryStatus.DRAFT]),
    _DAYS,
    _DAYS,
    st.sampled_from([None, "M-1"]),
)
async def test_a_list_is_a_plain_filter(
    made: list[EntryFields],
    status: EntryStatus | None,
    first: date | None,
    last: date | None,
    matter: str | None,
) -> None:
    bench = Bench()
    for matter_id in ("M-1", "M-2"):
        await bench.matters.store(ALICE, matter_id, CHEN, None)
    entries = [await bench.entries.add(ALICE, fields) for fields in made]
    wanted = Wanted(status, first, last, matter)
    page = await bench.entries.list(ALICE, wanted, limit=100, after=None)
    assert {entry.id for entry in page.items} == {
        entry.id for entry in entries if _fits(entry.fields, wanted)
    }


def _fits(fields: EntryFields, wanted: Wanted) -> bool:
    """With either bound, an entry without a day is out, whatever its status."""
    if wanted.matter_id and fields.matter_id != wanted.matter_id:
        return False
    if fields.work_date is None:
        return wanted.first is None and wanted.last is None
    after = wanted.first is None or wanted.first <= fields.work_date
    return after and (wanted.last is None or fields.work_date <= wanted.last)


async def test_no_word_of_an_entry_is_in_the_trail_or_in_a_message(bench: Bench) -> None:
    entry = await bench.entries.add(ALICE, EntryFields(narrative=SECRET), key="key")
    await bench.entries.edit(ALICE, entry.id, 1, {"narrative": SECRET + " again"})
    await bench.entries.delete(ALICE, entry.id, 2)
    events = (await bench.ledger.page(AUDIT, limit=100)).items
    assert len(events) == 3
    for text in (*(event.model_dump_json() for event in events), *(str(sent) for sent in bench.host.sent)):
        assert "settlement" not in text
        assert "Chen" not in text
