"""Fixtures that every test may use."""

import os
import random
from collections.abc import Iterator

import pytest
from hypothesis import settings

from local.azurite import Azurite

# A busy machine is no failed property.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

STORM_SEED = "CLIO_STORM_SEED"


def pytest_configure() -> None:
    """Choose the seed of this run, unless one is given; every worker process has the same."""
    os.environ.setdefault(STORM_SEED, str(random.SystemRandom().randrange(2**31)))


def pytest_report_header() -> str:
    """Show the seed, so that what chance found can be had again."""
    return f"{STORM_SEED}={os.environ[STORM_SEED]}"


@pytest.fixture(scope="session")
def azurite() -> Iterator[str]:
    """Run one Azurite, in memory, for this test process and give its connection string."""
    with Azurite() as running:
        yield running.connection_string
