"""Idempotency keys: once, for the same request, and never readable in storage."""

import pytest

from core.domain.audit import Actor
from core.domain.errors import KeyReused
from core.services.change import Change
from core.services.idempotency import made_before, remember
from tests.core.services.bench import Bench
from tests.core.services.seen import BEFORE
from tests.fakes import ALICE

ID = "0" * 26


async def _use(bench: Bench, key: str | None, request: str) -> str | None:
    async def work(change: Change) -> str | None:
        made = await made_before(change, key, request)
        if made is None:
            remember(change, key, request, ID)
            change.record(Actor.LAWYER, "made", ID)
        return made

    return await bench.ledgers.of(ALICE).change(work)


async def test_a_key_gives_what_it_made(bench: Bench) -> None:
    assert await _use(bench, "key", "request") is None
    assert await _use(bench, "key", "request") == ID
    assert await _use(bench, "other", "request") is None


async def test_a_key_with_another_request_is_refused(bench: Bench) -> None:
    await _use(bench, "key", "request")
    with pytest.raises(KeyReused):
        await _use(bench, "key", "other")


async def test_without_a_key_nothing_is_remembered(bench: Bench) -> None:
    assert await _use(bench, None, "request") is None
    assert await _use(bench, None, "request") is None
    assert not [key for key in bench.tables.of(ALICE).rows if key.startswith("key~")]


async def test_two_uses_at_once_make_one(bench: Bench) -> None:
    """The second commits first; the first then finds what it made."""
    done: list[str | None] = []

    async def other(number: int, name: str, moment: str) -> None:
        if (name, moment) == ("table.commit", BEFORE) and not done:
            done.append(await _use(bench.alone, "key", "request"))

    bench.seen.hook = other
    assert await _use(bench, "key", "request") == ID
    assert done == [None]


@pytest.mark.parametrize("key", ["a/b", "x" * 2000, "clé ✓", "a\nb", "head~"])
async def test_any_key_can_be_kept_and_none_can_be_read(bench: Bench, key: str) -> None:
    assert await _use(bench, key, "the request") is None
    assert await _use(bench, key, "the request") == ID
    stored = str(bench.tables.of(ALICE).rows)
    assert "the request" not in stored
    (row,) = [name for name in bench.tables.of(ALICE).rows if name.startswith("key~")]
    assert len(row) == len("key~") + 64
