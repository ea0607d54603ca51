"""Exports as they are tried: asked for until somebody answers, and what must be true of them in the end."""

import csv
import io
from typing import Any

import httpx

from tests.faults.bench import Bench, Tried
from tests.faults.truth import actions, closed_books, eventually, row_kinds

MARCH = {"preset": "caseclock", "from": "2026-03-01", "to": "2026-03-31"}
SLOW = 150.0
# Of more there are too many rows and events to count on one page.
_FEW = 20


async def approved(tried: Tried, count: int) -> list[Any]:
    """So many approved entries, from the oldest day to the newest."""
    entries = []
    for number in range(count):
        fields = {
            "hours": "0.3",
            "work_date": f"2026-03-{1 + number * 31 // count:02}",
            "matter_id": tried.matter("Smith"),
            "narrative": f'Reviewed the "file", part {number}.',
        }
        draft = await tried.device.call("POST", "/entries", json=fields)
        path = f"/entries/{draft['id']}/approve"
        entries.append(await tried.device.call("POST", path, draft["version"]))
    return entries


async def asked(tried: Tried, **changes: Any) -> Any:
    """The job of an export that is asked for, with one key, until it is answered."""
    found: list[Any] = []
    headers = {"Idempotency-Key": "march"} if not changes else {}

    async def once() -> bool:
        try:
            answer = await tried.device.http.post("/exports", json=MARCH | changes, headers=headers)
        except httpx.TransportError:
            return False
        if answer.status_code == httpx.codes.SERVICE_UNAVAILABLE:
            return False
        assert answer.is_success, answer.text
        found.append(answer.json())
        return True

    assert await eventually(once), "nobody answers"
    return found[0]


async def exported_once(bench: Bench, tried: Tried, entries: list[Any]) -> None:
    """One job made one file, with every entry as it was approved, and marked each of them once."""
    (job,) = (await tried.device.call("GET", "/exports"))["items"]
    shown = await tried.device.ended(job["id"], SLOW)
    assert shown["state"] == "done", (shown["failure"], shown["findings"], await actions(tried))
    content = (await tried.device.fetch(shown["download"])).raise_for_status().content
    assert shown["file"]["bytes"] == len(content)
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    told = {(row["Entry ID"], row["Version"], row["Date"], row["Description"]) for row in rows}
    assert len(rows) == len(entries)
    assert told == {(one["id"], str(one["version"]), one["work_date"], one["narrative"]) for one in entries}
    assert [row["Date"] for row in rows] == sorted(row["Date"] for row in rows)
    assert await _files(bench, tried) == [job["id"]]
    await _marked_once(bench, tried, job["id"], entries)
    again = await tried.device.ended((await asked(tried, include_exported=True))["id"], SLOW)
    undisturbed = (await tried.device.fetch(again["download"])).raise_for_status().content
    assert undisturbed == content, "the same bytes as of an export that nothing happened to"


async def _marked_once(bench: Bench, tried: Tried, job_id: str, entries: list[Any]) -> None:
    shown = [await tried.device.call("GET", f"/entries/{entry['id']}") for entry in entries]
    marks = [[(mark["job_id"], mark["version"]) for mark in one["exports"]] for one in shown]
    assert marks == [[(job_id, entry["version"])] for entry in entries]
    assert (await tried.device.call("GET", "/audit/verify"))["intact"]
    if (count := len(entries)) > _FEW:
        return
    happened = await actions(tried)
    assert (happened["export.requested"], happened["export.done"]) == (1, 1)
    rows = {"entry": count, "version": 2 * count, "day": count, "job": 1, "key": 1, "lease": 1}

    async def nothing_is_owed() -> bool:
        return not (await row_kinds(bench, tried))["outbox"]

    assert await eventually(nothing_is_owed, SLOW), "a message is owed for ever"
    await closed_books(bench, tried, rows)


async def _files(bench: Bench, tried: Tried) -> list[str]:
    """The names of all files that are visible."""
    async with bench.storage() as storage:
        container = storage.connection.blobs.get_container_client("exports")
        folder = f"{tried.lawyer.key}/"
        listed = container.list_blobs(name_starts_with=folder)
        return [blob.name.removeprefix(folder) async for blob in listed]
