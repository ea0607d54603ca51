"""A stand-in for each test; its keys are made once, because making them is slow."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from local.standins.entra.keys import KeyStore
from local.standins.entra.server import EntraStandIn
from tests.core.adapters.entra.bench import Bench


@pytest.fixture(scope="session")
def entra_keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("entra")
    KeyStore(folder)
    return folder


@pytest.fixture
async def bench(entra_keys: Path, tmp_path: Path) -> AsyncIterator[Bench]:
    folder = shutil.copytree(entra_keys, tmp_path / "entra")
    async with EntraStandIn(folder) as standin:
        yield Bench(standin)
