"""Tokens kept one secret per lawyer, over the wire through the real SDK."""

import asyncio
import subprocess
import sys
from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp import ClientSession

from core.adapters.key_vault import KeyVault, KeyVaultTokens
from core.adapters.managed_identity import identity
from core.domain.errors import Unavailable
from core.domain.identity import Lawyer
from core.ports_clio import ClioToken
from local.standins.keyvault.app import Running
from tests.core.adapters.credentials import Credential
from tests.core.adapters.key_vault.conftest import opened
from tests.fakes import ALICE, BRUNO

FIRST = ClioToken("access-hush-1", "refresh-hush-1", datetime(2026, 12, 24, 18, 30, tzinfo=UTC))
SECOND = ClioToken("access-hush-2", "refresh-hush-2", datetime(2027, 1, 24, 18, 30, tzinfo=UTC))


async def tell(http: ClientSession, operation: str, fault: str, **more: Any) -> None:
    order = {"operation": operation, "fault": fault, **more}
    async with http.post("/standin/faults", json=order) as answer:
        assert answer.status == 201, await answer.text()


async def calls(http: ClientSession) -> list[tuple[str, int | None]]:
    """What was asked of the vault and how it ended, without challenges."""
    async with http.get("/standin/calls") as answer:
        seen = (await answer.json())["calls"]
    return [(call["operation"], call["status"]) for call in seen if call["status"] != 401]


async def test_nothing_is_kept_at_first(tokens: KeyVaultTokens) -> None:
    assert await tokens.read(ALICE) is None


async def test_a_token_is_kept_and_replaced(tokens: KeyVaultTokens) -> None:
    await tokens.write(ALICE, FIRST)
    assert await tokens.read(ALICE) == FIRST
    await tokens.write(ALICE, SECOND)
    assert await tokens.read(ALICE) == SECOND


async def test_each_lawyer_has_one_of_their_own(tokens: KeyVaultTokens) -> None:
    elsewhere = Lawyer.of_ids("22222222-2222-4222-8222-222222222222", ALICE.user_id)
    await tokens.write(ALICE, FIRST)
    await tokens.write(BRUNO, SECOND)
    assert await tokens.read(ALICE) == FIRST
    assert await tokens.read(BRUNO) == SECOND
    assert await tokens.read(elsewhere) is None
    await tokens.forget(ALICE)
    assert await tokens.read(BRUNO) == SECOND


async def test_a_secret_says_what_it_is(tokens: KeyVaultTokens, vault: KeyVault) -> None:
    await tokens.write(ALICE, FIRST)
    kept = await vault._connected().get_secret(f"clio-{ALICE.firm_id}-{ALICE.user_id}")
    assert kept.properties.content_type == "application/json"


async def test_what_is_forgotten_is_gone_and_forgetting_again_is_nothing(tokens: KeyVaultTokens) -> None:
    await tokens.forget(ALICE)
    await tokens.write(ALICE, FIRST)
    await tokens.forget(ALICE)
    await tokens.forget(ALICE)
    assert await tokens.read(ALICE) is None


async def test_a_name_that_a_deleted_secret_holds_is_taken_back(tokens: KeyVaultTokens) -> None:
    await tokens.write(ALICE, FIRST)
    await tokens.forget(ALICE)
    await tokens.write(ALICE, SECOND)
    assert await tokens.read(ALICE) == SECOND


async def test_a_secret_that_is_still_being_deleted_is_waited_for(
    http: ClientSession, tokens: KeyVaultTokens
) -> None:
    await tokens.write(ALICE, FIRST)
    await tell(http, "delete_secret", "slow_deletion", seconds=1.2)
    forgetting = asyncio.create_task(tokens.forget(ALICE))
    async with asyncio.timeout(10):
        while ("delete_secret", 200) not in await calls(http):
            pass
    await tokens.write(ALICE, SECOND)
    assert ("set_secret", 409) in await calls(http)
    assert await tokens.read(ALICE) == SECOND
    # It looks for the deleted secret, which was taken back: it gives up when its time is over.
    forgetting.cancel()


