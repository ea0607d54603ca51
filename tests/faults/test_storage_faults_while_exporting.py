"""Storage that loses, refuses or delays what an export writes: one job, one file, all the same."""

import asyncio
from contextlib import AsyncExitStack

import pytest

from tests.faults.bench import Bench
from tests.faults.exports import approved, asked, exported_once
from tests.faults.proxy import Fault, Harm, Moment

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(580)]

_HARMS = (
    (Harm.RESET, Moment.BEFORE),
    (Harm.RESET, Moment.AFTER),
    (Harm.ERROR, Moment.BEFORE),
    (Harm.ERROR, Moment.AFTER),
    (Harm.BUSY, Moment.BEFORE),
    (Harm.DELAY, Moment.BEFORE),
    (Harm.DELAY, Moment.AFTER),
)
# A delay outlasts the hold, so that another worker could take over.
_DELAY = 2.5


@pytest.mark.parametrize(
    ("step", "number"),
    [
        ("commit export.requested", 1),
        ("commit export.wrote", 1),
        ("commit export.done", 1),
        ("write exports", 1),
        ("write exports", 3),
    ],
)
async def test_every_step_can_fail_in_every_way(bench: Bench, step: str, number: int) -> None:
    async with AsyncExitStack() as lawyers:
        tried = [await lawyers.enter_async_context(bench.lawyer()) for _ in _HARMS]
        entries = [await approved(one, 2) for one in tried]
        armed = [Fault(one.owner, step, *harm, number) for one, harm in zip(tried, _HARMS, strict=True)]
        for fault in armed:
            fault.seconds = _DELAY if fault.harm is Harm.DELAY else 0.0
        bench.proxy.arm(*armed)
        await asyncio.gather(*map(asked, tried))
        await asyncio.gather(*map(bench.fired, armed))
        for one, theirs in zip(tried, entries, strict=True):
            await exported_once(bench, one, theirs)
