"""Who may call, what is served, and the stand-in's own pages."""

import aiohttp
import pytest
from aiohttp.test_utils import TestClient, TestServer

from local.standins.calls import KEPT_CALLS, CallLog
from local.standins.openai.app import make_app
from tests.local.standins.openai.dictations import SMITH_CALL, messages

pytestmark = pytest.mark.asyncio(loop_scope="session")

COMPLETIONS = "/openai/deployments/drafter/chat/completions"
BODY = {"messages": messages(SMITH_CALL)}


@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": "Bearer "}, {"Authorization": "Basic abc"}, {"api-key": ""}]
)
async def test_without_credentials_nothing_is_served(
    http: aiohttp.ClientSession, headers: dict[str, str]
) -> None:
    answer = await http.post(f"{COMPLETIONS}?api-version=2024-10-21", headers=headers, json=BODY)
    assert (answer.status, (await answer.json())["error"]["code"]) == (401, "401")


async def test_a_key_serves_as_well_as_a_token(http: aiohttp.ClientSession) -> None:
    answer = await http.post(f"{COMPLETIONS}?api-version=2024-10-21", headers={"api-key": "a-key"}, json=BODY)
    assert answer.status == 200


async def test_any_api_version_is_accepted_but_one_must_be_given(
    http: aiohttp.ClientSession, credentials: dict[str, str]
) -> None:
    given = await http.post(f"{COMPLETIONS}?api-version=2031-01-01", headers=credentials, json=BODY)
    missing = await http.post(COMPLETIONS, headers=credentials, json=BODY)
    assert (given.status, missing.status) == (200, 404)
    assert (await missing.json())["error"] == {"code": "404", "message": "Resource not found"}


async def test_unknown_paths_are_not_found_in_azures_shape(http: aiohttp.ClientSession) -> None:
    answer = await http.post("/openai/deployments/drafter/embeddings?api-version=2024-10-21")
    assert (answer.status, (await answer.json())["error"]["code"]) == (404, "404")


async def test_only_named_deployments_are_served(credentials: dict[str, str]) -> None:
    async with TestClient(TestServer(make_app(["drafter"]), host="127.0.0.1")) as client:
        statuses = []
        for deployment in ("drafter", "other"):
            path = f"/openai/deployments/{deployment}/chat/completions?api-version=2024-10-21"
            answer = await client.post(path, headers=credentials, json=BODY)
            v1 = await client.post(
                "/openai/v1/chat/completions", headers=credentials, json={**BODY, "model": deployment}
            )
            statuses.append((answer.status, v1.status))
        assert (await v1.json())["error"]["code"] == "DeploymentNotFound"
    assert statuses == [(200, 200), (404, 404)]


async def test_the_page_says_loudly_what_this_is(http: aiohttp.ClientSession) -> None:
    page = await (await http.get("/")).text()
    assert "STAND-IN for Azure OpenAI. It is not Azure" in page


async def test_the_record_of_calls_holds_no_content_and_can_be_cleared(
    http: aiohttp.ClientSession, credentials: dict[str, str]
) -> None:
    await http.post(f"{COMPLETIONS}?api-version=2024-10-21", headers=credentials, json=BODY)
    record = await (await http.get("/standin/calls")).json()
    assert set(record["calls"][0]) == {"operation", "deployment", "status", "fault", "started", "finished"}
    assert record["billed"] == {"completions": 1, "transcriptions": 0}
    assert (await http.delete("/standin/calls")).status == 204
    empty = await (await http.get("/standin/calls")).json()
    assert empty == {"calls": [], "billed": {"completions": 0, "transcriptions": 0}}


async def test_the_record_of_calls_is_bounded() -> None:
    log = CallLog(["completions"])
    for _ in range(KEPT_CALLS + 1):
        with log.record("completions") as call:
            log.bill(call)
    record = log.as_json()
    assert len(record["calls"]) == KEPT_CALLS
    assert record["billed"]["completions"] == KEPT_CALLS + 1
