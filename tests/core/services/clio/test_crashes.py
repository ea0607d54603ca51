"""An approved entry reaches Clio once, whichever call a worker dies at, and however.

An entry's way from its approval to quiet is run once for every call of a port, with a fault before or after
that call's effect. Then messages are delivered until only the next fetch of matters is left.
"""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from itertools import count

import pytest

from core.domain.entries import TimeEntry
from core.domain.errors import Unavailable
from tests.core.services.bench import Bench
from tests.core.services.checks import assert_whole
from tests.core.services.clio.making import A_WHILE, WORK, assert_all_there_once, connected
from tests.core.services.crashing import KINDS, MOMENTS, Death, Fault, Stopped
from tests.fakes import ALICE

type Deed = Callable[[Bench, Fault], Awaitable[list[TimeEntry]]]


async def _approved(bench: Bench, fault: Fault, entry_id: str, seen: int) -> TimeEntry:
    """What a device does: it asks until it is answered."""
    for _ in range(5):
        try:
            return await bench.entries.approve(ALICE, entry_id, seen)
        except (Death, Stopped, RuntimeError, Unavailable):
            fault.restart()
    raise AssertionError("never answered")


async def _with_fault(deed: Deed, at: int, moment: str, kind: str, lag: timedelta) -> Fault:
    bench, fault = Bench(), Fault(at, moment, kind)
    await connected(bench)
    bench.clio.lag = lag
    bench.host.between = fault.restart
    entries = await deed(bench, fault)
    await bench.host.run(A_WHILE)
    assert bench.host.buried == []
    await assert_all_there_once(bench, entries)
    await assert_whole(bench)
    return fault


async def _approve(bench: Bench, fault: Fault) -> list[TimeEntry]:
    draft = await bench.entries.add(ALICE, WORK)
    _watch(bench, fault)
    return [await _approved(bench, fault, draft.id, 1)]


async def _approve_twins(bench: Bench, fault: Fault) -> list[TimeEntry]:
    drafts = [await bench.entries.add(ALICE, WORK) for _ in range(2)]
    _watch(bench, fault)
    return [await _approved(bench, fault, draft.id, 1) for draft in drafts]


async def _approve_anew(bench: Bench, fault: Fault) -> list[TimeEntry]:
    (entry,) = await _approve(bench.alone, Fault(0, "", ""))
    await bench.host.run(timedelta(minutes=10))
    entry = await bench.entries.reopen(ALICE, entry.id, entry.version)
    entry = await bench.entries.edit(ALICE, entry.id, entry.version, {"minutes": 30, "narrative": "Called."})
    _watch(bench, fault)
    return [await _approved(bench, fault, entry.id, entry.version)]


def _watch(bench: Bench, fault: Fault) -> None:
    bench.seen.calls.clear()
    bench.seen.hook = fault


LAGS = [timedelta(0), timedelta(seconds=60)]


@pytest.mark.parametrize("deed", [_approve, _approve_twins, _approve_anew])
@pytest.mark.parametrize("lag", LAGS, ids=["shows at once", "shows late"])
@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("kind", KINDS)
async def test_one_fault_anywhere_and_it_is_there_once(
    kind: str, moment: str, lag: timedelta, deed: Deed
) -> None:
    for at in count(1):
        fault = await _with_fault(deed, at, moment, kind, lag)
        if not fault.fired:
            break
    assert at > 20
