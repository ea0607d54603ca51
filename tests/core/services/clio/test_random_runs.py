"""Two hundred entries under faults, deaths and messages that come twice: exactly the approved set arrives.

Each run is of a seed, which the test's name shows; the same seed gives the same run.
"""

from datetime import timedelta

import pytest

from tests.core.services.bench import Bench
from tests.core.services.checks import assert_whole
from tests.core.services.clio.making import assert_all_there_once, connected
from tests.core.services.clio.weather import Weather
from tests.fake_clio import matter

ENTRIES = 200


@pytest.mark.parametrize("seed", range(8))
async def test_exactly_what_was_approved_arrives(seed: int, no_jitter: None) -> None:
    bench = Bench()
    bench.clio.matters_there.append(matter(102, "00102-Roy"))
    await connected(bench)
    bench.clio.answers, bench.clio.limit = timedelta(milliseconds=300), 50
    weather = Weather(bench, seed)
    weather.begin()
    entries = []
    for _ in range(ENTRIES):
        entries.append(await weather.approved())
        if weather.chance.random() < 0.2:
            await bench.host.run(timedelta(seconds=weather.chance.choice([1, 20, 200])))
    await weather.end()
    await assert_all_there_once(bench, entries)
    await assert_whole(bench)
