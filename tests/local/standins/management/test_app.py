"""The stand-in for Azure Resource Manager, over the wire."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestServer

from local.standins.keyvault.tokens import mint
from local.standins.management.app import make_app
from local.standins.management.errors import RESOURCE

GROUP = "/subscriptions/s/resourceGroups/r/providers"
ACCOUNT = f"{GROUP}/Microsoft.CognitiveServices/accounts/drafts"
VERSION = {"api-version": "2025-06-01"}
TOKEN = {"Authorization": f"Bearer {mint(RESOURCE)[0]}"}


@pytest.fixture
async def http() -> AsyncIterator[ClientSession]:
    async with (
        TestServer(make_app("eastus2", "ProvisionedManaged")) as server,
        ClientSession(server.make_url("/"), headers=TOKEN) as session,
    ):
        yield session


async def test_it_says_what_it_is(http: ClientSession) -> None:
    assert "It is NOT Azure" in await (await http.get("/")).text()


async def test_what_it_was_told_to_say_it_says(http: ClientSession) -> None:
    resource = await (await http.get(ACCOUNT, params=VERSION)).json()
    assert (resource["location"], resource["properties"]["customSubDomainName"]) == ("eastus2", "drafts")
    deployment = await (await http.get(f"{ACCOUNT}/deployments/drafting", params=VERSION)).json()
    assert deployment["sku"]["name"] == "ProvisionedManaged"
    seen = await (await http.get("/standin/calls")).json()
    assert seen["billed"] == {"get_resource": 1, "get_deployment": 1}


@pytest.mark.parametrize("authorization", ["", "Bearer x", f"Bearer {mint('https://vault.azure.net')[0]}"])
async def test_it_wants_a_token_for_it(http: ClientSession, authorization: str) -> None:
    answer = await http.get(ACCOUNT, params=VERSION, headers={"Authorization": authorization})
    assert answer.status == 401
    assert (await answer.json())["error"]["code"] == "InvalidAuthenticationToken"


async def test_it_wants_a_version(http: ClientSession) -> None:
    answer = await http.get(ACCOUNT)
    assert (answer.status, (await answer.json())["error"]["code"]) == (400, "MissingApiVersionParameter")


@pytest.mark.parametrize("path", ["/nothing", "/subscriptions/s", f"{GROUP}/Microsoft.Storage"])
async def test_what_is_no_resource_is_not_there(http: ClientSession, path: str) -> None:
    assert (await http.get(path, params=VERSION)).status == 404


@pytest.mark.parametrize(
    "fault",
    [
        {"fault": "region", "operation": "get_resource"},
        {"fault": "sku", "value": "GlobalStandard"},
        {"fault": "sku", "operation": "get_resource", "value": "GlobalStandard"},
        {"fault": "away"},
    ],
)
async def test_a_fault_that_cannot_be_is_refused(http: ClientSession, fault: dict[str, str]) -> None:
    assert (await http.post("/standin/faults", json=fault)).status == 400


async def test_a_fault_passes(http: ClientSession) -> None:
    await http.post("/standin/faults", json={"fault": "forbidden", "times": 2})
    seen = [(await http.get(ACCOUNT, params=VERSION)).status for _ in range(3)]
    assert seen == [403, 403, 200]
