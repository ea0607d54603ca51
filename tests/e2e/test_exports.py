"""What was approved leaves in a file, byte for byte, once, and with its marks."""

import asyncio
from typing import Any

import pytest

from tests.e2e.clio import approved
from tests.e2e.conftest import NewLawyer
from tests.e2e.exports import (
    ended,
    exported,
    fetched,
    opened,
    requested,
    table,
    totals,
    withdrawn,
    without_grant,
)
from tests.e2e.lawyers import PATIENCE, SAMPLES, Lawyer
from tests.e2e.model import Model

pytestmark = pytest.mark.e2e

NASTY = '\u00c9t\u00e9 \u201cquoted\u201d, "plain"; a|b\n\tsecond line \U0001f399 = not a formula + 1'


async def test_a_dictation_leaves_as_it_was_approved(lawyer: Lawyer, model: Model) -> None:
    await model.hear("Half an hour. Reviewed the agreement. Smith matter.")
    recording = await lawyer.settled(await lawyer.dictate(SAMPLES / "half-hour.m4a"), PATIENCE)
    draft = await lawyer.entry(recording["entry_ids"][0])
    changes = {"work_date": "2026-03-10", "matter_id": "M-1001", "narrative": draft["narrative"] + NASTY}
    edited = await lawyer.call("PATCH", f"/entries/{draft['id']}", draft["version"], json=changes)
    entry = await lawyer.call("POST", f"/entries/{draft['id']}/approve", edited["version"])

    job = await exported(lawyer)
    (row,) = table(await fetched(job))
    assert row["Description"] == entry["narrative"] == changes["narrative"]
    assert (row["Date"], row["Duration (hours)"], row["Matter ID"]) == ("2026-03-10", "0.5", "M-1001")
    assert (row["Entry ID"], row["Version"]) == (entry["id"], str(entry["version"]))
    assert job["file"]["name"] == "caseclock-2026-03-01-to-2026-03-31.csv"
    assert totals(job) == (1, "0.5", "150.00", "0")
    assert job["progress"] == {"done": 1, "of": 1}


async def test_a_file_holds_what_was_approved_and_nothing_else_oldest_first(lawyer: Lawyer) -> None:
    late = await approved(lawyer, work_date="2026-03-30", narrative="Last.", hours="1.2")
    first = await approved(lawyer, work_date="2026-03-01", narrative=NASTY)
    await lawyer.typed(narrative="Never approved.")
    reopened = await approved(lawyer, narrative="Reopened.")
    await lawyer.call("POST", f"/entries/{reopened['id']}/reopen", reopened["version"])
    await approved(lawyer, work_date="2026-04-01", narrative="Another month.")
    job = await exported(lawyer)
    content = await fetched(job)
    quoted = NASTY.replace('"', '""')
    expected = (
        "Date,Duration (hours),Client,Matter,Description,Timekeeper,Rate,Amount,Activity code,Task code,"
        "Billing,Client ID,Matter ID,Matter number,Entry ID,Version\r\n"
        f'2026-03-01,0.5,Smith,Smith v. Jones,"{quoted}",,300.00,150.00,,,billable,,M-1001,2026-001,'
        f"{first['id']},{first['version']}\r\n"
        "2026-03-30,1.2,Smith,Smith v. Jones,Last.,,300.00,360.00,,,billable,,M-1001,2026-001,"
        f"{late['id']},{late['version']}\r\n"
    )
    assert content == b"\xef\xbb\xbf" + expected.encode()
    assert totals(job) == (2, "1.7", "510.00", "0")


async def test_what_left_is_marked_in_its_entry_its_history_and_the_trail(lawyer: Lawyer) -> None:
    entry = await approved(lawyer)
    job = await exported(lawyer)
    shown = await lawyer.entry(entry["id"])
    (mark,) = shown["exports"]
    assert (mark["job_id"], mark["version"], mark["preset"]) == (job["id"], entry["version"], "caseclock")
    assert shown["delivered"]
    assert shown["version"] == entry["version"]
    assert shown["narrative"] == entry["narrative"]
    (marked,) = [
        event
        for action in ("export.ready", "export.marked")
        for event in await lawyer.events(action)
        if event["details"].get("entries")
    ]
    assert marked["subject"] == job["id"]
    assert marked["details"]["entries"] == {entry["id"]: entry["version"]}
    steps = [step["action"] for step in await lawyer.history(entry["id"])]
    assert steps == ["typed", "approved"], "the version that left is the one approved"
    assert [event["subject"] for event in await lawyer.events("export.requested")] == [job["id"]]
    assert [event["subject"] for event in await lawyer.events("export.done")] == [job["id"]]
    await lawyer.trail_holds()


