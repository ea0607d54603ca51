"""Fixtures of the use cases' tests."""

import pytest

from core.domain.entries import TimeEntry
from tests.core.services.bench import Bench
from tests.core.services.making import CHEN, FULL
from tests.fakes import ALICE


@pytest.fixture
def bench() -> Bench:
    """Every service over in-memory ports."""
    return Bench()


@pytest.fixture
async def entry(bench: Bench) -> TimeEntry:
    """A draft of Alice's that lacks nothing."""
    await bench.matters.store(ALICE, "M-1", CHEN, None)
    return await bench.entries.add(ALICE, FULL)


@pytest.fixture
def no_jitter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lost races are run again at once."""
    monkeypatch.setattr("core.services.ledger.random.uniform", lambda _low, _high: 0)
