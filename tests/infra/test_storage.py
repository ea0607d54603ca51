"""What the code stores in is made, kept as long as is said, encrypted twice; deleted means deleted."""

import ast
import re
from collections.abc import Iterator

import pytest

from core import bootstrap
from core.ports import Queue
from core.settings import Settings
from tests.infra.stacks import OWN_KEYS, STACKS, function_app, named, of_type, properties
from tests.source import modules

STORAGE = "Microsoft.Storage/storageAccounts"
BLOBS = f"{STORAGE}/blobServices"

each = pytest.mark.parametrize


def made(name: str, kind: str) -> set[str]:
    """The names of what is made of a type in the account that holds data."""
    found = (each["name"].split("/") for each in of_type(name, kind))
    return {parts[-1] for parts in found if parts[0].endswith("data")}


def keywords(argument: str) -> Iterator[str]:
    """The texts that triggers are declared with under an argument's name."""
    for module in modules("functions"):
        for node in ast.walk(module.tree):
            if (
                isinstance(node, ast.keyword)
                and node.arg == argument
                and isinstance(node.value, ast.Constant)
            ):
                yield str(node.value.value)


def containers() -> set[str]:
    """The containers that the code names."""
    return {value for name, value in vars(bootstrap).items() if name.endswith("_CONTAINER")}


@each("name", STACKS)
def test_every_queue_is_made(name: str) -> None:
    """Those messages are sent to, each with its poison, and those that functions wait on."""
    sent = {str(queue) for queue in Queue}
    used = sent | {f"{queue}-poison" for queue in sent} | set(keywords("queue_name"))
    assert made(name, f"{STORAGE}/queueServices/queues") == used


@each("name", STACKS)
def test_every_container_is_made(name: str) -> None:
    watched = {path.partition("/")[0] for path in keywords("path") if "{" in path}
    assert {"recordings"} <= watched <= containers()
    of_azure = {"dead-letters"}
    assert made(name, f"{BLOBS}/containers") == containers() | of_azure


@each("name", STACKS)
def test_the_ledger_is_made(name: str) -> None:
    default = Settings.model_fields["ledger_table"].default
    assert made(name, f"{STORAGE}/tableServices/tables") == {default}


@each("name", STACKS)
def test_the_apps_code_has_a_place(name: str) -> None:
    address = function_app(name)["properties"]["functionAppConfig"]["deployment"]["storage"]["value"]
    account, container = re.fullmatch(r"https://(\w+)\.blob\.core\.windows\.net/([\w-]+)", address).groups()  # type: ignore[union-attr]
    assert named(name, f"{BLOBS}/containers", f"{account}/default/{container}")


@each("name", STACKS)
def test_deleted_means_deleted(name: str) -> None:
    """Nothing of what a lawyer deleted stays behind as a copy or an older version."""
    service = properties(name, BLOBS, "data/default")
    assert service["deleteRetentionPolicy"] == {"enabled": False}
    assert service["isVersioningEnabled"] is False
    assert service["restorePolicy"] == {"enabled": False}
    assert service["changeFeed"] == {"enabled": False}


@each("name", STACKS)
def test_digests_cannot_be_changed(name: str) -> None:
    (policy,) = of_type(name, f"{BLOBS}/containers/immutabilityPolicies")
    assert policy["name"].endswith("data/default/audit-digests/default")
    assert policy["properties"]["immutabilityPeriodSinceCreationInDays"] >= 365
    assert policy["properties"]["allowProtectedAppendWrites"] is False


@each("name", STACKS)
def test_what_is_kept_ends_and_digests_do_not(name: str) -> None:
    rules = properties(name, f"{STORAGE}/managementPolicies", "data/default")["policy"]["rules"]
    days = {}
    for rule in rules:
        assert rule["enabled"] is True
        (prefix,) = rule["definition"]["filters"]["prefixMatch"]
        actions = rule["definition"]["actions"]
        assert list(actions) == ["baseBlob"]
        days[prefix] = actions["baseBlob"]["delete"]["daysAfterCreationGreaterThan"]
    erased_by_the_app = Settings.model_fields["export_days"].default
    exports = erased_by_the_app + 10
    assert days == {"recordings/": 365, "transcripts/": 365, "exports/": exports, "dead-letters/": 30}


@each("name", STACKS)
def test_everything_is_encrypted_twice(name: str) -> None:
    for account in of_type(name, STORAGE):
        encryption = account["properties"]["encryption"]
        assert encryption["requireInfrastructureEncryption"] is True
        services = encryption["services"]
        assert {service: each["keyType"] for service, each in services.items()} == dict.fromkeys(
            ("blob", "file", "queue", "table"), "Account"
        )


@each("name", STACKS)
def test_keys_are_the_customers_where_asked_for(name: str) -> None:
    for account in of_type(name, STORAGE):
        encryption = account["properties"]["encryption"]
        if name not in OWN_KEYS:
            assert encryption["keySource"] == "Microsoft.Storage"
            continue
        vault = named(name, "Microsoft.KeyVault/vaults", "")["name"]
        (key,) = of_type(name, "Microsoft.KeyVault/vaults/keys")
        assert encryption["keySource"] == "Microsoft.Keyvault"
        wanted = {
            "keyname": key["name"].rpartition("/")[2],
            "keyvaulturi": f"https://{vault}.vault.azure.net",
        }
        assert encryption["keyvaultproperties"] == wanted
        assert list(account["identity"]["userAssignedIdentities"]) == [
            encryption["identity"]["userAssignedIdentity"]
        ]
