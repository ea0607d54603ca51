"""What an export costs in calls to storage, exactly; never one for each entry.

A step that is committed costs four reads (the head, the hold, the job, and what is looked at) and a
transaction; the job is read at the same time as what is looked at.
"""

import json
from collections import Counter
from collections.abc import Sequence

import pytest

from core.domain.exports import ExportWanted
from core.ports import RowWrite
from core.services.exports.hold import export_message
from tests.core.services.bench import Bench
from tests.core.services.exports.making import NOVEMBER, approved, exported, many, with_matter, work
from tests.fakes import ALICE, FakeTable

READ, PAGE, COMMIT = "table.get", "table.page", "table.commit"
STEP = Counter({READ: 3, COMMIT: 1})
# Look, whose turn it is, the hold, its watch, giving it back, and whether more is to do.
AROUND = Counter({READ: 3, PAGE: 2, COMMIT: 2, "queue.send": 1})
# The job begins; the settings are read, and kept with it; the file is done, its expiry owed and sent.
ONCE = Counter({READ: 3 * 3 + 1, COMMIT: 3, "queue.send": 2})


async def _cost(bench: Bench, wanted: ExportWanted = NOVEMBER) -> Counter[str]:
    job = await bench.exports.request(ALICE, wanted)
    bench.seen.calls.clear()
    await bench.exports.run(ALICE, export_message(ALICE, job.id))
    return Counter(bench.seen.calls)


@pytest.mark.parametrize("rows", [45, 90, 200, 450])
async def test_an_export_costs_a_step_for_forty_five_marks_and_two_for_two_hundred_lines(
    bench: Bench, rows: int
) -> None:
    await many(await with_matter(bench), rows)
    cost = await _cost(bench)
    checks, marks, pages = -(-rows // 200), rows // 45 + 1, -(-rows // 200)
    steps = checks + marks + pages
    assert cost[READ] == (STEP[READ] * steps) + AROUND[READ] + ONCE[READ] + 1, "and the matter"
    assert cost[COMMIT] == steps + AROUND[COMMIT] + ONCE[COMMIT] + 1
    assert cost[PAGE] == steps + AROUND[PAGE] + 1, "a page for each step, and one to see the end"
    assert cost["file.stage"] == pages + 1
    assert cost["file.assemble"] == 1


async def test_marking_reads_more_at_once_where_little_is_marked(bench: Bench) -> None:
    """A second export of the same days goes over many that left before."""
    await many(await with_matter(bench), 450)
    await exported(bench)
    await many(bench, 1)
    cost = await _cost(bench)
    assert cost[PAGE] < 14


async def test_a_transaction_takes_forty_five_entries(bench: Bench) -> None:
    await many(await with_matter(bench), 90)
    bench.tables.of(ALICE).largest = 0
    job = await exported(bench)
    assert bench.tables.of(ALICE).largest == 45 * 2 + 5, "head, event, hold, job and its copy"
    await bench.exports.withdraw(ALICE, job.id)
    await exported(bench)
    assert bench.tables.of(ALICE).largest == 45 * 2 + 5


async def test_long_narratives_are_marked_as_many_at_once_as_a_transaction_holds(bench: Bench) -> None:
    """Each stands in it twice, escaped as the wire has it: under 1 MiB, whatever the text."""
    await with_matter(bench)
    for narrative in ["\U0001f642" * 32_000, '"\\' * 16_000, "é" * 32_000, "x" * 32_000] * 5:
        await approved(bench, work(1, narrative=narrative))
    sizes: list[int] = []
    commit = FakeTable.commit

    async def weighed(table: FakeTable, writes: Sequence[RowWrite]) -> None:
        sizes.append(sum(len(json.dumps(write.row.body)) for write in writes))
        await commit(table, writes)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FakeTable, "commit", weighed)
        await exported(bench)
    assert 2**19 < max(sizes) < 2**20
