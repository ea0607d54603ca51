"""Fixtures of the use cases' tests."""

import pytest

from tests.core.services.bench import Bench


@pytest.fixture
def bench() -> Bench:
    """Every service over in-memory ports."""
    return Bench()


@pytest.fixture
def no_jitter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lost races are run again at once."""
    monkeypatch.setattr("core.services.ledger.random.uniform", lambda _low, _high: 0)
