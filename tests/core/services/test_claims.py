"""Claims: kept by a heartbeat while work runs, lost for good once another worker has them."""

import asyncio
from datetime import timedelta

import pytest

from core.domain.audit import Actor
from core.domain.errors import LostClaim, Unavailable
from core.domain.recordings import Recording, RecordingState
from core.ports import RowConflict, RowWrite, UnknownOutcome, Write
from core.services import claims
from core.services.change import Change
from core.services.rows import LEASES, RECORDINGS, Lease
from tests.core.services.bench import CLAIM, Bench
from tests.core.services.making import lease_at
from tests.core.services.seen import AFTER, BEFORE
from tests.fakes import ALICE

# The heartbeat sleeps a third of this in real time; its rows carry the bench's standing clock.
SHORT = timedelta(milliseconds=30)
DEADLINE = 60


async def _claimed(bench: Bench, worker: str = "mine") -> tuple[Recording, Lease]:
    recording = await bench.uploaded()

    async def work(change: Change) -> Recording:
        current = await change.get(RECORDINGS, recording.id)
        await change.find(LEASES, recording.id)
        claims.take(change, recording.id, worker, CLAIM)
        claimed = current.moved(RecordingState.TRANSCRIBING, change.now, attempts=1)
        change.put(RECORDINGS, claimed)
        change.record(Actor.SYSTEM, "recording.claimed", recording.id)
        return claimed

    claimed = await bench.ledger.change(work)
    return claimed, await bench.ledger.get(LEASES, recording.id)


async def _held(bench: Bench, recording_id: str, token: str) -> Recording:
    change = await Change.begin(ALICE, bench.tables.of(ALICE), bench.clock.now())
    return await claims.held(change, recording_id, token)


async def _until(bench: Bench, lease: Lease) -> timedelta:
    stored = await bench.ledger.get(LEASES, lease.name)
    return stored.until - bench.clock.now()


def test_tokens_are_all_different() -> None:
    assert len({claims.new_token() for _ in range(1000)}) == 1000


async def test_a_claim_lasts_from_the_change_that_took_it(bench: Bench) -> None:
    _, lease = await _claimed(bench)
    assert lease.token == "mine"
    assert lease.until == bench.clock.now() + CLAIM


async def test_a_claim_that_is_held_gives_the_recording(bench: Bench) -> None:
    recording, _ = await _claimed(bench)
    assert await _held(bench, recording.id, "mine") == recording


async def test_a_claim_under_another_token_is_lost(bench: Bench) -> None:
    recording, _ = await _claimed(bench, "theirs")
    with pytest.raises(LostClaim):
        await _held(bench, recording.id, "mine")


async def test_a_claim_whose_row_is_gone_is_lost(bench: Bench) -> None:
    recording, lease = await _claimed(bench)
    await bench.tables.of(ALICE).commit([RowWrite(Write.DELETE, LEASES.rows(lease)[0])])
    with pytest.raises(LostClaim):
        await _held(bench, recording.id, "mine")


async def test_a_claim_on_a_deleted_recording_is_lost(bench: Bench) -> None:
    recording, _ = await _claimed(bench)
    await bench.recordings.delete(ALICE, recording.id)
    with pytest.raises(LostClaim):
        await _held(bench, recording.id, "mine")


async def test_a_claim_that_has_lapsed_but_that_nobody_took_is_still_held(bench: Bench) -> None:
    """Time alone does not undo the work: only another worker does."""
    recording, _ = await _claimed(bench)
    bench.clock.advance(CLAIM * 3)
    assert (await _held(bench, recording.id, "mine")).id == recording.id


async def test_a_claim_given_back_has_lapsed(bench: Bench) -> None:
    _, lease = await _claimed(bench)
    await claims.give_back(bench.ledger, bench.clock, lease)
    assert await _until(bench, lease) == timedelta()


async def test_a_claim_of_another_is_not_given_back(bench: Bench) -> None:
    _, lease = await _claimed(bench, "theirs")
    await claims.give_back(bench.ledger, bench.clock, lease.model_copy(update={"token": "mine"}))
    assert await bench.ledger.get(LEASES, lease.name) == lease


async def test_giving_back_a_claim_whose_row_is_gone_does_nothing(bench: Bench) -> None:
    await claims.give_back(bench.ledger, bench.clock, lease_at(bench))
    assert bench.tables.of(ALICE).rows == {}


async def test_a_free_claim_is_taken_outside_the_trail_by_one(bench: Bench) -> None:
    one, two = (Lease(name="clio", token=token, until=bench.clock.now() + CLAIM) for token in ("1", "2"))
    taken = [await claims.taken(bench.ledger, bench.clock, lease) for lease in (one, two)]
    assert taken == [True, False]
    assert await bench.ledger.get(LEASES, "clio") == one
    assert (await bench.ledger.head()).sequence == 0
    bench.clock.advance(CLAIM)
    assert await claims.taken(bench.ledger, bench.clock, two)