@pytest.mark.parametrize("value", ["not json", "{}", '{"access": "", "refresh": "r"}', "[]"])
async def test_a_secret_that_holds_no_token_is_none(
    tokens: KeyVaultTokens, vault: KeyVault, caplog: pytest.LogCaptureFixture, value: str
) -> None:
    await vault.keep(f"clio-{ALICE.firm_id}-{ALICE.user_id}", value, "text/plain")
    assert await tokens.read(ALICE) is None
    assert value not in caplog.text


async def through(tokens: KeyVaultTokens) -> None:
    """Every use of the vault."""
    await tokens.write(ALICE, FIRST)
    await tokens.read(ALICE)
    await tokens.forget(ALICE)


@pytest.mark.parametrize(
    ("operation", "fault"),
    [
        ("set_secret", {"fault": "server_error"}),
        ("set_secret", {"fault": "rate_limited", "retry_after": 0}),
        ("set_secret", {"fault": "forbidden"}),
        ("set_secret", {"fault": "drop_before"}),
        ("set_secret", {"fault": "drop_after"}),
        ("get_secret", {"fault": "server_error", "status": 503}),
        ("get_secret", {"fault": "forbidden"}),
        ("get_secret", {"fault": "drop_before"}),
        ("delete_secret", {"fault": "forbidden"}),
    ],
)
async def test_a_vault_that_fails_is_unavailable_and_nothing_is_told(
    http: ClientSession,
    tokens: KeyVaultTokens,
    caplog: pytest.LogCaptureFixture,
    operation: str,
    fault: dict[str, Any],
) -> None:
    caplog.set_level("INFO")
    await tell(http, operation, times=None, **fault)
    with pytest.raises(Unavailable) as caught:
        await through(tokens)
    assert caught.value.__context__ is None
    assert caught.value.__cause__ is None
    assert "hush" not in f"{caught.value!r}{caplog.text}"
    assert "Key Vault: " in caplog.text


@pytest.mark.parametrize("fault", ["drop_before", "drop_after", "server_error"])
async def test_a_single_failure_is_bridged(http: ClientSession, tokens: KeyVaultTokens, fault: str) -> None:
    await tell(http, "set_secret", fault)
    await tokens.write(ALICE, FIRST)
    assert await tokens.read(ALICE) == FIRST


async def test_an_answer_that_comes_too_late_is_unavailable(
    at: Running, http: ClientSession, tokens: KeyVaultTokens
) -> None:
    await tokens.write(ALICE, FIRST)
    await tell(http, "get_secret", "slow", seconds=60, times=None)
    impatient = opened(at, timeout=1)
    try:
        async with asyncio.timeout(30):
            with pytest.raises(Unavailable):
                await KeyVaultTokens(impatient).read(ALICE)
    finally:
        await impatient.close()


async def test_without_a_token_for_the_vault_it_is_unavailable(at: Running) -> None:
    class Lent(Credential):
        async def close(self) -> None:
            """The vault owns the credential that it had made for it."""

    refused = KeyVault(at.vault, lambda: Lent(refused=True), str(at.certificate))
    with pytest.raises(Unavailable) as caught:
        await KeyVaultTokens(refused).read(ALICE)
    assert caught.value.__context__ is None
    await refused.close()


async def test_a_certificate_that_is_not_trusted_ends_it(at: Running, http: ClientSession) -> None:
    wary = KeyVault(at.vault, lambda: identity(""))
    with pytest.raises(Unavailable):
        await KeyVaultTokens(wary).read(ALICE)
    await wary.close()
    assert await calls(http) == []


async def test_a_secret_that_must_be_there(vault: KeyVault, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Unavailable):
        await vault.text("clio-client-secret")
    assert "the secret clio-client-secret is missing" in caplog.text
    await vault.keep("clio-client-secret", "hush", "text/plain")
    assert await vault.text("clio-client-secret") == "hush"


def test_importing_the_adapter_imports_nothing_heavy() -> None:
    code = (
        "import sys, core.adapters.key_vault, core.adapters.clio;"
        "print([name for name in ('aiohttp', 'azure.identity', 'azure.core', 'yarl') if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own code
    assert found.stdout.strip() == "[]"
