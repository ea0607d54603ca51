"""What the function app needs to be imported: settings, as the local stack gives them."""

import pytest

from local.app_settings import app_settings
from local.azurite import connection_string


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put development settings into the environment of one test, before it imports the app."""
    local = app_settings(connection_string(), "http://127.0.0.1:8101", "http://127.0.0.1:8102")
    for name, value in local.items():
        monkeypatch.setenv(name, value)
