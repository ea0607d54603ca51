"""What each operation costs in calls to storage, exactly, so that growth is noticed.

A change costs one read of the head, one read of each value it needs, and one commit. Messages cost
a guard before the commit, themselves, and a commit that forgets them. The first change of an hour also
sends the message that has a digest written; the lawyer of these tests has made it. The numbers here are
the reckoning: whoever changes one says in the change why it is worth it.
"""

from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from core.domain.entries import EntryFields, TimeEntry
from core.domain.matters import MatterStatus
from core.domain.preferences import SettingsFields
from core.domain.recordings import Recording
from core.ports import RowWrite, Write
from core.services.change import Change
from core.services.entries import Wanted
from core.services.entry_access import Seen
from tests.core.services.bench import SAID, Bench, answer
from tests.core.services.making import CHEN, FULL, counted, promised
from tests.fakes import ALICE, FakeModel

READ, PAGE, COMMIT, SEND = "table.get", "table.page", "table.commit", "queue.send"
# The heads of changes are read like any row.
CHANGE = {READ: 1, COMMIT: 1}
HALVES: list[dict[str, object]] = [{"narrative": "Reviewed.", "minutes": 6}, {"narrative": "Called."}]


@pytest.fixture
async def bench() -> Bench:
    """Every service, for a lawyer who has changed something within the hour."""
    return await promised(Bench())


def _sum(*costs: dict[str, int]) -> dict[str, int]:
    return dict(sum((Counter(cost) for cost in costs), Counter()))


async def _cost(bench: Bench, deed: Callable[[], Awaitable[object]]) -> dict[str, int]:
    bench.seen.calls.clear()
    await deed()
    return dict(Counter(bench.seen.calls))


async def _entry(bench: Bench) -> TimeEntry:
    await bench.matters.store(ALICE, "M-1", CHEN, None)
    return await bench.entries.add(ALICE, FULL)


async def test_looking_at_things_costs_one_call_each(bench: Bench) -> None:
    entry = await _entry(bench)
    assert await _cost(bench, lambda: bench.entries.open(ALICE, entry.id)) == {READ: 1}
    assert await _cost(bench, lambda: bench.entries.list(ALICE, Wanted(), limit=9, after=None)) == {PAGE: 1}
    assert await _cost(bench, lambda: bench.recordings.list(ALICE, limit=9, after=None)) == {PAGE: 1}
    assert await _cost(bench, lambda: bench.audit.list(ALICE, limit=9, after=None)) == {PAGE: 1}
    opened = MatterStatus.OPEN
    assert await _cost(bench, lambda: bench.matters.list(ALICE, opened, limit=9, after=None)) == {PAGE: 1}


async def test_history_costs_the_entry_and_a_page(bench: Bench) -> None:
    entry = await _entry(bench)
    history = await _cost(bench, lambda: bench.entries.history(ALICE, entry.id, limit=9, after=None))
    assert history == {READ: 1, PAGE: 1}


# A draft is linted with what its lawyer and matter want, beside the entries of its day.
LINT = {READ: 2, PAGE: 1}


async def test_approving_costs_a_read_for_the_entry_and_one_for_the_link_to_clio(bench: Bench) -> None:
    """The two are read at the same time: an approval is three round trips."""
    entry = await _entry(bench)
    cost = await _cost(bench, lambda: bench.entries.approve(ALICE, entry.id, 1))
    assert cost == _sum(CHANGE, {READ: 2})


@pytest.mark.parametrize("step", ["reopen", "restore"])
async def test_a_step_of_an_entry_costs_three_calls(bench: Bench, step: str) -> None:
    entry = await _entry(bench)
    if step == "reopen":
        entry = await bench.entries.approve(ALICE, entry.id, entry.version)
    if step == "restore":
        entry = await bench.entries.delete(ALICE, entry.id, entry.version)
    deed = getattr(bench.entries, step)
    looked = LINT if step == "restore" else {}
    assert await _cost(bench, lambda: deed(ALICE, entry.id, entry.version)) == _sum(CHANGE, {READ: 1}, looked)


