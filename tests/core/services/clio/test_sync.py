"""Approved entries reach Clio, each in the state that its lawyer is to see."""

from core.domain.deliveries import DeliveryState
from tests.core.services.bench import Bench
from tests.core.services.checks import assert_whole
from tests.core.services.clio.making import A_WHILE, approved, assert_all_there_once, connected, entry_now


async def test_an_approved_entry_reaches_clio(bench: Bench) -> None:
    await connected(bench)
    entry = await approved(bench)
    assert entry.delivery is not None
    assert entry.delivery.state is DeliveryState.QUEUED
    await bench.host.run(A_WHILE)
    await assert_all_there_once(bench, [entry])
    assert (await entry_now(bench, entry)).delivered
    await assert_whole(bench)
