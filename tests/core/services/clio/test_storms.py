"""A thousand entries of several lawyers over the wire: lost replies, deaths, messages that come twice.

The services and the real adapters against the stand-in for Clio, on a clock that jumps. One seed is fixed and
one is new with every run; the name of the test shows it, and the first lines of pytest's output. To have it
again: `CLIO_STORM_SEED=<seed> pytest tests/core/services/clio/test_storms.py`.
"""

import os
from collections import Counter
from dataclasses import dataclass

import pytest

from tests.conftest import STORM_SEED
from tests.core.services.bench import Bench
from tests.core.services.clio.storm import FAULTS, LOST_REPLIES, Storm
from tests.core.services.clio.wired import wired

pytestmark = pytest.mark.timeout(600)

ENTRIES = 1000
LAWYERS = 5


@dataclass(frozen=True, slots=True)
class Log:
    """What went on: requests to Clio as they ended, our side's deaths, messages sent once more."""

    requests: list[tuple[object, ...]]
    deaths: int
    repeated: int


async def _storm(seed: int, count: int, lawyers: int) -> Log:
    """Have a storm blow over; exactly what was approved is there."""
    bench = Bench()
    async with wired(bench) as standin:
        storm = Storm(bench, standin, seed)
        await storm.gather(lawyers)
        await storm.break_loose()
        entries = await storm.approve(count)
        await storm.blow_over()
        await storm.assert_arrived(entries)
        return Log(await storm.requests(), storm.deaths, storm.repeated)


@pytest.mark.parametrize("seed", [7, int(os.environ[STORM_SEED])])
async def test_exactly_what_was_approved_arrives(seed: int, no_jitter: None) -> None:
    log = await _storm(seed, ENTRIES, LAWYERS)
    shown = Counter(fault for *_, fault in log.requests if fault)
    assert set(shown) == {fault for faults in FAULTS.values() for fault in faults}
    assert sum(shown[fault] for fault in LOST_REPLIES) > ENTRIES / 10
    assert log.deaths > ENTRIES / 20
    assert log.repeated > ENTRIES / 20


async def test_a_seed_gives_the_same_storm_again(no_jitter: None) -> None:
    assert await _storm(3, 60, 2) == await _storm(3, 60, 2) != await _storm(4, 60, 2)
