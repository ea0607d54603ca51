"""Workers that stall: another takes over, and still what was approved arrives once."""

from datetime import timedelta

import pytest

from core.domain.deliveries import DeliveryState
from core.services.rows import DELIVERIES
from tests.core.services.bench import SYNC, Bench
from tests.core.services.checks import assert_whole
from tests.core.services.clio.making import A_WHILE, approved, assert_all_there_once, connected
from tests.core.services.seen import AFTER, BEFORE
from tests.fakes import ALICE


async def _is_syncing(bench: Bench) -> bool:
    page = await bench.ledger.page(DELIVERIES, limit=9)
    return any(one.state is DeliveryState.SYNCING for one in page.items)


async def test_a_request_that_would_leave_too_late_is_held_back(bench: Bench) -> None:
    """Another worker might have looked for it in vain already."""
    await connected(bench)
    entry = await approved(bench)
    stalled: list[str] = []

    async def stall(number: int, name: str, moment: str) -> None:
        if (name, moment) == ("table.commit", AFTER) and not stalled and await _is_syncing(bench):
            stalled.append(name)
            bench.clock.advance(SYNC.leaving + timedelta(seconds=1))

    bench.seen.hook = stall
    await bench.sync.advance(ALICE)
    assert stalled
    assert bench.clio.activities == {}
    assert not await _is_syncing(bench)
    await bench.host.run(A_WHILE)
    await assert_all_there_once(bench, [entry])
    assert "find" not in bench.clio.calls, "it never left, and we know"


@pytest.mark.parametrize("moment", [BEFORE, AFTER])
async def test_a_request_that_takes_longer_than_a_hold_is_found_by_the_next(
    bench: Bench, moment: str
) -> None:
    """It is on its way, or its answer is, while another worker takes over and looks."""
    await connected(bench)
    entries = [await approved(bench), await approved(bench)]
    others: list[str] = []

    async def stall(number: int, name: str, when: str) -> None:
        if (name, when) == ("clio.create", moment) and not others:
            others.append(name)
            bench.clock.advance(SYNC.claim + timedelta(seconds=10))
            await bench.alone.sync.advance(ALICE)

    bench.seen.hook = stall
    await bench.sync.advance(ALICE)
    assert others
    await bench.host.run(A_WHILE)
    await assert_all_there_once(bench, entries)
    await assert_whole(bench)


@pytest.mark.parametrize("name", ["table.get", "table.commit", "clio.create", "vault.read", "table.page"])
async def test_two_workers_at_once_wherever_the_first_is_overtaken(name: str) -> None:
    for at in range(1, 60):
        bench = Bench()
        await connected(bench)
        entries = [await approved(bench) for _ in range(3)]
        if not await _overtaken(bench, name, at):
            break
        await bench.host.run(A_WHILE)
        await assert_all_there_once(bench, entries)
        await assert_whole(bench)
    assert at > 1


async def _overtaken(bench: Bench, name: str, at: int) -> bool:
    """Whether there was such a call, before which the hold lapsed and another worker came."""
    count = [0]

    async def overtake(number: int, called: str, moment: str) -> None:
        if (called, moment) == (name, BEFORE):
            count[0] += 1
            if count[0] == at:
                bench.clock.advance(SYNC.claim)
                await bench.alone.sync.advance(ALICE)

    bench.seen.hook = overtake
    await bench.sync.advance(ALICE)
    return count[0] >= at
