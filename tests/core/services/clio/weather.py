"""What goes wrong by chance, from a seed: at Clio, with workers and storage, in the queue."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

from core.domain.codes import ActivityCode, Billing
from core.domain.entries import EntryFields, TimeEntry
from core.domain.errors import ClioPaused, ClioUnreachable, Unavailable
from core.domain.identity import Lawyer
from core.ports import UnknownOutcome
from tests.core.services.bench import Bench
from tests.core.services.clio.making import MATTER
from tests.core.services.crashing import Death
from tests.fakes import ALICE


class Weather:
    """What goes wrong, by chance: at Clio, between the calls of a worker, and in the queue."""

    matters: Sequence[str] = (MATTER, "clio-102")

    def __init__(self, bench: Bench, seed: int) -> None:
        self.bench = bench
        self.chance = random.Random(seed)  # noqa: S311 - a test's dice
        self.dead = False
        self.calm = False

    def wrong(self, _: str) -> str | Exception | None:
        """What a call of Clio does wrong."""
        if self.calm:
            return None
        dice = self.chance.random()
        if dice < 0.06:
            return "after"
        if dice < 0.10:
            return "before"
        if dice < 0.13:
            return self.chance.choice([ClioPaused, ClioUnreachable])(self.chance.choice([1, 7, 30]))
        if dice < 0.15:
            self.bench.clio.expire()
        if dice < 0.16:
            return RuntimeError("a bug")
        self.bench.clio.lag = timedelta(seconds=self.chance.choice([0, 0, 5, 60]))
        return None

    async def hook(self, _number: int, name: str, _moment: str) -> None:
        """Deaths of the worker and silence of storage."""
        if self.dead:
            raise Death
        dice = 1 if self.calm else self.chance.random()
        if dice < 0.002:
            self.dead = True
            raise Death
        if dice < 0.004 and name.startswith(("table.", "queue.")):
            raise UnknownOutcome if name == "table.commit" else Unavailable("no answer")

    def between(self) -> None:
        """A new worker takes the next message; sometimes an old message comes again."""
        self.dead = False
        if not self.calm and self.chance.random() < 0.05:
            self.bench.host.happen("clio-sync", {"lawyer": ALICE.key}, timedelta(seconds=1))

    def fields(self) -> EntryFields:
        """Some work; few choices, so that many are the same on purpose."""
        return EntryFields(
            minutes=self.chance.choice([6, 12]),
            work_date=date(2026, 11, self.chance.choice([19, 20])),
            matter_id=self.chance.choice(self.matters),
            narrative=self.chance.choice(["Reviewed the lease.", "Called  Sarah.\n", "Réunion."]),
            activity_code=self.chance.choice([None, ActivityCode.REVIEW_ANALYZE]),
            billing=self.chance.choice(list(Billing)),
        )

    def begin(self) -> None:
        """From now on things go wrong."""
        self.bench.clio.wrong, self.bench.seen.hook = self.wrong, self.hook
        self.bench.host.between = self.between

    async def end(self) -> None:
        """Some more of it, then quiet until nothing is left to do."""
        await self.bench.host.run(timedelta(hours=2))
        self.calm = True
        await self.bench.host.run(timedelta(hours=3))
        assert self.bench.host.buried == []

    async def approved(self, draft: TimeEntry | None = None, lawyer: Lawyer = ALICE) -> TimeEntry:
        """A draft, or some new one, approved by a lawyer who insists."""
        draft = draft or await self.bench.alone.entries.add(lawyer, self.fields())
        while True:
            try:
                return await self.bench.entries.approve(lawyer, draft.id, draft.version)
            except (Death, Unavailable):
                self.dead = False
