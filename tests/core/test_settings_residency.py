"""Where the services lie, as settings tell: ids that fit the addresses, a region of the jurisdiction."""

import json

import pytest

from core.domain.residency import OPENAI, SPEECH, STORAGE, VAULT
from core.settings_check import load
from core.settings_residency_check import held
from tests.core.given_settings import (
    DEVELOPMENT,
    FIRM,
    GROUP,
    OTHER_FIRM,
    PRODUCTION,
    SPEECH_RESOURCE,
    VAULT_RESOURCE,
    problems_of,
)

STORE, DRAFTS, SPEAKS, KEEPS = (
    f"CASECLOCK_{name}_RESOURCE" for name in ("STORAGE", "OPENAI", "SPEECH", "VAULT")
)
ELSEWHERE, MANAGEMENT = "CASECLOCK_ELSEWHERE", "CASECLOCK_MANAGEMENT_ADDRESS"
WITH_ALL = PRODUCTION | {
    "CASECLOCK_SPEECH_SERVICE": "azure-speech",
    "CASECLOCK_SPEECH_ENDPOINT": "https://caseclock-speech.cognitiveservices.azure.com",
    "CASECLOCK_VAULT_ADDRESS": "https://caseclock-ca.vault.azure.net",
    SPEAKS: SPEECH_RESOURCE,
    KEEPS: VAULT_RESOURCE,
}


def test_every_resource_in_use_has_its_id() -> None:
    assert problems_of(WITH_ALL) == {}
    missed = problems_of(WITH_ALL | dict.fromkeys((STORE, DRAFTS, SPEAKS, KEEPS), ""))
    assert list(missed) == [STORE, DRAFTS, SPEAKS, KEEPS]
    assert all(sentence.startswith("is missing. ") for sentence in missed.values())


def test_what_is_not_in_use_needs_none() -> None:
    assert problems_of(PRODUCTION) == {}


@pytest.mark.parametrize(
    ("name", "other"),
    [
        (STORE, f"{GROUP}/Microsoft.Storage/storageAccounts/another"),
        (DRAFTS, f"{GROUP}/Microsoft.CognitiveServices/accounts/another"),
        (SPEAKS, f"{GROUP}/Microsoft.CognitiveServices/accounts/caseclock"),
        (KEEPS, f"{GROUP}/Microsoft.KeyVault/vaults/caseclock-us"),
    ],
)
def test_what_is_checked_is_what_is_used(name: str, other: str) -> None:
    problems = problems_of(WITH_ALL | {name: other})
    assert list(problems) == [name]
    assert problems[name].startswith(f"names {other.rpartition('/')[2]}, and ")


@pytest.mark.parametrize("service", ["queue", "table"])
def test_no_part_of_storage_is_another_account(service: str) -> None:
    address = {f"CaseClockStorage__{service}ServiceUri": f"https://another.{service}.core.windows.net"}
    assert list(problems_of(PRODUCTION | address)) == [STORE]


@pytest.mark.parametrize(
    "wrong",
    [
        "caseclock",
        "/subscriptions/x/resourceGroups/r/providers/Microsoft.Storage/storageAccounts/caseclock",
        PRODUCTION[DRAFTS],
        f"{PRODUCTION[STORE]}/",
        f"{PRODUCTION[STORE]}/blobServices/default",
        f"{PRODUCTION[STORE]}?x=1",
        f"https://management.azure.com{PRODUCTION[STORE]}",
        f"{PRODUCTION[STORE]}\n",
        # The address to ask at is made of the id, so nothing in it may climb.
        PRODUCTION[STORE].replace("/caseclock/", "/../"),
        PRODUCTION[STORE].replace("/caseclock/", "/caseclock./"),
    ],
)
def test_an_id_is_a_whole_id_of_the_right_kind(wrong: str) -> None:
    problems = problems_of(PRODUCTION | {STORE: wrong})
    assert list(problems) == [STORE]
    assert "Microsoft.Storage/storageAccounts" in problems[STORE]


def test_an_id_is_read_however_it_is_capitalised() -> None:
    assert problems_of(PRODUCTION | {STORE: PRODUCTION[STORE].upper()}) == {}


