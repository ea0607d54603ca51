"""One running stand-in for all its tests, made to behave and forget before each."""

import ssl
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio
from azure.core.exceptions import HttpResponseError
from azure.identity.aio import DefaultAzureCredential
from azure.keyvault.secrets.aio import SecretClient

from local.standins.keyvault.app import Running, running
from local.standins.keyvault.identity import IDENTITY_HEADER


def code_of(error: HttpResponseError) -> str | None:
    """Return the code in a refusal's body."""
    return error.error.code if error.error else None


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def vault(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Running]:
    """Run the stand-in on free ports of this machine."""
    async with running(tmp_path_factory.mktemp("keyvault")) as at:
        yield at


@pytest_asyncio.fixture(loop_scope="session")
async def http(vault: Running) -> AsyncIterator[aiohttp.ClientSession]:
    """Give a plain client of a stand-in without faults, calls and secrets."""
    trust = aiohttp.TCPConnector(ssl=ssl.create_default_context(cafile=vault.certificate))
    async with aiohttp.ClientSession(vault.vault, connector=trust) as session:
        for what in ("faults", "calls", "secrets"):
            await session.delete(f"/standin/{what}")
        yield session


@pytest_asyncio.fixture(loop_scope="session")
async def credential(
    vault: Running, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[DefaultAzureCredential]:
    """Give the credential that runs in Azure, which finds the identity's endpoint as it does there."""
    monkeypatch.setenv("IDENTITY_ENDPOINT", vault.identity)
    monkeypatch.setenv("IDENTITY_HEADER", IDENTITY_HEADER)
    async with DefaultAzureCredential() as found:
        yield found


@pytest_asyncio.fixture(loop_scope="session")
async def secrets(
    vault: Running, http: aiohttp.ClientSession, credential: DefaultAzureCredential
) -> AsyncIterator[SecretClient]:
    """Give the real SDK's client, which does not retry."""
    async with SecretClient(
        vault.vault,
        credential,
        verify_challenge_resource=False,
        connection_verify=str(vault.certificate),
        retry_total=0,
    ) as client:
        yield client
