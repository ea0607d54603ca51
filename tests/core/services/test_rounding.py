"""Hours that follow the matter: rounded once, from what was said, and never once the lawyer typed them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.entries import EntryFields, TimeEntry
from core.domain.findings import Field, Finding, FindingCode
from core.domain.preferences import BillingRules, ClientRules, SettingsFields
from core.domain.rounding import Direction
from core.ports import RowWrite, Write
from core.services.matters import MatterFields
from core.services.rows import ENTRIES
from tests.core.services.bench import Bench
from tests.core.services.checks import assert_whole
from tests.core.services.making import entry_at
from tests.fakes import ALICE

ABOUT = Finding(code=FindingCode.HOURS_APPROXIMATE, field=Field.HOURS, message="?")
ROUNDED = Finding(code=FindingCode.HOURS_ROUNDED, field=Field.HOURS, message="?", readings=("0.33", "0.4"))
PLAIN, QUARTERS, EXACT, CHEN = "M-plain", "M-quarters", "M-exact", "M-chen"
MATTERS = {
    PLAIN: BillingRules(),
    QUARTERS: BillingRules(increment=15, rounding=Direction.NEAREST, minimum=30),
    EXACT: BillingRules(increment=1, minimum=1),
    CHEN: BillingRules(),
}


async def _practice(bench: Bench) -> None:
    """Four matters; one client has rules of its own."""
    for name, rules in MATTERS.items():
        fields = MatterFields(name=name, client="Chen" if name == CHEN else "Other", rules=rules)
        await bench.matters.store(ALICE, name, fields, None)
    client = ClientRules(client="Chen", rules=BillingRules(increment=10, rounding=Direction.DOWN))
    await bench.personal.store(ALICE, SettingsFields(clients=(client,)), None)


async def _draft(bench: Bench, spoken: int = 20, minutes: int = 24, **more: object) -> TimeEntry:
    """A dictated draft on no matter, rounded as CaseClock rounds."""
    fields = EntryFields(minutes=minutes)
    draft = entry_at(bench, fields).model_copy(
        update={"spoken_minutes": spoken, "rounded_minutes": minutes, **more}
    )
    rows = [RowWrite(Write.PUT, row) for row in ENTRIES.rows(draft)]
    await bench.tables.of(ALICE).commit(rows)
    return draft


@pytest.fixture
async def draft(bench: Bench) -> TimeEntry:
    """Twenty minutes, said to be about that long."""
    await _practice(bench)
    return await _draft(bench, findings=(ABOUT, ROUNDED))


async def _moved(bench: Bench, entry: TimeEntry, matter: str | None, **more: object) -> TimeEntry:
    return await bench.entries.edit(ALICE, entry.id, entry.version, {"matter_id": matter, **more})


@pytest.mark.parametrize(("matter", "minutes"), [(PLAIN, 24), (QUARTERS, 30), (EXACT, 20), (CHEN, 20)])
async def test_hours_are_as_the_new_matter_or_its_client_has_them(
    bench: Bench, draft: TimeEntry, matter: str, minutes: int
) -> None:
    moved = await _moved(bench, draft, matter)
    assert (moved.fields.minutes, moved.spoken_minutes, moved.version) == (minutes, 20, 2)
    assert (await _moved(bench, moved, None)).fields.minutes == 24


async def test_history_and_trail_say_that_the_hours_changed(bench: Bench, draft: TimeEntry) -> None:
    await _moved(bench, draft, QUARTERS)
    (step,) = (await bench.entries.history(ALICE, draft.id, limit=9, after=None)).items
    assert (step.changed, step.fields.minutes) == (("minutes", "matter_id"), 30)
    (event,) = (await bench.alone.audit.list(ALICE, limit=99, after=None)).items[-1:]
    assert (event.action, event.details["changed"]) == ("entry.edited", ["minutes", "matter_id"])
    await assert_whole(bench)


async def test_what_is_found_on_the_hours_stays_true(bench: Bench, draft: TimeEntry) -> None:
    moved = await _moved(bench, draft, QUARTERS)
    assert [(one.code, one.readings) for one in moved.findings] == [
        (FindingCode.HOURS_APPROXIMATE, ()),
        (FindingCode.HOURS_ROUNDED, ("0.33", "0.5")),
    ]
    assert (await _moved(bench, moved, EXACT)).findings == (ABOUT,), "nothing was rounded"


async def test_no_reading_comes_back_after_the_recording_was_erased(bench: Bench) -> None:
    await _practice(bench)
    moved = await _moved(bench, await _draft(bench, recording_deleted=True), QUARTERS)
    assert [(one.code, one.readings) for one in moved.findings] == [(FindingCode.HOURS_ROUNDED, ())]


async def test_hours_that_the_lawyer_typed_stay(bench: Bench, draft: TimeEntry) -> None:
    """Also when they happen to be what a matter's rules would make of the spoken time."""
    typed = await bench.entries.edit(ALICE, draft.id, 1, {"minutes": 30})
    for matter in (QUARTERS, EXACT, None, CHEN):
        typed = await _moved(bench, typed, matter)
        assert (typed.fields.minutes, typed.spoken_minutes) == (30, 20)


