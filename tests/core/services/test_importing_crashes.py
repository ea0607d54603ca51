"""Importing matters, whichever call a worker dies at, and whatever happens beside it."""

import asyncio
import contextlib
from datetime import timedelta
from itertools import count

import pytest

from core.domain.errors import CaseClockError, ImportInterrupted, Unavailable
from core.domain.imports import ImportState, MatterImport
from core.services.rows import IMPORTS, MATTERS
from tests.core.services.bench import Bench
from tests.core.services.checks import assert_whole
from tests.core.services.crashing import KINDS, MOMENTS, Death, Fault, Stopped
from tests.core.services.importing import FILE, IDS, OWN, assert_all_in_once, given_matters, stored
from tests.core.services.seen import AFTER, BEFORE
from tests.fakes import ALICE


async def _apply(bench: Bench, seal: str) -> MatterImport:
    outcome = await bench.imports.apply(ALICE, FILE, seal, skip_rejected=False)
    assert outcome.made
    return outcome.made


async def _tried(bench: Bench, seal: str) -> MatterImport | CaseClockError:
    try:
        return await _apply(bench, seal)
    except CaseClockError as error:
        return error


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("kind", KINDS)
async def test_the_same_request_again_finishes_what_one_fault_anywhere_ended(
    kind: str, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for at in count(1):
        bench = Bench()
        seal = await given_matters(bench, monkeypatch)
        bench.seen.hook = fault = Fault(at, moment, kind)
        for _ in range(2):
            with contextlib.suppress(Death, Stopped, RuntimeError, Unavailable):
                await _apply(bench, seal)
            fault.restart()
        await assert_all_in_once(bench)
        if not fault.fired:
            break
    assert at > 15


@pytest.mark.parametrize("moment", MOMENTS)
async def test_a_fault_of_storage_on_the_way_says_how_many_are_in(
    moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = set[int]()
    for at in count(1):
        bench = Bench()
        seal = await given_matters(bench, monkeypatch)
        bench.seen.hook = fault = Fault(at, moment, "silence")
        outcome, made = await _tried(bench, seal), (await bench.ledger.page(IMPORTS, limit=9)).items
        if isinstance(outcome, ImportInterrupted):
            assert outcome.extra == {**outcome.extra, "import_id": made[0].id, "total": 5}
            assert outcome.extra["done"] in {made[0].done - 2, made[0].done}, "never more than are in"
            told.add(outcome.extra["done"])
        elif isinstance(outcome, CaseClockError):
            assert (made, len(await stored(bench))) == ((), 2), "nothing of it is in"
        if not fault.fired:
            break
    assert told == {2, 4}


async def test_what_a_dead_worker_left_is_shown_with_how_far_it_came(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal = await given_matters(bench, monkeypatch)
    bench.seen.hook = Fault(7, AFTER, "death")
    with contextlib.suppress(Death):
        await _apply(bench, seal)
    (made,) = (await bench.alone.imports.list(ALICE, limit=9, after=None)).items
    assert (made.state, made.done, made.total) == (ImportState.APPLYING, 2, 5)


@pytest.mark.parametrize("matter_id", ["M-0", "M-1", "M-3", "M-5"])
async def test_an_edit_after_a_crash_is_not_overwritten(
    bench: Bench, matter_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal = await given_matters(bench, monkeypatch)
    bench.seen.hook = fault = Fault(7, AFTER, "death")
    with contextlib.suppress(Death):
        await _apply(bench, seal)
    fault.restart()
    edited = OWN.model_copy(update={"name": "Edited"})
    await bench.alone.matters.store(ALICE, matter_id, edited, None)
    outcome = await _tried(bench, seal)
    assert (await bench.ledger.get(MATTERS, matter_id)).name == "Edited"
    if matter_id <= "M-1":
        assert isinstance(outcome, MatterImport), "what is in may be edited: the rest follows"
        assert (outcome.state, len(await stored(bench))) == (ImportState.APPLIED, 6)
    else:
        assert isinstance(outcome, CaseClockError)
        await _assert_told_and_mended(bench, outcome)
    await assert_whole(bench)


async def test_one_that_has_no_more_time_is_gone_on_with(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal = await given_matters(bench, monkeypatch)

    async def slow(_number: int, name: str, moment: str) -> None:
        if (name, moment) == ("table.commit", AFTER):
            bench.clock.advance(timedelta(seconds=80))

    bench.seen.hook = slow
    made = await _apply(bench, seal)
    assert (made.state, made.done) == (ImportState.APPLYING, 4)
    assert (await _apply(bench, seal)).state is ImportState.APPLIED
    await assert_all_in_once(bench)


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("matter_id", ["M-1", "M-4", "M-5"])
async def test_an_edit_in_between_is_never_overwritten(
    matter_id: str, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It comes before the import has its matter: the import stops. It comes after: it is on top."""
    stops = 0
    edited = OWN.model_copy(update={"name": "Edited"})
    for at in count(1):
        bench = Bench()
        seal, done = await given_matters(bench, monkeypatch), list[int]()

        async def edit(
            number: int, _name: str, when: str, *, bench: Bench = bench, done: list[int] = done, at: int = at
        ) -> None:
            if (number, when) == (at, moment) and not done:
                done.append(number)
                await bench.alone.matters.store(ALICE, matter_id, edited, None)

        bench.seen.hook = edit
        outcome = await _tried(bench, seal)
        if not done:
            break
        assert (await bench.ledger.get(MATTERS, matter_id)).name == "Edited"
        if isinstance(outcome, CaseClockError):
            stops += 1
            await _assert_told_and_mended(bench, outcome)
        await assert_whole(bench)
    assert stops > 2
    assert at > 10


async def _assert_told_and_mended(bench: Bench, refused: CaseClockError) -> None:
    """What was done is told; looking again and applying that does the rest."""
    assert refused.code == "plan_stale"
    for made in (await bench.ledger.page(IMPORTS, limit=9)).items:
        assert made.state is ImportState.STOPPED
        assert refused.extra == {"import_id": made.id, "done": made.done, "total": 5}
    alone = bench.alone
    await _apply(alone, (await alone.imports.look(ALICE, FILE)).plan.seal)
    assert {one.id: one.name for one in (await stored(bench)).values()} == {
        matter_id: f"Matter {matter_id}" for matter_id in IDS
    }


@pytest.mark.usefixtures("no_jitter")
@pytest.mark.parametrize("others", [2, 3])
async def test_two_at_once_do_each_matter_once(others: int, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench()
    seal = await given_matters(bench, monkeypatch)

    async def give_way(_number: int, _name: str, moment: str) -> None:
        if moment == BEFORE:
            await asyncio.sleep(0)

    bench.seen.hook = give_way
    made = await asyncio.gather(*(_apply(bench, seal) for _ in range(others)))
    assert {one.state for one in made} == {ImportState.APPLIED}
    assert len({one.id for one in made}) == 1
    await assert_all_in_once(bench)
