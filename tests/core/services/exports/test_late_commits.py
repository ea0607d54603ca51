"""Commits that get no answer and land later than anyone looked: still one file, and each entry in it once."""

from itertools import count

import pytest

from core.domain.jobs import JobState
from tests.core.services.bench import Bench
from tests.core.services.checks import assert_whole
from tests.core.services.exports.making import A_WHILE, NOVEMBER, assert_exported, job_now, many, with_matter
from tests.core.services.test_drafting_late_commits import Late
from tests.fakes import ALICE

pytestmark = pytest.mark.usefixtures("small_pages", "no_jitter")


@pytest.mark.parametrize("later", range(1, 9))
async def test_a_commit_that_lands_late_still_gives_one_file(later: int) -> None:
    outcomes: set[bool | None] = set()
    for which in count(1):
        bench, table = Bench(), Late(0, later)
        bench.tables.partitions[ALICE.key] = table
        entries = await many(await with_matter(bench), 5)
        job = await bench.exports.request(ALICE, NOVEMBER)
        table.which = table.seen + which
        await bench.host.run(A_WHILE)
        done = await job_now(bench, job)
        assert done.state is JobState.DONE
        assert list(bench.files.of(ALICE).files) == [job.id]
        await assert_exported(bench, done, entries)
        await assert_whole(bench)
        outcomes.add(table.landed)
        if table.landed is None:
            break
    assert which > 12
    assert outcomes == ({True, False, None} if later > 3 else {True, None}), "worth something if both happen"
