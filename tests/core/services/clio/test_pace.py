"""Clio is asked no faster than it allows, and left alone while it does not answer; nothing sleeps."""

from datetime import timedelta

from core.domain.clio_link import LinkState
from core.domain.deliveries import DeliveryReason, DeliveryState
from core.domain.errors import ClioPaused, ClioRefusal, ClioRefused, ClioUnreachable
from core.ports import Queue
from core.services.clio.hold import CLAIM_NAME
from core.services.rows import LEASES, Lease
from tests.core.services.bench import SYNC, Bench
from tests.core.services.checks import assert_whole
from tests.core.services.clio.making import (
    A_WHILE,
    approved,
    assert_all_there_once,
    connected,
    delivery,
    entry_now,
)
from tests.fakes import ALICE, BRUNO

S, R = DeliveryState, DeliveryReason


async def test_a_backlog_goes_as_fast_as_clio_allows_and_no_faster(bench: Bench) -> None:
    await connected(bench)
    entries = [await approved(bench) for _ in range(120)]
    await bench.host.run(timedelta(minutes=2))
    bench.clio.activities.clear()
    bench.clio.limit = 50
    entries = [await approved(bench) for _ in range(200)]
    began = bench.clock.now()
    while len(bench.clio.activities) < 200:
        await bench.host.run(timedelta(seconds=1))
    assert bench.clock.now() - began <= timedelta(minutes=3, seconds=20)
    await assert_all_there_once(bench, entries)


async def test_what_waits_for_the_limit_says_so_and_until_when(bench: Bench) -> None:
    await connected(bench)
    bench.clio.limit = 1
    entries = [await approved(bench) for _ in range(3)]
    await bench.host.run(timedelta(seconds=2))
    shown = [(await entry_now(bench, one)).delivery for one in entries]
    assert [one.state for one in shown if one] == [S.SYNCED, S.WAITING, S.QUEUED]
    assert shown[1] is not None
    assert shown[1].reason is R.RATE_LIMITED
    assert shown[1].until is not None
    assert timedelta(0) < shown[1].until - bench.clock.now() <= timedelta(minutes=1)
    await bench.host.run(timedelta(minutes=4))
    await assert_all_there_once(bench, entries)
    await assert_whole(bench)


async def test_an_outage_is_waited_for_longer_each_time_by_message(bench: Bench) -> None:
    await connected(bench)
    bench.clio.wrong = lambda _: ClioUnreachable(0)
    entries = [await approved(bench) for _ in range(20)]
    await bench.host.run(timedelta(minutes=30))
    assert 4 <= bench.clio.calls.count("create") <= 8, "all wait for Clio together, not each for itself"
    link = await bench.connection.status(ALICE)
    assert link.pause is not None
    assert (link.pause.reason, link.failures) == (R.OUTAGE, bench.clio.calls.count("create"))
    bench.clio.wrong = lambda _: None
    await bench.host.run(A_WHILE)
    await assert_all_there_once(bench, entries)
    link = await bench.connection.status(ALICE)
    assert (link.pause, link.failures) == (None, 0)
    await assert_whole(bench)


async def test_a_wait_that_clio_asks_for_is_as_long_as_it_asks(bench: Bench) -> None:
    await connected(bench)
    asked = iter([ClioPaused(400)])
    bench.clio.wrong = lambda _: next(asked, None)
    entry = await approved(bench)
    await bench.host.run(timedelta(seconds=390))
    one = await delivery(bench, entry)
    assert (one.state, one.reason, one.standing.is_out) == (S.WAITING, R.RATE_LIMITED, False)
    await bench.host.run(timedelta(seconds=20))
    await assert_all_there_once(bench, [entry])


async def test_several_without_an_answer_are_an_outage(bench: Bench) -> None:
    await connected(bench)
    bench.clio.wrong = lambda name: "before" if name == "create" else None
    entries = [await approved(bench) for _ in range(20)]
    await bench.host.run(timedelta(seconds=4))
    assert bench.clio.calls.count("create") == 2
    states = [(await delivery(bench, one)).state for one in entries]
    assert states.count(S.WAITING) == 2
    bench.clio.wrong = lambda _: None
    await bench.host.run(A_WHILE)
    await assert_all_there_once(bench, entries)


async def test_a_retired_version_of_the_api_holds_all_and_loses_nothing(bench: Bench) -> None:
    await connected(bench)
    bench.clio.wrong = lambda _: ClioRefused(410, ClioRefusal.VERSION)
    entries = [await approved(bench) for _ in range(3)]
    await bench.host.run(timedelta(minutes=10))
    assert bench.clio.calls.count("create") == 1
    link = await bench.connection.status(ALICE)
    assert link.pause is not None
    assert link.pause.until - bench.clock.now() > timedelta(minutes=45)
    bench.clio.wrong = lambda _: None
    await bench.host.run(A_WHILE)
    await assert_all_there_once(bench, entries)


async def test_work_without_end_is_cut_in_pieces(bench: Bench) -> None:
    await connected(bench)
    bench.clio.answers = timedelta(seconds=10)
    entries = [await approved(bench) for _ in range(60)]
    began = bench.clock.now()
    await bench.sync.advance(ALICE)
    assert bench.clock.now() - began <= SYNC.budget + timedelta(seconds=20)
    assert 10 < len(bench.clio.activities) < 60
    await bench.host.run(A_WHILE)
    await assert_all_there_once(bench, entries)


async def test_while_one_worker_holds_it_others_go_and_their_messages_end(bench: Bench) -> None:
    await connected(bench)
    entry = await approved(bench)
    bench.host.lose()
    lease = Lease(name=CLAIM_NAME, token="theirs", until=bench.clock.now() + SYNC.claim)
    await bench.ledger.renew(LEASES, CLAIM_NAME, lambda _: lease)
    bench.host.sent.clear()
    for _ in range(5):
        await bench.sync.advance(ALICE)
    await bench.sync.advance(ALICE, "an older watch")
    assert bench.host.sent == []
    await bench.sync.advance(ALICE, "theirs")
    assert [one.message["watch"] for one in bench.host.sent] == ["theirs"]
    await bench.host.run(timedelta(minutes=3))
    await assert_all_there_once(bench, [entry])


async def test_messages_that_find_nothing_to_do_are_no_more_after_them(bench: Bench) -> None:
    await connected(bench)
    bench.host.sent.clear()
    for _ in range(10):
        await bench.sync.advance(ALICE)
        await bench.sync.advance(BRUNO)
    assert [one for one in bench.host.sent if one.queue is Queue.CLIO_SYNC] == []


async def test_a_token_that_clio_no_longer_knows_stops_all_until_connected_again(bench: Bench) -> None:
    await connected(bench)
    bench.clio.revoke()
    entries = [await approved(bench) for _ in range(3)]
    await bench.host.run(timedelta(hours=1))
    assert (await bench.connection.status(ALICE)).state is LinkState.RECONNECT_NEEDED
    assert bench.clio.activities == {}
    shown = [(await entry_now(bench, one)).delivery for one in entries]
    assert [one.state for one in shown if one] == [S.WAITING, S.QUEUED, S.QUEUED]
    assert shown[0] is not None
    assert (shown[0].reason, shown[0].until) == (R.RECONNECT_NEEDED, None)
    entries.append(await approved(bench))
    await bench.host.run(timedelta(minutes=1))
    await connected(bench)
    await assert_all_there_once(bench, entries)
    await assert_whole(bench)
