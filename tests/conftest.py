"""Fixtures that every test may use."""

from collections.abc import Iterator

import pytest

from local.azurite import Azurite


@pytest.fixture(scope="session")
def azurite() -> Iterator[str]:
    """Run one Azurite, in memory, for this test process and give its connection string."""
    with Azurite() as running:
        yield running.connection_string
