"""Faults: each one over the wire, told or by chance."""

import asyncio
from typing import Any

import aiohttp
import pytest

from tests.local.standins.clio.conftest import AVERY, ENTRY, Clio, Controls

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def last_call(controls: Controls) -> tuple[Any, Any]:
    call = (await controls.get("calls"))["calls"][-1]
    return call["status"], call["fault"]


async def held(controls: Controls) -> int:
    return len(await controls.activities())


@pytest.mark.parametrize(("fault", "kept"), [("drop_before", 0), ("drop_after", 1)])
async def test_the_connection_is_cut_before_or_after_the_effect(
    clio: Clio, controls: Controls, fault: str, kept: int
) -> None:
    await controls.fault("create_activity", fault)
    with pytest.raises(aiohttp.ClientError):
        await clio.post(ENTRY)
    assert await held(controls) == kept
    assert await last_call(controls) == (None, fault)
    assert (await clio.post(ENTRY)).status == 201


@pytest.mark.parametrize("shape", ["html", "empty", "json"])
@pytest.mark.parametrize(("fault", "kept"), [("server_error", 0), ("server_error_after", 1)])
async def test_a_5xx_comes_with_and_without_the_effect(
    clio: Clio, controls: Controls, fault: str, kept: int, shape: str
) -> None:
    await controls.fault("create_activity", fault, status=502, shape=shape)
    answer = await clio.post(ENTRY, judged=False)
    assert answer.status == 502
    assert {"html": "sorry", "empty": "None", "json": "InternalServerError"}[shape] in str(answer.body)
    assert await held(controls) == kept
    assert await last_call(controls) == (502, fault)


async def test_a_storm_of_429s_has_no_effect(clio: Clio, controls: Controls) -> None:
    await controls.fault("create_activity", "rate_limited", times=3, retry_after=7)
    for _ in range(3):
        answer = await clio.post(ENTRY)
        assert (answer.status, answer.headers["Retry-After"]) == (429, "7")
        assert answer.headers["X-RateLimit-Remaining"] == "0"
    assert (await clio.post(ENTRY)).status == 201
    await controls.fault("*", "rate_limited", retry_after=None)
    answer = await clio.get("matters")
    assert (answer.status, "Retry-After" in answer.headers) == (429, False)
    assert await held(controls) == 1


async def test_any_error_can_be_asked_for(clio: Clio, controls: Controls) -> None:
    await controls.fault("update_activity", "error", status=403, type="ForbiddenError", message="No.")
    answer = await clio.patch(await clio.made(), {"note": "x"})
    assert (answer.status, answer.error) == (403, {"type": "ForbiddenError", "message": "No."})


async def test_a_token_expires_in_the_middle(clio: Clio, controls: Controls) -> None:
    await clio.made()
    await controls.fault("create_activity", "expired_token")
    for _ in range(2):
        answer = await clio.post(ENTRY, judged=False)
        assert (answer.status, answer.body["error"]) == (401, "invalid_token")
    assert await held(controls) == 1
    fresh = await controls.sign_in(AVERY)
    assert (await fresh.post(ENTRY)).status == 201


async def test_every_token_can_be_ended_at_once(clio: Clio, controls: Controls) -> None:
    await controls.tell("POST", "tokens/expire")
    assert (await clio.get("matters", judged=False)).status == 401


async def test_what_was_made_is_seen_later(clio: Clio, controls: Controls) -> None:
    await controls.fault("create_activity", "unseen", seconds=30)
    number = await clio.made()
    assert (await clio.get("activities")).data == []
    assert (await clio.get(f"activities/{number}")).status == 200
    await controls.advance(30)
    assert [each["id"] for each in (await clio.get("activities")).data] == [number]
    await controls.turn(visible_after_seconds=60)
    await clio.made()
    assert len((await clio.get("activities")).data) == 1
    assert await held(controls) == 2


async def test_what_is_kept_may_differ_from_what_was_sent(clio: Clio, controls: Controls) -> None:
    await controls.fault("create_activity", "other_stored")
    answer = await clio.post(ENTRY, "id,quantity")
    assert answer.data["quantity"] == 2160.0
    await controls.fault("update_activity", "other_stored")
    assert (await clio.patch(answer.data["id"], {"quantity": 3600}, "quantity")).data == {"quantity": 3960.0}


