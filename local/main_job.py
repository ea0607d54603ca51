"""The main job, played and shown: a dictation becomes an approved time entry, in Clio and in a CSV file."""

import asyncio
import time
from collections.abc import Awaitable
from pathlib import Path
from typing import Any

from local.client import Device
from local.consent import ConsentError
from local.demo import LAWYERS, MATTERS

SAMPLE = Path(__file__).parents[1] / "samples" / "smith-call.wav"


class MainJobError(Exception):
    """A step of the main job did not go as it must; the message says which and how."""


async def seed(device: Device) -> None:
    """Give a lawyer the demo matters; those that are there already stay as they are."""
    for matter in MATTERS:
        await device.call("PUT", f"/matters/{matter.id}", json=matter.body())


async def connect(device: Device, name: str) -> None:
    """Give access to Clio on its own page, as somebody of that name, and have the matters fetched."""
    try:
        link = await _step("connect Clio, fetch matters", device.connected(name))
    except ConsentError as error:
        raise MainJobError(str(error)) from None
    page = await device.call("GET", "/matters", params={"limit": "200"})
    known = sum(matter["clio_id"] is not None for matter in page["items"])
    print(f"    {link['state']}: {known} matters are known in Clio\n")


async def arrive(device: Device, entry: str, address: str) -> None:
    """Wait until Clio has an approved entry, and say where to see it."""
    shown = await _step("arrive in Clio", device.delivered(entry))
    delivery = shown["delivery"]
    if delivery["state"] != "synced":
        raise MainJobError(f"The entry did not get to Clio: {delivery['advice']}")
    print(f"\n    synced: activity {delivery['clio_id']} in Clio; see {address}")


async def play(device: Device) -> str:
    """Dictate, look, mend, approve; returns the entry's id.

    Raises MainJobError when the draft is not what was said.
    """
    announced = await _step("POST /api/recordings", device.announce(SAMPLE.name))
    uploaded = await _step("PUT audio by the grant", device.upload(announced["upload"], SAMPLE.read_bytes()))
    uploaded.raise_for_status()
    opened = await _step("transcribe and draft", device.settled(announced["id"]))
    if opened["state"] != "drafted":
        raise MainJobError(f"The recording ended {opened['state']}: {opened['explanation']}")
    draft = await _step("GET the draft", device.call("GET", f"/entries/{opened['entry_ids'][0]}"))
    _show(opened["transcript"]["text"], draft)
    _check(draft)
    changes = {"work_date": _proposed_day(draft)}
    edited = await _step(
        "PATCH the work date", device.call("PATCH", f"/entries/{draft['id']}", draft["version"], json=changes)
    )
    approved = await _step(
        "POST approve", device.call("POST", f"/entries/{draft['id']}/approve", edited["version"])
    )
    print(
        f"\n    {approved['status']}: {approved['hours']} h on {approved['work_date']}, "
        f"{approved['matter_id']}: {approved['narrative']}"
    )
    entry: str = approved["id"]
    return entry


async def export(device: Device, entry: str) -> None:
    """Have an approved entry written into a CSV file with what else is of its day, and show the file.

    Raises MainJobError when there is no such file, or the entry is not in it.
    """
    day = (await device.call("GET", f"/entries/{entry}"))["work_date"]
    wanted = {"preset": "caseclock", "from": day, "to": day}
    job = await _step("POST /api/exports", device.exported(**wanted))
    if job["state"] != "done":
        said = job["failure"] or " ".join(finding["message"] for finding in job["findings"])
        raise MainJobError(f"The export ended {job['state']}: {said}")
    fetched = await _step("GET the file by the grant", device.fetch(job["download"]))
    text = fetched.raise_for_status().content.decode("utf-8-sig")
    if entry not in text:
        raise MainJobError("The approved entry is not in the file.")
    print(f"\n    {job['file']['name']}: {job['totals']['rows']} rows, {job['totals']['hours']} h")
    for line in text.splitlines():
        print(f"    {line}")


async def _step[T](name: str, work: Awaitable[T]) -> T:
    started = time.perf_counter()
    result = await work
    print(f"    {name:<28} {time.perf_counter() - started:6.2f} s")
    return result


def _show(transcript: str, draft: Any) -> None:
    rows = {
        "hours": draft["hours"],
        "matter": draft["matter_id"],
        "date": draft["work_date"],
        "activity": draft["activity_code"],
        "narrative": draft["narrative"],
    }
    quotes = {item["field"]: item["quote"] for item in draft["evidence"]}
    print(f"\n    heard      “{transcript}”")
    for name, value in rows.items():
        field = {"date": "work_date", "activity": "activity_code"}.get(name, name)
        said = f"  ← “{quotes[field]}”" if field in quotes else ""
        print(f"    {name:<10} {value if value is not None else '(not said)'}{said}")
    for finding in draft["findings"]:
        proposed = f" (proposed: {finding['proposal']})" if finding["proposal"] else ""
        print(f"    look at    {finding['field']}: {finding['message']}{proposed}")
    made = draft["making"]
    tokens = f"{made['prompt_tokens']} + {made['completion_tokens']} tokens"
    print(f"    made of    {made['audio_seconds']} s of audio, {tokens}: {_price(made)}\n")


def _price(made: Any) -> str:
    return f"{made['price']} {made['currency']}" if made["price"] else "no prices are set"


def _check(draft: Any) -> None:
    wanted = {"hours": "0.3", "matter_id": "M-1001"}
    wrong = {name: draft[name] for name, value in wanted.items() if draft[name] != value}
    if wrong:
        raise MainJobError(f"The draft is not what was dictated: {wrong} instead of {wanted}.")


def _proposed_day(draft: Any) -> str:
    days = [item["proposal"] for item in draft["findings"] if item["field"] == "work_date"]
    if draft["work_date"] is None and not days:
        raise MainJobError("The draft neither has a work date nor proposes one.")
    day: str = draft["work_date"] or days[0]
    return day


def run(api: str, tokens: list[str], clio: str = "") -> None:
    """Seed every lawyer's matters, then play the main job as the first of them.

    With the address of a stand-in for Clio, everybody is connected to it before.
    """
    asyncio.run(_run(api, tokens, clio))


async def _run(api: str, tokens: list[str], clio: str) -> None:
    for token, lawyer in zip(tokens, LAWYERS, strict=True):
        async with Device(api, token) as device:
            await seed(device)
            if clio:
                await connect(device, lawyer.name)
    async with Device(api, tokens[0]) as device:
        entry = await play(device)
        if clio:
            await arrive(device, entry, clio)
        await export(device, entry)
