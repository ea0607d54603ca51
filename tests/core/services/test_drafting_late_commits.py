"""Commits that get no answer and land later than anyone looked."""

from collections.abc import Sequence

import pytest

from core.domain.recordings import RecordingState
from core.ports import Row, RowConflict, RowWrite, UnknownOutcome
from tests.core.services.bench import Bench
from tests.core.services.checks import assert_whole
from tests.fakes import ALICE, FakeTable

S = RecordingState


class Late(FakeTable):
    """A table where one commit gets no answer and is written only some calls later, if it still fits."""

    def __init__(self, which: int, later: int) -> None:
        super().__init__()
        self.landed: bool | None = None
        self.which = which
        self._later = later
        self._held: Sequence[RowWrite] = ()
        self.seen = 0

    async def get(self, key: str) -> Row | None:
        await self._pass()
        return await super().get(key)

    async def commit(self, writes: Sequence[RowWrite]) -> None:
        await self._pass()
        self.seen += 1
        if self.seen == self.which:
            self._held = writes
            raise UnknownOutcome
        await super().commit(writes)

    async def _pass(self) -> None:
        if not self._held:
            return
        self._later -= 1
        if self._later <= 0:
            held, self._held = self._held, ()
            try:
                await super().commit(held)
                self.landed = True
            except RowConflict:
                self.landed = False


@pytest.mark.parametrize("which", range(1, 6))
@pytest.mark.parametrize("later", range(1, 9))
async def test_a_commit_that_lands_late_still_gives_one_set_of_drafts(which: int, later: int) -> None:
    bench = Bench()
    table = Late(which + 1, later)
    bench.tables.partitions[ALICE.key] = table
    recording = await bench.uploaded()
    await bench.host.run()
    drafted = await bench.recording(recording.id)
    entries = await bench.stored_entries()
    assert drafted.state is S.DRAFTED
    assert sorted(drafted.entry_ids) == [entry.id for entry in entries]
    assert len(entries) == 2
    await assert_whole(bench)


async def test_late_commits_both_land_and_do_not() -> None:
    """The test above is only worth something if both happen in it."""
    outcomes = set()
    for later in range(1, 9):
        bench = Bench()
        table = Late(4, later)
        bench.tables.partitions[ALICE.key] = table
        await bench.uploaded()
        await bench.host.run()
        outcomes.add(table.landed)
    assert {True, False} <= outcomes
