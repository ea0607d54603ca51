"""A draft's way to approval and back, and what its history and the audit trail keep of it."""

from typing import Any

import pytest

from tests.e2e.conftest import NewLawyer
from tests.e2e.lawyers import PATIENCE, SAMPLES, Lawyer
from tests.e2e.model import Model

pytestmark = pytest.mark.e2e

SPOKEN = "Three tenths of an hour. Telephone call with opposing counsel regarding scheduling. Smith matter."


async def test_from_dictation_to_approval_and_back(lawyer: Lawyer, model: Model) -> None:
    await model.hear(SPOKEN)
    recording = await lawyer.dictate(SAMPLES / "half-hour.m4a", recorded_at="2026-03-10T02:30:00Z")
    draft = (await lawyer.settled(recording, PATIENCE))["entries"][0]
    path = f"/entries/{draft['id']}"

    problem = await lawyer.refused("POST", f"{path}/approve", 409, "entry_incomplete", seen=1)
    assert problem["missing"] == draft["missing"] == ["work_date"]
    dated = await lawyer.call("PATCH", path, 1, json={"work_date": "2026-03-09"})
    assert dated["missing"] == []
    # How old the work is depends on the day this test runs.
    assert {finding["field"] for finding in dated["findings"]} <= {"work_date"}
    approved = await lawyer.call("POST", f"{path}/approve", 2)
    assert approved["status"] == "approved"
    assert approved["approved_at"] == approved["updated_at"]
    refused = {"PATCH": path, "DELETE": path, "POST": f"{path}/approve"}
    for method, where in refused.items():
        body = {"json": {"hours": "9.9"}} if method == "PATCH" else {}
        await lawyer.refused(method, where, 409, "entry_state", seen=3, **body)
    assert await lawyer.entry(draft["id"]) == approved

    reopened = await lawyer.call("POST", f"{path}/reopen", 3)
    assert (reopened["status"], reopened["approved_at"]) == ("draft", None)
    await lawyer.refused("POST", f"{path}/reopen", 409, "entry_state", seen=4)
    deleted = await lawyer.call("DELETE", path, 4)
    assert deleted["status"] == "deleted"
    assert draft["id"] not in await _listed(lawyer)
    trash = await lawyer.call("GET", "/entries?status=deleted")
    assert [item["id"] for item in trash["items"]] == [draft["id"]]
    for method, where in refused.items():
        body = {"json": {"hours": "9.9"}} if method == "PATCH" else {}
        await lawyer.refused(method, where, 409, "entry_state", seen=5, **body)
    restored = await lawyer.call("POST", f"{path}/restore", 5)
    assert (restored["status"], restored["deleted_at"]) == ("draft", None)
    assert draft["id"] in await _listed(lawyer)
    await lawyer.refused("POST", f"{path}/restore", 409, "entry_state", seen=6)
    assert _fields(restored) == _fields(dated)

    await _check_history(lawyer, draft, dated)
    await _check_trail(lawyer, recording, draft["id"])


async def _check_history(lawyer: Lawyer, draft: Any, dated: Any) -> None:
    steps = await lawyer.history(draft["id"])
    assert [step["version"] for step in steps] == [1, 2, 3, 4, 5, 6]
    done = ["drafted", "edited", "approved", "reopened", "deleted", "restored"]
    assert [step["action"] for step in steps] == done
    assert [step["changed"] for step in steps] == [[], ["work_date"], [], [], [], []]
    assert steps[0]["fields"] == _fields(draft)
    assert all(step["fields"] == _fields(dated) for step in steps[1:])
    first_two = await lawyer.everything(f"/entries/{draft['id']}/history", limit=2)
    assert first_two == steps


async def _check_trail(lawyer: Lawyer, recording: str, entry: str) -> None:
    events = await lawyer.events()
    of_recording = [event["action"] for event in events if event["subject"] == recording]
    assert of_recording == [
        f"recording.{step}" for step in ("announced", "claimed", "transcribed", "drafted")
    ]
    of_entry = [(event["action"], event["actor"]) for event in events if event["subject"] == entry]
    done = ["edited", "approved", "reopened", "deleted", "restored"]
    assert of_entry == [(f"entry.{step}", "lawyer") for step in done]
    written = " ".join(str(event) for event in events)
    assert not [word for word in ("counsel", "Smith", "Three tenths") if word in written]
    await lawyer.trail_holds()


