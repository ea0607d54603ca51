"""Importing matters: what was looked at is done, all of it, and nothing else."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

import pytest

from core.domain.errors import InvalidInput, NotFound, NotPossible
from core.domain.imports import ImportState
from core.domain.matters import MatterStatus
from core.ports import RowWrite
from core.services.importing import Outcome
from core.services.rows import AUDIT
from tests.core.importing.making import SAMPLE, file_of, lines, row
from tests.core.services.bench import Bench
from tests.core.services.checks import assert_whole
from tests.core.services.importing import FILE, OWN, assert_all_in_once, given_matters, stored
from tests.core.services.making import promised
from tests.fakes import ALICE, BRUNO


async def _imported(bench: Bench, data: bytes, *, skip_rejected: bool = False) -> Outcome:
    seal = (await bench.imports.look(ALICE, data)).plan.seal
    return await bench.imports.apply(ALICE, data, seal, skip_rejected=skip_rejected)


async def test_a_look_changes_nothing(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    await given_matters(bench, monkeypatch)
    rows = dict(bench.tables.of(ALICE).rows)
    looked = await bench.imports.look(ALICE, FILE)
    assert [step.row.id for step in looked.plan.new] == ["M-0", "M-3", "M-4", "M-5"]
    assert [step.row.id for step in looked.plan.changed] == ["M-1"]
    assert (looked.plan.unchanged, looked.made) == (1, None)
    assert bench.tables.of(ALICE).rows == rows


async def test_what_was_looked_at_is_done_in_several_transactions(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal = await given_matters(bench, monkeypatch)
    outcome = await bench.imports.apply(ALICE, FILE, seal, skip_rejected=False)
    assert outcome.made
    assert await bench.imports.open(ALICE, outcome.made.id) == outcome.made
    await assert_all_in_once(bench)
    events = [
        one for one in (await bench.ledger.page(AUDIT, limit=99)).items if one.subject == outcome.made.id
    ]
    assert [one.details for one in events] == [
        {"created": ["M-0"], "changed": {"M-1": 2}, "done": 2, "total": 5},
        {"created": ["M-3", "M-4"], "changed": {}, "done": 4, "total": 5},
        {"created": ["M-5"], "changed": {}, "done": 5, "total": 5},
    ]
    assert "Matter" not in "".join(one.model_dump_json() for one in events)


async def test_the_same_request_again_is_answered_alike_and_does_nothing(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal = await given_matters(bench, monkeypatch)
    first = await bench.imports.apply(ALICE, FILE, seal, skip_rejected=False)
    rows = dict(bench.tables.of(ALICE).rows)
    again = await bench.imports.apply(ALICE, FILE, seal, skip_rejected=False)
    assert again.made == first.made
    assert bench.tables.of(ALICE).rows == rows


async def test_another_file_under_the_plan_of_one_that_was_applied_is_refused(bench: Bench) -> None:
    seal = (await _imported(bench, SAMPLE.encode())).plan.seal
    for other in (lines(SAMPLE, "C-9,Chen,M-9,Lease,,,"), lines(SAMPLE, "")):
        with pytest.raises(NotPossible) as refused:
            await bench.imports.apply(ALICE, other, seal, skip_rejected=False)
        assert refused.value.code == "plan_stale"


async def test_a_file_that_says_nothing_new_is_an_import_of_nothing(bench: Bench) -> None:
    await _imported(bench, SAMPLE.encode())
    before = await stored(bench)
    outcome = await _imported(bench, SAMPLE.encode())
    assert outcome.made
    assert (outcome.made.state, outcome.made.total, outcome.plan.unchanged) == (ImportState.APPLIED, 0, 1)
    assert await stored(bench) == before
    await assert_whole(bench)


async def test_a_plan_that_no_longer_holds_is_refused_and_nothing_is_done(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal = await given_matters(bench, monkeypatch)
    renamed = OWN.model_copy(update={"name": "Renamed"})
    await bench.matters.store(ALICE, "M-1", renamed, None)
    before = await stored(bench)
    with pytest.raises(NotPossible) as refused:
        await bench.imports.apply(ALICE, FILE, seal, skip_rejected=False)
    assert (refused.value.code, refused.value.extra) == ("plan_stale", {})
    assert await stored(bench) == before
    assert (await bench.imports.list(ALICE, limit=9, after=None)).items == ()


async def test_rejected_lines_are_left_out_only_when_that_is_said(bench: Bench) -> None:
    data = lines(SAMPLE, "C 1,Chen,M-2,Lease,,,")
    with pytest.raises(NotPossible) as refused:
        await _imported(bench, data)
    assert (refused.value.code, refused.value.extra) == ("lines_rejected", {"rejected": 1})
    assert await stored(bench) == {}
    outcome = await _imported(bench, data, skip_rejected=True)
    assert outcome.made
    assert (outcome.made.left_out, outcome.made.created) == (1, 1)
    assert list(await stored(bench)) == ["M-2001"]


async def test_a_file_whose_every_line_is_rejected_makes_nothing(bench: Bench) -> None:
    outcome = await _imported(bench, b"C 1,Chen,M-2,Lease,,,", skip_rejected=True)
    assert outcome.made
    assert (outcome.made.state, outcome.made.total, outcome.made.left_out) == (ImportState.APPLIED, 0, 1)


async def test_a_file_that_cannot_be_read_is_refused(bench: Bench) -> None:
    with pytest.raises(InvalidInput):
        await bench.imports.look(ALICE, b"PK\x03\x04")
    with pytest.raises(InvalidInput):
        await bench.imports.apply(ALICE, b"", "0" * 64, skip_rejected=True)


async def test_a_closed_matter_stays_closed(bench: Bench) -> None:
    closed = OWN.model_copy(update={"status": MatterStatus.CLOSED})
    await bench.matters.store(ALICE, "M-2001", closed, None)
    await _imported(bench, SAMPLE.encode())
    (matter,) = (await stored(bench)).values()
    assert (matter.status, matter.name) == (MatterStatus.CLOSED, "Services Agreement")


async def test_imports_are_listed_newest_first_each_lawyers_own(bench: Bench) -> None:
    first = (await _imported(bench, SAMPLE.encode())).made
    bench.clock.advance(timedelta(hours=1))
    second = (await _imported(bench, file_of([row(rate="9")]))).made
    assert first
    assert second
    assert (await bench.imports.list(ALICE, limit=9, after=None)).items == (second, first)
    assert (await bench.imports.list(BRUNO, limit=9, after=None)).items == ()
    with pytest.raises(NotFound):
        await bench.imports.open(BRUNO, first.id)


async def test_matters_with_everything_said_of_them_still_fit_a_transaction(bench: Bench) -> None:
    """A transaction is of 100 rows and of 4 MiB, as it is sent: every character may be twelve bytes."""
    alias, count = "\U0001f600" * 299, 120
    full = OWN.model_copy(update={"aliases": tuple(f"{alias}{n % 10}" for n in range(20))})
    for number in range(count):
        await bench.alone.matters.store(ALICE, f"M-{number}", full, None)
    sizes = list[int]()
    table = bench.tables.of(ALICE)
    commit = table.commit

    async def weighed(writes: Sequence[RowWrite]) -> None:
        await commit(writes)
        sizes.append(sum(12 * len(write.row.body) for write in writes))

    table.commit = weighed  # type: ignore[method-assign] # the fake's own, watched
    await _imported(bench, file_of([row(id=f"M-{number}") for number in range(count)]))
    assert max(sizes) < 4 * 1024 * 1024
    assert {one.rate for one in (await stored(bench)).values()} == {"300"}


async def test_matters_are_not_read_one_by_one(bench: Bench) -> None:
    await promised(bench)
    before = await stored(bench)
    data = file_of([row(id=f"M-{number:03}") for number in range(400)])
    seal = (await bench.imports.look(ALICE, data)).plan.seal
    bench.seen.calls.clear()
    await bench.imports.apply(ALICE, data, seal, skip_rejected=False)
    # First the head, all matters and the plan; then the head, the import, a page of matters; five commits.
    assert Counter(bench.seen.calls) == {"table.get": 2 + 4 * 2, "table.page": 1 + 4, "table.commit": 5}
    assert bench.tables.of(ALICE).largest == 100
    bench.seen.calls.clear()
    await bench.imports.look(ALICE, data)
    assert Counter(bench.seen.calls) == {"table.get": 1, "table.page": 1}
    assert len(await stored(bench)) == len(before) + 400
