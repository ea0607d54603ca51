"""Clio's authorization server: connecting, refreshing and ending a lawyer's grant."""

import asyncio
import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest

from core.adapters.clio import ClioApi, ClioOAuthServer
from core.domain.errors import ClioUnauthorized, ReconnectNeeded, Unavailable
from core.ports_clio import ClioToken
from tests.core.adapters.clio.conftest import AVERY, BLAKE, REDIRECT, Bench, Now, app_at
from tests.core.adapters.scripting import Script
from tests.fakes import FakeClock

GRANT = {"access_token": "access-hush", "expires_in": 3600, "refresh_token": "refresh-hush"}
HELD = ClioToken("access-hush-0", "refresh-hush-0", datetime(2026, 11, 1, tzinfo=UTC))


async def consent(
    bench: Bench, oauth: ClioOAuthServer, decision: str = "approve", user: int = AVERY
) -> dict[str, str]:
    """What Clio sends a browser back with, once a lawyer has decided."""
    asked = dict(parse_qsl(urlsplit(oauth.authorize_address("state-1")).query))
    form = asked | {"user": str(user), "decision": decision}
    async with bench.http.post(
        f"{bench.address}/oauth/authorize", data=form, allow_redirects=False
    ) as answer:
        assert answer.status == 302
        back = answer.headers["Location"]
    assert back.startswith(f"{REDIRECT}?")
    return dict(parse_qsl(urlsplit(back).query))


async def connected(bench: Bench, oauth: ClioOAuthServer, user: int = AVERY) -> ClioToken:
    return await oauth.exchange((await consent(bench, oauth, user=user))["code"])


async def test_the_address_says_who_asks_and_where_to_go_on(bench: Bench, oauth: ClioOAuthServer) -> None:
    address = oauth.authorize_address("a state & more")
    assert address.startswith(f"{bench.address}/oauth/authorize?")
    assert parse_qs(urlsplit(address).query) == {
        "response_type": ["code"],
        "client_id": ["caseclock-development"],
        "redirect_uri": [REDIRECT],
        "state": ["a state & more"],
        "redirect_on_decline": ["true"],
    }
    async with bench.http.get(address) as page:
        assert page.status == 200


async def test_a_lawyer_connects(bench: Bench, oauth: ClioOAuthServer, clio: ClioApi) -> None:
    before = datetime.now(UTC)
    back = await consent(bench, oauth, user=BLAKE)
    assert back["state"] == "state-1"
    token = await oauth.exchange(back["code"])
    assert (await clio.who_am_i(token.access)).id == BLAKE
    assert before + timedelta(days=30) <= token.expires_at <= datetime.now(UTC) + timedelta(days=30)
    assert token.access not in repr(token)


async def test_a_lawyer_declines(bench: Bench, oauth: ClioOAuthServer) -> None:
    assert await consent(bench, oauth, "decline") == {"error": "access_denied", "state": "state-1"}


async def test_a_code_is_good_once(bench: Bench, oauth: ClioOAuthServer) -> None:
    code = (await consent(bench, oauth))["code"]
    await oauth.exchange(code)
    with pytest.raises(ReconnectNeeded):
        await oauth.exchange(code)


async def test_a_code_is_good_for_ten_minutes(bench: Bench, oauth: ClioOAuthServer) -> None:
    code = (await consent(bench, oauth))["code"]
    await bench.tell("POST", "clock", {"seconds": 601})
    with pytest.raises(ReconnectNeeded):
        await oauth.exchange(code)


async def test_a_refresh_keeps_the_refresh_token(bench: Bench, oauth: ClioOAuthServer, clio: ClioApi) -> None:
    token = await connected(bench, oauth)
    await bench.tell("POST", "tokens/expire")
    with pytest.raises(ClioUnauthorized):
        await clio.who_am_i(token.access)
    fresh = await oauth.refresh(token)
    assert fresh.refresh == token.refresh
    assert fresh.access != token.access
    assert (await clio.who_am_i(fresh.access)).id == AVERY
    assert (await oauth.refresh(fresh)).refresh == token.refresh


