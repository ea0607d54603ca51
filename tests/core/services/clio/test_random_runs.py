"""Two hundred entries under faults, deaths and messages that come twice: exactly the approved set arrives.

Each run is of a seed, which the test's name shows; the same seed gives the same run.
"""

import random
from datetime import date, timedelta

import pytest

from core.domain.codes import ActivityCode, Billing
from core.domain.entries import EntryFields, TimeEntry
from core.domain.errors import ClioPaused, ClioUnreachable, Unavailable
from core.ports import UnknownOutcome
from tests.core.services.bench import Bench
from tests.core.services.checks import assert_whole
from tests.core.services.clio.making import MATTER, assert_all_there_once, connected
from tests.core.services.crashing import Death
from tests.fake_clio import matter
from tests.fakes import ALICE

ENTRIES = 200


class Weather:
    """What goes wrong, by chance: at Clio, between the calls of a worker, and in the queue."""

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
            matter_id=self.chance.choice([MATTER, "clio-102"]),
            narrative=self.chance.choice(["Reviewed the lease.", "Called  Sarah.\n", "Réunion."]),
            activity_code=self.chance.choice([None, ActivityCode.REVIEW_ANALYZE]),
            billing=self.chance.choice(list(Billing)),
        )


async def _insisted(bench: Bench, weather: Weather) -> TimeEntry:
    entry = await bench.alone.entries.add(ALICE, weather.fields())
    while True:
        try:
            return await bench.entries.approve(ALICE, entry.id, 1)
        except (Death, Unavailable):
            weather.dead = False


@pytest.mark.parametrize("seed", range(8))
async def test_exactly_what_was_approved_arrives(seed: int, no_jitter: None) -> None:
    bench = Bench()
    bench.clio.matters_there.append(matter(102, "00102-Roy"))
    await connected(bench)
    bench.clio.answers, bench.clio.limit = timedelta(milliseconds=300), 50
    weather = Weather(bench, seed)
    bench.clio.wrong, bench.seen.hook, bench.host.between = weather.wrong, weather.hook, weather.between
    entries = []
    for _ in range(ENTRIES):
        entries.append(await _insisted(bench, weather))
        if weather.chance.random() < 0.2:
            await bench.host.run(timedelta(seconds=weather.chance.choice([1, 20, 200])))
    await bench.host.run(timedelta(hours=2))
    weather.calm = True
    await bench.host.run(timedelta(hours=3))
    assert bench.host.buried == []
    await assert_all_there_once(bench, entries)
    await assert_whole(bench)
