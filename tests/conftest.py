"""Fixtures that every test may use."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from local.azurite import Azurite

# A busy machine is no failed property.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def azurite() -> Iterator[str]:
    """Run one Azurite, in memory, for this test process and give its connection string."""
    with Azurite() as running:
        yield running.connection_string
