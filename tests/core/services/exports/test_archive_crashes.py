"""An archive is one whole file, whichever call a worker dies at, and however."""

from itertools import count

import pytest

from core.domain.jobs import JobState
from tests.core.services.bench import Bench
from tests.core.services.checks import assert_whole
from tests.core.services.crashing import KINDS, MOMENTS, Fault
from tests.core.services.exports.archives import archived, files_in
from tests.core.services.exports.making import A_WHILE, approved, job_now, with_matter, work
from tests.core.services.exports.test_archive import assert_chain
from tests.core.services.exports.test_crashes import copied, insisting
from tests.fakes import ALICE

pytestmark = pytest.mark.usefixtures("small_pieces", "no_jitter")

# What differs from run to run: the job's own versions, and what was done to get there.
OWN = {"jobs.jsonl", "audit.jsonl", "audit-head.json"}


def _alike(files: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in files.items() if name not in OWN}


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("kind", KINDS)
async def test_one_fault_anywhere_and_there_is_one_whole_archive(kind: str, moment: str) -> None:
    prepared = await with_matter(Bench())
    await prepared.drafted()
    for number in range(2):
        await approved(prepared, work(number))
    undisturbed = copied(prepared)
    whole = _alike(files_in(undisturbed, await archived(undisturbed)))
    for at in count(1):
        bench, fault = copied(prepared), Fault(at, moment, kind)
        bench.host.between = fault.restart
        bench.seen.calls.clear()
        bench.seen.hook = fault
        asked = await insisting(fault, lambda bench=bench: bench.exports.request_archive(ALICE, "key"))  # type: ignore[misc]
        await bench.host.run(A_WHILE)
        job = await job_now(bench, asked)
        assert (job.state, bench.host.buried) == (JobState.DONE, [])
        files = files_in(bench, job)
        assert _alike(files) == whole
        assert_chain(files)
        assert list(bench.files.of(ALICE).files) == [job.id]
        assert bench.files.of(ALICE).staged == {}
        await assert_whole(bench)
        if not fault.fired:
            break
    assert at > 60