async def test_deleting_an_entry_costs_a_message_more(bench: Bench) -> None:
    entry = await _entry(bench)
    cost = await _cost(bench, lambda: bench.entries.delete(ALICE, entry.id, 1))
    assert cost == _sum(CHANGE, {READ: 1, SEND: 1})


async def test_editing_costs_three_calls_and_what_the_lint_looks_at(bench: Bench) -> None:
    """The settings, the matter and the day are read at the same time: one more wait. No day, no page."""
    entry = await _entry(bench)
    assert await _cost(bench, lambda: bench.entries.edit(ALICE, entry.id, 1, {"minutes": 30})) == _sum(
        CHANGE, {READ: 1}, LINT
    )
    await bench.matters.store(ALICE, "M-2", CHEN, None)
    assert await _cost(bench, lambda: bench.entries.edit(ALICE, entry.id, 2, {"matter_id": "M-2"})) == _sum(
        CHANGE, {READ: 1}, LINT
    )
    assert await _cost(bench, lambda: bench.entries.edit(ALICE, entry.id, 3, {"work_date": None})) == _sum(
        CHANGE, {READ: 3}
    )


async def test_rounding_as_a_new_matter_has_it_costs_the_settings_more(bench: Bench) -> None:
    await bench.matters.store(ALICE, "M-1", CHEN, None)
    await bench.drafted()
    (draft,) = (one for one in await bench.stored_entries() if one.fields.minutes)
    cost = await _cost(bench, lambda: bench.entries.edit(ALICE, draft.id, 1, {"matter_id": "M-1"}))
    assert cost == _sum(CHANGE, {READ: 3})


async def test_an_edit_that_changes_nothing_writes_nothing(bench: Bench) -> None:
    entry = await _entry(bench)
    assert await _cost(bench, lambda: bench.entries.edit(ALICE, entry.id, 1, {"minutes": 24})) == {READ: 2}


async def test_typing_an_entry(bench: Bench) -> None:
    """The lawyer's settings are read, to lint it; a matter and a day cost a read and a page."""
    recording = await bench.announced()
    assert await _cost(bench, lambda: bench.entries.add(ALICE, EntryFields())) == _sum(CHANGE, {READ: 1})
    keyed = await _cost(bench, lambda: bench.entries.add(ALICE, EntryFields(), recording.id, "key"))
    assert keyed == _sum(CHANGE, {READ: 3})


async def test_splitting_costs_three_calls_a_read_for_the_recording_and_the_lint(bench: Bench) -> None:
    """The parts are linted together; a draft without a matter or a day costs the settings alone."""
    entry = await _entry(bench)
    cost = await _cost(bench, lambda: bench.regrouping.split(ALICE, entry.id, 1, HALVES))
    assert cost == _sum(CHANGE, {READ: 1}, LINT)
    recording = await bench.drafted()
    name = recording.entry_ids[0]
    cost = await _cost(bench, lambda: bench.regrouping.split(ALICE, name, 1, HALVES))
    assert cost == _sum(CHANGE, {READ: 3})


async def test_merging_costs_the_lint_a_read_for_each_entry_and_one_for_what_was_split(bench: Bench) -> None:
    typed = [await _entry(bench) for _ in range(3)]
    wanted = [Seen(one.id, 1) for one in typed]
    cost = await _cost(bench, lambda: bench.regrouping.merge(ALICE, wanted, None))
    assert cost == _sum(CHANGE, {READ: 3}, LINT)
    _, parts = await bench.regrouping.split(ALICE, (await _entry(bench)).id, 1, HALVES)
    wanted = [Seen(one.id, 1) for one in parts]
    cost = await _cost(bench, lambda: bench.regrouping.merge(ALICE, wanted, None))
    assert cost == _sum(CHANGE, {READ: 3}, LINT)


