"""Exports that break, expire or are large: nothing is lost, nothing leaves twice, and progress shows."""

import base64
import json
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from core.domain.jobs import Job, JobState
from core.services.rows import JOBS
from tests.e2e.clio import approved
from tests.e2e.conftest import NewLawyer
from tests.e2e.exports import ended, exported, fetched, opened, requested, table, totals
from tests.e2e.host_log import HostLog
from tests.e2e.lawyers import Lawyer, until
from tests.e2e.storage import StoredData

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(420)]

MANY = 1_000
AT_ONCE = 100
PARTS = 20
NONSENSE = (
    "this is no base64 %%%",
    base64.b64encode(b"this is no JSON").decode(),
    base64.b64encode(b'{"lawyer": "nobody", "export": "none"}').decode(),
)


async def test_an_export_that_always_breaks_fails_visibly_and_works_once_mended(
    new_lawyer: NewLawyer, stored: StoredData
) -> None:
    lawyer, other = await new_lawyer(), await new_lawyer()
    entry, well = await approved(lawyer), await approved(other)
    matter = await stored.row(lawyer.key, "matter~M-1001")
    await stored.put_row(matter | {"b0": "{"})

    asked = await requested(lawyer)
    assert [row["Entry ID"] for row in table(await fetched(await exported(other)))] == [well["id"]]
    failed = await ended(lawyer, asked["id"])
    assert (failed["state"], failed["retryable"], failed["withdrawable"]) == ("failed", True, True)
    assert failed["failure"]
    assert (failed["file"], failed["download"]) == (None, None)
    assert (await lawyer.entry(entry["id"]))["exports"] == []

    await stored.put_row(matter)
    answer = await lawyer.ask("POST", f"/exports/{asked['id']}/retry")
    assert (answer.status_code, answer.json()["state"]) == (202, "queued")
    done = await ended(lawyer, asked["id"])
    assert (done["state"], done["failure"]) == ("done", None)
    assert [row["Entry ID"] for row in table(await fetched(done))] == [entry["id"]]
    await lawyer.refused("POST", f"/exports/{asked['id']}/retry", 409, "export_state")
    assert len((await lawyer.entry(entry["id"]))["exports"]) == 1
    await lawyer.trail_holds()


async def test_an_export_whose_message_is_poison_fails_visibly_and_works_when_retried(
    lawyer: Lawyer, stored: StoredData
) -> None:
    """Nobody is at work on it any more, and it has tries left: only its poison message ends it."""
    entry = await approved(lawyer)
    job = await exported(lawyer)
    content, row = await fetched(job), await stored.row(lawyer.key, f"job~{job['id']}")
    done = Job.model_validate_json(row["b0"])
    for made in JOBS.rows(done.model_copy(update={"state": JobState.MARKING, "ended_at": None})):
        await stored.put_row(row | {"RowKey": made.key, "b0": made.body})
    await stored.send_json("csv-export-poison", {"lawyer": lawyer.key, "export": job["id"]})

    failed = await ended(lawyer, job["id"], timeout=30)
    assert (failed["state"], failed["retryable"], failed["download"]) == ("failed", True, None)
    await lawyer.refused(
        "POST", f"/entries/{entry['id']}/reopen", 409, "entry_delivered", seen=entry["version"]
    )
    assert (await lawyer.ask("POST", f"/exports/{job['id']}/retry")).status_code == 202
    assert await fetched(await ended(lawyer, job["id"])) == content
    assert len((await lawyer.entry(entry["id"]))["exports"]) == 1


async def test_an_export_given_up_frees_its_entries(lawyer: Lawyer, stored: StoredData) -> None:
    entry = await approved(lawyer)
    matter = await stored.row(lawyer.key, "matter~M-1001")
    await stored.put_row(matter | {"b0": "{"})
    failed = await ended(lawyer, (await requested(lawyer))["id"])
    assert failed["state"] == "failed"
    await stored.put_row(matter)
    answer = await lawyer.ask("POST", f"/exports/{failed['id']}/withdraw")
    assert answer.status_code == 202
    assert (await ended(lawyer, failed["id"]))["state"] == "withdrawn"
    await lawyer.call("POST", f"/entries/{entry['id']}/reopen", entry["version"])


async def test_a_message_that_comes_again_makes_no_second_file(
    lawyer: Lawyer, stored: StoredData, host: HostLog
) -> None:
    entry = await approved(lawyer)
    job = await exported(lawyer)
    content, events = await fetched(job), await lawyer.events()
    ran = await host.count("run_export")
    for _ in range(3):
        await stored.send_json("csv-export", {"lawyer": lawyer.key, "export": job["id"]})
    await host.ran("run_export", 3, since=ran)
    assert await fetched(await opened(lawyer, job["id"])) == content
    assert await lawyer.events() == events
    assert len((await lawyer.entry(entry["id"]))["exports"]) == 1


async def test_messages_of_nobody_we_know_are_put_aside_and_stop_nothing(
    lawyer: Lawyer, stored: StoredData
) -> None:
    for text in NONSENSE:
        await stored.send("csv-export", text)
    await approved(lawyer)
    await exported(lawyer)

    async def put_aside() -> bool | None:
        return True if await stored.waiting("csv-export-poison") >= len(NONSENSE) else None

    await until(put_aside, "the nonsense is put aside")
    await stored.empty("csv-export-poison")


