"""Messages an operator sends, messages put off for long, and what is outstanding at a glance."""

from datetime import timedelta

import pytest

from core.domain.deliveries import DeliveryReason, DeliveryState
from core.domain.errors import ClioRefusal, ClioRefused
from core.ports import Queue
from core.services.clio.access import Gate
from core.services.clio.cases import ClioCases
from core.services.clio.hold import SyncTimes
from tests.core.services.bench import Bench
from tests.core.services.clio.making import approved, assert_all_there_once, connected, delivery
from tests.fakes import ALICE, BRUNO

A_MOMENT = timedelta(seconds=3)
NOBODYS = "0123456789abcdefghjkmnpqrs"


@pytest.fixture
def bench() -> Bench:
    return Bench()


@pytest.fixture
def cases(bench: Bench) -> ClioCases:
    gate = Gate(bench.clio, bench.clio, bench.vault, bench.clock)
    return ClioCases.over(bench.ledgers, gate, bench.host, SyncTimes(), bench.firms)


def _refuse(name: str) -> str | None:
    if name == "create":
        raise ClioRefused(403, ClioRefusal.FORBIDDEN)
    return None


async def test_an_operator_has_one_or_all_tried_again_with_the_same_effect(
    bench: Bench, cases: ClioCases
) -> None:
    await connected(bench)
    bench.clio.wrong = _refuse
    entries = [await approved(bench) for _ in range(3)]
    await bench.host.run(A_MOMENT)
    effects = [(await delivery(bench, entry)).effect for entry in entries]
    bench.clio.wrong = lambda _: None

    message = {"lawyer": ALICE.key, "kind": "redrive"}
    await cases.handle(ALICE, message | {"entry": entries[1].id})
    await bench.host.run(A_MOMENT)
    states = [(await delivery(bench, entry)).state for entry in entries]
    stuck = DeliveryState.NEEDS_ATTENTION
    assert states == [stuck, DeliveryState.SYNCED, stuck]
    await cases.handle(ALICE, message)
    await bench.host.run(A_MOMENT)
    await assert_all_there_once(bench, entries)
    assert [(await delivery(bench, entry)).effect for entry in entries] == effects


@pytest.mark.parametrize("entry", [NOBODYS, "not an id"])
async def test_what_an_operator_names_wrongly_is_left_alone(
    bench: Bench, cases: ClioCases, entry: str
) -> None:
    await connected(bench)
    before = len(bench.clio.activities)
    await cases.handle(ALICE, {"lawyer": ALICE.key, "kind": "redrive", "entry": entry})
    assert len(bench.clio.activities) == before


async def test_any_other_message_has_clio_seen_to(bench: Bench, cases: ClioCases) -> None:
    await connected(bench)
    entry = await approved(bench)
    await cases.handle(ALICE, {"lawyer": ALICE.key})
    assert (await delivery(bench, entry)).state is DeliveryState.SYNCED


async def test_what_is_put_off_for_long_comes_in_an_hour(bench: Bench, cases: ClioCases) -> None:
    await cases.put_off_long(ALICE, {"lawyer": ALICE.key, "kind": "matters"})
    sent = bench.host.sent[-1]
    assert (sent.queue, sent.message["kind"]) == (Queue.CLIO_SYNC, "matters")
    assert timedelta(hours=1) <= sent.delay < timedelta(hours=1, minutes=1)


async def test_what_is_outstanding_is_counted_by_state(bench: Bench, cases: ClioCases) -> None:
    await connected(bench)
    assert (await cases.backlog.outstanding(ALICE)).counts == {}
    await approved(bench)
    await bench.host.run(A_MOMENT)
    assert (await cases.backlog.outstanding(ALICE)).counts == {}, "it has arrived"
    bench.clio.wrong = _refuse
    stuck = [await approved(bench) for _ in range(2)]
    await bench.host.run(A_MOMENT)
    await approved(bench)
    seen = await cases.backlog.outstanding(ALICE)
    assert seen.counts == {DeliveryState.QUEUED: 1, DeliveryState.NEEDS_ATTENTION: 2}
    assert [one.entry_id for one in seen.stuck] == [entry.id for entry in stuck]
    assert {one.reason for one in seen.stuck} == {DeliveryReason.FORBIDDEN}
    assert (await cases.backlog.outstanding(BRUNO)).counts == {}


async def test_no_more_than_fifty_that_are_stuck_are_shown(bench: Bench, cases: ClioCases) -> None:
    await connected(bench)
    bench.clio.wrong = _refuse
    entries = [await approved(bench) for _ in range(51)]
    await bench.host.run(timedelta(minutes=10))
    seen = await cases.backlog.outstanding(ALICE)
    assert seen.counts == {DeliveryState.NEEDS_ATTENTION: 51}
    assert [one.entry_id for one in seen.stuck] == [entry.id for entry in entries[:50]]
