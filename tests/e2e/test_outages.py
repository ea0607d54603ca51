"""When the models fail: what may mend itself waits and goes on by itself, what will not is told."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.e2e.lawyers import PATIENCE, SAMPLES, Lawyer
from tests.e2e.model import Model

pytestmark = pytest.mark.e2e

SPOKEN = "Half an hour. Reviewed the agreement. Smith matter."
SAMPLE = SAMPLES / "half-hour.m4a"
REASONS = {"transcriptions": "speech_unavailable", "completions": "drafting_unavailable"}
PASSING: list[tuple[str, str, dict[str, Any]]] = [
    ("transcriptions", "rate_limited", {"retry_after": 1}),
    ("transcriptions", "server_error", {"status": 500}),
    ("transcriptions", "drop_before", {}),
    ("completions", "rate_limited", {"retry_after": 120}),
    ("completions", "server_error", {"status": 500}),
    ("completions", "server_error", {"status": 503}),
    ("completions", "drop_before", {}),
    ("completions", "drop_after", {}),
]
BLOCKING = ["content_filter", "content_filter_completion", "refusal"]
FINAL = {
    "malformed": "draft_unusable",
    "wrong_schema": "draft_unusable",
    "length": "draft_unusable",
}


@pytest.mark.parametrize(("operation", "fault", "particulars"), PASSING)
async def test_what_may_mend_itself_waits_and_can_be_hurried(
    lawyer: Lawyer, model: Model, operation: str, fault: str, particulars: dict[str, Any]
) -> None:
    if operation == "completions":
        await model.hear(SPOKEN)
    await model.fail(operation, fault, **particulars)
    recording = await lawyer.dictate(SAMPLE)

    waiting = await lawyer.reaches(recording, "waiting")
    assert waiting["reason"] == REASONS[operation]
    assert "nothing is lost" in waiting["explanation"]
    assert waiting["retryable"]
    assert _wait(waiting) >= timedelta(seconds=particulars.get("retry_after", 1))
    assert (waiting["transcript"] is not None) == (operation == "completions")

    await model.clear()
    await model.hear(SPOKEN)
    drafted = await lawyer.retried(recording)
    assert (drafted["state"], drafted["reason"], len(drafted["entries"])) == ("drafted", None, 1)
    assert (await model.billed())[0] == 1, "speech that was heard is not paid for again"
    await lawyer.trail_holds()


async def test_retry_after_is_obeyed_and_the_work_goes_on_by_itself(lawyer: Lawyer, model: Model) -> None:
    await model.hear(SPOKEN)
    await model.fail("completions", "rate_limited", times=1, retry_after=5)
    recording = await lawyer.dictate(SAMPLE)

    waiting = await lawyer.reaches(recording, "waiting")
    assert timedelta(seconds=5) <= _wait(waiting) < timedelta(seconds=10)
    drafted = await lawyer.settled(recording, PATIENCE)
    assert drafted["state"] == "drafted"
    refused, taken = await model.moments("completions")
    assert taken - refused >= timedelta(seconds=5)
    assert taken >= datetime.fromisoformat(waiting["next_try_at"])
    assert len(drafted["entries"]) == 1


async def test_waits_grow_while_a_service_fails_again_and_again(lawyer: Lawyer, model: Model) -> None:
    await model.hear(SPOKEN)
    await model.fail("completions", "server_error")
    recording = await lawyer.dictate(SAMPLE)
    first = await lawyer.reaches(recording, "waiting")
    tries = len(await model.moments("completions"))
    second = first
    while second["version"] == first["version"] or second["state"] != "waiting":
        second = await lawyer.reaches(recording, "waiting")
    assert len(await model.moments("completions")) == tries + 1
    assert _wait(second) > _wait(first)
    await model.clear()
    assert (await lawyer.retried(recording))["state"] == "drafted"


@pytest.mark.parametrize("fault", FINAL)
async def test_what_will_not_mend_is_told_and_can_be_tried_again(
    lawyer: Lawyer, model: Model, fault: str
) -> None:
    await model.hear(SPOKEN)
    await model.fail("completions", fault)
    recording = await lawyer.dictate(SAMPLE)

    failed = await lawyer.settled(recording, PATIENCE)
    assert (failed["state"], failed["reason"]) == ("failed", FINAL[fault])
    assert failed["explanation"]
    assert failed["transcript"]["text"] == SPOKEN, "what was heard helps who types instead"
    assert failed["entries"] == []
    tries = len(await model.moments("completions"))
    assert tries == 1, "a final failure is not tried again unasked"

    await model.clear()
    drafted = await lawyer.retried(recording)
    assert (drafted["state"], len(drafted["entries"])) == ("drafted", 1)
    assert (await model.billed())[0] == 1


@pytest.mark.parametrize("fault", BLOCKING)
async def test_what_a_filter_refuses_is_drafted_by_rules_and_marked(
    lawyer: Lawyer, model: Model, fault: str
) -> None:
    await model.hear(SPOKEN)
    await model.fail("completions", fault)
    drafted = await lawyer.settled(await lawyer.dictate(SAMPLE), PATIENCE)
    assert drafted["state"] == "drafted"
    (draft,) = drafted["entries"]
    assert (draft["drafted_by"], draft["hours"]) == ("rules", "0.5")
    assert {"drafted_by_rules"} == {found["code"] for found in draft["findings"] if found["field"] is None}
    assert len(await model.moments("completions")) == 1
    await lawyer.trail_holds()


async def test_a_service_that_asks_for_a_day_is_not_waited_for(lawyer: Lawyer, model: Model) -> None:
    await model.hear(SPOKEN)
    await model.fail("completions", "rate_limited", retry_after=86_400)
    drafted = await lawyer.settled(await lawyer.dictate(SAMPLE), PATIENCE)
    assert [draft["drafted_by"] for draft in drafted["entries"]] == ["rules"]


async def test_what_is_refused_and_shows_no_work_is_told(lawyer: Lawyer, model: Model) -> None:
    await model.hear("Good morning to you.")
    await model.fail("completions", "content_filter")
    failed = await lawyer.settled(await lawyer.dictate(SAMPLE), PATIENCE)
    assert (failed["state"], failed["reason"]) == ("failed", "blocked")
    assert failed["explanation"]


async def test_an_answer_without_a_task_in_it_is_told(lawyer: Lawyer, model: Model) -> None:
    await model.hear(SPOKEN)
    await model.propose({"entries": []})
    failed = await lawyer.settled(await lawyer.dictate(SAMPLE), PATIENCE)
    assert (failed["state"], failed["reason"]) == ("failed", "nothing_to_bill")


async def test_what_the_model_invents_never_stands_in_a_draft(lawyer: Lawyer, model: Model) -> None:
    said = {"value": "9.5", "quote": "nine and a half hours"}
    await model.hear(SPOKEN)
    await model.propose(
        {
            "entries": [
                {
                    "kind": "time",
                    "hours": said,
                    "work_date": {"value": "2026-01-02", "quote": "on January second"},
                    "matter": {"id": "M-1002", "quote": "Wilson matter"},
                    "narrative": {
                        "text": "Reviewed the agreement with Taylor.",
                        "quote": "Reviewed the agreement",
                    },
                    "activity_code": {"value": "A104", "quote": "Reviewed"},
                    "task_code": {"value": None, "quote": None},
                    "billing": {"value": "no_charge", "quote": "no charge"},
                }
            ]
        }
    )
    opened = await lawyer.settled(await lawyer.dictate(SAMPLE), PATIENCE)
    (draft,) = opened["entries"]
    assert (draft["hours"], draft["work_date"], draft["matter_id"]) == (None, None, None)
    assert draft["billing"] == "billable"
    found = {(finding["field"], finding["code"]) for finding in draft["findings"]}
    assert ("narrative", "name_not_said") in found
    assert {"hours", "work_date", "matter", "billing"} <= {field for field, _ in found}
    await lawyer.refused("POST", f"/entries/{draft['id']}/approve", 409, "entry_incomplete", seen=1)


async def test_one_recordings_trouble_is_not_anothers(lawyer: Lawyer, model: Model) -> None:
    await model.hear(SPOKEN)
    await model.fail("completions", "rate_limited", times=1, retry_after=3)
    troubled = await lawyer.dictate(SAMPLE)
    await lawyer.reaches(troubled, "waiting")
    await model.hear(SPOKEN)
    well = await lawyer.settled(await lawyer.dictate(SAMPLE), PATIENCE)
    assert well["state"] == "drafted"
    assert (await lawyer.settled(troubled, PATIENCE))["state"] == "drafted"


def _wait(recording: dict[str, Any]) -> timedelta:
    since = datetime.fromisoformat(recording["updated_at"])
    return datetime.fromisoformat(recording["next_try_at"]) - since