async def test_of_two_that_take_a_claim_at_once_one_has_it(bench: Bench) -> None:
    leases = [Lease(name="clio", token=str(n), until=bench.clock.now() + CLAIM) for n in range(2)]

    async def other(number: int, name: str, moment: str) -> None:
        if (name, moment) == ("table.commit", BEFORE):
            await claims.taken(bench.ledger, bench.clock, leases[1])

    bench.seen.hook = other
    assert not await claims.taken(bench.ledgers.of(ALICE), bench.clock, leases[0])
    assert await bench.ledger.get(LEASES, "clio") == leases[1]


async def test_who_lost_a_claim_commits_nothing_under_it(bench: Bench) -> None:
    mine, theirs = (Lease(name="clio", token=token, until=bench.clock.now()) for token in ("1", "2"))
    ledger = bench.ledger

    async def work(change: Change) -> None:
        change.record(Actor.SYSTEM, "worked", "clio")

    await claims.taken(ledger, bench.clock, mine)
    await claims.change_held(ledger, mine, CLAIM, work)
    assert (await ledger.get(LEASES, "clio")).until == bench.clock.now() + CLAIM
    await bench.tables.of(ALICE).commit([RowWrite(Write.PUT, LEASES.rows(theirs)[0])])
    with pytest.raises(LostClaim):
        await claims.change_held(ledger, mine, CLAIM, work)
    assert (await ledger.head()).sequence == 1


@pytest.mark.parametrize("at", [1, 2])
async def test_a_claim_that_another_takes_meanwhile_stays_theirs(bench: Bench, at: int) -> None:
    """Whenever the other worker comes in between, giving back does not take the claim from them."""
    _, lease = await _claimed(bench)
    theirs = lease.model_copy(update={"token": "theirs"})

    async def take(number: int, name: str, moment: str) -> None:
        if (number, moment) == (at, BEFORE):
            await bench.tables.of(ALICE).commit([RowWrite(Write.PUT, LEASES.rows(theirs)[0])])

    bench.seen.calls.clear()
    bench.seen.hook = take
    await claims.give_back(bench.ledgers.of(ALICE), bench.clock, lease)
    assert await bench.ledger.get(LEASES, lease.name) == theirs


def _calls_made(bench: Bench) -> asyncio.Queue[str]:
    """The calls of the bench's ports from now on, each once it is over."""
    made: asyncio.Queue[str] = asyncio.Queue()

    async def note(number: int, name: str, moment: str) -> None:
        if moment == AFTER:
            made.put_nowait(name)

    bench.seen.hook = note
    return made


async def test_a_heartbeat_keeps_the_claim_while_the_body_runs(bench: Bench) -> None:
    _, lease = await _claimed(bench)
    made = _calls_made(bench)
    async with asyncio.timeout(DEADLINE), claims.kept(bench.ledgers.of(ALICE), bench.clock, lease, SHORT):
        for _ in range(3):
            bench.clock.advance(timedelta(minutes=5))
            while await _until(bench, lease) != SHORT:
                await made.get()
    bench.seen.calls.clear()
    await asyncio.sleep(SHORT.total_seconds())
    assert bench.seen.calls == []


async def test_a_heartbeat_leaves_a_lost_claim_alone(bench: Bench) -> None:
    _, lease = await _claimed(bench, "theirs")
    mine = lease.model_copy(update={"token": "mine"})
    made = _calls_made(bench)
    async with asyncio.timeout(DEADLINE), claims.kept(bench.ledgers.of(ALICE), bench.clock, mine, SHORT):
        for _ in range(3):
            await made.get()
    assert await bench.ledger.get(LEASES, lease.name) == lease


@pytest.mark.parametrize("error", [RowConflict(), UnknownOutcome(), Unavailable("no answer")])
async def test_a_heartbeat_that_fails_once_goes_on(bench: Bench, error: Exception) -> None:
    _, lease = await _claimed(bench)
    failed: list[str] = []
    made: asyncio.Queue[str] = asyncio.Queue()

    async def fail(number: int, name: str, moment: str) -> None:
        made.put_nowait(name)
        if (name, moment) == ("table.commit", BEFORE) and not failed:
            failed.append(name)
            raise error

    bench.seen.hook = fail
    async with asyncio.timeout(DEADLINE), claims.kept(bench.ledgers.of(ALICE), bench.clock, lease, SHORT):
        while await _until(bench, lease) != SHORT:
            await made.get()
    assert failed


async def test_an_error_of_the_body_passes_and_ends_the_heartbeat(bench: Bench) -> None:
    _, lease = await _claimed(bench)
    with pytest.raises(LookupError):
        async with claims.kept(bench.ledgers.of(ALICE), bench.clock, lease, SHORT):
            raise LookupError
    bench.seen.calls.clear()
    await asyncio.sleep(SHORT.total_seconds())
    assert bench.seen.calls == []


async def test_a_heartbeat_that_breaks_does_not_break_the_work(bench: Bench) -> None:
    _, lease = await _claimed(bench)
    broken = asyncio.Event()

    async def fail(number: int, name: str, moment: str) -> None:
        broken.set()
        raise RuntimeError("a bug")

    bench.seen.hook = fail
    async with asyncio.timeout(DEADLINE), claims.kept(bench.ledgers.of(ALICE), bench.clock, lease, SHORT):
        await broken.wait()
