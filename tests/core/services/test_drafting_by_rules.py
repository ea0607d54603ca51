"""Without the model: our own rules write the draft, checked and marked, and nothing is guessed."""

from datetime import timedelta

import pytest

from core.domain.entries import DraftedBy
from core.domain.errors import FinalFailure, PassingFailure
from core.domain.findings import FindingCode
from core.domain.reasons import Reason
from core.domain.recordings import RecordingState
from core.ports import Speech
from tests.core.services.bench import RULES_AFTER, Bench, answer
from tests.core.services.checks import assert_whole
from tests.fakes import ALICE, FakeModel, FakeTranscriber

S = RecordingState
LOST = PassingFailure(Reason.DRAFTING_UNAVAILABLE)
BLOCKED = FinalFailure(Reason.BLOCKED)
ASSAULT = "Point four. Reviewed the police report on the stabbing with the client. Today."


def _meets(bench: Bench, said: str, *answers: str | Exception) -> None:
    bench.hears, bench.proposes = FakeTranscriber(Speech(said)), FakeModel(*answers)
    bench.build()


async def test_after_ten_minutes_of_failures_the_rules_write(bench: Bench) -> None:
    _meets(bench, ASSAULT, LOST)
    recording = await bench.uploaded()
    start = bench.clock.now()
    await bench.host.run(RULES_AFTER - timedelta(seconds=1))
    waiting = await bench.recording(recording.id)
    assert (waiting.state, waiting.reason) == (S.WAITING, Reason.DRAFTING_UNAVAILABLE)
    assert waiting.undrafted_since == start
    await bench.host.run(timedelta(seconds=10))
    drafted = await bench.recording(recording.id)
    assert (drafted.state, drafted.undrafted_since) == (S.DRAFTED, None)
    assert RULES_AFTER <= drafted.updated_at - start < RULES_AFTER + timedelta(seconds=10)
    (entry,) = await bench.stored_entries()
    assert (entry.drafted_by, entry.fields.minutes) == (DraftedBy.RULES, 24)
    assert entry.fields.narrative == "Reviewed the police report on the stabbing with the client."
    assert entry.findings[0].code is FindingCode.DRAFTED_BY_RULES
    assert entry.findings[0].field is None
    await assert_whole(bench)


async def test_a_model_that_is_back_in_time_writes(bench: Bench) -> None:
    _meets(bench, ASSAULT, LOST, LOST, answer(1))
    await bench.uploaded()
    await bench.host.run()
    (entry,) = await bench.stored_entries()
    assert entry.drafted_by is DraftedBy.MODEL
    assert FindingCode.DRAFTED_BY_RULES not in {found.code for found in entry.findings}


async def test_a_content_filter_does_not_cost_a_lawyer_the_draft(bench: Bench) -> None:
    _meets(bench, ASSAULT, BLOCKED)
    recording = await bench.uploaded()
    await bench.host.run(timedelta(seconds=2))
    assert (await bench.recording(recording.id)).state is S.DRAFTED
    assert [entry.drafted_by for entry in await bench.stored_entries()] == [DraftedBy.RULES]
    assert bench.proposes.asked == 1
    await assert_whole(bench)


async def test_a_model_that_will_be_away_for_long_is_not_waited_for(bench: Bench) -> None:
    _meets(bench, ASSAULT, PassingFailure(Reason.DRAFTING_UNAVAILABLE, retry_after=86_400))
    recording = await bench.uploaded()
    await bench.host.run(timedelta(seconds=2))
    assert (await bench.recording(recording.id)).state is S.DRAFTED
    assert bench.proposes.asked == 1


@pytest.mark.parametrize(
    ("failure", "reason"),
    [(BLOCKED, Reason.BLOCKED), (FinalFailure(Reason.DRAFT_UNUSABLE), Reason.DRAFT_UNUSABLE)],
)
async def test_where_rules_find_no_work_the_reason_stays(
    bench: Bench, failure: Exception, reason: Reason
) -> None:
    _meets(bench, "Good morning to you.", failure)
    recording = await bench.uploaded()
    await bench.host.run()
    failed = await bench.recording(recording.id)
    assert (failed.state, failed.reason) == (S.FAILED, reason)
    assert await bench.stored_entries() == ()


async def test_an_unusable_answer_is_no_outage(bench: Bench) -> None:
    _meets(bench, ASSAULT, FinalFailure(Reason.DRAFT_UNUSABLE))
    recording = await bench.uploaded()
    await bench.host.run()
    assert (await bench.recording(recording.id)).reason is Reason.DRAFT_UNUSABLE


async def test_a_lawyer_in_a_hurry_does_not_start_the_wait_anew(bench: Bench) -> None:
    _meets(bench, ASSAULT, LOST)
    recording = await bench.uploaded()
    start = bench.clock.now()
    await bench.host.run(timedelta(minutes=9))
    await bench.recordings.retry(ALICE, recording.id)
    await bench.host.run()
    drafted = await bench.recording(recording.id)
    assert drafted.state is S.DRAFTED
    assert drafted.updated_at - start < RULES_AFTER + timedelta(seconds=10)


async def test_the_trail_says_who_drafted(bench: Bench) -> None:
    _meets(bench, ASSAULT, BLOCKED)
    await bench.uploaded()
    await bench.host.run()
    events = (await bench.audit.list(ALICE, limit=100, after=None)).items
    (drafted,) = [event for event in events if event.action == "recording.drafted"]
    assert drafted.details["by"] == "rules"
