"""What the way to Clio costs in calls, exactly, so that growth is noticed.

A change under a hold reads the head and the lease, and commits both with what it is about.
"""

from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta

from tests.core.services.bench import Bench
from tests.core.services.clio.making import WORK, approved, connected
from tests.fakes import ALICE

READ, PAGE, COMMIT, SEND = "table.get", "table.page", "table.commit", "queue.send"
HELD = {READ: 2, COMMIT: 1}
# The lease and the link looked at, something due; a watch, the hold taken, given back; a list, and one more.
AROUND = {READ: 2 + 2, PAGE: 1 + 2, SEND: 1, COMMIT: 2, "vault.read": 1}
# Written down (entry, delivery, matter, link, codes, settings), sent, recorded (entry, delivery).
ONE = {"clio.create": 1, READ: 6 + 2}


def _sum(*costs: dict[str, int]) -> dict[str, int]:
    return dict(sum((Counter(cost) for cost in costs), Counter()))


async def _cost(bench: Bench, deed: Callable[[], Awaitable[object]]) -> dict[str, int]:
    bench.seen.calls.clear()
    await deed()
    return dict(Counter(bench.seen.calls))


async def test_approving_for_clio_costs_its_message_more(bench: Bench) -> None:
    """Beside the change: the guard, the message, and forgetting it."""
    await connected(bench)
    entry = await bench.entries.add(ALICE, WORK)
    cost = await _cost(bench, lambda: bench.entries.approve(ALICE, entry.id, 1))
    assert cost == {READ: 3, SEND: 2, COMMIT: 2}


async def test_bringing_entries_costs_two_changes_and_one_request_each(bench: Bench) -> None:
    await connected(bench)
    await approved(bench)
    cost = await _cost(bench, lambda: bench.sync.advance(ALICE))
    assert cost == _sum(AROUND, HELD, HELD, ONE)
    for _ in range(10):
        await approved(bench)
    cost = await _cost(bench, lambda: bench.sync.advance(ALICE))
    assert cost == _sum(AROUND, *[HELD] * 20, *[ONE] * 10)


async def test_a_message_with_nothing_to_do_costs_two_reads_and_a_list(bench: Bench) -> None:
    await connected(bench)
    assert await _cost(bench, lambda: bench.sync.advance(ALICE)) == {READ: 2, PAGE: 1}


async def test_what_is_done_costs_nothing_to_pass_over(bench: Bench) -> None:
    """However many are in Clio already, one more costs the same."""
    await connected(bench)
    for _ in range(60):
        await approved(bench)
    await bench.host.run(timedelta(minutes=5))
    await approved(bench)
    assert await _cost(bench, lambda: bench.sync.advance(ALICE)) == _sum(AROUND, HELD, HELD, ONE)


async def test_a_sync_step_is_a_small_transaction(bench: Bench) -> None:
    """Head, event, lease; entry and its day; delivery, its copy gone, the ones by id and time."""
    await connected(bench)
    await approved(bench)
    bench.tables.of(ALICE).largest = 0
    await bench.sync.advance(ALICE)
    assert bench.tables.of(ALICE).largest == 9