async def test_what_left_does_not_leave_again_unless_asked(lawyer: Lawyer) -> None:
    before = await approved(lawyer, narrative="Before.")
    first = await exported(lawyer)
    refused = await ended(lawyer, (await requested(lawyer))["id"])
    assert (refused["state"], refused["totals"]["rows"], refused["download"]) == ("refused", 0, None)
    assert [one["code"] for one in refused["findings"]] == ["nothing_to_export"]
    assert refused["left_out"] == {"exported_before": 1}

    after = await approved(lawyer, narrative="After.")
    second = await exported(lawyer)
    assert [row["Description"] for row in table(await fetched(second))] == ["After."]
    third = await exported(lawyer, include_exported=True)
    rows = {row["Entry ID"] for row in table(await fetched(third))}
    assert rows == {before["id"], after["id"]}
    marks = [mark["job_id"] for mark in (await lawyer.entry(before["id"]))["exports"]]
    assert marks == [first["id"], third["id"]]
    assert [job["id"] for job in await lawyer.everything("/exports")] == [
        third["id"],
        second["id"],
        refused["id"],
        first["id"],
    ]


async def test_what_left_stays_as_it_is(lawyer: Lawyer) -> None:
    entry = await approved(lawyer)
    await exported(lawyer)
    path, seen = f"/entries/{entry['id']}", entry["version"]
    await lawyer.refused("POST", f"{path}/reopen", 409, "entry_delivered", seen=seen)
    await lawyer.refused("DELETE", path, 409, "entry_state", seen=seen)
    await lawyer.refused("PATCH", path, 409, "entry_state", seen=seen, json={"narrative": "Other."})
    assert (await lawyer.entry(entry["id"]))["narrative"] == entry["narrative"]


async def test_a_file_that_was_not_used_is_taken_back_and_its_entries_leave_anew(lawyer: Lawyer) -> None:
    entry = await approved(lawyer)
    job = await exported(lawyer)
    grant = job["download"]
    gone = await withdrawn(lawyer, job["id"])
    assert (gone["download"], gone["file"]["bytes"], gone["withdrawable"]) == (None, None, False)
    assert (await lawyer.storage.get(grant["url"])).status_code == 404
    shown = await lawyer.entry(entry["id"])
    assert (shown["exports"], shown["delivered"]) == ([], False)
    again = await lawyer.ask("POST", f"/exports/{job['id']}/withdraw")
    assert (again.status_code, again.json()["state"]) == (202, "withdrawn")
    await lawyer.refused("POST", f"/exports/{job['id']}/retry", 409, "export_state")

    anew = await exported(lawyer)
    assert [row["Entry ID"] for row in table(await fetched(anew))] == [entry["id"]]
    await withdrawn(lawyer, anew["id"])
    await lawyer.call("POST", f"/entries/{entry['id']}/reopen", entry["version"])
    await lawyer.trail_holds()


async def test_a_key_makes_one_file(lawyer: Lawyer) -> None:
    await approved(lawyer)
    asked = await asyncio.gather(*(requested(lawyer, key="march") for _ in range(4)))
    assert len({job["id"] for job in asked}) == 1
    await ended(lawyer, asked[0]["id"])
    assert (await requested(lawyer, key="march"))["id"] == asked[0]["id"]
    problem = await lawyer.refused(
        "POST",
        "/exports",
        409,
        "idempotency_key_reused",
        json={"preset": "caseclock", "from": "2026-03-01", "to": "2026-03-30"},
        headers={"Idempotency-Key": "march"},
    )
    assert "new key" in problem["detail"]
    assert len(await lawyer.everything("/exports")) == 1


