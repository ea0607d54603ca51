"""The stand-in for Key Vault, and a vault entered as in Azure: by the endpoint of the app's identity."""

import ssl
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession, TCPConnector

from core.adapters.key_vault import KeyVault, KeyVaultTokens
from core.adapters.managed_identity import identity
from local.standins.keyvault.app import Running, running
from local.standins.keyvault.identity import IDENTITY_HEADER


@pytest.fixture
async def at(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Running]:
    async with running(tmp_path_factory.mktemp("keyvault")) as running_at:
        monkeypatch.setenv("IDENTITY_ENDPOINT", running_at.identity)
        monkeypatch.setenv("IDENTITY_HEADER", IDENTITY_HEADER)
        yield running_at


def opened(at: Running, timeout: float = 20.0) -> KeyVault:
    return KeyVault(at.vault, lambda: identity(""), str(at.certificate), timeout)


@pytest.fixture
async def vault(at: Running) -> AsyncIterator[KeyVault]:
    made = opened(at)
    yield made
    await made.close()


@pytest.fixture
def tokens(vault: KeyVault) -> KeyVaultTokens:
    return KeyVaultTokens(vault)


@pytest.fixture
async def http(at: Running) -> AsyncIterator[ClientSession]:
    """A plain client of the stand-in's own pages."""
    trust = TCPConnector(ssl=ssl.create_default_context(cafile=at.certificate))
    async with ClientSession(at.vault, connector=trust) as session:
        yield session
