"""Faults: each one over the wire, seen through the real SDK."""

from typing import Any

import aiohttp
import pytest
from azure.core.exceptions import HttpResponseError, ServiceRequestError, ServiceResponseError
from azure.identity.aio import DefaultAzureCredential
from azure.keyvault.secrets.aio import SecretClient

from tests.local.standins.keyvault.conftest import code_of

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def tell(http: aiohttp.ClientSession, fault: str, operation: str = "set_secret", **more: Any) -> None:
    answer = await http.post("/standin/faults", json={"operation": operation, "fault": fault, **more})
    assert answer.status == 201, await answer.text()


async def calls(http: aiohttp.ClientSession) -> list[dict[str, Any]]:
    seen: list[dict[str, Any]] = (await (await http.get("/standin/calls")).json())["calls"]
    return [call for call in seen if call["status"] != 401]


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        ({"fault": "rate_limited", "retry_after": 7}, 429, "Throttled"),
        ({"fault": "server_error"}, 500, "InternalServerError"),
        ({"fault": "server_error", "status": 503}, 503, "ServiceUnavailable"),
        ({"fault": "forbidden"}, 403, "Forbidden"),
    ],
)
async def test_refusals(
    http: aiohttp.ClientSession, secrets: SecretClient, fault: dict[str, Any], status: int, code: str
) -> None:
    await tell(http, **fault)
    with pytest.raises(HttpResponseError) as refused:
        await secrets.set_secret("clio-1", "one")
    assert refused.value.status_code == status
    assert code_of(refused.value) == code
    assert [(call["operation"], call["status"]) for call in await calls(http)] == [("set_secret", status)]
    assert (await secrets.set_secret("clio-1", "one")).value == "one"


@pytest.mark.parametrize(("fault", "kept"), [("drop_before", []), ("drop_after", ["clio-1"])])
async def test_the_connection_is_cut_before_or_after_the_work(
    http: aiohttp.ClientSession, secrets: SecretClient, fault: str, kept: list[str]
) -> None:
    await secrets.set_secret("warm-up", "so that the challenge is over")
    await http.delete("/standin/secrets")
    # The client sends an idempotent request again by itself where a connection it had kept is cut.
    await tell(http, fault, times=None)
    with pytest.raises((ServiceRequestError, ServiceResponseError)):
        await secrets.set_secret("clio-1", "one")
    await http.delete("/standin/faults")
    assert [each.name async for each in secrets.list_properties_of_secrets()] == kept


async def test_a_throttled_caller_is_told_when_to_come_back(
    http: aiohttp.ClientSession, credential: DefaultAzureCredential
) -> None:
    await tell(http, "rate_limited", "*", retry_after=7)
    token = (await credential.get_token("https://vault.azure.net/.default")).token
    answer = await http.get("/secrets?api-version=7.6", headers={"Authorization": f"Bearer {token}"})
    assert (answer.status, answer.headers["Retry-After"]) == (429, "7")


@pytest.mark.parametrize(
    "fault", [{"operation": "*", "fault": "unheard_of"}, {"operation": "sign", "fault": "slow"}]
)
async def test_faults_that_make_no_sense_are_refused(
    http: aiohttp.ClientSession, fault: dict[str, Any]
) -> None:
    answer = await http.post("/standin/faults", json=fault)
    assert answer.status == 400
    assert (await answer.json())["problems"]
