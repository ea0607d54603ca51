"""Fixtures that run the host on the tiny app."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.local.host.running import TinyApp


@pytest.fixture
def tiny(azurite: str, tmp_path: Path) -> Iterator[TinyApp]:
    """Give a tiny app that the test starts and stops itself."""
    app = TinyApp(azurite, tmp_path)
    yield app
    app.close()


@pytest.fixture(scope="module")
def shared(azurite: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TinyApp]:
    """Give a tiny app that already runs, for tests that leave it running."""
    app = TinyApp(azurite, tmp_path_factory.mktemp("host"))
    app.start("--cors", "https://app.example", FUNCTIONS_REQUEST_BODY_SIZE_LIMIT="5000")
    yield app
    app.close()


@pytest.fixture
def client(shared: TinyApp) -> Iterator[httpx.Client]:
    """Give a client of the shared host."""
    with shared.run.wait_listening() as connected:
        yield connected
