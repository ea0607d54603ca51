"""Work that fails in a way nobody foresaw ends where its lawyer sees it, and troubles nobody else."""

import asyncio
import base64
from typing import Any

import pytest

from tests.e2e.conftest import NewLawyer
from tests.e2e.host_log import HostLog
from tests.e2e.lawyers import PATIENCE, SAMPLES, Lawyer, until
from tests.e2e.model import Model
from tests.e2e.storage import StoredData

pytestmark = pytest.mark.e2e

SAMPLE = SAMPLES / "half-hour.m4a"
SPOKEN = "Half an hour. Reviewed the agreement. Smith matter."
TRIES = 5
NONSENSE = (
    "this is no base64 %%%",
    base64.b64encode(b"this is no JSON").decode(),
    base64.b64encode(b'{"lawyer": "nobody", "recording": "none"}').decode(),
    base64.b64encode(b'["a", "list"]').decode(),
)


async def test_a_recording_whose_work_always_breaks_ends_where_its_lawyer_sees_it(
    new_lawyer: NewLawyer, model: Model, stored: StoredData
) -> None:
    lawyer, other = await new_lawyer(), await new_lawyer()
    matter = await stored.row(lawyer.key, "matter~M-1001")
    await stored.put_row(matter | {"b0": "{"})

    broken = await lawyer.dictate(SAMPLE)
    well = await other.dictate(SAMPLE)
    failed, drafted = await asyncio.gather(lawyer.settled(broken, PATIENCE), other.settled(well, PATIENCE))
    _check_failed(failed)
    assert drafted["state"] == "drafted"
    assert await lawyer.everything("/recordings") == [
        {name: failed[name] for name in failed if name not in {"transcript", "entries"}}
    ]
    problem = await lawyer.refused("GET", "/matters", 500, "internal")
    assert "M-1001" not in str(problem)
    again = await lawyer.retried(broken)
    _check_failed(again)
    assert (await model.billed())[1] == 1, "only the other lawyer's"

    await stored.put_row(matter)
    assert (await lawyer.retried(broken))["state"] == "drafted"
    assert len((await lawyer.recording(broken))["entries"]) == 1
    await lawyer.trail_holds()


async def test_messages_of_nobody_we_know_are_put_aside_and_stop_nothing(
    lawyer: Lawyer, model: Model, stored: StoredData
) -> None:
    for text in NONSENSE:
        await stored.send("drafting", text)
        await stored.send("housekeeping", text)
    await model.hear(SPOKEN)
    drafted = await lawyer.settled(await lawyer.dictate(SAMPLE), PATIENCE)
    assert drafted["state"] == "drafted"
    for queue in ("drafting-poison", "housekeeping-poison"):
        await _holds(stored, queue, len(NONSENSE))
        await stored.empty(queue)
    healthy = await lawyer.call("GET", "/health")
    assert healthy["status"] == "ok"


async def test_what_is_not_known_is_left_alone(lawyer: Lawyer, stored: StoredData, host: HostLog) -> None:
    unknown = {"lawyer": lawyer.key, "recording": "0123456789abcdefghjkmnpqrs"}
    looked, kept = await host.count("look_at_recording"), await host.count("keep_house")
    before = await lawyer.events()
    await stored.send_json("drafting", unknown)
    await stored.send_json("housekeeping", unknown | {"kind": "erase"})
    await stored.send_json("housekeeping", {"kind": "outbox", "lawyer": lawyer.key})
    await stored.send_json("housekeeping", {"kind": "purge", "lawyer": lawyer.key, "entry": "x" * 26})
    await host.ran("look_at_recording", 1, since=looked)
    await host.ran("keep_house", 3, since=kept)
    assert await lawyer.events() == before


def _check_failed(recording: Any) -> None:
    assert recording["state"] == "failed"
    assert recording["reason"] in {"internal", "interrupted"}
    assert recording["explanation"]
    assert recording["retryable"]
    assert recording["entries"] == []


async def _holds(stored: StoredData, queue: str, messages: int) -> None:
    async def look() -> bool | None:
        return True if await stored.waiting(queue) >= messages else None

    await until(look, f"{queue} holds {messages} messages")
