"""The consent of a lawyer, tokens, and their end."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest

from local.standins.clio.registration import CLIENT_ID, CLIENT_SECRET
from tests.local.standins.clio.conftest import AVERY, BLAKE, ENTRY, Clio, Controls

pytestmark = pytest.mark.asyncio(loop_scope="session")

BACK = "http://127.0.0.1:7071/api/clio/callback"
ASK = {"response_type": "code", "client_id": CLIENT_ID, "redirect_uri": BACK, "state": "s t/1"}
APP = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}


async def decide(http: aiohttp.ClientSession, decision: str = "approve", **changed: str) -> dict[str, str]:
    """Send the form and give what the browser is sent back with."""
    form = ASK | {"user": str(BLAKE), "decision": decision} | changed
    answer = await http.post("/oauth/authorize", data=form, allow_redirects=False)
    assert answer.status == 302, await answer.text()
    assert answer.headers["Location"].startswith(f"{BACK}?")
    return {name: value for name, (value,) in parse_qs(urlsplit(answer.headers["Location"]).query).items()}


async def exchange(http: aiohttp.ClientSession, **changed: str) -> tuple[int, Any]:
    form = APP | {"grant_type": "authorization_code", "redirect_uri": BACK} | changed
    answer = await http.post("/oauth/token", data=form)
    return answer.status, await answer.json()


async def refresh(http: aiohttp.ClientSession, token: str) -> tuple[int, Any]:
    answer = await http.post(
        "/oauth/token", data=APP | {"grant_type": "refresh_token", "refresh_token": token}
    )
    return answer.status, await answer.json()


async def granted(http: aiohttp.ClientSession) -> Any:
    status, tokens = await exchange(http, code=(await decide(http))["code"])
    assert status == 200
    return tokens


async def who(http: aiohttp.ClientSession, token: str) -> Any:
    answer = await Clio(http, token).get("users/who_am_i", params={"fields": "name"}, judged=False)
    return answer.data["name"] if answer.status == 200 else answer.body


async def test_the_page_says_who_asks_for_what_and_keeps_what_was_asked(http: aiohttp.ClientSession) -> None:
    page = await (await http.get("/oauth/authorize", params=ASK | {"redirect_on_decline": "true"})).text()
    assert "It is NOT Clio" in page
    assert "<strong>CaseClock (development)</strong> asks" in page
    assert "<li>activities: write</li>" in page
    assert re.findall(r"<option[^>]*>([^<]*)<", page) == ["Avery Quinn", "Blake Tremblay"]
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    assert hidden == ASK | {"redirect_on_decline": "true"}


async def test_a_lawyer_approves_and_the_app_acts_as_that_lawyer(http: aiohttp.ClientSession) -> None:
    back = await decide(http)
    assert back["state"] == "s t/1"
    status, tokens = await exchange(http, code=back["code"])
    assert (status, tokens["token_type"], tokens["expires_in"]) == (200, "bearer", 2_592_000)
    assert await who(http, tokens["access_token"]) == "Blake Tremblay"


async def test_a_code_is_for_one_use_within_ten_minutes_and_for_one_address(
    http: aiohttp.ClientSession, controls: Controls
) -> None:
    code = (await decide(http))["code"]
    assert (await exchange(http, code=code))[0] == 200
    assert (await exchange(http, code=code))[1]["error"] == "invalid_grant"
    late = (await decide(http))["code"]
    await controls.advance(600)
    elsewhere = (await decide(http))["code"]
    for form in ({"code": late}, {"code": elsewhere, "redirect_uri": f"{BACK}/"}, {}):
        status, body = await exchange(http, **form)
        assert (status, body["error"]) == (400, "invalid_grant")


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"client_secret": "wrong"}, (401, "invalid_client")),
        ({"client_id": "another"}, (401, "invalid_client")),
        ({"grant_type": "password"}, (400, "unsupported_grant_type")),
    ],
)
async def test_the_app_must_be_known_and_ask_for_what_there_is(
    http: aiohttp.ClientSession, changed: dict[str, str], refusal: tuple[int, str]
) -> None:
    status, body = await exchange(http, code=(await decide(http))["code"], **changed)
    assert (status, body["error"]) == refusal


async def test_the_token_endpoint_takes_forms_only(http: aiohttp.ClientSession) -> None:
    answer = await http.post("/oauth/token", json=APP | {"grant_type": "authorization_code"})
    assert (answer.status, (await answer.json())["error"]) == (400, "invalid_request")


async def test_a_lawyer_declines(http: aiohttp.ClientSession) -> None:
    assert await decide(http, "decline", redirect_on_decline="true") == {
        "error": "access_denied",
        "state": "s t/1",
    }
    form = ASK | {"user": str(AVERY), "decision": "decline"}
    shown = await http.post("/oauth/authorize", data=form, allow_redirects=False)
    assert (shown.status, "not given access" in await shown.text()) == (200, True)


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"client_id": "another"}, 401),
        ({"redirect_uri": "https://elsewhere.example/callback"}, 400),
        ({"redirect_uri": ""}, 400),
    ],
)
async def test_a_stranger_is_never_sent_a_code(
    http: aiohttp.ClientSession, changed: dict[str, str], status: int
) -> None:
    asked = await http.get("/oauth/authorize", params=ASK | changed, allow_redirects=False)
    form = ASK | {"user": str(AVERY), "decision": "approve"} | changed
    told = await http.post("/oauth/authorize", data=form, allow_redirects=False)
    assert (asked.status, told.status) == (status, status)
    assert "Location" not in told.headers


async def test_only_codes_are_given(http: aiohttp.ClientSession) -> None:
    assert (await decide(http, response_type="token"))["error"] == "unsupported_response_type"


async def test_a_refresh_gives_a_new_access_token_and_keeps_the_refresh_token(
    http: aiohttp.ClientSession, controls: Controls
) -> None:
    tokens = await granted(http)
    await controls.advance(tokens["expires_in"])
    assert (await who(http, tokens["access_token"]))["error"] == "invalid_token"
    for _ in range(2):
        status, fresh = await refresh(http, tokens["refresh_token"])
        assert (status, "refresh_token" in fresh) == (200, False)
        assert await who(http, fresh["access_token"]) == "Blake Tremblay"


async def test_refresh_tokens_rotate_where_they_are_told_to(
    http: aiohttp.ClientSession, controls: Controls
) -> None:
    await controls.turn(refresh_rotates=True, refresh_ends_old_token=True, token_seconds=3600)
    tokens = await granted(http)
    _, fresh = await refresh(http, tokens["refresh_token"])
    assert fresh["expires_in"] == 3600
    assert (await who(http, tokens["access_token"]))["error"] == "invalid_token"
    status, body = await refresh(http, tokens["refresh_token"])
    assert (status, body["error"]) == (400, "invalid_grant")
    assert (await refresh(http, fresh["refresh_token"]))[0] == 200


async def test_deauthorizing_ends_the_whole_grant_and_no_other(http: aiohttp.ClientSession) -> None:
    tokens, other = await granted(http), await granted(http)
    access = tokens["access_token"]
    bearer = {"Authorization": f"Bearer {access}"}
    answer = await http.post("/oauth/deauthorize", headers=bearer, data={"token": access})
    assert (answer.status, await answer.read()) == (200, b"")
    assert (await who(http, access))["error"] == "invalid_token"
    assert (await refresh(http, tokens["refresh_token"]))[0] == 400
    assert await who(http, other["access_token"]) == "Blake Tremblay"
    assert (await http.post("/oauth/deauthorize", headers=bearer, data={"token": access})).status == 401


async def test_permissions_are_those_of_the_moment_of_consent(
    http: aiohttp.ClientSession, controls: Controls
) -> None:
    await controls.turn(permissions={"activities": "read", "matters": "none"})
    before = Clio(http, (await granted(http))["access_token"])
    await controls.turn(permissions={})
    after = Clio(http, (await granted(http))["access_token"])
    assert (await before.post(ENTRY)).status == 403
    assert (await before.get("activities")).status == 200
    assert (await before.get("matters")).status == 403
    assert (await after.post(ENTRY)).status == 201


@pytest.mark.parametrize("header", [None, "Basic abc", "Bearer ", "Bearer"])
async def test_without_a_token_the_first_kind_of_401(http: aiohttp.ClientSession, header: str | None) -> None:
    headers = {"Authorization": header} if header else {}
    answer = await http.get("/api/v4/activities.json", headers=headers)
    assert answer.status == 401
    assert await answer.json() == {
        "error": {"type": "UnauthorizedError", "message": "User is not authorized"}
    }
    assert not [name for name in answer.headers if name.startswith("X-RateLimit")]


async def test_with_a_bad_token_the_second_kind_of_401(http: aiohttp.ClientSession) -> None:
    answer = await Clio(http, "not-one-of-ours").get("activities", judged=False)
    assert (answer.status, answer.body["error"]) == (401, "invalid_token")
    assert answer.headers["WWW-Authenticate"].startswith('Bearer realm="')
    assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]