async def test_a_new_refresh_token_is_kept(bench: Bench, oauth: ClioOAuthServer) -> None:
    await bench.turn(refresh_rotates=True)
    token = await connected(bench, oauth)
    fresh = await oauth.refresh(token)
    assert fresh.refresh != token.refresh
    await oauth.refresh(fresh)
    with pytest.raises(ReconnectNeeded):
        await oauth.refresh(token)


async def test_the_time_a_token_lasts_is_as_clio_says(bench: Bench, oauth: ClioOAuthServer) -> None:
    await bench.turn(token_seconds=3600)
    token = await connected(bench, oauth)
    assert timedelta(minutes=59) < token.expires_at - datetime.now(UTC) <= timedelta(hours=1)


async def test_a_grant_that_was_revoked_needs_a_new_one(bench: Bench, oauth: ClioOAuthServer) -> None:
    token = await connected(bench, oauth)
    await bench.tell("POST", "tokens/revoke")
    with pytest.raises(ReconnectNeeded) as caught:
        await oauth.refresh(token)
    assert caught.value.__context__ is None


async def test_a_grant_is_ended(bench: Bench, oauth: ClioOAuthServer, clio: ClioApi) -> None:
    token = await connected(bench, oauth)
    await oauth.deauthorize(token)
    with pytest.raises(ClioUnauthorized):
        await clio.who_am_i(token.access)
    with pytest.raises(ReconnectNeeded):
        await oauth.refresh(token)
    await oauth.deauthorize(token)


@pytest.mark.parametrize("rotates", [False, True])
async def test_a_grant_is_ended_after_its_token_has_expired(
    bench: Bench, oauth: ClioOAuthServer, rotates: bool
) -> None:
    await bench.turn(refresh_rotates=rotates)
    token = await connected(bench, oauth)
    await bench.tell("POST", "tokens/expire")
    await oauth.deauthorize(token)
    with pytest.raises(ReconnectNeeded):
        await oauth.refresh(token)


async def test_a_grant_that_will_not_end_is_unavailable(bench: Bench, oauth: ClioOAuthServer) -> None:
    token = await connected(bench, oauth)
    await bench.fault("deauthorize", "expired_token", times=2)
    with pytest.raises(Unavailable):
        await oauth.deauthorize(token)
    await oauth.deauthorize(token)
    with pytest.raises(ReconnectNeeded):
        await oauth.refresh(token)


async def test_only_this_lawyers_grant_is_ended(bench: Bench, oauth: ClioOAuthServer, clio: ClioApi) -> None:
    mine, theirs = await connected(bench, oauth), await connected(bench, oauth, BLAKE)
    await oauth.deauthorize(mine)
    assert (await clio.who_am_i(theirs.access)).id == BLAKE


async def test_an_app_whose_secret_is_wrong_is_no_lawyers_fault(bench: Bench, oauth: ClioOAuthServer) -> None:
    token = await connected(bench, oauth)
    wrong = ClioOAuthServer(app_at(bench.address, "not the secret"), Now())
    for asking in (wrong.exchange("code"), wrong.refresh(token)):
        with pytest.raises(Unavailable):
            await asking
    await wrong.close()


async def test_a_secret_that_cannot_be_had_is_unavailable(bench: Bench) -> None:
    async def nobody() -> str:
        raise Unavailable("The vault did not answer.")

    alone = ClioOAuthServer(replace(app_at(bench.address), secret=nobody), Now())
    with pytest.raises(Unavailable):
        await alone.exchange("code")
    assert await bench.requests() == []