async def test_approving_many_costs_a_read_for_each_and_a_change_for_ten(bench: Bench) -> None:
    wanted = [Seen((await _entry(bench)).id, 1) for _ in range(45)]
    bench.tables.of(ALICE).largest = 0
    cost = await _cost(bench, lambda: bench.approvals.approve(ALICE, wanted))
    assert cost == _sum(*[CHANGE] * 5, {READ: 45 + 5})
    assert bench.tables.of(ALICE).largest == 10 * 5 + 1


async def test_storing_a_matter_costs_three_calls(bench: Bench) -> None:
    assert await _cost(bench, lambda: bench.matters.store(ALICE, "M-1", CHEN, None)) == _sum(
        CHANGE, {READ: 1}
    )
    assert await _cost(bench, lambda: bench.matters.store(ALICE, "M-1", CHEN, None)) == {READ: 2}


async def test_settings_cost_a_read_to_look_at_and_three_calls_to_change(bench: Bench) -> None:
    fields = SettingsFields(time_zone="America/Toronto")
    assert await _cost(bench, lambda: bench.personal.open(ALICE)) == {READ: 1}
    assert await _cost(bench, lambda: bench.personal.store(ALICE, fields, None)) == _sum(CHANGE, {READ: 1})
    assert await _cost(bench, lambda: bench.personal.store(ALICE, fields, None)) == {READ: 2}


async def test_announcing_a_recording(bench: Bench) -> None:
    """A watch, the change with its key, and the grant, which is a signature and no call to storage."""
    keyed = await _cost(bench, lambda: bench.recordings.announce(ALICE, SAID, "key"))
    assert keyed == _sum(CHANGE, {SEND: 1, READ: 1, "blob.upload_grant": 1})
    again = await _cost(bench, lambda: bench.recordings.announce(ALICE, SAID, "key"))
    assert again == {SEND: 2, READ: 3, "blob.upload_grant": 1}
    await bench.personal.store(ALICE, SettingsFields(time_zone="America/Toronto"), None)
    here = SAID.model_copy(update={"time_zone": None})
    placed = await _cost(bench, lambda: bench.recordings.announce(ALICE, here))
    assert placed == _sum(CHANGE, {SEND: 1, READ: 1, "blob.upload_grant": 1}), "the settings are read"


async def test_retrying_costs_the_change_and_its_messages(bench: Bench) -> None:
    """Beside the change: the guard, the message, and forgetting it."""
    recording = await bench.announced()
    await bench.host.run(timedelta(hours=1))
    await bench.ledger.change(counted)
    cost = await _cost(bench, lambda: bench.recordings.retry(ALICE, recording.id))
    assert cost == _sum(CHANGE, {READ: 1, SEND: 2, COMMIT: 1})


async def test_drafting_a_recording(bench: Bench) -> None:
    """Look (recording, lease, audio), watch, claim, hear, note, write, commit.

    Three changes, each with the recording and its lease; the matters in one page and, at the same
    time, the lawyer's settings. However many entries are drafted, the number of calls is the same.
    """
    recording = await bench.uploaded()
    changes = [_sum(CHANGE, {READ: 2})] * 3
    hearing = {
        "blob.read_transcript": 1,
        "blob.audio_size": 2,
        "blob.read_audio": 1,
        "blob.save_transcript": 1,
    }
    expected = _sum(
        {READ: 3, SEND: 1, PAGE: 1, "speech.transcribe": 1, "model.complete": 1}, hearing, *changes
    )
    assert await _cost(bench, lambda: bench.drafting.advance(ALICE, recording.id)) == expected
    bench.proposes = FakeModel(answer(20))
    bench.build()
    more = await bench.uploaded()
    assert await _cost(bench, lambda: bench.drafting.advance(ALICE, more.id)) == expected


async def test_looking_at_a_drafted_recording_again_costs_two_reads(bench: Bench) -> None:
    recording = await bench.drafted()
    assert await _cost(bench, lambda: bench.drafting.advance(ALICE, recording.id)) == {READ: 2}


