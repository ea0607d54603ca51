"""Clio and its vault, put together from settings, over the wire to both stand-ins."""

from collections.abc import AsyncIterator
from urllib.parse import parse_qsl, urlsplit

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import TestServer

from core.adapters.key_vault import KeyVaultTokens
from core.bootstrap import _clio, _clio_oauth, _vault
from core.domain.errors import Unavailable
from core.settings import Settings
from core.settings_check import load
from local.standins.clio.app import make_app
from local.standins.clio.registration import CLIENT_ID, CLIENT_SECRET
from local.standins.keyvault.app import running
from local.standins.keyvault.identity import IDENTITY_HEADER
from tests.core.given_settings import DEVELOPMENT
from tests.fakes import ALICE

AVERY = "348755001"


@pytest.fixture
async def settings(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[dict[str, str]]:
    """The settings of a stack on both stand-ins, without the app's secret."""
    async with running(tmp_path_factory.mktemp("keyvault")) as at, TestServer(make_app()) as server:
        monkeypatch.setenv("IDENTITY_ENDPOINT", at.identity)
        monkeypatch.setenv("IDENTITY_HEADER", IDENTITY_HEADER)
        yield DEVELOPMENT | {
            "CASECLOCK_CLIO_CLIENT_ID": CLIENT_ID,
            "CASECLOCK_CLIO_REDIRECT": "http://127.0.0.1:7071/api/clio/callback",
            "CASECLOCK_CLIO_ADDRESS": str(server.make_url("/")),
            "CASECLOCK_VAULT_ADDRESS": at.vault,
            "CASECLOCK_VAULT_CERTIFICATE": str(at.certificate),
        }


async def code(address: str) -> str:
    """What a lawyer's browser brings back from an authorize address."""
    parts = urlsplit(address)
    form = dict(parse_qsl(parts.query)) | {"user": AVERY, "decision": "approve"}
    async with (
        ClientSession() as browser,
        browser.post(parts._replace(query="").geturl(), data=form, allow_redirects=False) as answer,
    ):
        return dict(parse_qsl(urlsplit(answer.headers["Location"]).query))["code"]


async def connects(settings: Settings) -> str:
    """Connect a lawyer, keep the token, read it back, use it; give whom Clio takes them for."""
    vault, clio = _vault(settings), _clio(settings)
    oauth = _clio_oauth(settings, vault)
    tokens = KeyVaultTokens(vault)
    try:
        await tokens.write(ALICE, await oauth.exchange(await code(oauth.authorize_address("s"))))
        kept = await tokens.read(ALICE)
        assert kept is not None
        return (await clio.who_am_i(kept.access)).name
    finally:
        for each in (vault, clio, oauth):
            await each.close()


async def test_the_apps_secret_is_a_setting_in_development(settings: dict[str, str]) -> None:
    assert await connects(load(settings | {"CASECLOCK_CLIO_CLIENT_SECRET": CLIENT_SECRET})) == "Avery Quinn"


async def test_the_apps_secret_is_in_the_vault_otherwise(settings: dict[str, str]) -> None:
    given = load(settings | {"CASECLOCK_CLIO_SECRET_NAME": "the-app"})
    vault = _vault(given)
    await vault.keep("the-app", CLIENT_SECRET, "text/plain")
    await vault.close()
    assert await connects(given) == "Avery Quinn"


async def test_without_the_apps_secret_nobody_connects(settings: dict[str, str]) -> None:
    with pytest.raises(Unavailable):
        await connects(load(settings))
