"""Azure Resource Manager over the wire, as the stand-in plays it."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestServer, unused_port
from azure.core.credentials import AccessToken

from core.adapters.azure_management import AzureManagement
from core.domain.residency import OPENAI, STORAGE, VAULT, Held, Standing
from core.ports_residency import NotTold
from local.standins.keyvault.tokens import mint
from local.standins.management.app import make_app
from local.standins.management.errors import RESOURCE
from tests.core.adapters.credentials import Credential

GROUP = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/caseclock/providers"
STORE = Held(STORAGE, f"{GROUP}/{STORAGE.type}/store")
DRAFTS = Held(OPENAI, f"{GROUP}/{OPENAI.type}/drafts", ("drafting",), "drafts")
KEEPS = Held(VAULT, f"{GROUP}/{VAULT.type}/keeps")
TOKEN = mint(RESOURCE)[0]


class Identity(Credential):
    """One that the adapter makes, and so closes."""

    def __init__(self, token: str, *, refused: bool = False) -> None:
        super().__init__(refused=refused)
        self._token = token
        self.closed = False

    async def get_token(self, *scopes: str, **more: Any) -> AccessToken:
        return (await super().get_token(*scopes, **more))._replace(token=self._token)

    async def close(self) -> None:
        self.closed = True


@pytest.fixture
async def address() -> AsyncIterator[str]:
    async with TestServer(make_app()) as server:
        yield str(server.make_url("/"))


@pytest.fixture
async def management(address: str) -> AsyncIterator[AzureManagement]:
    made = AzureManagement(address, lambda: Identity(TOKEN), timeout=0.5)
    yield made
    await made.close()


async def tell(address: str, fault: str, **more: Any) -> None:
    async with ClientSession(address) as http:
        answer = await http.post("/standin/faults", json={"fault": fault, **more})
        assert answer.status == 201, await answer.text()


@pytest.mark.parametrize("held", [STORE, DRAFTS, KEEPS], ids=lambda held: held.kind.name)
async def test_every_kind_of_resource_lies_somewhere(management: AzureManagement, held: Held) -> None:
    assert await management.standing(held) == Standing(("canadacentral",), held.subdomain)


async def test_a_resource_lies_where_azure_says(management: AzureManagement, address: str) -> None:
    await tell(address, "region", operation="get_resource", value="West Europe")
    assert await management.standing(STORE) == Standing(("West Europe",))
    await tell(address, "secondary", operation="get_resource", value="eastus")
    assert await management.standing(STORE) == Standing(("canadacentral", "eastus"))


async def test_a_deployment_is_of_the_kind_azure_says(management: AzureManagement, address: str) -> None:
    assert await management.sku(DRAFTS, "drafting") == "Standard"
    await tell(address, "sku", operation="get_deployment", value="GlobalStandard")
    assert await management.sku(DRAFTS, "drafting") == "GlobalStandard"


async def test_a_deployments_name_stays_one_part_of_the_address(management: AzureManagement) -> None:
    with pytest.raises(NotTold, match="no such resource"):
        await management.sku(DRAFTS, "../../other")


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("unauthorized", "does not take the identity's token"),
        ("forbidden", "needs the role Reader"),
        ("not_found", "knows no such resource"),
        ("server_error", "answers 500"),
        ("redirect", "answers 307"),
        ("malformed", "something else than was asked"),
        ("drop_before", "does not answer"),
        ("drop_after", "does not answer"),
    ],
)
async def test_where_azure_does_not_say_it_is_told_why(
    management: AzureManagement, address: str, fault: str, said: str
) -> None:
    await tell(address, fault, times=None)
    with pytest.raises(NotTold, match=said) as silent:
        await management.standing(STORE)
    assert silent.value.__cause__ is None
    with pytest.raises(NotTold, match=said):
        await management.sku(DRAFTS, "drafting")


async def test_nobody_waits_for_ever(management: AzureManagement, address: str) -> None:
    await tell(address, "slow", seconds=30)
    with pytest.raises(NotTold, match="does not answer"):
        await management.standing(STORE)


async def test_nobody_there_is_no_answer() -> None:
    management = AzureManagement(f"http://127.0.0.1:{unused_port()}", lambda: Identity(TOKEN))
    with pytest.raises(NotTold, match="does not answer"):
        await management.standing(STORE)
    await management.close()


async def test_the_token_is_one_for_the_management_api(address: str) -> None:
    credential = Identity(TOKEN)
    management = AzureManagement(address, lambda: credential)
    await management.standing(STORE)
    await management.close()
    assert credential.scopes == ["https://management.azure.com/.default"]
    assert credential.closed


async def test_an_identity_without_a_token_is_no_answer(address: str) -> None:
    management = AzureManagement(address, lambda: Identity(TOKEN, refused=True))
    with pytest.raises(NotTold, match="gets no token"):
        await management.standing(STORE)
    await management.close()


async def test_a_token_for_another_service_is_not_taken(address: str) -> None:
    management = AzureManagement(address, lambda: Identity(mint("https://vault.azure.net")[0]))
    with pytest.raises(NotTold, match="does not take"):
        await management.standing(STORE)
    await management.close()