async def test_a_file_whose_time_is_over_is_erased_and_its_entries_stay_marked(
    lawyer: Lawyer, stored: StoredData, host: HostLog
) -> None:
    entry = await approved(lawyer)
    job = await exported(lawyer)
    message = {"kind": "export", "lawyer": lawyer.key, "export": job["id"]}
    kept = await host.count("keep_house")
    await stored.send_json("housekeeping", message)
    await host.ran("keep_house", 1, since=kept)
    assert await fetched(await opened(lawyer, job["id"])), "its time is not over"

    row = await stored.row(lawyer.key, f"job~{job['id']}")
    over = (datetime.now(UTC) - timedelta(minutes=1)).isoformat()
    await stored.put_row(row | {"b0": json.dumps(json.loads(row["b0"]) | {"file_until": over})})
    assert (await opened(lawyer, job["id"]))["download"] is None
    await stored.send_json("housekeeping", message)

    async def erased() -> Any:
        shown = await opened(lawyer, job["id"])
        return shown if shown["file"]["bytes"] is None else None

    shown = await until(erased, "the file is erased")
    assert (shown["state"], totals(shown)) == ("done", totals(job))
    assert [blob for blob in await stored.blobs(lawyer.key) if blob.startswith("exports/")] == []
    assert (await lawyer.storage.get(job["download"]["url"])).status_code == 404
    assert (await lawyer.entry(entry["id"]))["delivered"]
    assert len(await lawyer.events("export.expired")) == 1


async def test_an_entry_on_its_way_out_stays_as_it_is(lawyer: Lawyer, stored: StoredData) -> None:
    """The job stands still while a holder that is gone seems to be at work."""
    entry = await approved(lawyer)
    job = await exported(lawyer)
    row = await stored.row(lawyer.key, f"job~{job['id']}")
    at_work = json.loads(row["b0"]) | {"state": "marking"}
    await stored.put_row(row | {"b0": json.dumps(at_work)})
    path, seen = f"/entries/{entry['id']}", entry["version"]
    await lawyer.refused("POST", f"{path}/reopen", 409, "entry_on_its_way", seen=seen)
    await stored.put_row(row)
    await lawyer.refused("POST", f"{path}/reopen", 409, "entry_delivered", seen=seen)


async def test_many_entries_leave_in_one_file_and_progress_shows(lawyer: Lawyer) -> None:
    entries = await _many(lawyer)
    asked = await requested(lawyer)
    seen: list[tuple[str, int, int | None]] = []

    async def look() -> Any:
        shown = await opened(lawyer, asked["id"])
        progress = shown["progress"]
        seen.append((shown["state"], progress["done"], progress["of"]))
        assert shown["download"] is None or shown["state"] == "done"
        return shown if shown["state"] not in {"queued", "checking", "marking", "writing"} else None

    job = await until(look, "the export is over", timeout=120)
    assert job["state"] == "done", job["findings"]
    assert totals(job)[0] == MANY
    partly = {state for state, done, of in seen if of and 0 < done < of}
    assert partly & {"marking", "writing"}, "progress was to be seen"
    for (before, done, _), (after, further, _) in pairwise(seen):
        assert before != after or done <= further, "never backwards"

    rows = table(await fetched(job))
    assert [row["Date"] for row in rows] == sorted(row["Date"] for row in rows)
    approved_now = {one["id"]: one for one in await lawyer.everything("/entries")}
    assert len(rows) == len(entries) == MANY
    for row in rows:
        entry = approved_now[row["Entry ID"]]
        assert row["Description"] == entry["narrative"]
        assert (row["Date"], row["Duration (hours)"]) == (entry["work_date"], entry["hours"])
        assert [mark["job_id"] for mark in entry["exports"]] == [job["id"]]
    assert {row["Entry ID"] for row in rows} == set(entries)
    await lawyer.trail_holds()


async def _many(lawyer: Lawyer) -> list[str]:
    """The ids of many approved entries: split from a few, which is quicker than typing each."""
    made: list[str] = []
    for start in range(0, MANY, AT_ONCE):
        refs = [ref for place in range(0, AT_ONCE, PARTS) for ref in await _split(lawyer, start + place)]
        answer = await lawyer.call("POST", "/entries/approve", json={"entries": refs})
        assert all(one["problem"] is None for one in answer["entries"]), answer["entries"]
        made += [ref["id"] for ref in refs]
    return made


async def _split(lawyer: Lawyer, number: int) -> list[dict[str, Any]]:
    day, matter = f"2026-03-{1 + number // PARTS % 31:02}", f"M-100{1 + number // PARTS % 2}"
    whole = await lawyer.typed(hours="2.0", work_date=day, matter_id=matter)
    parts = [{"hours": "0.1", "narrative": f'Work {number + place}: "é", 🎙.'} for place in range(PARTS)]
    split = await lawyer.call(
        "POST", f"/entries/{whole['id']}/split", whole["version"], json={"parts": parts}
    )
    return [{"id": part["id"], "version": part["version"]} for part in split["parts"]]
