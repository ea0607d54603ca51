"""`kill -9` of the host at every step from upload to drafts: one set of drafts, once it is back."""

from contextlib import AsyncExitStack
from typing import Any

import pytest

from core.domain.progress import MAX_ATTEMPTS
from tests.faults.bench import Bench, Tried
from tests.faults.proxy import Fault, Harm, Moment
from tests.faults.truth import actions, closed_books, drafted_once, rested, waiting

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(480)]

_STEPS = {
    "arriving": ("send blob event", "write receipt", "receive blob event"),
    "claiming": ("send drafting", "commit recording.claimed"),
    "hearing": ("transcribe", "write transcripts", "commit recording.transcribed"),
    "writing": ("complete", "commit recording.drafted"),
    "finishing": ("finish blob event", "receive drafting", "finish drafting"),
}
_HEARD_AGAIN = {
    ("transcribe", Moment.BEFORE),
    ("transcribe", Moment.AFTER),
    ("write transcripts", Moment.BEFORE),
}


async def test_these_are_all_the_steps(bench: Bench) -> None:
    async with bench.lawyer() as tried:
        announced = await bench.announce(tried)
        before = await waiting(bench)
        bench.proxy.forget(tried.owner)
        await bench.upload(tried, announced)
        await drafted_once(bench, tried, announced["id"])
        await rested(bench, before)
        assert set(bench.proxy.steps(tried.owner)) == {step for steps in _STEPS.values() for step in steps}


@pytest.mark.parametrize("phase", _STEPS)
async def test_a_kill_leaves_one_set_of_drafts(bench: Bench, phase: str) -> None:
    """At every step of a phase, before and after its effect; each kill meets a lawyer of its own."""
    kills = [(step, moment) for step in _STEPS[phase] for moment in _moments(step)]
    async with AsyncExitStack() as lawyers:
        tried = [await lawyers.enter_async_context(bench.lawyer()) for _ in kills]
        announced = [await bench.announce(one) for one in tried]
        before = await waiting(bench)
        for one, recording, (step, moment) in zip(tried, announced, kills, strict=True):
            await _killed(bench, one, recording, step, moment)
        await rested(bench, before)
        for one, recording in zip(tried, announced, strict=True):
            await drafted_once(bench, one, recording["id"])


async def test_a_kill_late_in_a_long_transcription_is_made_good(bench: Bench) -> None:
    """By then the claim was renewed, and the message that watches it has come too early and gone."""
    async with bench.lawyer() as tried:
        announced = await bench.announce(tried)
        before = await waiting(bench)
        fault = Fault(tried.owner, "transcribe", Harm.KILL, seconds=4.5)
        bench.proxy.arm(fault)
        await bench.upload(tried, announced)
        await bench.restarted_after(fault)
        await tried.device.settled(announced["id"])
        await rested(bench, before)
        await drafted_once(bench, tried, announced["id"])


async def test_a_recording_that_always_kills_fails_visibly_and_can_be_retried(bench: Bench) -> None:
    async with bench.lawyer() as tried:
        announced = await bench.announce(tried)
        before = await waiting(bench)
        fault = Fault(tried.owner, "complete", Harm.KILL, always=True)
        bench.proxy.arm(fault)
        await bench.upload(tried, announced)
        for _ in range(MAX_ATTEMPTS):
            await bench.restarted_after(fault)
        failed = await tried.device.settled(announced["id"])
        assert (failed["state"], failed["reason"], failed["retryable"]) == ("failed", "interrupted", True)
        assert failed["explanation"]
        await rested(bench, before)
        await closed_books(bench, tried, {"recording": 1})
        assert (await actions(tried))["recording.claimed"] == MAX_ATTEMPTS
        bench.proxy.forget(tried.owner)
        await tried.device.call("POST", f"/recordings/{announced['id']}/retry")
        await drafted_once(bench, tried, announced["id"])


async def _killed(bench: Bench, tried: Tried, announced: Any, step: str, moment: Moment) -> None:
    """Dictate, be killed, come back and draft, hearing again only what was not kept."""
    fault = Fault(tried.owner, step, Harm.KILL, moment)
    bench.proxy.arm(fault)
    await bench.upload(tried, announced)
    await bench.restarted_after(fault)
    shown = await tried.device.settled(announced["id"])
    assert shown["state"] == "drafted", (step, moment, shown["reason"])
    transcribed = bench.proxy.steps(tried.owner).count("transcribe")
    assert transcribed == (2 if (step, moment) in _HEARD_AGAIN else 1), (step, moment)


def _moments(step: str) -> tuple[Moment, ...]:
    """Whether a message comes is known from the answer only, so nothing can happen before it."""
    return (Moment.AFTER,) if step.startswith("receive") else (Moment.BEFORE, Moment.AFTER)
