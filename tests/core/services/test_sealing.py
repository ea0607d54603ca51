"""Digests of the trail: written soon after every change, and what no rewritten trail gets past."""

from datetime import timedelta

import pytest

from core.domain.audit import ChainHead, Digest, Digests
from core.domain.errors import Unavailable
from core.ports import Queue, Row
from core.services.rows import AUDIT, HEAD
from tests.core.services.bench import Bench
from tests.core.services.crashing import MOMENTS, Death, Fault
from tests.core.services.making import counted
from tests.fakes import ALICE, BRUNO, FakeTable

HOUR = timedelta(hours=1)
SOON = HOUR + timedelta(minutes=2)


def _kept(bench: Bench) -> list[int]:
    return sorted(bench.digests.of(ALICE).kept)


async def _changed(bench: Bench, times: int = 1) -> None:
    for _ in range(times):
        await bench.ledgers.of(ALICE).change(counted)


async def _sealed(bench: Bench, changes: int = 4) -> FakeTable:
    """Alice's rows after some changes that a digest holds."""
    await _changed(bench, changes)
    await bench.host.run(SOON)
    assert _kept(bench)[-1] == changes
    return bench.tables.of(ALICE)


def _asked(bench: Bench) -> int:
    return sum(sent.message.get("kind") == "digest" for sent in bench.host.sent)


async def test_many_changes_within_an_hour_cost_one_digest(bench: Bench) -> None:
    await _changed(bench, 5)
    (asked,) = bench.host.sent
    assert (asked.queue, asked.message) == (Queue.HOUSEKEEPING, {"kind": "digest", "lawyer": ALICE.key})
    await bench.host.run(SOON)
    assert _kept(bench) == [5]
    digest = bench.digests.of(ALICE).kept[5]
    head = await bench.ledger.head()
    assert digest is not None
    assert (digest.sequence, digest.hash) == (5, head.hash)
    assert BRUNO.key not in bench.digests.lawyers


async def test_every_change_is_in_a_digest_before_long(bench: Bench) -> None:
    """Whenever it was made: also just before and just after the digest was due."""
    for minutes in (0, 20, 39, 2, 58, 0, 61, 300, 59, 1):
        bench.clock.advance(timedelta(minutes=minutes))
        await _changed(bench)
        await bench.host.run(timedelta())
    await bench.host.run(SOON)
    assert _kept(bench)[-1] == 10


async def test_who_changes_nothing_costs_nothing(bench: Bench) -> None:
    await _sealed(bench)
    before = len(bench.host.sent)
    await bench.host.run(timedelta(days=30))
    assert len(bench.host.sent) == before
    assert len(_kept(bench)) == 1


async def test_a_digest_that_comes_twice_is_one(bench: Bench) -> None:
    await _sealed(bench)
    first = dict(bench.digests.of(ALICE).kept)
    bench.clock.advance(HOUR)
    for _ in range(2):
        await bench.housekeeping.handle(ALICE, {"kind": "digest"})
    assert bench.digests.of(ALICE).kept == first


async def test_a_lawyer_who_has_done_nothing_has_no_digest(bench: Bench) -> None:
    await bench.housekeeping.handle(BRUNO, {"kind": "digest"})
    assert bench.digests.of(BRUNO).kept == {}


async def test_a_lost_message_does_not_end_digests(bench: Bench) -> None:
    await _changed(bench)
    bench.host.lose()
    bench.clock.advance(SOON)
    await _changed(bench)
    await bench.host.run(SOON)
    assert _kept(bench) == [2]


async def test_a_head_of_before_there_were_digests_gets_its_digest(bench: Bench) -> None:
    await _changed(bench)
    head, table = await bench.ledger.head(), bench.tables.of(ALICE)
    old = f'{{"sequence":1,"hash":"{head.hash}"}}'
    table.rows["head~"] = Row("head~", old, etag=table.rows["head~"].etag)
    bench.host.sent.clear()
    await _changed(bench)
    assert _asked(bench) == 1
    assert (await bench.audit.verify(ALICE)).intact


async def test_a_queue_that_is_away_does_not_hold_up_a_change(bench: Bench) -> None:
    async def away(number: int, name: str, moment: str) -> None:
        if name == "queue.send":
            raise Unavailable("no answer")

    working = bench.seen.hook
    bench.seen.hook = away
    await _changed(bench)
    assert _asked(bench) == 0
    bench.seen.hook = working
    await _changed(bench)
    await bench.host.run(SOON)
    assert _kept(bench) == [2]


