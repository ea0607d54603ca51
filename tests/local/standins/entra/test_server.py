"""The stand-in on the wire: what it publishes, mints, breaks on request, and says of itself."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import jwt
import pytest

from local.standins.entra.keys import KeyStore
from local.standins.entra.server import EntraStandIn

TENANT = "3f2504e0-4f89-41d3-9a0c-0305e82c3301"
ASK = {
    "tenant": TENANT,
    "user": "6fa459ea-ee8a-4ca4-894e-db77e160355e",
    "audience": "16fd2706-8baf-433b-82eb-8c7fada847da",
    "scope": "TimeEntries.ReadWrite",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("entra")


@pytest.fixture
async def standin(folder: Path) -> AsyncIterator[EntraStandIn]:
    async with EntraStandIn(folder) as running:
        yield running


@pytest.fixture
async def web(standin: EntraStandIn) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(standin.authority) as session:
        yield session


async def get(web: aiohttp.ClientSession, path: str) -> dict[str, Any]:
    async with web.get(path, raise_for_status=True) as response:
        found: dict[str, Any] = await response.json()
        return found


async def post(web: aiohttp.ClientSession, path: str, body: Any = None) -> tuple[int, Any]:
    async with web.post(path, json=body) as response:
        return response.status, await response.json() if response.status != 204 else None


@pytest.mark.parametrize(
    ("tenant", "issued_for"),
    [
        ("common", "{tenantid}"),
        ("organizations", "{tenantid}"),
        ("consumers", "9188040d-6c67-4c5b-b112-36a304b66dad"),
        (TENANT, TENANT),
    ],
)
async def test_discovery(
    standin: EntraStandIn, web: aiohttp.ClientSession, tenant: str, issued_for: str
) -> None:
    found = await get(web, f"/{tenant}/v2.0/.well-known/openid-configuration")

    assert found["issuer"] == f"{standin.authority}/{issued_for}/v2.0"
    assert await get(web, found["jwks_uri"]) == standin.keys.jwks(standin.authority)
    assert standin.served == {"discovery": 1, "keys": 1}


async def test_it_can_play_an_authority_at_another_address(tmp_path: Path) -> None:
    played = "https://login.microsoftonline.com"
    async with EntraStandIn(tmp_path, authority=played) as standin:
        assert standin.authority == played
        async with aiohttp.ClientSession(f"http://127.0.0.1:{standin.port}") as web:
            found = await get(web, "/common/v2.0/.well-known/openid-configuration")
            token = (await post(web, "/standin/token", ASK))[1]["access_token"]
    assert found["issuer"] == f"{played}/{{tenantid}}/v2.0"
    claims = jwt.decode(token, options={"verify_signature": False})
    assert claims["iss"] == f"{played}/{TENANT}/v2.0"


async def test_a_tenant_that_is_none(web: aiohttp.ClientSession) -> None:
    async with web.get("/nobody/v2.0/.well-known/openid-configuration") as response:
        assert response.status == 400


async def test_a_minted_token_fits_the_published_keys(
    standin: EntraStandIn, web: aiohttp.ClientSession
) -> None:
    status, answer = await post(web, "/standin/token", ASK | {"lifetime": 60, "name": "Kim"})

    keys = jwt.PyJWKSet.from_dict(await get(web, "/common/discovery/v2.0/keys"))
    key = keys[jwt.get_unverified_header(answer["access_token"])["kid"]]
    said = jwt.decode(answer["access_token"], key, ["RS256"], audience=ASK["audience"])
    assert (status, answer["token_type"], answer["expires_in"]) == (200, "Bearer", 60)
    assert said["iss"] == f"{standin.authority}/{TENANT}/v2.0"
    assert (said["exp"] - said["iat"], said["name"]) == (60, "Kim")


async def test_a_minted_token_outlives_a_restart(folder: Path, web: aiohttp.ClientSession) -> None:
    _, answer = await post(web, "/standin/token", ASK)

    key = KeyStore(folder).signing.private.public_key()
    assert jwt.decode(answer["access_token"], key, ["RS256"], audience=ASK["audience"])


async def test_a_flawed_token_can_be_asked_for(web: aiohttp.ClientSession) -> None:
    _, answer = await post(web, "/standin/token", ASK | {"flaw": "alg_none"})

    assert jwt.get_unverified_header(answer["access_token"])["alg"] == "none"


@pytest.mark.parametrize(
    ("change", "word"),
    [({"tenant": "x"}, "tenant"), ({"flaw": "x"}, "flaw"), ({"lifetime": 0}, "lifetime"), ({"a": 1}, "a")],
)
async def test_a_request_that_makes_no_sense(
    web: aiohttp.ClientSession, change: dict[str, Any], word: str
) -> None:
    status, answer = await post(web, "/standin/token", ASK | change)

    assert (status, answer["error"]) == (400, "invalid_request")
    assert answer["error_description"].startswith(f"{word}: ")


async def test_rotation(tmp_path: Path) -> None:
    async with EntraStandIn(tmp_path) as standin, aiohttp.ClientSession(standin.authority) as web:
        old = standin.keys.signing.kid
        _, first = await post(web, "/standin/rotate")
        _, second = await post(web, "/standin/rotate", {"withdraw": True})
        published = await get(web, "/common/discovery/v2.0/keys")

    assert len({old, first["kid"], second["kid"]}) == 3
    assert published["keys"][0]["kid"] == second["kid"]
    assert len(published["keys"]) == 2


async def test_faults_end_after_their_times(web: aiohttp.ClientSession) -> None:
    await post(web, "/standin/faults", {"fault": "server_error", "times": 2})

    statuses = []
    for path in ("/common/v2.0/.well-known/openid-configuration", *["/common/discovery/v2.0/keys"] * 3):
        async with web.get(path) as response:
            statuses.append(response.status)

    assert statuses == [200, 500, 500, 200]


async def test_a_dropped_connection(web: aiohttp.ClientSession) -> None:
    await post(web, "/standin/faults", {"fault": "drop_before", "operation": "*", "times": None})

    with pytest.raises(aiohttp.ClientConnectionError):
        await get(web, "/common/discovery/v2.0/keys")


async def test_a_slow_answer(web: aiohttp.ClientSession) -> None:
    await post(web, "/standin/faults", {"fault": "slow", "seconds": 600})

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await get(web, "/common/discovery/v2.0/keys")


async def test_faults_can_be_ended(web: aiohttp.ClientSession) -> None:
    await post(web, "/standin/faults", {"fault": "server_error", "times": None})
    async with web.delete("/standin/faults") as response:
        assert response.status == 204

    assert await get(web, "/common/discovery/v2.0/keys")


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        ("http://localhost:7071", "http://localhost:7071"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("https://localhost.example.com", None),
        ("null", None),
    ],
)
async def test_only_pages_of_this_machine_may_read_a_token(
    web: aiohttp.ClientSession, origin: str, allowed: str | None
) -> None:
    headers = {"Origin": origin}
    async with web.options("/standin/token", headers=headers) as preflight:
        assert preflight.headers.get("Access-Control-Allow-Origin") == allowed
    async with web.post("/standin/token", headers=headers, json={}) as refused:
        assert refused.status == 400
        assert refused.headers.get("Access-Control-Allow-Origin") == allowed


async def test_the_page_says_what_this_is(web: aiohttp.ClientSession) -> None:
    async with web.get("/") as response:
        assert "NOT Microsoft Entra ID" in await response.text()


async def test_the_command(folder: Path) -> None:
    command = (sys.executable, "-m", "local.standins.entra", "--port", "0", "--data", str(folder))
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert process.stdout
    async with asyncio.timeout(20):
        said = (await process.stdout.readline()).decode()
        async with aiohttp.ClientSession(said.split()[-1]) as web:
            assert await get(web, "/common/discovery/v2.0/keys")
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0
    assert "STAND-IN" in said


async def test_the_command_says_when_the_port_is_taken(standin: EntraStandIn, folder: Path) -> None:
    port = standin.authority.rpartition(":")[2]
    command = (sys.executable, "-m", "local.standins.entra", "--port", port, "--data", str(folder))
    process = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.PIPE)
    async with asyncio.timeout(20):
        _, said = await process.communicate()

    assert process.returncode == 1
    assert f"Is port {port} free?" in said.decode()