async def test_hours_typed_with_the_matter_are_the_lawyers(bench: Bench, draft: TimeEntry) -> None:
    moved = await _moved(bench, draft, QUARTERS, minutes=24)
    assert moved.fields.minutes == 24
    assert (await _moved(bench, moved, EXACT)).fields.minutes == 24


async def test_hours_that_were_emptied_stay_empty(bench: Bench, draft: TimeEntry) -> None:
    emptied = await bench.entries.edit(ALICE, draft.id, 1, {"minutes": None})
    assert (await _moved(bench, emptied, QUARTERS)).fields.minutes is None


async def test_an_entry_that_was_typed_has_no_spoken_time_to_round(bench: Bench) -> None:
    await _practice(bench)
    typed = await bench.entries.add(ALICE, EntryFields(minutes=24))
    assert (await _moved(bench, typed, QUARTERS)).fields.minutes == 24


async def test_hours_that_are_not_what_rounding_made_stay(bench: Bench) -> None:
    """Such as those of a part, when an entry was split."""
    await _practice(bench)
    part = await _draft(bench, minutes=12, rounded_minutes=24)
    assert (await _moved(bench, part, QUARTERS)).fields.minutes == 12


async def test_settings_that_changed_since_do_not_make_the_hours_typed(
    bench: Bench, draft: TimeEntry
) -> None:
    """Whether a lawyer typed hours is remembered, not guessed from rules that may have changed."""
    await bench.personal.store(ALICE, SettingsFields(rules=BillingRules(increment=60)), None)
    assert (await _moved(bench, draft, PLAIN)).fields.minutes == 60


async def test_a_draft_of_a_dictation_follows_its_matter(bench: Bench) -> None:
    await _practice(bench)
    await bench.drafted()
    (entry,) = (one for one in await bench.stored_entries() if one.fields.minutes)
    assert (entry.fields.minutes, entry.spoken_minutes) == (24, 24)
    assert (await _moved(bench, entry, QUARTERS)).fields.minutes == 30


RULES = st.builds(
    BillingRules,
    increment=st.none() | st.sampled_from([1, 5, 6, 10, 15, 30, 60]),
    rounding=st.none() | st.sampled_from(Direction),
    minimum=st.none() | st.integers(1, 120),
)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 24 * 60), st.lists(RULES, min_size=1, max_size=4), st.data())
async def test_no_path_of_matters_rounds_twice(
    spoken: int, rules: list[BillingRules], data: st.DataObject
) -> None:
    """Wherever an entry has been, its hours are what its matter makes of what was said."""
    bench = Bench()
    for number, one in enumerate(rules):
        await bench.matters.store(ALICE, f"M-{number}", MatterFields(name="n", client="c", rules=one), None)
    names = st.sampled_from([None, *(f"M-{number}" for number in range(len(rules)))])
    preferences = (await bench.personal.open(ALICE)).preferences
    entry = await _draft(bench, spoken, preferences.rules().rounding.billed(spoken))
    for matter in data.draw(st.lists(names, max_size=6)):
        entry = await _moved(bench, entry, matter)
        own = rules[int(matter.removeprefix("M-"))] if matter else None
        assert entry.fields.minutes == preferences.rules("c", own).rounding.billed(spoken)
        assert entry.spoken_minutes == spoken
