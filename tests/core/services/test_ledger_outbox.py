"""Messages a change owes: never before it is committed, and never forgotten after."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from core.domain.audit import Actor
from core.domain.errors import Unavailable
from core.ports import Queue
from core.services.change import Change
from core.services.rows import OUTBOX
from tests.core.services.bench import Bench
from tests.core.services.making import promised
from tests.core.services.seen import AFTER, BEFORE, nothing
from tests.fakes import ALICE


def _owing(*delays: timedelta) -> "Owing":
    return Owing(delays)


class Owing:
    """Work that owes a message for each delay."""

    def __init__(self, delays: Sequence[timedelta]) -> None:
        self.delays = delays

    async def __call__(self, change: Change) -> None:
        for number, delay in enumerate(self.delays):
            change.owe(Queue.DRAFTING, {"number": str(number)}, delay)
        change.record(Actor.SYSTEM, "owed", "x")


def _calls(bench: Bench) -> list[str]:
    return [call for call in bench.seen.calls if call in {"queue.send", "table.commit"}]


async def test_the_guard_goes_out_before_the_commit_and_the_messages_after() -> None:
    bench = await promised(Bench())
    await bench.ledgers.of(ALICE).change(_owing(timedelta(), timedelta(seconds=90)))
    assert _calls(bench) == ["queue.send", "table.commit", "queue.send", "queue.send", "table.commit"]
    guard, first, second = bench.host.sent
    assert (guard.queue, guard.message) == (Queue.HOUSEKEEPING, {"kind": "outbox", "lawyer": ALICE.key})
    assert guard.delay == timedelta(minutes=1)
    assert (first.message, first.delay) == ({"number": "0"}, timedelta())
    assert (second.message, second.delay) == ({"number": "1"}, timedelta(seconds=90))
    assert await bench.owed() == 0


async def test_a_guard_that_cannot_be_sent_stops_the_change() -> None:
    bench = Bench()

    async def out(number: int, name: str, when: str) -> None:
        if name == "queue.send":
            raise Unavailable("no answer")

    bench.seen.hook = out
    with pytest.raises(Unavailable):
        await bench.ledgers.of(ALICE).change(_owing(timedelta()))
    assert bench.tables.of(ALICE).rows == {}


@pytest.mark.parametrize("error", [Unavailable("no answer"), RuntimeError(), KeyboardInterrupt()])
async def test_messages_of_a_worker_that_died_after_its_commit_are_sent_by_the_guard(
    error: BaseException,
) -> None:
    bench = await promised(Bench())

    async def dies(number: int, name: str, when: str) -> None:
        if _calls(bench) == ["queue.send", "table.commit", "queue.send"] and when == BEFORE:
            raise error

    bench.seen.hook = dies
    if isinstance(error, Unavailable):
        await bench.ledgers.of(ALICE).change(_owing(timedelta(), timedelta(seconds=90)))
    else:
        with pytest.raises(type(error)):
            await bench.ledgers.of(ALICE).change(_owing(timedelta(), timedelta(seconds=90)))
    assert [sent.queue for sent in bench.host.sent] == [Queue.HOUSEKEEPING]
    assert await bench.owed() == 2
    bench.clock.advance(timedelta(minutes=1))
    assert await bench.ledger.flush_outbox() == 2
    assert [(sent.message, sent.delay) for sent in bench.host.sent[1:]] == [
        ({"number": "0"}, timedelta()),
        ({"number": "1"}, timedelta(seconds=30)),
    ]
    assert await bench.ledger.flush_outbox() == 0
    assert await bench.owed() == 0


async def test_a_message_is_forgotten_only_after_it_was_sent() -> None:
    bench = await promised(Bench())

    async def dies(number: int, name: str, when: str) -> None:
        if name == "queue.send" and len(bench.host.sent) == 2 and when == AFTER:
            raise RuntimeError

    bench.seen.hook = dies
    with pytest.raises(RuntimeError):
        await bench.ledgers.of(ALICE).change(_owing(timedelta(), timedelta()))
    assert await bench.owed() == 2


async def test_two_that_flush_at_once_forget_each_message_once() -> None:
    bench = Bench()

    async def dies(number: int, name: str, when: str) -> None:
        if _calls(bench)[-2:] == ["table.commit", "queue.send"]:
            raise RuntimeError

    bench.seen.hook = dies
    with pytest.raises(RuntimeError):
        await bench.ledgers.of(ALICE).change(_owing(timedelta()))

    async def other(number: int, name: str, when: str) -> None:
        if (name, when) == ("table.commit", BEFORE):
            bench.seen.hook = nothing
            await bench.ledger.flush_outbox()

    bench.seen.hook = other
    await bench.ledgers.of(ALICE).flush_outbox()
    assert await bench.owed() == 0
    assert [sent.queue for sent in bench.host.sent].count(Queue.DRAFTING) == 2


async def test_an_outbox_of_many_pages_is_emptied() -> None:
    bench = Bench()

    async def dies(number: int, name: str, when: str) -> None:
        if bench.seen.calls[-2:] == ["table.commit", "queue.send"]:
            raise RuntimeError

    bench.seen.hook = dies
    for _ in range(3):
        with pytest.raises(RuntimeError):
            await bench.ledgers.of(ALICE).change(_owing(*[timedelta()] * 40))
    assert await bench.owed() == 120
    await bench.alone.housekeeping.handle(ALICE, {"kind": "outbox"})
    assert await bench.owed() == 0
    assert sum(sent.queue is Queue.DRAFTING for sent in bench.host.sent) == 120


async def test_the_outbox_keeps_the_order_in_which_messages_were_owed() -> None:
    bench = await promised(Bench())

    async def dies(number: int, name: str, when: str) -> None:
        if len(bench.host.sent) == 1 and name == "queue.send" and when == BEFORE:
            raise Unavailable("no answer")

    bench.seen.hook = dies
    await bench.ledgers.of(ALICE).change(_owing(*[timedelta()] * 12))
    owed = (await bench.ledger.page(OUTBOX, limit=100)).items
    assert [item.message["number"] for item in owed] == [str(number) for number in range(12)]