async def test_an_edit_changes_what_it_names_and_nothing_else(lawyer: Lawyer) -> None:
    before = await lawyer.typed(activity_code="A104", task_code="L120")
    path = f"/entries/{before['id']}"

    edited = await lawyer.call("PATCH", path, 1, json={"hours": None, "billing": "no_charge"})
    assert (edited["hours"], edited["minutes"], edited["missing"]) == (None, None, ["hours"])
    assert edited["billing"] == "no_charge"
    untouched = set(_fields(before)) - {"hours", "minutes", "billing"}
    assert all(edited[name] == before[name] for name in untouched)

    same = await lawyer.call("PATCH", path, 2, json={"billing": "no_charge"})
    assert same == edited, "an edit that changes nothing makes no version"
    exact = await lawyer.call("PATCH", path, 2, json={"hours": "1.25"})
    assert (exact["hours"], exact["minutes"]) == ("1.25", 75)
    bookmark = await lawyer.call("PATCH", path, 3, json={"kind": "bookmark"})
    problem = await lawyer.refused("POST", f"{path}/approve", 409, "entry_incomplete", seen=4)
    assert problem["missing"] == bookmark["missing"] == ["kind"]


async def test_every_empty_field_is_named_before_an_approval(lawyer: Lawyer) -> None:
    empty = await lawyer.call("POST", "/entries", json={})
    needed = ["hours", "work_date", "matter", "narrative"]
    assert empty["missing"] == needed
    problem = await lawyer.refused("POST", f"/entries/{empty['id']}/approve", 409, "entry_incomplete", seen=1)
    assert problem["missing"] == needed
    blank = await lawyer.typed(narrative=" \n ")
    assert blank["missing"] == ["narrative"]


async def test_a_stale_version_is_refused_with_the_current_one(lawyer: Lawyer) -> None:
    entry = await lawyer.typed()
    path = f"/entries/{entry['id']}"
    current = await lawyer.call("PATCH", path, 1, json={"narrative": "Reviewed the second lease."})

    calls = [("PATCH", path), ("DELETE", path)]
    calls += [("POST", f"{path}/{step}") for step in ("approve", "reopen", "restore")]
    for method, where in calls:
        body = {"json": {"hours": "1.0"}} if method == "PATCH" else {}
        for seen in (1, 3):
            problem = await lawyer.refused(method, where, 412, "version_conflict", seen=seen, **body)
            assert problem["current"] == current
    assert await lawyer.entry(entry["id"]) == current


async def test_if_match_is_required_and_must_be_one_version(lawyer: Lawyer) -> None:
    entry = await lawyer.typed()
    path = f"/entries/{entry['id']}"
    calls = [("PATCH", path), ("DELETE", path)]
    calls += [("POST", f"{path}/{step}") for step in ("approve", "reopen", "restore")]

    for method, where in calls:
        body: dict[str, Any] = {"json": {"hours": "1.0"}} if method == "PATCH" else {}
        await lawyer.refused(method, where, 428, "version_missing", **body)
        for malformed in ("1", "*", 'W/"1"', '"1", "2"', '"one"', '"-1"', '""', '"1e0"', '"99999999999"'):
            headers = {"If-Match": malformed}
            problem = await lawyer.refused(method, where, 400, "invalid_input", headers=headers, **body)
            assert [error["field"] for error in problem["errors"]] == ["If-Match"]
    assert await lawyer.entry(entry["id"]) == entry


async def test_a_typed_entry_is_made_once_per_key(new_lawyer: NewLawyer) -> None:
    lawyer, other = await new_lawyer(), await new_lawyer()
    headers = {"Idempotency-Key": "typed-once"}
    body = {"narrative": "Reviewed the lease."}

    first = await lawyer.ask("POST", "/entries", json=body, headers=headers)
    again = await lawyer.ask("POST", "/entries", json=body, headers=headers)
    elsewhere = await other.ask("POST", "/entries", json=body, headers=headers)

    assert (first.status_code, again.status_code, elsewhere.status_code) == (201, 201, 201)
    assert again.json() == first.json()
    assert elsewhere.json()["id"] != first.json()["id"]
    await lawyer.refused(
        "POST", "/entries", 409, "idempotency_key_reused", json=body | {"hours": "1.0"}, headers=headers
    )
    assert len(await lawyer.everything("/entries")) == 1


async def _listed(lawyer: Lawyer) -> set[str]:
    return {entry["id"] for entry in await lawyer.everything("/entries")}


def _fields(entry: Any) -> dict[str, Any]:
    names = ("kind", "hours", "minutes", "work_date", "matter_id", "narrative")
    return {name: entry[name] for name in (*names, "activity_code", "task_code", "billing")}
