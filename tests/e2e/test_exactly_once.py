"""However often the same thing is delivered, it happens once and is paid for once."""

import asyncio
from typing import Any

import pytest

from tests.e2e.conftest import NewLawyer
from tests.e2e.host_log import HostLog
from tests.e2e.lawyers import PATIENCE, SAMPLES, Lawyer
from tests.e2e.model import Model
from tests.e2e.storage import StoredData

pytestmark = pytest.mark.e2e

SAMPLE = SAMPLES / "half-hour.m4a"
BLOB_TRIGGER, QUEUE_TRIGGER = "draft_uploaded_audio", "look_at_recording"
MEMO = {"file_name": "memo.m4a", "time_zone": "America/Toronto"}


async def test_a_blob_event_that_comes_again_changes_nothing(
    lawyer: Lawyer, model: Model, host: HostLog, stored: StoredData
) -> None:
    await model.fail("completions", "slow", times=1, seconds=1.5)
    announced = await lawyer.announce(SAMPLE.name)
    blob = f"recordings/{lawyer.key}/{announced['id']}.m4a"
    before = await host.count(BLOB_TRIGGER)
    await lawyer.upload(announced["upload"], SAMPLE.read_bytes())
    await asyncio.gather(*(host.invoke(BLOB_TRIGGER, blob) for _ in range(4)))
    first = await lawyer.settled(announced["id"], PATIENCE)
    await host.ran(BLOB_TRIGGER, 5, since=before)

    await asyncio.gather(*(host.invoke(BLOB_TRIGGER, blob) for _ in range(3)))
    await stored.send_json(await stored.queue_named("azure-webjobs-blobtrigger"), _event(blob))
    await host.ran(BLOB_TRIGGER, 9, since=before)

    await _check_once(lawyer, model, first)


async def test_a_drafting_message_that_comes_again_changes_nothing(
    lawyer: Lawyer, model: Model, host: HostLog, stored: StoredData
) -> None:
    await model.fail("completions", "slow", times=1, seconds=1.5)
    recording = await lawyer.dictate(SAMPLE)
    message = {"lawyer": lawyer.key, "recording": recording}
    before = await host.count(QUEUE_TRIGGER)
    await asyncio.gather(*(stored.send_json("drafting", message) for _ in range(5)))
    first = await lawyer.settled(recording, PATIENCE)
    await asyncio.gather(*(stored.send_json("drafting", message) for _ in range(5)))
    await host.ran(QUEUE_TRIGGER, 10, since=before)

    await _check_once(lawyer, model, first)


async def test_retrying_ten_times_at_once_drafts_once(lawyer: Lawyer, model: Model) -> None:
    await model.fail("completions", "malformed", times=1)
    recording = await lawyer.dictate(SAMPLE)
    assert (await lawyer.settled(recording, PATIENCE))["state"] == "failed"
    answers = await asyncio.gather(*(lawyer.ask("POST", f"/recordings/{recording}/retry") for _ in range(10)))
    assert {answer.status_code for answer in answers} <= {202, 409, 503}
    assert [answer.status_code for answer in answers].count(202) >= 1
    drafted = await lawyer.settled(recording, PATIENCE)
    assert drafted["state"] == "drafted"
    assert len(drafted["entry_ids"]) == 1
    assert await model.billed() == (1, 2), "the unusable answer was paid for too"
    assert len(await lawyer.events("recording.drafted")) == 1


async def test_one_key_makes_one_recording_however_many_ask(new_lawyer: NewLawyer) -> None:
    lawyer, other = await new_lawyer(), await new_lawyer()
    headers = {"Idempotency-Key": "upload-7"}

    answers = await asyncio.gather(
        *(lawyer.ask("POST", "/recordings", json=MEMO, headers=headers) for _ in range(10))
    )
    assert sorted(answer.status_code for answer in answers) == [200] * 9 + [201]
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert all(answer.json()["upload"]["method"] == "PUT" for answer in answers)
    assert len(await lawyer.everything("/recordings")) == 1
    assert len(await lawyer.events("recording.announced")) == 1

    for change in ({"language": "fr"}, {"file_name": "memo.wav"}, {"duration_seconds": 3}):
        await lawyer.refused(
            "POST", "/recordings", 409, "idempotency_key_reused", json=MEMO | change, headers=headers
        )
    elsewhere = await other.ask("POST", "/recordings", json=MEMO, headers=headers)
    assert elsewhere.status_code == 201
    assert elsewhere.json()["id"] != answers[0].json()["id"]
    await lawyer.trail_holds()


async def test_a_repeated_announcement_gives_a_grant_only_until_the_audio_is_there(
    lawyer: Lawyer, model: Model
) -> None:
    headers = {"Idempotency-Key": "upload-8"}
    first = (await lawyer.ask("POST", "/recordings", json=MEMO, headers=headers)).json()
    again = (await lawyer.ask("POST", "/recordings", json=MEMO, headers=headers)).json()
    assert again["id"] == first["id"]
    (await lawyer.upload(again["upload"], SAMPLE.read_bytes())).raise_for_status()
    await lawyer.settled(first["id"], PATIENCE)
    late = (await lawyer.ask("POST", "/recordings", json=MEMO, headers=headers)).json()
    assert (late["id"], late["state"], late["upload"]) == (first["id"], "drafted", None)
    assert (await model.billed()) == (1, 1)


async def _check_once(lawyer: Lawyer, model: Model, first: Any) -> None:
    assert first["state"] == "drafted"
    assert await lawyer.recording(first["id"]) == first
    assert len(first["entries"]) == 1
    assert await lawyer.everything("/entries") == first["entries"]
    assert await model.billed() == (1, 1)
    assert len(await lawyer.events("recording.drafted")) == 1
    assert len(await lawyer.events("recording.claimed")) == 1
    await lawyer.trail_holds()


def _event(blob: str) -> dict[str, str]:
    container, _, name = blob.partition("/")
    return {
        "Type": "BlobTrigger",
        "FunctionId": f"Host.Functions.{BLOB_TRIGGER}",
        "BlobType": "BlockBlob",
        "ContainerName": container,
        "BlobName": name,
        "ETag": '"0x1"',
    }