async def test_a_container_that_is_away_is_waited_for(bench: Bench) -> None:
    async def away(number: int, name: str, moment: str) -> None:
        if name == "digest.keep":
            raise Unavailable("no answer")

    working = bench.seen.hook
    bench.seen.hook = away
    await _changed(bench)
    await bench.host.run(SOON)
    assert _kept(bench) == []
    bench.seen.hook = working
    await bench.host.run(2 * HOUR)
    assert _kept(bench) == [1]


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("at", range(1, 9))
async def test_wherever_a_worker_dies_the_change_is_sealed(at: int, moment: str) -> None:
    bench = Bench()
    fault = Fault(at, moment, "death")
    bench.seen.hook = fault
    bench.host.between = fault.restart
    for _ in range(2):
        try:
            await _changed(bench)
        except Death:
            fault.restart()
    await bench.host.run(SOON)
    head = await bench.ledger.head()
    assert _kept(bench)[-1:] == ([head.sequence] if head.sequence else [])
    assert (await bench.alone.audit.verify(ALICE)).intact


async def test_an_intact_trail_says_how_far_it_is_sealed(bench: Bench) -> None:
    await _sealed(bench)
    await _changed(bench, 2)
    verdict = await bench.audit.verify(ALICE)
    assert (verdict.intact, verdict.events, verdict.sealed_to) == (True, 6, 4)
    assert verdict.digests is Digests.COMPARED


@pytest.mark.parametrize("kept", range(4))
async def test_a_trail_cut_back_together_with_its_head_is_named(bench: Bench, kept: int) -> None:
    table = await _sealed(bench)
    _cut(table, kept)
    verdict = await bench.audit.verify(ALICE)
    assert (verdict.intact, verdict.broken_at, verdict.problem) == (False, kept + 1, "removed")


async def test_a_trail_cut_back_and_grown_again_is_named(bench: Bench) -> None:
    table = await _sealed(bench)
    _cut(table, 2)
    bench.clock.advance(timedelta(minutes=5))
    del table.rows["matter~count"]
    await _changed(bench, 5)
    verdict = await bench.audit.verify(ALICE)
    assert (verdict.intact, verdict.broken_at, verdict.problem) == (False, 4, "changed")


async def test_a_partition_forged_from_its_first_row_is_named(bench: Bench) -> None:
    """Every hash of it is right, and its head fits: only the digest tells."""
    await _sealed(bench)
    forger = Bench()
    forger.clock.advance(timedelta(days=1))
    for _ in range(6):
        await forger.ledger.change(counted)
    bench.tables.of(ALICE).rows = dict(forger.tables.of(ALICE).rows)
    assert (await forger.audit.verify(ALICE)).intact
    verdict = await bench.audit.verify(ALICE)
    assert (verdict.intact, verdict.broken_at, verdict.problem) == (False, 4, "changed")


async def test_a_partition_that_was_emptied_is_named(bench: Bench) -> None:
    (await _sealed(bench)).rows.clear()
    verdict = await bench.audit.verify(ALICE)
    assert (verdict.intact, verdict.broken_at, verdict.problem) == (False, 1, "removed")


async def test_a_digest_of_a_forged_trail_does_not_take_the_place_of_the_true_one(bench: Bench) -> None:
    await _sealed(bench)
    forger = Bench()
    forger.clock.advance(timedelta(days=1))
    for _ in range(4):
        await forger.ledger.change(counted)
    bench.tables.of(ALICE).rows = dict(forger.tables.of(ALICE).rows)
    await bench.housekeeping.handle(ALICE, {"kind": "digest"})
    assert not (await bench.audit.verify(ALICE)).intact


async def test_without_the_digests_nothing_is_claimed_of_them(bench: Bench) -> None:
    table = await _sealed(bench)
    _cut(table, 2)

    async def away(number: int, name: str, moment: str) -> None:
        if name == "digest.every":
            raise Unavailable("no answer")

    bench.seen.hook = away
    verdict = await bench.audit.verify(ALICE)
    assert (verdict.intact, verdict.digests, verdict.sealed_to) == (True, Digests.UNAVAILABLE, 0)


async def test_a_digest_that_cannot_be_read_is_said(bench: Bench) -> None:
    await _sealed(bench)
    bench.digests.of(ALICE).kept[2] = None
    verdict = await bench.audit.verify(ALICE)
    assert (verdict.intact, verdict.digests, verdict.sealed_to) == (True, Digests.UNREADABLE, 4)


async def test_those_that_can_be_read_still_count(bench: Bench) -> None:
    await _sealed(bench)
    kept = bench.digests.of(ALICE).kept
    kept[2] = None
    kept[3] = Digest(sequence=3, hash="f" * 64, at=bench.clock.now())
    verdict = await bench.audit.verify(ALICE)
    assert (verdict.intact, verdict.broken_at, verdict.digests) == (False, 3, Digests.UNREADABLE)


def _cut(table: FakeTable, kept: int) -> None:
    """Take the newest events away, and set the head back so that it fits."""
    for key in [key for key in table.rows if key.startswith("audit~") and key > f"audit~{kept:012}"]:
        del table.rows[key]
    if kept == 0:
        del table.rows["head~"]
        return
    last = AUDIT.read(table.rows[f"audit~{kept:012}"])
    body = ChainHead(sequence=kept, hash=last.hash).model_dump_json()
    table.rows["head~"] = Row(HEAD.key(""), body, etag=table.rows["head~"].etag)
