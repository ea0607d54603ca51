"""What the function app needs to be imported: settings, as the local stack gives them."""

from collections.abc import Iterator

import pytest

from local.app_settings import app_settings
from local.azurite import connection_string


@pytest.fixture(scope="session", autouse=True)
def settings() -> Iterator[None]:
    """Put development settings into the environment before anything imports the app."""
    patch = pytest.MonkeyPatch()
    local = app_settings(connection_string(), "http://127.0.0.1:8101", "http://127.0.0.1:8102")
    for name, value in local.items():
        patch.setenv(name, value)
    yield
    patch.undo()
