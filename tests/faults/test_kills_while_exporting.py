"""`kill -9` of the host at every step of an export: one job, one file, the same bytes, once it is back."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

import pytest

from tests.faults.bench import Bench, Tried
from tests.faults.exports import SLOW, approved, asked, exported_once
from tests.faults.proxy import Fault, Harm, Moment

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(580)]

_BLOCK, _HEAD, _WHOLE = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an export, the `number`-th of its name."""

    name: str
    number: int = 1

    @property
    def moments(self) -> tuple[Moment, ...]:
        """Whether a message comes is known from the answer only, so nothing can happen before it."""
        return (Moment.AFTER,) if self.name.startswith("receive") else (Moment.BEFORE, Moment.AFTER)


_ASKING = (
    Step("send housekeeping"),
    Step("commit export.requested"),
    Step("send csv-export"),
    Step("commit outbox"),
)
_WORKING = {
    "claiming": (
        Step("receive csv-export"),
        Step("send csv-export", 2),
        Step("commit export.begun"),
        Step("commit export.over"),
    ),
    "marking": (Step("commit export.passed"), Step("commit export.ready")),
    "writing": (
        Step("write exports", _BLOCK),
        Step("commit export.wrote"),
        Step("write exports", _HEAD),
        Step("write exports", _WHOLE),
    ),
    "ending": (
        Step("send housekeeping", 2),
        Step("commit export.done"),
        Step("send housekeeping", 3),
        Step("commit outbox", 2),
        Step("finish csv-export"),
    ),
}
_MANY = 230
# Of an export of many, one after the other: looked at by page, marked by transaction, written by page.
_KILLS_OF_MANY = (
    ("commit export.checked", Moment.AFTER),
    ("commit export.passed", Moment.BEFORE),
    ("commit export.marked", Moment.BEFORE),
    ("commit export.marked", Moment.AFTER),
    ("write exports", Moment.AFTER),
    ("commit export.wrote", Moment.AFTER),
    ("commit export.done", Moment.BEFORE),
)


async def test_these_are_all_the_steps(bench: Bench) -> None:
    async with bench.lawyer() as tried:
        entries = await approved(tried, 2)
        bench.proxy.forget(tried.owner)
        await tried.device.ended((await asked(tried))["id"])
        known = {step.name for step in (*_ASKING, *(step for steps in _WORKING.values() for step in steps))}
        assert set(bench.proxy.steps(tried.owner)) <= known
        assert bench.proxy.steps(tried.owner).count("write exports") == _WHOLE
        await exported_once(bench, tried, entries)


async def test_what_was_asked_for_is_made_once_whenever_the_host_died(bench: Bench) -> None:
    """Owed messages that were not sent wait for their guard: for all at once."""
    kills = [(step, moment) for step in _ASKING for moment in step.moments]
    async with AsyncExitStack() as lawyers:
        tried = [await lawyers.enter_async_context(bench.lawyer()) for _ in kills]
        entries = [await approved(one, 2) for one in tried]
        for one, (step, moment) in zip(tried, kills, strict=True):
            await _killed(bench, one, step, moment)
        for one, theirs in zip(tried, entries, strict=True):
            await _carried_on(one)
            await exported_once(bench, one, theirs)


@pytest.mark.parametrize("phase", _WORKING)
async def test_a_kill_leaves_one_whole_file(bench: Bench, phase: str) -> None:
    """At every step of a phase, before and after its effect; each kill meets a lawyer of its own."""
    kills = [(step, moment) for step in _WORKING[phase] for moment in step.moments]
    async with AsyncExitStack() as lawyers:
        tried = [await lawyers.enter_async_context(bench.lawyer()) for _ in kills]
        entries = [await approved(one, 2) for one in tried]
        for one, (step, moment) in zip(tried, kills, strict=True):
            job = await _killed(bench, one, step, moment)
            await one.device.ended(job["id"])
        for one, theirs in zip(tried, entries, strict=True):
            await exported_once(bench, one, theirs)


async def test_an_export_of_many_survives_kill_after_kill(bench: Bench) -> None:
    async with bench.lawyer() as tried:
        entries = await approved(tried, _MANY)
        name, moment = _KILLS_OF_MANY[0]
        asking = await _armed(bench, tried, Step(name), moment)
        job = await asking
        for name, moment in _KILLS_OF_MANY[1:]:
            fault = Fault(tried.owner, name, Harm.KILL, moment)
            bench.proxy.arm(fault)
            await bench.restarted_after(fault)
            shown = await tried.device.call("GET", f"/exports/{job['id']}")
            assert (shown["state"] != "done", shown["download"]) == (True, None)
        await exported_once(bench, tried, entries)


async def _carried_on(tried: Tried) -> None:
    """Do as a lawyer does whose export was hit by the later kills too, until it gave up: have it retried."""
    (job,) = (await tried.device.call("GET", "/exports"))["items"]
    if (await tried.device.ended(job["id"], SLOW))["state"] == "failed":
        await tried.device.call("POST", f"/exports/{job['id']}/retry")


async def _killed(bench: Bench, tried: Tried, step: Step, moment: Moment) -> Any:
    """Have the host die during an export, which is asked for with one key until somebody answers."""
    return await (await _armed(bench, tried, step, moment))


async def _armed(bench: Bench, tried: Tried, step: Step, moment: Moment) -> asyncio.Task[Any]:
    fault = Fault(tried.owner, step.name, Harm.KILL, moment, step.number)
    bench.proxy.arm(fault)
    asking = asyncio.create_task(asked(tried))
    await bench.restarted_after(fault)
    return asking