async def test_answers_may_be_short_or_no_answers_though_the_work_is_done(
    clio: Clio, controls: Controls
) -> None:
    await controls.fault("create_activity", "only_id")
    assert set((await clio.post(ENTRY, "id,etag,note,quantity")).data) == {"id", "etag"}
    await controls.fault("create_activity", "malformed")
    answer = await clio.post(ENTRY, judged=False)
    assert (answer.status, answer.body) == (200, "<html><body>Please wait</body></html>")
    assert await held(controls) == 2


@pytest.mark.parametrize(("fault", "at_once"), [("slow", 1), ("slow_before", 0)])
async def test_a_slow_call_is_done_though_the_caller_has_left(
    clio: Clio, controls: Controls, fault: str, at_once: int
) -> None:
    await controls.fault("create_activity", fault, seconds=0.3)
    with pytest.raises(TimeoutError):
        await clio.post(ENTRY, timeout=aiohttp.ClientTimeout(total=0.1))
    assert await held(controls) == at_once
    async with asyncio.timeout(5):
        while not (await controls.get("calls"))["calls"][-1]["finished"]:  # noqa: ASYNC110 - over the wire
            await asyncio.sleep(0.02)
    assert await held(controls) == 1


async def test_the_token_endpoint_fails_too(http: aiohttp.ClientSession, controls: Controls) -> None:
    await controls.fault("token", "server_error", status=503)
    assert (await http.post("/oauth/token", data={})).status == 503
    assert (await http.post("/oauth/token", data={})).status == 401


@pytest.mark.parametrize(
    "fault",
    [
        {"operation": "create_activity", "fault": "unheard_of"},
        {"operation": "create_bill", "fault": "slow"},
        {"operation": "*", "fault": "slow", "times": 0},
        {"operation": "*", "fault": "slow", "delay": 3},
        {"operation": "*", "fault": "error", "status": 200},
    ],
)
async def test_faults_that_make_no_sense_are_refused(
    http: aiohttp.ClientSession, fault: dict[str, Any]
) -> None:
    answer = await http.post("/standin/faults", json=fault)
    assert answer.status == 400
    assert (await answer.json())["problems"]


CHANCE = {
    "seed": 7,
    "faults": [
        {"operation": "create_activity", "fault": "server_error_after", "probability": 0.3},
        {"operation": "create_activity", "fault": "server_error", "probability": 0.3},
    ],
}


async def storm(clio: Clio, controls: Controls, notes: list[str]) -> dict[str, list[int]]:
    """Send each entry three times and give how each ended."""
    await controls.tell("POST", "chance", CHANCE)
    ended = {
        note: [(await clio.post(ENTRY | {"note": note}, judged=False)).status for _ in range(3)]
        for note in notes
    }
    await controls.tell("DELETE", "chance")
    return ended


async def test_the_same_seed_does_the_same_to_the_same_requests_in_any_order(
    clio: Clio, controls: Controls
) -> None:
    await controls.turn(requests_per_minute=1000)
    notes = [f"Entry {number}" for number in range(20)]
    first = await storm(clio, controls, notes)
    kept = await held(controls)
    assert await storm(clio, controls, notes[::-1]) == first
    assert await held(controls) == 2 * kept
    assert any(len(set(statuses)) > 1 for statuses in first.values())
    ends = [status for statuses in first.values() for status in statuses]
    assert 20 < ends.count(500) < 52
    faults = [call["fault"] for call in (await controls.get("calls"))["calls"]]
    assert {"server_error_after", "server_error", None} == set(faults)
    assert (await clio.post(ENTRY)).status == 201


async def test_a_seed_is_made_up_and_told_where_none_is_given(controls: Controls) -> None:
    told = await controls.tell("POST", "chance", {"faults": CHANCE["faults"]})
    assert isinstance(told["seed"], int)
    assert await controls.get("chance") == told
    await controls.tell("DELETE", "chance")
    assert await controls.get("chance") is None