@pytest.mark.parametrize("region", ["", "East US 2", "eastus2", "EastUS2", "West Central US"])
def test_the_platforms_region_is_one_of_the_jurisdiction(region: str) -> None:
    assert problems_of(PRODUCTION | {"REGION_NAME": region}) == {}


@pytest.mark.parametrize("region", ["Canada Central", "canadaeast", "West Europe", "eastus2euap", "nowhere"])
def test_the_app_does_not_start_in_another(region: str) -> None:
    problems = problems_of(PRODUCTION | {"REGION_NAME": region})
    assert problems == {"REGION_NAME": "the app runs outside the United States: deploy it in a region there."}


def test_a_developers_machine_is_anywhere() -> None:
    assert problems_of(DEVELOPMENT | {"REGION_NAME": "West Europe"}) == {}


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:8107", "https://management.azure.com.evil.example", "x"]
)
def test_production_asks_azure_alone(address: str) -> None:
    assert list(problems_of(PRODUCTION | {MANAGEMENT: address})) == [MANAGEMENT]


@pytest.mark.parametrize("address", ["http://127.0.0.1:8107", "https://management.azure.com"])
def test_development_may_ask_this_machine(address: str) -> None:
    assert problems_of(DEVELOPMENT | {MANAGEMENT: address}) == {}


def test_firms_elsewhere_are_read_however_their_ids_are_written() -> None:
    said = json.dumps({OTHER_FIRM.upper(): "https://us.caseclock.example/"})
    assert load(PRODUCTION | {ELSEWHERE: said}).elsewhere == {OTHER_FIRM: "https://us.caseclock.example"}


@pytest.mark.parametrize(
    "said",
    [
        "x",
        "[]",
        '{"smith": "https://us.caseclock.example"}',
        *(
            json.dumps({OTHER_FIRM: address})
            for address in (
                "",
                "us.example",
                "http://us.caseclock.example",
                "https://u@us.example",
                "https://a.b/c?d",
            )
        ),
    ],
)
def test_an_address_elsewhere_is_one_over_https(said: str) -> None:
    assert list(problems_of(PRODUCTION | {ELSEWHERE: said})) == [ELSEWHERE]


def test_a_firm_is_not_both_here_and_elsewhere() -> None:
    said = json.dumps(dict.fromkeys((FIRM, OTHER_FIRM), "https://us.caseclock.example"))
    assert problems_of(PRODUCTION | {ELSEWHERE: said}) == {
        ELSEWHERE: f"{FIRM}: is a firm of CASECLOCK_ENTRA_FIRMS too."
    }


def test_digests_are_an_hour_apart_unless_told_otherwise() -> None:
    assert load(PRODUCTION).digest_every.total_seconds() == 3600
    assert list(problems_of(PRODUCTION | {"CASECLOCK_DIGEST_MINUTES": "0"})) == ["CASECLOCK_DIGEST_MINUTES"]


def test_everything_that_is_deployed_is_held_to_its_place() -> None:
    found = {each.kind: each for each in held(load(WITH_ALL))}
    assert set(found) == {STORAGE, OPENAI, SPEECH, VAULT}
    assert (found[OPENAI].deployments, found[OPENAI].subdomain) == (("drafting",), "caseclock")
    assert (found[SPEECH].deployments, found[SPEECH].subdomain) == ((), "caseclock-speech")


def test_a_speech_deployment_is_looked_for_where_it_is() -> None:
    assert [each.deployments for each in held(load(PRODUCTION)) if each.kind is OPENAI] == [
        ("drafting", "speech")
    ]
    own = {
        "CASECLOCK_SPEECH_ENDPOINT": "https://caseclock-speech.openai.azure.com",
        SPEAKS: SPEECH_RESOURCE,
    }
    found = {each.kind: each.deployments for each in held(load(PRODUCTION | own))}
    assert found == {STORAGE: (), OPENAI: ("drafting",), SPEECH: ("speech",)}


def test_this_machines_services_have_no_subdomain() -> None:
    given = {DRAFTS: PRODUCTION[DRAFTS]}
    assert [each.subdomain for each in held(load(DEVELOPMENT | given))] == [""]
