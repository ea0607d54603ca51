"""The lint's findings on stored entries: made anew with every change, and in nobody's way."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from core.domain.clock import ClockRange
from core.domain.codes import Billing
from core.domain.entries import EntryFields, EntryKind, EntryStatus, TimeEntry
from core.domain.findings import Field, Finding, FindingCode
from core.domain.guidelines import Guideline
from core.domain.preferences import BillingRules, ClientRules, FirmDefaults, SettingsFields
from core.ports import Speech
from core.services.change import Change
from core.services.entry_access import Seen
from core.services.linting import linted
from core.services.preferences import Firms
from core.services.rows import ENTRIES
from tests.core.drafting.making import entry, proposal
from tests.core.services.bench import Bench
from tests.core.services.making import CHEN, FULL, entry_at
from tests.fakes import ALICE, FakeModel, FakeTranscriber

BLOCK = "Review lease and call client re same."


def _codes(entry: TimeEntry) -> list[str]:
    return [str(one.code) for one in entry.findings]


def _fields(narrative: str = BLOCK, **more: Any) -> EntryFields:
    return FULL.model_copy(update={"narrative": narrative, "minutes": 60} | more)


@pytest.fixture
async def bench(bench: Bench) -> Bench:
    """With a matter to bill to."""
    await bench.matters.store(ALICE, "M-1", CHEN, None)
    return bench


async def test_a_typed_line_is_looked_at_and_an_edit_settles_it(bench: Bench) -> None:
    typed = await bench.entries.add(ALICE, _fields())
    (block,) = typed.findings
    assert block.code is Guideline.BLOCK_BILLED
    assert [part.narrative for part in block.parts] == ["Review lease.", "Call client re lease."]
    shorter = await bench.entries.edit(ALICE, typed.id, 1, {"minutes": 18})
    assert _codes(shorter) == []
    longer = await bench.entries.edit(ALICE, typed.id, 2, {"minutes": 60})
    assert _codes(longer) == ["block_billed"]
    mended = await bench.entries.edit(ALICE, typed.id, 3, {"narrative": "Review lease with Harbour Mills."})
    assert _codes(mended) == []


async def test_other_findings_stay_as_an_edit_leaves_them(bench: Bench) -> None:
    typed = await bench.entries.add(ALICE, _fields("Worked on file."))
    unclear = Finding(code=FindingCode.SPEECH_UNCLEAR, field=None, message="Unclear.")
    await _plant(bench, typed.model_copy(update={"findings": (unclear, *typed.findings)}))
    edited = await bench.entries.edit(ALICE, typed.id, 1, {"narrative": "Review lease with Harbour Mills."})
    assert edited.findings == (unclear,)


async def _plant(bench: Bench, entry: TimeEntry) -> None:
    """Have an entry stand as it is given."""
    table = bench.tables.of(ALICE)
    for row in ENTRIES.rows(entry):
        table.rows[row.key] = row
    fresh = table.rows[ENTRIES.key(entry.id)]
    table.rows[fresh.key] = type(fresh)(fresh.key, fresh.body, fresh.columns, etag="planted")


@pytest.mark.parametrize("level", ["firm", "lawyer", "client", "matter"])
async def test_every_level_can_switch_a_rule(bench: Bench, level: str) -> None:
    off = BillingRules(lint_off=frozenset({Guideline.BLOCK_BILLED}))
    match level:
        case "firm":
            bench.firms = Firms({ALICE.firm_id: FirmDefaults(rules=off)})
            bench.build()
        case "lawyer":
            await bench.personal.store(ALICE, SettingsFields(rules=off), None)
        case "client":
            of_client = ClientRules(client=CHEN.client, rules=off)
            await bench.personal.store(ALICE, SettingsFields(clients=(of_client,)), None)
        case _:
            await bench.matters.store(ALICE, "M-1", CHEN.model_copy(update={"rules": off}), None)
    assert _codes(await bench.entries.add(ALICE, _fields())) == []
    assert _codes(await bench.entries.add(ALICE, _fields(matter_id=None))) == (
        ["block_billed"] if level in {"client", "matter"} else []
    )


async def test_a_line_is_held_against_the_others_of_its_day(bench: Bench) -> None:
    narrative = "Review lease with Harbour Mills."
    first = await bench.entries.add(ALICE, _fields(narrative))
    await bench.entries.approve(ALICE, first.id, 1)
    second = await bench.entries.add(ALICE, _fields(narrative))
    (twice,) = second.findings
    assert (twice.code, twice.readings) == (Guideline.NEAR_DUPLICATE, (first.id,))
    other_day = await bench.entries.edit(ALICE, second.id, 1, {"work_date": date(2026, 11, 19)})
    assert _codes(other_day) == []


async def test_a_deleted_entry_is_no_neighbour_and_a_restored_one_is_looked_at_again(bench: Bench) -> None:
    narrative = "Review lease with Harbour Mills."
    first = await bench.entries.add(ALICE, _fields(narrative))
    await bench.entries.delete(ALICE, first.id, 1)
    second = await bench.entries.add(ALICE, _fields(narrative))
    assert _codes(second) == []
    restored = await bench.entries.restore(ALICE, first.id, 2)
    assert [one.readings for one in restored.findings] == [(second.id,)]


async def test_time_without_charge_makes_a_long_day_too(bench: Bench) -> None:
    await bench.entries.add(ALICE, _fields("Read law reports.", minutes=700, billing=Billing.NON_BILLABLE))
    typed = await bench.entries.add(ALICE, _fields("Review lease with Harbour Mills."))
    assert _codes(typed) == ["long_day"]


async def test_a_finding_keeps_nothing_from_being_approved(bench: Bench) -> None:
    typed = await bench.entries.add(ALICE, _fields())
    approved = await bench.entries.approve(ALICE, typed.id, 1)
    assert approved.status is EntryStatus.APPROVED


async def test_a_bookmark_is_not_looked_at_and_counts_for_nothing(bench: Bench) -> None:
    mark = _fields("Worked on file.", kind=EntryKind.BOOKMARK, minutes=1440)
    assert _codes(await bench.entries.add(ALICE, mark)) == []
    assert _codes(await bench.entries.add(ALICE, _fields("Review lease with Harbour Mills."))) == []
    vague = await bench.entries.add(ALICE, _fields("Worked on matter."))
    marked = await bench.entries.edit(ALICE, vague.id, 1, {"kind": EntryKind.BOOKMARK})
    assert (_codes(vague), _codes(marked)) == (["vague"], [])


async def test_a_typed_day_to_come_or_long_past_is_said_once(bench: Bench) -> None:
    typed = await bench.entries.add(ALICE, _fields("Review lease with Ito.", work_date=date(2026, 11, 25)))
    assert _codes(typed) == ["date_in_future"]
    old = await bench.entries.edit(ALICE, typed.id, 1, {"work_date": date(2026, 1, 5)})
    assert _codes(old) == ["date_is_old"]
    again = await bench.entries.edit(ALICE, typed.id, 2, {"minutes": 30})
    assert _codes(again) == ["date_is_old"]
    assert _codes(await bench.entries.edit(ALICE, typed.id, 3, {"work_date": None})) == []


async def test_a_day_begins_where_the_lawyer_is(bench: Bench) -> None:
    bench.clock.at = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
    today = _fields("Review lease with Ito.", work_date=date(2026, 11, 21))
    assert _codes(await bench.entries.add(ALICE, today)) == []
    await bench.personal.store(ALICE, SettingsFields(time_zone="America/Vancouver"), None)
    other = _fields("Draft will of Mr. Osei.", work_date=date(2026, 11, 21))
    assert _codes(await bench.entries.add(ALICE, other)) == ["date_in_future"]


async def test_drafts_of_one_recording_are_held_against_each_other(bench: Bench) -> None:
    narrative = ("Reviewed the lease for Chen", "Reviewed the lease for Chen")
    matter = ("M-1", "Chen")
    one = entry(narrative=narrative, matter=matter, work_date=("2026-11-23", "today"))
    bench.hears = FakeTranscriber(Speech("Today. Reviewed the lease for Chen."))
    bench.proposes = FakeModel(proposal(one, one).model_dump_json())
    bench.build()
    await bench.drafted()
    drafted = await bench.stored_entries()
    assert [draft.fields.matter_id for draft in drafted] == ["M-1", "M-1"]
    twice = [one.readings for draft in drafted for one in draft.findings if one.code == "near_duplicate"]
    assert twice == [(drafted[1].id,), (drafted[0].id,)]


async def test_time_said_by_the_clock_is_kept_and_held_against_the_day(bench: Bench) -> None:
    said = (
        "Today. From nine a.m. to ten thirty, reviewed the lease for Chen. "
        "From ten a.m. to eleven, drafted the will for Chen."
    )
    day, matter = ("2026-11-23", "Today"), ("M-1", "Chen")
    lease, will = ("reviewed the lease", "reviewed the lease"), ("drafted the will", "drafted the will")
    first = entry(
        hours=("1.5", "From nine a.m. to ten thirty"), narrative=lease, matter=matter, work_date=day
    )
    second = entry(hours=("1.0", "From ten a.m. to eleven"), narrative=will, matter=matter, work_date=day)
    bench.hears = FakeTranscriber(Speech(said))
    bench.proposes = FakeModel(proposal(first, second).model_dump_json())
    bench.build()
    await bench.drafted()
    one, two = sorted(await bench.stored_entries(), key=lambda made: -(made.fields.minutes or 0))
    assert (one.clock, two.clock) == (ClockRange(start=540, end=630), ClockRange(start=600, end=660))
    assert [found.readings for found in one.findings if found.code == "overlaps"] == [(two.id,)]
    typed = await bench.entries.edit(ALICE, two.id, 1, {"minutes": 30})
    assert "overlaps" not in _codes(typed)


async def test_clock_times_go_when_other_hours_are_typed(bench: Bench) -> None:
    clocked = entry_at(bench, _fields("Review lease with Ito.")).model_copy(
        update={"clock": ClockRange(start=540, end=600)}
    )
    moved = clocked.edited({"matter_id": None}, bench.clock.now())
    assert moved.clock == clocked.clock
    assert moved.edited({"minutes": 30}, bench.clock.now()).clock is None
    deleted = clocked.deleted(bench.clock.now())
    assert deleted.purged(bench.clock.now()).clock is None


async def test_entries_that_go_do_not_count_and_new_ones_count_for_each_other(bench: Bench) -> None:
    """As a split or a merge asks: within one change."""
    narrative = "Review lease with Harbour Mills."
    whole = await bench.entries.add(ALICE, _fields(narrative, minutes=700))
    parts = [
        entry_at(bench, _fields(narrative, minutes=360)),
        entry_at(bench, _fields("Draft will of Osei.")),
    ]

    async def work(change: Change) -> list[TimeEntry]:
        return await linted(change, bench.firms, parts, gone=[whole.id])

    assert [_codes(part) for part in await bench.ledger.change(work)] == [[], []]
    parts.append(entry_at(bench, _fields(narrative, minutes=360)))
    found = [_codes(part) for part in await bench.ledger.change(work)]
    assert found == [["long_day", "near_duplicate"], ["long_day"], ["long_day", "near_duplicate"]]


async def test_a_split_as_proposed_settles_the_line_and_a_merge_back_finds_it_again(bench: Bench) -> None:
    whole = await bench.entries.add(ALICE, _fields("Review lease with Ito; call client re same.", minutes=60))
    assert _codes(whole) == ["block_billed"]
    hours = [{"narrative": part.narrative, "minutes": 30} for part in whole.findings[0].parts]
    _, parts = await bench.regrouping.split(ALICE, whole.id, 1, hours)
    assert [_codes(part) for part in parts] == [[], []]
    back = await bench.regrouping.merge(ALICE, [Seen(part.id, 1) for part in parts], None)
    assert _codes(back) == ["block_billed"]


async def test_nothing_in_a_finding_outlives_a_purge_of_the_other_entry(bench: Bench) -> None:
    """A near duplicate is named by id: its words are its own."""
    narrative = "Review lease with Harbour Mills."
    await bench.entries.add(ALICE, _fields(narrative))
    second = await bench.entries.add(ALICE, _fields(narrative))
    assert "Harbour" not in str([one.model_dump(mode="json") for one in second.findings])
    assert all(one.field is Field.NARRATIVE for one in second.findings)
