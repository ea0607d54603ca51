"""What a lawyer deletes is gone, and stays gone."""

import json
from typing import Any

import pytest

from tests.e2e.conftest import NewLawyer
from tests.e2e.host_log import HostLog
from tests.e2e.lawyers import PATIENCE, SAMPLES, Lawyer, until
from tests.e2e.model import Model
from tests.e2e.storage import StoredData

pytestmark = pytest.mark.e2e

# "Three quarters" is said and nowhere kept but as evidence; the narrative is the lawyer's own and stays.
SPOKEN = "About three quarters of an hour. Reviewed the agreement. Smith matter."
SAMPLE = SAMPLES / "half-hour.m4a"


async def test_nothing_of_a_deleted_recording_is_left(
    new_lawyer: NewLawyer, model: Model, stored: StoredData
) -> None:
    lawyer, other = await new_lawyer(), await new_lawyer()
    kept = await _drafted(other, model)
    drafted = await _drafted(lawyer, model)
    (entry,) = drafted["entries"]
    assert "three quarters" in await _everything_stored(lawyer, stored), "the test would see it"
    assert len(await stored.blobs(lawyer.key)) == 2
    approved = await lawyer.call("PATCH", f"/entries/{entry['id']}", 1, json={"work_date": "2026-03-09"})
    approved = await lawyer.call("POST", f"/entries/{entry['id']}/approve", 2)
    path = f"/recordings/{drafted['id']}"
    listening = await lawyer.call("GET", f"{path}/audio")

    deleted = await lawyer.call("DELETE", path)

    assert (deleted["state"], deleted["undo_possible"]) == ("deleted", False)
    assert await stored.blobs(lawyer.key) == []
    assert "three quarters" not in (await _everything_stored(lawyer, stored)).lower()
    assert '"quote"' not in await _everything_stored(lawyer, stored)
    opened = await lawyer.recording(drafted["id"])
    assert (opened["state"], opened["transcript"], opened["retryable"]) == ("deleted", None, False)
    await lawyer.refused("GET", f"{path}/audio", 404, "no_audio")
    assert (await lawyer.storage.get(listening["url"])).status_code == 404
    await lawyer.refused("POST", f"{path}/retry", 409, "recording_state")
    await _check_entry_stays(lawyer, approved)
    await _check_trail(lawyer, drafted["id"])
    assert await lawyer.call("DELETE", path) | {"version": 0} == deleted | {"version": 0}
    assert await other.recording(kept["id"]) == kept
    assert len(await stored.blobs(other.key)) == 2


async def test_a_late_upload_is_erased(
    lawyer: Lawyer, model: Model, stored: StoredData, host: HostLog
) -> None:
    never_heard = await lawyer.announce(SAMPLE.name)
    heard = await lawyer.announce(SAMPLE.name)
    await _drafted(lawyer, model, heard)
    for late in (never_heard, heard):
        erased, found = await host.count("keep_house"), await host.count("draft_uploaded_audio")
        await lawyer.call("DELETE", f"/recordings/{late['id']}")
        # The deletion's own message would erase the upload before its event is there.
        await host.ran("keep_house", 1, since=erased)
        (await lawyer.upload(late["upload"], SAMPLE.read_bytes())).raise_for_status()
        await host.ran("draft_uploaded_audio", 1, since=found)
        assert not [name for name in await stored.blobs(lawyer.key) if late["id"] in name]
        assert (await lawyer.recording(late["id"]))["state"] == "deleted"
    assert await stored.blobs(lawyer.key) == []
    assert await model.billed() == (1, 1)


async def test_a_recording_deleted_while_it_is_heard_leaves_no_transcript(
    lawyer: Lawyer, model: Model, stored: StoredData, host: HostLog
) -> None:
    """The speech service answers long after the deletion, and after every message has come."""
    await model.fail("transcriptions", "slow", times=1, seconds=9)
    before = await host.count("draft_uploaded_audio")
    recording = await lawyer.dictate(SAMPLE)
    await lawyer.reaches(recording, "transcribing")
    await lawyer.call("DELETE", f"/recordings/{recording}")
    assert await stored.blobs(lawyer.key) == []

    await host.ran("draft_uploaded_audio", 1, since=before)
    await _no_blobs(lawyer, stored)
    assert (await lawyer.recording(recording))["state"] == "deleted"
    assert await lawyer.everything("/entries") == []
    assert (await model.billed())[1] == 0