@pytest.mark.parametrize(
    "fault",
    [
        {"fault": "drop_before"},
        {"fault": "drop_after"},
        {"fault": "server_error"},
        {"fault": "server_error_after"},
        {"fault": "malformed"},
        {"fault": "error", "status": 400},
        {"fault": "rate_limited", "retry_after": 7},
    ],
)
async def test_a_server_that_fails_is_unavailable_and_asked_once(
    bench: Bench, oauth: ClioOAuthServer, fault: dict[str, Any]
) -> None:
    token = await connected(bench, oauth)
    for operation, asking in (("token", oauth.refresh), ("deauthorize", oauth.deauthorize)):
        if operation == "deauthorize" and fault["fault"] == "malformed":
            continue
        before = len(await bench.seen(operation))
        await bench.fault(operation, **fault)
        with pytest.raises(Unavailable) as caught:
            await asking(token)
        assert caught.value.__context__ is None
        assert caught.value.extra["retry_after"] == fault.get("retry_after", 30)
        assert len(await bench.seen(operation)) == before + 1


async def test_an_answer_that_is_too_late_is_unavailable(bench: Bench) -> None:
    impatient = ClioOAuthServer(app_at(bench.address), Now(), timeout=0.3)
    await bench.fault("token", "slow_before", seconds=20)
    async with asyncio.timeout(10):
        with pytest.raises(Unavailable):
            await impatient.refresh(HELD)
    await impatient.close()


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        GRANT | {"access_token": ""},
        GRANT | {"access_token": None},
        GRANT | {"expires_in": 0},
        GRANT | {"expires_in": 1e12},
        {name: value for name, value in GRANT.items() if name != "refresh_token"},
        {name: value for name, value in GRANT.items() if name != "expires_in"},
    ],
)
async def test_an_incomplete_grant_is_unavailable(script: Script, body: Any) -> None:
    script.answers(json=body)
    server = ClioOAuthServer(app_at(script.endpoint), FakeClock())
    with pytest.raises(Unavailable) as caught:
        await server.exchange("code")
    assert caught.value.__context__ is None
    await server.close()


async def test_a_grant_ends_by_our_clock_from_when_it_was_asked_for(script: Script) -> None:
    script.answers(json=GRANT)
    clock = FakeClock()
    server = ClioOAuthServer(app_at(script.endpoint), clock)
    assert await server.exchange("code") == ClioToken(
        "access-hush", "refresh-hush", clock.at + timedelta(hours=1)
    )
    await server.close()


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b'"invalid_grant"', b'{"error": {"type": "invalid_grant"}}']
)
async def test_only_a_grant_that_is_called_invalid_makes_lawyers_connect_again(
    script: Script, body: bytes
) -> None:
    script.answers(400, body=body)
    server = ClioOAuthServer(app_at(script.endpoint), FakeClock())
    with pytest.raises(Unavailable):
        await server.refresh(HELD)
    script.answers(400, json={"error": "invalid_grant"})
    with pytest.raises(ReconnectNeeded):
        await server.refresh(HELD)
    await server.close()


@pytest.mark.parametrize("status", [302, 307])
async def test_a_redirect_is_never_followed(script: Script, status: int) -> None:
    script.answers(status, headers={"Location": f"{script.endpoint}/elsewhere"})
    server = ClioOAuthServer(app_at(script.endpoint), FakeClock())
    with pytest.raises(Unavailable):
        await server.refresh(HELD)
    assert [request.path for request in script.requests] == ["/oauth/token"]
    await server.close()


async def test_no_secret_or_token_reaches_a_log_or_an_exception(
    script: Script, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("core", "aiohttp", "asyncio"):
        caplog.set_level(logging.DEBUG, name)
    server = ClioOAuthServer(app_at(script.endpoint, "secret-hush"), FakeClock())
    assert "hush" not in repr(server._app)
    for status in (200, 400, 401, 403, 429, 500):
        script.answers(status, json={"error": "hush", "error_description": "hush"})
        for asking in (server.exchange("code-hush"), server.refresh(HELD)):
            with pytest.raises(Unavailable) as caught:
                await asking
            assert "hush" not in repr(caught.value)
    assert "hush" not in caplog.text
    assert "Clio: refresh: 401" in caplog.text
    await server.close()