async def test_jobs_asked_for_at_once_share_the_entries_out(lawyer: Lawyer) -> None:
    entries = [await approved(lawyer, narrative=f"Work {number}.") for number in range(3)]
    asked = await asyncio.gather(*(requested(lawyer) for _ in range(3)))
    jobs = [await ended(lawyer, job["id"]) for job in asked]
    assert sorted(job["state"] for job in jobs) == ["done", "refused", "refused"]
    (done,) = [job for job in jobs if job["state"] == "done"]
    assert {row["Entry ID"] for row in table(await fetched(done))} == {one["id"] for one in entries}


async def test_only_the_matters_and_clients_asked_for_leave(lawyer: Lawyer) -> None:
    smith = await approved(lawyer, matter_id="M-1001")
    wilson = await approved(lawyer, matter_id="M-1002")
    job = await exported(lawyer, matters=["M-1002"])
    assert [row["Entry ID"] for row in table(await fetched(job))] == [wilson["id"]]
    job = await exported(lawyer, clients=["SMITH"])
    assert [row["Entry ID"] for row in table(await fetched(job))] == [smith["id"]]
    assert job["wanted"]["clients"] == ["SMITH"]


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"preset": "quickbooks"}, "preset", "caseclock"),
        ({"preset": "clio"}, "preset", "date_format"),
        ({"preset": "ledes1998b"}, "invoice", "number"),
        ({"from": "2026-04-01"}, "to", "`from` must not be after `to`"),
        ({"from": "2015-03-01"}, "to", "ten years"),
        ({"from": "March"}, "from", "date"),
        ({"to": None}, "to", "date"),
        ({"matters": ["M-404"]}, "matters.0", "no such matter"),
        ({"matters": ["a b"]}, "matters.0", "pattern"),
        ({"colour": "red"}, "colour", "not permitted"),
    ],
)
async def test_what_cannot_be_made_is_told_at_once(
    lawyer: Lawyer, changes: dict[str, Any], field: str, said: str
) -> None:
    body = {"preset": "caseclock", "from": "2026-03-01", "to": "2026-03-31"} | changes
    problem = await lawyer.refused("POST", "/exports", 400, "invalid_input", json=body)
    (error,) = problem["errors"]
    assert error["field"] == field
    assert said in error["problem"]
    assert await lawyer.everything("/exports") == []


async def test_jobs_are_listed_page_by_page_newest_first(lawyer: Lawyer) -> None:
    asked = [(await requested(lawyer))["id"] for _ in range(3)]
    for job_id in asked:
        await ended(lawyer, job_id)
    shown = await lawyer.everything("/exports", limit=2)
    assert [job["id"] for job in shown] == asked[::-1]
    assert {job["state"] for job in shown} == {"refused"}
    await lawyer.refused("GET", "/exports?limit=0", 400, "invalid_input")


async def test_another_lawyer_sees_no_such_export(new_lawyer: NewLawyer) -> None:
    owner, stranger = await new_lawyer(), await new_lawyer()
    await approved(owner)
    job = await exported(owner)
    for method, more in (("GET", ""), ("POST", "/retry"), ("POST", "/withdraw")):
        await stranger.refused(method, f"/exports/{job['id']}{more}", 404, "not_found")
    assert without_grant(await opened(owner, job["id"])) == without_grant(job)


async def test_each_look_gives_a_grant_of_its_own_for_minutes(lawyer: Lawyer) -> None:
    await approved(lawyer)
    job = await exported(lawyer)
    again = await opened(lawyer, job["id"])
    assert await fetched(job) == await fetched(again)
    assert again["download"]["expires_at"] >= job["download"]["expires_at"]
    assert "se=" in job["download"]["url"]
    outlived = job["download"]["url"].replace("se=20", "se=21")
    assert (await lawyer.storage.get(outlived)).status_code == 403
    for method in ("PUT", "DELETE"):
        headers = {"x-ms-blob-type": "BlockBlob"}
        answer = await lawyer.storage.request(method, job["download"]["url"], content=b"x", headers=headers)
        assert answer.status_code == 403
