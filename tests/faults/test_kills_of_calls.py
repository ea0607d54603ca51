"""`kill -9` of the host while it answers a call: a client that asks again gets what it asked for, once."""

import uuid
from typing import Any

import httpx
import pytest

from tests.faults.bench import Bench, Tried
from tests.faults.proxy import Fault, Harm, Moment
from tests.faults.truth import actions, closed_books, drafted_once, rested, waiting

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize("moment", Moment)
@pytest.mark.parametrize("step", ["send drafting", "commit recording.announced"])
async def test_announced_again_with_the_same_key_is_one_recording(
    bench: Bench, step: str, moment: Moment
) -> None:
    key = {"Idempotency-Key": str(uuid.uuid4())}
    async with bench.lawyer() as tried:
        fault = Fault(tried.owner, step, Harm.KILL, moment)
        bench.proxy.arm(fault)
        with pytest.raises(httpx.TransportError):
            await bench.announce(tried, headers=key)
        await bench.restarted_after(fault)
        announced = await bench.announce(tried, headers=key)
        listed = await tried.device.call("GET", "/recordings")
        before = await waiting(bench)
        assert [item["id"] for item in listed["items"]] == [announced["id"]]
        await bench.upload(tried, announced)
        await tried.device.settled(announced["id"])
        await rested(bench, before)
        await drafted_once(bench, tried, announced["id"], {"key": 1})
        assert (await actions(tried))["recording.announced"] == 1


@pytest.mark.parametrize("moment", Moment)
async def test_approved_again_is_approved_once(bench: Bench, moment: Moment) -> None:
    async with bench.lawyer() as tried:
        entry = await _typed(tried)
        fault = Fault(tried.owner, "commit entry.approved", Harm.KILL, moment)
        bench.proxy.arm(fault)
        with pytest.raises(httpx.TransportError):
            await _approve(tried, entry)
        await bench.restarted_after(fault)
        again = await _approve(tried, entry)
        approved = again.json()
        assert again.status_code == 200
        assert (approved["status"], approved["version"]) == ("approved", entry["version"] + 1)
        assert approved == await tried.device.call("GET", f"/entries/{entry['id']}")
        history = await tried.device.call("GET", f"/entries/{entry['id']}/history")
        assert [item["action"] for item in history["items"]] == ["typed", "approved"]
        assert (await actions(tried))["entry.approved"] == 1
        await closed_books(bench, tried, {"entry": 1, "version": 2, "day": 1})


async def _typed(tried: Tried) -> Any:
    fields = {
        "hours": "0.4",
        "work_date": "2026-11-20",
        "matter_id": tried.matter("Baker"),
        "narrative": "Reviewed the agreement.",
    }
    return await tried.device.call("POST", "/entries", json=fields)


async def _approve(tried: Tried, entry: Any) -> httpx.Response:
    headers = {"If-Match": f'"{entry["version"]}"'}
    return await tried.device.http.post(f"/entries/{entry['id']}/approve", headers=headers)