async def test_a_recording_with_many_typed_entries_can_be_deleted(lawyer: Lawyer) -> None:
    recording = (await lawyer.announce("memo.wav"))["id"]
    for number in range(45):
        await lawyer.typed(recording_id=recording, narrative=f"Task {number}.")

    deleted = await lawyer.call("DELETE", f"/recordings/{recording}")

    assert deleted["state"] == "deleted"
    entries = await lawyer.everything("/entries")
    assert len(entries) == 45
    assert all(entry["recording_deleted"] and entry["narrative"].startswith("Task") for entry in entries)
    assert {entry["version"] for entry in entries} == {2}
    await lawyer.trail_holds()


async def test_an_entry_typed_for_a_deleted_recording_says_that_it_is_deleted(lawyer: Lawyer) -> None:
    recording = (await lawyer.announce("memo.wav"))["id"]
    await lawyer.call("DELETE", f"/recordings/{recording}")
    assert (await lawyer.typed(recording_id=recording))["recording_deleted"]


async def test_a_deleted_draft_is_out_of_sight_until_it_is_restored(lawyer: Lawyer) -> None:
    entry = await lawyer.typed()
    deleted = await lawyer.call("DELETE", f"/entries/{entry['id']}", 1)
    assert deleted["deleted_at"] == deleted["updated_at"]
    for query in ({}, {"status": "draft"}, {"matter": "M-1001"}, {"from": "2026-01-01"}):
        assert await lawyer.everything("/entries", query=query) == []
    restored = await lawyer.call("POST", f"/entries/{entry['id']}/restore", 2)
    assert await lawyer.everything("/entries") == [restored]
    assert restored | {"version": 1, "updated_at": entry["updated_at"]} == entry


async def _drafted(lawyer: Lawyer, model: Model, announced: Any = None) -> Any:
    await model.hear(SPOKEN)
    announced = announced or await lawyer.announce(SAMPLE.name)
    (await lawyer.upload(announced["upload"], SAMPLE.read_bytes())).raise_for_status()
    drafted = await lawyer.settled(announced["id"], PATIENCE)
    assert drafted["state"] == "drafted"
    return drafted


async def _everything_stored(lawyer: Lawyer, stored: StoredData) -> str:
    rows = await stored.rows(lawyer.key)
    # A body is JSON cut into pieces; decoded and joined, nothing hides behind a cut.
    bodies = ["".join(str(row.get(f"b{piece}", "")) for piece in range(row["n"])) for row in rows.values()]
    return "\n".join([*bodies, json.dumps(list(rows.values()), default=str)])


async def _no_blobs(lawyer: Lawyer, stored: StoredData) -> None:
    async def look() -> bool | None:
        return None if await stored.blobs(lawyer.key) else True

    await until(look, "no blob is left")


async def _check_entry_stays(lawyer: Lawyer, before: Any) -> None:
    now = await lawyer.entry(before["id"])
    assert now["recording_deleted"]
    assert now["evidence"] == []
    assert all(not finding["readings"] and finding["proposal"] is None for finding in now["findings"])
    changed = ("recording_deleted", "evidence", "findings", "version", "updated_at")
    assert {name: now[name] for name in now if name not in changed} == {
        name: before[name] for name in before if name not in changed
    }
    assert (await lawyer.everything("/entries")) == [now]
    steps = [step["action"] for step in await lawyer.history(before["id"])]
    assert steps == ["drafted", "edited", "approved", "recording_deleted"]


async def _check_trail(lawyer: Lawyer, recording: str) -> None:
    events = [event for event in await lawyer.events() if event["subject"] == recording]
    done = [event["action"] for event in events]
    assert done[-2:] == ["recording.deleted", "recording.erased"]
    assert [event["actor"] for event in events[-2:]] == ["lawyer", "system"]
    assert not [word for word in ("quarters", "agreement", "Smith") if word in json.dumps(events)]
    await lawyer.trail_holds()
