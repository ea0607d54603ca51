"""Table Storage that loses, refuses or delays transactions: nothing is lost, nothing happens twice."""

import asyncio
import uuid
from contextlib import AsyncExitStack
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import httpx
import pytest

from tests.faults.bench import Bench, Tried
from tests.faults.proxy import Fault, Harm, Moment
from tests.faults.truth import actions, closed_books, drafted_once, rested, waiting

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(480)]

# An answer that is lost or wrong after the effect, or late, is no reason to refuse a caller.
_LANDED = (
    (Harm.RESET, Moment.AFTER),
    (Harm.ERROR, Moment.AFTER),
    (Harm.DELAY, Moment.BEFORE),
    (Harm.DELAY, Moment.AFTER),
)
_NOT_DONE = ((Harm.RESET, Moment.BEFORE), (Harm.ERROR, Moment.BEFORE), (Harm.BUSY, Moment.BEFORE))
_COMMITS = ("commit recording.claimed", "commit recording.transcribed", "commit recording.drafted")
_SHORT_DELAY = 0.3
_LONG_DELAY = 2.5


@dataclass
class Caller:
    """Makes each call of a lawyer while the commit it causes is harmed."""

    bench: Bench
    tried: Tried
    harm: Harm
    moment: Moment

    async def call(self, action: str, method: str, path: str, seen: int | None = None, **options: Any) -> Any:
        """The answer's JSON, of the second try if the first one had to be refused."""
        fault = Fault(self.tried.owner, f"commit {action}", self.harm, self.moment)
        fault.seconds = _SHORT_DELAY if self.harm is Harm.DELAY else 0.0
        self.bench.proxy.arm(fault)
        headers = {"Idempotency-Key": str(uuid.uuid4())} if method == "POST" else {}
        headers |= {"If-Match": f'"{seen}"'} if seen else {}

        async def ask() -> httpx.Response:
            return await self.tried.device.http.request(method, path, headers=headers, **options)

        answer = await ask()
        assert fault.fired.is_set()
        if (self.harm, self.moment) in _NOT_DONE:
            assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
            assert int(answer.headers["Retry-After"]) > 0
            answer = await ask()
        assert answer.is_success, (action, answer.json()["code"])
        return answer.json()


@pytest.mark.parametrize(("harm", "moment"), [*_LANDED, *_NOT_DONE])
async def test_entries_change_once_and_callers_are_told_what_became_of_it(
    bench: Bench, harm: Harm, moment: Moment
) -> None:
    async with bench.lawyer() as tried:
        caller = Caller(bench, tried, harm, moment)
        matter = tried.matter("Chen")
        await caller.call(
            "matter.created", "PUT", f"/matters/{matter}", json={"name": "Chen", "client": "Chen"}
        )
        fields = {"hours": "0.4", "work_date": "2026-11-20", "matter_id": matter, "narrative": "Reviewed."}
        entry = await caller.call("entry.typed", "POST", "/entries", json=fields)
        path, edit = f"/entries/{entry['id']}", {"hours": "0.5"}
        entry = await caller.call("entry.edited", "PATCH", path, entry["version"], json=edit)
        entry = await caller.call("entry.approved", "POST", f"{path}/approve", entry["version"])
        entry = await caller.call("entry.reopened", "POST", f"{path}/reopen", entry["version"])
        entry = await caller.call("entry.deleted", "DELETE", path, entry["version"])
        entry = await caller.call("entry.restored", "POST", f"{path}/restore", entry["version"])
        history = await tried.device.call("GET", f"{path}/history")
        steps = ["typed", "edited", "approved", "reopened", "deleted", "restored"]
        assert [step["action"] for step in history["items"]] == steps
        assert (entry["status"], entry["hours"], entry["version"]) == ("draft", "0.5", 6)
        rows = {"matter": 4, "key": 1, "entry": 1, "version": 6, "open": 1, "day": 1}
        await closed_books(bench, tried, rows)


@pytest.mark.parametrize(("harm", "moment"), [*_LANDED, *_NOT_DONE])
async def test_recordings_change_once_and_callers_are_told_what_became_of_it(
    bench: Bench, harm: Harm, moment: Moment
) -> None:
    async with bench.lawyer() as tried:
        caller = Caller(bench, tried, harm, moment)
        said = {"file_name": "said.mp3", "time_zone": "America/Toronto"}
        announced = await caller.call("recording.announced", "POST", "/recordings", json=said)
        path = f"/recordings/{announced['id']}"
        await bench.upload(tried, announced, b"This is no recording.")
        assert (await tried.device.settled(announced["id"]))["reason"] == "not_audio"
        await caller.call("recording.retried", "POST", f"{path}/retry")
        assert (await tried.device.settled(announced["id"]))["reason"] == "not_audio"
        deleted = await caller.call("recording.deleted", "DELETE", path)
        assert deleted["state"] == "deleted"
        happened = await actions(tried)
        once = ("recording.announced", "recording.retried", "recording.deleted", "recording.erased")
        assert [happened[action] for action in once] == [1, 1, 1, 1]
        assert happened["recording.failed"] == 2
        await closed_books(bench, tried, {"key": 1, "recording": 1})


@pytest.mark.parametrize(("harm", "moment"), [*_LANDED, *_NOT_DONE])
async def test_an_erasure_is_noted_once(bench: Bench, harm: Harm, moment: Moment) -> None:
    """The call and the message it owes both erase, so the harm can meet either of them."""
    async with bench.lawyer() as tried:
        announced = await bench.announce(tried)
        path = f"/recordings/{announced['id']}"
        fault = Fault(tried.owner, "commit recording.erased", harm, moment)
        bench.proxy.arm(fault)
        answer = await tried.device.http.request("DELETE", path)
        if (harm, moment) in _NOT_DONE and not answer.is_success:
            assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
            answer = await tried.device.http.request("DELETE", path)
        await bench.fired(fault)
        assert answer.json()["state"] == "deleted"
        assert (await actions(tried))["recording.erased"] == 1
        await closed_books(bench, tried, {"recording": 1})


async def test_every_commit_of_drafting_can_fail_in_every_way(bench: Bench) -> None:
    """Delays outlast the claim, so that another worker could take over."""
    faults = [(step, harm, moment) for step in _COMMITS for harm, moment in (*_LANDED, *_NOT_DONE)]
    async with AsyncExitStack() as lawyers:
        tried = [await lawyers.enter_async_context(bench.lawyer()) for _ in faults]
        announced = [await bench.announce(one) for one in tried]
        before = await waiting(bench)
        armed = [Fault(one.owner, *fault) for one, fault in zip(tried, faults, strict=True)]
        for fault in armed:
            fault.seconds = _LONG_DELAY if fault.harm is Harm.DELAY else 0.0
        bench.proxy.arm(*armed)
        await asyncio.gather(*map(bench.upload, tried, announced))
        await asyncio.gather(*map(bench.fired, armed))
        # A claim that storage refused is also put off for half a minute, as a message of its own.
        before["drafting"] += len(_NOT_DONE)
        await rested(bench, before)
        for one, recording in zip(tried, announced, strict=True):
            await drafted_once(bench, one, recording["id"])
