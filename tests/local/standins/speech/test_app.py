"""Who may call, what is served, and the stand-in's own pages."""

import aiohttp
import pytest

from tests.local.standins.sounds import silence, wav
from tests.local.standins.speech.conftest import KEY, PATH, VERSION, Send

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer "},
        {"Authorization": "Basic abc"},
        {"Ocp-Apim-Subscription-Key": ""},
        {"api-key": "of another service"},
    ],
)
async def test_without_credentials_nothing_is_served(
    http: aiohttp.ClientSession, headers: dict[str, str]
) -> None:
    answer = await http.post(PATH, params=VERSION, headers=headers, data=b"")
    assert (answer.status, (await answer.json())["error"]["code"]) == (401, "Unauthorized")


async def test_a_token_serves_as_well_as_a_key(http: aiohttp.ClientSession) -> None:
    form = aiohttp.FormData()
    form.add_field("audio", wav(silence(0.2)), filename="a.wav")
    answer = await http.post(PATH, params=VERSION, headers={"Authorization": "Bearer t"}, data=form)
    assert answer.status == 200
    assert answer.headers["apim-request-id"]


async def test_an_api_version_must_be_given(http: aiohttp.ClientSession) -> None:
    answer = await http.post(PATH, headers=KEY, data=b"")
    assert (answer.status, (await answer.json())["code"]) == (400, "InvalidRequest")


async def test_other_paths_are_not_found(http: aiohttp.ClientSession) -> None:
    answer = await http.post("/speechtotext/transcriptions:submit", params=VERSION, headers=KEY)
    assert (answer.status, (await answer.json())["error"]["code"]) == (404, "404")


async def test_the_page_says_loudly_what_this_is(http: aiohttp.ClientSession) -> None:
    page = await (await http.get("/")).text()
    assert "STAND-IN for Azure AI Speech. It is not Azure" in page


async def test_the_record_of_calls_holds_no_content_and_can_be_cleared(
    http: aiohttp.ClientSession, send: Send
) -> None:
    await send(wav(silence(0.2)), {"locales": ["en-CA"]})
    record = await (await http.get("/standin/calls")).json()
    assert set(record["calls"][0]) == {"operation", "deployment", "status", "fault", "started", "finished"}
    assert record["billed"] == {"transcriptions": 1}
    assert (await http.delete("/standin/calls")).status == 204
    assert await (await http.get("/standin/calls")).json() == {"calls": [], "billed": {"transcriptions": 0}}
