"""An export from its request to its file."""

import pytest

from core.domain.errors import InvalidInput
from core.domain.jobs import JobState
from tests.core.services.bench import EXPORT, Bench
from tests.core.services.checks import assert_whole
from tests.core.services.exports.making import (
    NOVEMBER,
    assert_exported,
    exported,
    many,
    with_matter,
)
from tests.fakes import ALICE


@pytest.mark.parametrize("count", [1, 44, 45, 46, 90, 405])
async def test_what_was_approved_is_in_the_file_oldest_first_and_marked(bench: Bench, count: int) -> None:
    entries = await many(await with_matter(bench), count)
    job = await exported(bench)
    assert (job.state, job.counted.tally.rows, job.counted.tally.minutes) == (
        JobState.DONE,
        count,
        24 * count,
    )
    await assert_exported(bench, job, entries)
    await assert_whole(bench)
    assert bench.host.buried == []


async def test_a_file_that_is_there_can_be_fetched_for_a_while(bench: Bench) -> None:
    await many(await with_matter(bench), 2)
    job = await exported(bench)
    opened = await bench.exports.open(ALICE, job.id)
    assert opened.job.file_name == "caseclock-plain-2026-11-01-to-2026-11-30.jsonl"
    assert opened.job.file_bytes == len(bench.files.of(ALICE).files[job.id])
    assert opened.download is not None
    assert opened.download.expires_at == bench.clock.now() + EXPORT.grant
    assert opened.job.wanted == NOVEMBER


async def test_a_matter_that_is_not_there_is_told_before_anything_is_made(bench: Bench) -> None:
    await with_matter(bench)
    wanted = NOVEMBER.model_copy(update={"matters": ("M-1", "M-2", "M-3")})
    with pytest.raises(InvalidInput) as refused:
        await bench.exports.request(ALICE, wanted)
    assert [error["field"] for error in refused.value.extra["errors"]] == ["matters.1", "matters.2"]
    assert not (await bench.exports.list(ALICE, limit=10, after=None)).items