async def test_opening_a_recording_costs_a_read_for_each_entry_and_the_transcript(bench: Bench) -> None:
    recording = await bench.drafted()
    cost = await _cost(bench, lambda: bench.recordings.open(ALICE, recording.id))
    assert cost == {READ: 3, "blob.read_transcript": 1}


async def test_deleting_a_recording(bench: Bench) -> None:
    """Mark it (recording, lease, two entries), send its message, erase two blobs, say so."""
    recording = await bench.drafted()
    cost = await _cost(bench, lambda: bench.recordings.delete(ALICE, recording.id))
    marking, message = _sum(CHANGE, {READ: 4}), {SEND: 2, COMMIT: 1}
    erasing = _sum(CHANGE, {READ: 2, "blob.delete_audio": 1, "blob.delete_transcript": 1})
    assert cost == _sum(marking, message, erasing)


async def test_the_first_change_of_an_hour_costs_a_message_more(bench: Bench) -> None:
    entry = await _entry(bench)
    bench.clock.advance(timedelta(hours=1))
    cost = await _cost(bench, lambda: bench.entries.approve(ALICE, entry.id, 1))
    assert cost == _sum(CHANGE, {READ: 2, SEND: 1})


async def test_a_digest_costs_a_read_and_a_blob(bench: Bench) -> None:
    cost = await _cost(bench, lambda: bench.housekeeping.handle(ALICE, {"kind": "digest"}))
    assert cost == {READ: 1, "digest.keep": 1}


async def test_verifying_a_chain_costs_two_calls_for_each_thousand_events_two_at_the_end_and_the_digests(
    bench: Bench,
) -> None:
    await _entry(bench)
    cost = await _cost(bench, lambda: bench.audit.verify(ALICE))
    assert cost == {READ: 2, PAGE: 2, "digest.every": 1}


async def most_rows(bench: Bench) -> list[RowWrite]:
    """The largest transaction there is: a recording of twenty drafts is deleted."""
    recording = await _twenty_drafts(bench)
    captured: list[list[RowWrite]] = []
    writes = Change.writes

    def kept(change: Change) -> list[RowWrite]:
        captured.append(writes(change))
        return captured[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Change, "writes", kept)
        await bench.recordings.delete(ALICE, recording.id)
    rows = max(captured, key=len)
    return [
        RowWrite(Write.PUT if write.how is Write.REPLACE else write.how, write.row)
        for write in rows
        if write.how is not Write.DELETE
    ]


async def _twenty_drafts(bench: Bench) -> Recording:
    bench.proposes = FakeModel(answer(20))
    bench.build()
    recording = await bench.drafted()
    assert len(recording.entry_ids) == 20
    return recording


async def test_twenty_drafts_are_written_in_one_transaction(bench: Bench) -> None:
    """Each an entry, its history step and two copies; recording, lease, event and head."""
    await _twenty_drafts(bench)
    assert bench.tables.of(ALICE).largest == 20 * 4 + 4


async def test_the_largest_deletion_fits_a_transaction(bench: Bench) -> None:
    """As above, without the lease, which is gone, and with the message owed."""
    recording = await _twenty_drafts(bench)
    bench.tables.of(ALICE).largest = 0
    await bench.recordings.delete(ALICE, recording.id)
    assert bench.tables.of(ALICE).largest == 20 * 4 + 4


async def test_typed_entries_without_number_do_not_keep_a_recording_from_being_erased(bench: Bench) -> None:
    recording = await _twenty_drafts(bench)
    for _ in range(45):
        await bench.entries.add(ALICE, EntryFields(narrative="Typed."), recording.id)
    bench.tables.of(ALICE).largest = 0
    gone = await bench.recordings.delete(ALICE, recording.id)
    assert gone.state == "deleted"
    assert bench.tables.of(ALICE).largest <= 100
    entries = await bench.stored_entries()
    assert len(entries) == 65
    assert all(entry.recording_deleted and not entry.evidence for entry in entries)
