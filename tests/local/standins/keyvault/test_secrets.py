"""Secrets over the wire, through the real SDK and the credential that runs in Azure."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
from azure.core.exceptions import (
    ClientAuthenticationError,
    HttpResponseError,
    ResourceExistsError,
    ResourceNotFoundError,
    ServiceRequestError,
)
from azure.identity.aio import DefaultAzureCredential
from azure.keyvault.secrets.aio import SecretClient

from local.standins.keyvault.app import Running, running
from local.standins.keyvault.vault import MOST_BYTES
from tests.local.standins.keyvault.conftest import code_of

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_secret_is_kept_with_its_versions(secrets: SecretClient) -> None:
    first = await secrets.set_secret("clio-1", "one", content_type="text/plain", tags={"lawyer": "1"})
    second = await secrets.set_secret("clio-1", "two")
    assert (await secrets.get_secret("clio-1")).value == "two"
    assert (await secrets.get_secret("clio-1", first.properties.version)).value == "one"
    assert first.properties.tags == {"lawyer": "1"}
    assert first.properties.content_type == "text/plain"
    assert first.properties.recovery_level == "Recoverable"
    versions = [each.version async for each in secrets.list_properties_of_secret_versions("clio-1")]
    assert versions == [first.properties.version, second.properties.version]


async def test_names_do_not_mind_case_and_lists_hold_no_values(secrets: SecretClient) -> None:
    for number in range(30):
        await secrets.set_secret(f"Clio-{number:02}", f"value-{number}")
    assert (await secrets.get_secret("clio-07")).value == "value-7"
    listed = [each.name async for each in secrets.list_properties_of_secrets()]
    assert listed == [f"Clio-{number:02}" for number in range(30)]


async def test_what_is_kept_beside_the_value_can_be_changed(secrets: SecretClient) -> None:
    made = await secrets.set_secret("clio-1", "one")
    ends = datetime.now(UTC).replace(microsecond=0) + timedelta(days=1)
    changed = await secrets.update_secret_properties("clio-1", made.properties.version, expires_on=ends)
    assert changed.expires_on == ends
    await secrets.update_secret_properties("clio-1", enabled=False)
    with pytest.raises(HttpResponseError) as refused:
        await secrets.get_secret("clio-1")
    assert (refused.value.status_code, code_of(refused.value)) == (403, "Forbidden")


async def test_what_is_not_there_is_not_found(secrets: SecretClient) -> None:
    for ask in (secrets.get_secret("clio-9"), secrets.get_deleted_secret("clio-9")):
        with pytest.raises(ResourceNotFoundError) as missing:
            await ask
        assert code_of(missing.value) == "SecretNotFound"
    with pytest.raises(ResourceNotFoundError):
        await secrets.delete_secret("clio-9")


async def test_a_deleted_secret_keeps_its_name_and_can_be_recovered(secrets: SecretClient) -> None:
    await secrets.set_secret("clio-1", "one")
    gone = await secrets.delete_secret("clio-1")
    assert gone.scheduled_purge_date - gone.deleted_date == timedelta(days=90)  # type: ignore[operator]
    with pytest.raises(ResourceNotFoundError):
        await secrets.get_secret("clio-1")
    with pytest.raises(ResourceExistsError, match="recoverable"):
        await secrets.set_secret("clio-1", "two")
    assert [each.name async for each in secrets.list_deleted_secrets()] == ["clio-1"]
    await secrets.recover_deleted_secret("clio-1")
    assert (await secrets.get_secret("clio-1")).value == "one"


async def test_purge_protection_keeps_what_was_deleted(secrets: SecretClient) -> None:
    await secrets.set_secret("clio-1", "one")
    await secrets.delete_secret("clio-1")
    with pytest.raises(HttpResponseError, match="purge protection"):
        await secrets.purge_deleted_secret("clio-1")


async def test_without_protection_a_purge_frees_the_name(
    tmp_path: Path, credential: DefaultAzureCredential
) -> None:
    async with (
        running(tmp_path, purge_protection=False) as at,
        SecretClient(
            at.vault, credential, verify_challenge_resource=False, connection_verify=str(at.certificate)
        ) as secrets,
    ):
        await secrets.set_secret("clio-1", "one")
        await secrets.delete_secret("clio-1")
        await secrets.purge_deleted_secret("clio-1")
        assert (await secrets.set_secret("clio-1", "two")).value == "two"


async def test_a_slow_deletion_holds_the_name_and_shows_nothing(
    http: aiohttp.ClientSession, secrets: SecretClient
) -> None:
    await secrets.set_secret("clio-1", "one")
    fault = {"operation": "delete_secret", "fault": "slow_deletion", "seconds": 0.5}
    assert (await http.post("/standin/faults", json=fault)).status == 201
    deleting = asyncio.ensure_future(secrets.delete_secret("clio-1", _polling_interval=0.05))
    async with asyncio.timeout(5):
        while "delete_secret" not in await (await http.get("/standin/calls")).text():  # noqa: ASYNC110 - over the wire
            await asyncio.sleep(0.02)
    with pytest.raises(ResourceExistsError, match="being deleted"):
        await secrets.set_secret("clio-1", "two")
    assert (await deleting).name == "clio-1"
    assert (await secrets.get_deleted_secret("clio-1")).name == "clio-1"


@pytest.mark.parametrize(("name", "value"), [("clio_1", "x"), ("clio-1", "x" * (MOST_BYTES + 1))])
async def test_bad_names_and_long_values_are_refused(secrets: SecretClient, name: str, value: str) -> None:
    with pytest.raises(HttpResponseError) as refused:
        await secrets.set_secret(name, value)
    assert (refused.value.status_code, code_of(refused.value)) == (400, "BadParameter")


async def test_the_sdk_does_not_trust_a_vault_of_another_domain_by_itself(
    vault: Running, credential: DefaultAzureCredential
) -> None:
    async with SecretClient(vault.vault, credential, connection_verify=str(vault.certificate)) as strict:
        with pytest.raises(ValueError, match="does not match the requested domain"):
            await strict.get_secret("clio-1")


async def test_the_sdk_does_not_trust_the_certificate_by_itself(
    vault: Running, credential: DefaultAzureCredential
) -> None:
    async with SecretClient(
        vault.vault, credential, verify_challenge_resource=False, retry_total=0
    ) as untrusting:
        with pytest.raises(ServiceRequestError, match="CERTIFICATE_VERIFY_FAILED"):
            await untrusting.get_secret("clio-1")


async def test_the_sdk_sends_no_token_without_tls(credential: DefaultAzureCredential) -> None:
    async with SecretClient("http://127.0.0.1:9", credential, verify_challenge_resource=False) as plain:
        with pytest.raises(ServiceRequestError, match="not permitted for non-TLS"):
            await plain.get_secret("clio-1")


async def test_a_token_for_something_else_is_challenged_again(
    http: aiohttp.ClientSession, credential: DefaultAzureCredential
) -> None:
    other = (await credential.get_token("https://storage.azure.com/.default")).token
    right = (await credential.get_token("https://vault.azure.net/.default")).token
    statuses = []
    for token in ("", "not-a-token", other, right):
        headers = {"Authorization": f"Bearer {token}"}
        answer = await http.get("/secrets?api-version=7.6", headers=headers)
        statuses.append(answer.status)
        if answer.status == 401:
            assert 'resource="https://vault.azure.net"' in answer.headers["WWW-Authenticate"]
    assert statuses == [401, 401, 401, 200]


async def test_values_and_tokens_are_in_no_log_and_no_record(
    http: aiohttp.ClientSession, secrets: SecretClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await secrets.set_secret("clio-1", "MARKER-of-a-secret")
    await secrets.get_secret("clio-1")
    record = await (await http.get("/standin/calls")).text()
    page = await (await http.get("/")).text()
    assert "MARKER" not in caplog.text + record + page
    assert "eyJ" not in caplog.text + record + page


async def test_a_wrong_identity_header_gets_no_token(vault: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IDENTITY_ENDPOINT", vault.identity)
    monkeypatch.setenv("IDENTITY_HEADER", "another")
    async with DefaultAzureCredential(
        exclude_cli_credential=True,
        exclude_developer_cli_credential=True,
        exclude_powershell_credential=True,
        exclude_shared_token_cache_credential=True,
    ) as credential:
        with pytest.raises(ClientAuthenticationError):
            await credential.get_token("https://vault.azure.net/.default")
