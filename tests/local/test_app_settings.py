"""The app's settings for a stack of stand-ins, and a person's own over them."""

import json
from pathlib import Path

import pytest

from core.settings_check import load
from local.app_settings import (
    app_settings,
    brings_clio,
    brings_identity,
    brings_vault,
    clio_settings,
    management_settings,
    overlaid,
    vault_settings,
)
from local.azurite import connection_string
from local.func_settings import content

LOCAL = app_settings(connection_string(), "http://127.0.0.1:8101", "http://127.0.0.1:8102")


def test_the_stack_of_stand_ins_holds_together() -> None:
    assert load(LOCAL).development


def test_ones_own_drafting_resource_leaves_speech_with_the_stand_in() -> None:
    own = {"CASECLOCK_OPENAI_ENDPOINT": "https://mine.openai.azure.com", "CASECLOCK_OPENAI_KEY": "own"}
    settings = load(overlaid(LOCAL, own))
    assert (settings.openai_endpoint, settings.openai_key) == (own["CASECLOCK_OPENAI_ENDPOINT"], "own")
    assert settings.speech_endpoint == "http://127.0.0.1:8101"


def test_the_stand_ins_key_is_never_sent_to_ones_own_resource() -> None:
    own = {
        "CASECLOCK_OPENAI_ENDPOINT": "https://mine.openai.azure.com",
        "CASECLOCK_SPEECH_ENDPOINT": "https://mine.openai.azure.com",
    }
    settings = load(overlaid(LOCAL, own))
    assert (settings.openai_key, settings.speech_key) == ("", "")


def test_azure_speech_has_a_stand_in_of_its_own() -> None:
    local = app_settings(
        connection_string(), "http://127.0.0.1:1", "http://127.0.0.1:2", "http://127.0.0.1:3"
    )
    settings = load(overlaid(local, {"CASECLOCK_SPEECH_SERVICE": "azure-speech"}))
    assert settings.openai_endpoint == "http://127.0.0.1:1"
    assert settings.speech_endpoint == "http://127.0.0.1:3"


def test_other_variables_of_the_machine_stay_out() -> None:
    assert overlaid(LOCAL, {"PATH": "/bin"}) == LOCAL


def test_local_settings_json_is_what_func_start_reads() -> None:
    written = json.loads(json.dumps(content()))
    assert written["IsEncrypted"] is False
    assert written["Values"]["FUNCTIONS_WORKER_RUNTIME"] == "python"
    assert load(written["Values"]).development


WITH_CLIO = (
    LOCAL
    | clio_settings("http://127.0.0.1:8104", "http://127.0.0.1:7071/clio")
    | vault_settings("https://127.0.0.1:8105", Path("/data/certificate.pem"))
)


def test_clio_and_its_vault_have_stand_ins() -> None:
    settings = load(WITH_CLIO)
    assert (settings.clio, settings.vault_address) == ("http://127.0.0.1:8104", "https://127.0.0.1:8105")


def test_nothing_of_the_stand_in_for_clio_goes_to_ones_own() -> None:
    own = {
        "CASECLOCK_CLIO_CLIENT_ID": "mine",
        "CASECLOCK_CLIO_CLIENT_SECRET": "my-secret",
        "CASECLOCK_CLIO_REDIRECT": "https://mine.example/clio",
    }
    settings = load(overlaid(WITH_CLIO, own))
    assert (settings.clio, settings.clio_client_secret) == ("https://ca.app.clio.com", "my-secret")
    bare = load(overlaid(WITH_CLIO, own | {"CASECLOCK_CLIO_CLIENT_SECRET": ""}))
    assert bare.clio_client_secret == ""


def test_ones_own_vault_is_not_trusted_by_the_certificate_of_the_stand_in() -> None:
    settings = load(overlaid(WITH_CLIO, {"CASECLOCK_VAULT_ADDRESS": "https://mine.vault.azure.net"}))
    assert settings.vault_certificate == ""


@pytest.mark.parametrize(
    ("given", "clio", "vault", "identity"),
    [
        ({}, False, False, False),
        ({"CASECLOCK_OPENAI_ENDPOINT": "x", "CASECLOCK_OPENAI_KEY": "k"}, False, False, False),
        ({"CASECLOCK_OPENAI_ENDPOINT": "x"}, False, False, True),
        ({"CASECLOCK_SPEECH_ENDPOINT": "x", "CASECLOCK_OPENAI_KEY": "k"}, False, False, True),
        ({"CaseClockStorage__blobServiceUri": "x"}, False, False, True),
        ({"CASECLOCK_VAULT_ADDRESS": "x"}, False, True, True),
        ({"CASECLOCK_CLIO_CLIENT_ID": "x"}, True, False, False),
        ({"CASECLOCK_CLIO_ADDRESS": "x"}, True, False, False),
    ],
)
def test_what_a_person_brings_is_told(given: dict[str, str], clio: bool, vault: bool, identity: bool) -> None:
    assert (brings_clio(given), brings_vault(given), brings_identity(given)) == (clio, vault, identity)


RESOURCES = management_settings("http://127.0.0.1:8107")


@pytest.mark.parametrize(
    ("brought", "value", "left_out"),
    [
        ("CASECLOCK_OPENAI_ENDPOINT", "https://mine.openai.azure.com", "CASECLOCK_OPENAI_RESOURCE"),
        ("CASECLOCK_SPEECH_ENDPOINT", "https://mine.openai.azure.com", "CASECLOCK_SPEECH_RESOURCE"),
        ("CASECLOCK_VAULT_ADDRESS", "https://mine.vault.azure.net", "CASECLOCK_VAULT_RESOURCE"),
        ("CaseClockStorage", connection_string(), "CASECLOCK_STORAGE_RESOURCE"),
    ],
)
def test_the_stand_in_for_azure_is_not_asked_about_ones_own(brought: str, value: str, left_out: str) -> None:
    assert load(WITH_CLIO | RESOURCES).management_address == "http://127.0.0.1:8107"
    settings = overlaid(WITH_CLIO | RESOURCES, {brought: value})
    assert load(settings).development
    assert RESOURCES.keys() - settings.keys() == {left_out}
