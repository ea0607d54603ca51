"""Approving, reopening, exporting and withdrawing in any order, under faults: no entry leaves twice unasked.

Each run is of a seed, which the test's name shows; the same seed gives the same choices. Workers die, stall
and are overtaken, storage falls silent, messages come twice.
"""

import random
from collections import Counter
from collections.abc import Awaitable
from datetime import timedelta
from typing import Any

import pytest

from core.domain.entries import EntryFields, EntryStatus, TimeEntry
from core.domain.errors import CaseClockError, Unavailable
from core.domain.jobs import AT_WORK, Job, JobState
from core.ports import Queue, UnknownOutcome
from core.services.exports.hold import export_message
from core.services.rows import JOBS
from tests.core.services.bench import EXPORT, Bench
from tests.core.services.checks import assert_whole
from tests.core.services.crashing import Death
from tests.core.services.exports.making import NOVEMBER, lines, with_matter, work
from tests.fakes import ALICE

pytestmark = pytest.mark.usefixtures("small_pages", "no_jitter")
LEFT = (JobState.DONE, JobState.FAILED)
ACTIONS = ["approve"] * 6 + ["reopen"] * 2 + ["export"] * 3 + ["withdraw", "retry"] + ["wait"] * 3


class World:
    """A lawyer who does anything at any time, and a stack on which anything may go wrong."""

    def __init__(self, bench: Bench, seed: int) -> None:
        self.bench = bench
        self.chance = random.Random(seed)  # noqa: S311 - a test's dice
        self.approvals: dict[tuple[str, int], EntryFields] = {}
        self.files: dict[str, bytes] = {}
        self.dead = False
        self.calm = False
        self.overtaking = False
        bench.seen.hook, bench.host.between = self.hook, self.between

    async def hook(self, _number: int, name: str, _moment: str) -> None:
        """What goes wrong around a call."""
        if self.dead:
            raise Death
        dice = 1.0 if self.calm else self.chance.random()
        if dice < 0.003:
            self.dead = True
            raise Death
        if dice < 0.006:
            raise UnknownOutcome if name == "table.commit" else Unavailable("no answer")
        if dice < 0.009 and not self.overtaking:
            await self._overtake()

    async def _overtake(self) -> None:
        """Another worker takes over from one that stalls."""
        self.overtaking = True
        self.bench.clock.advance(EXPORT.claim)
        for job in await self._jobs():
            await self.bench.alone.exports.run(ALICE, export_message(ALICE, job.id))
            break
        self.overtaking = False

    def between(self) -> None:
        """A new worker takes the next message; sometimes one comes again. No file ever changes."""
        self.dead = False
        for name, data in self.bench.files.of(ALICE).files.items():
            assert self.files.setdefault(name, data) == data
        sent = [one for one in self.bench.host.sent if one.queue is Queue.CSV_EXPORT]
        if sent and not self.calm and self.chance.random() < 0.1:
            again = self.chance.choice(sent)
            self.bench.host.happen(again.queue, again.message, timedelta(seconds=self.chance.choice([0, 60])))

    async def act(self) -> None:
        """Something that the lawyer does, or does not get done."""
        self.dead = False
        self.bench.clock.advance(timedelta(seconds=1))
        match self.chance.choice(ACTIONS):
            case "approve":
                await self._approve()
            case "reopen":
                await self._try(self._reopen())
            case "export":
                await self._try(self._export())
            case "wait":
                await self.bench.host.run(timedelta(seconds=self.chance.choice([0, 5, 100, 1000])))
            case action:
                await self._try(self._with_job(action))

    async def _try(self, deed: Awaitable[Any]) -> None:
        try:
            await deed
        except (CaseClockError, Death):
            self.dead = False

    async def _approve(self) -> None:
        quiet = self.bench.alone.entries
        drafts = await self._entries(EntryStatus.DRAFT)
        if drafts and self.chance.random() < 0.5:
            draft = self.chance.choice(drafts)
            changes = {"narrative": f"Anew {self.chance.random()}."}
            draft = await quiet.edit(ALICE, draft.id, draft.version, changes)
        else:
            draft = await quiet.add(ALICE, work(self.chance.randrange(30)))
        entry = await quiet.approve(ALICE, draft.id, draft.version)
        self.approvals[entry.id, entry.version] = entry.fields

    async def _reopen(self) -> None:
        if approved := await self._entries(EntryStatus.APPROVED):
            entry = self.chance.choice(approved)
            await self.bench.entries.reopen(ALICE, entry.id, entry.version)

    async def _export(self) -> None:
        again = self.chance.random() < 0.3
        await self.bench.exports.request(ALICE, NOVEMBER.model_copy(update={"include_exported": again}))

    async def _with_job(self, action: str) -> None:
        if jobs := await self._jobs():
            await getattr(self.bench.exports, action)(ALICE, self.chance.choice(jobs).id)

    async def _entries(self, status: EntryStatus) -> list[TimeEntry]:
        return [entry for entry in await self.bench.stored_entries() if entry.status is status]

    async def _jobs(self) -> tuple[Job, ...]:
        return (await self.bench.ledger.page(JOBS, limit=1000)).items

    async def end(self) -> None:
        """Some more of it, then quiet until nothing is left to do."""
        await self.bench.host.run(timedelta(hours=1))
        self.calm = True
        await self.bench.host.run(timedelta(hours=5))
        assert self.bench.host.buried == []

    async def check(self) -> Counter[JobState]:
        """Every file holds what was approved, and no entry left twice unless asked; how jobs ended."""
        jobs = {job.id: job for job in await self._jobs()}
        entries = {entry.id: entry for entry in await self.bench.stored_entries()}
        for job in jobs.values():
            assert job.state not in AT_WORK
            marked = {
                (entry.id, mark.version)
                for entry in entries.values()
                for mark in entry.exports
                if mark.job_id == job.id
            }
            assert not marked or job.state in LEFT
            there = job.id in self.bench.files.of(ALICE).files
            assert there == (job.state is JobState.DONE)
            if there:
                found = {(line["entry"], line["version"]): line["fields"] for line in lines(self.bench, job)}
                assert found.keys() == marked
                assert found == {key: self.approvals[key].model_dump(mode="json") for key in found}
        for entry in entries.values():
            unasked = [mark for mark in entry.exports if not _asked_again(jobs[mark.job_id])]
            assert len(unasked) <= 1
            assert not entry.exports or entry.status is EntryStatus.APPROVED
            assert entry.delivered == bool(entry.exports)
        return Counter(job.state for job in jobs.values())


def _asked_again(job: Job) -> bool:
    return job.wanted is not None and job.wanted.include_exported


@pytest.mark.parametrize("seed", range(16))
async def test_no_entry_leaves_twice_unasked_and_what_leaves_is_what_was_approved(seed: int) -> None:
    world = World(await with_matter(Bench()), seed)
    for _ in range(120):
        await world.act()
    await world.end()
    ended = await world.check()
    assert ended[JobState.DONE] + ended[JobState.WITHDRAWN] > 3
    await assert_whole(world.bench)
