"""Entries reopened, changed and approved anew under faults: Clio ends with what was approved last.

Each run is of a seed, which the test's name shows; the same seed gives the same run.
"""

from datetime import timedelta

import pytest

from core.domain.entries import EntryStatus, TimeEntry
from core.domain.errors import NotPossible, Unavailable
from tests.core.services.bench import Bench
from tests.core.services.checks import assert_whole
from tests.core.services.clio.making import assert_all_there_once, connected, entry_now
from tests.core.services.clio.weather import Weather
from tests.core.services.crashing import Death
from tests.fake_clio import matter
from tests.fakes import ALICE

ENTRIES = 25
CHANGES = 120


async def _changed(bench: Bench, weather: Weather, entry: TimeEntry) -> None:
    """Reopen and change an entry, as far as that is possible just now, and approve it."""
    now = await entry_now(bench, entry)
    if now.status is EntryStatus.APPROVED:
        try:
            now = await bench.entries.reopen(ALICE, entry.id, now.version)
        except (NotPossible, Death, Unavailable):
            weather.dead = False
            return
    changes = {"minutes": weather.chance.choice([6, 12, 18]), "narrative": weather.fields().narrative}
    now = await bench.alone.entries.edit(ALICE, entry.id, now.version, changes)
    await weather.approved(now)


@pytest.mark.parametrize("seed", range(6))
async def test_clio_ends_with_what_was_approved_last(seed: int, no_jitter: None) -> None:
    bench = Bench()
    bench.clio.matters_there.append(matter(102, "00102-Roy"))
    await connected(bench)
    bench.clio.answers, bench.clio.limit = timedelta(milliseconds=300), 50
    weather = Weather(bench, seed)
    weather.begin()
    entries = [await weather.approved() for _ in range(ENTRIES)]
    for _ in range(CHANGES):
        await _changed(bench, weather, weather.chance.choice(entries))
        await bench.host.run(timedelta(seconds=weather.chance.choice([0, 1, 20, 200])))
    await weather.end()
    entries = [await entry_now(bench, one) for one in entries]
    for place, one in enumerate(entries):
        if one.status is EntryStatus.DRAFT:
            entries[place] = await bench.entries.approve(ALICE, one.id, one.version)
    await bench.host.run(timedelta(minutes=10))
    await assert_all_there_once(bench, entries)
    await assert_whole(bench)
