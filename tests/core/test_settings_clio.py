"""Clio and the vault of its tokens: optional together, and in production nobody else's."""

import pytest

from core.settings_check import load
from tests.core.given_settings import DEVELOPMENT, PRODUCTION, SPEECH_RESOURCE, VAULT_RESOURCE, problems_of

ID, REDIRECT, ADDRESS, SECRET, VAULT, CERTIFICATE = (
    f"CASECLOCK_{name}"
    for name in (
        "CLIO_CLIENT_ID",
        "CLIO_REDIRECT",
        "CLIO_ADDRESS",
        "CLIO_CLIENT_SECRET",
        "VAULT_ADDRESS",
        "VAULT_CERTIFICATE",
    )
)
CLIO = {
    ID: "app-1",
    REDIRECT: "https://caseclock.example/api/clio/callback",
    VAULT: "https://caseclock-ca.vault.azure.net",
    "CASECLOCK_VAULT_RESOURCE": VAULT_RESOURCE,
}
CANADA = PRODUCTION | {
    "CASECLOCK_JURISDICTION": "ca",
    "CASECLOCK_SPEECH_SERVICE": "azure-speech",
    "CASECLOCK_SPEECH_ENDPOINT": "https://caseclock-speech.cognitiveservices.azure.com",
    "CASECLOCK_SPEECH_RESOURCE": SPEECH_RESOURCE,
}
LOCAL = {
    ID: "app-1",
    REDIRECT: "http://127.0.0.1:7071/api/clio/callback",
    ADDRESS: "http://127.0.0.1:8104",
    SECRET: "hush",
    VAULT: "https://127.0.0.1:8105",
    CERTIFICATE: "/tmp/certificate.pem",  # noqa: S108 - a name, not a file
}


def test_clio_may_be_left_out() -> None:
    assert load(PRODUCTION).clio_client_id == ""


@pytest.mark.parametrize(
    ("stack", "address"), [(CANADA, "https://ca.app.clio.com"), (PRODUCTION, "https://app.clio.com")]
)
@pytest.mark.parametrize("end", ["", "/"])
def test_clio_is_that_of_the_jurisdiction(stack: dict[str, str], address: str, end: str) -> None:
    given = stack | CLIO
    assert load(given).clio == address
    assert load(given | {ADDRESS: address + end}).clio == address + end


@pytest.mark.parametrize("name", [REDIRECT, VAULT])
def test_what_clio_needs_is_missed(name: str) -> None:
    problems = problems_of(PRODUCTION | CLIO | {name: ""})
    assert list(problems) == [name]
    assert problems[name].startswith("is missing. ")


@pytest.mark.parametrize("name", [REDIRECT, ADDRESS, SECRET])
def test_what_is_set_up_by_half_is_said(name: str) -> None:
    assert list(problems_of(DEVELOPMENT | {name: LOCAL[name]})) == [ID]


@pytest.mark.parametrize(
    "address",
    [
        "https://app.clio.com",
        "https://eu.app.clio.com",
        "http://ca.app.clio.com",
        "https://ca.app.clio.com/elsewhere",
        "https://ca.app.clio.com:8443",
        "https://ca.app.clio.com.evil.example",
        "https://evil.example/ca.app.clio.com",
        "https://user@ca.app.clio.com",
        "https://evil.example\\@ca.app.clio.com",
        "http://127.0.0.1:8104",
        "https://localhost",
        "https://[ca.app.clio.com",
        "   ",
    ],
)
def test_production_takes_no_other_clio(address: str) -> None:
    assert list(problems_of(CANADA | CLIO | {ADDRESS: address})) == [ADDRESS]


def test_an_american_stack_takes_no_canadian_clio() -> None:
    assert list(problems_of(PRODUCTION | CLIO | {ADDRESS: "https://ca.app.clio.com"})) == [ADDRESS]


@pytest.mark.parametrize(
    "address",
    [
        "http://caseclock.vault.azure.net",
        "https://vault.azure.net",
        "https://a.b.vault.azure.net",
        "https://caseclock.vault.azure.net.evil.example",
        "https://caseclock.vault.azure.net@evil.example",
        "https://evil.example/caseclock.vault.azure.net",
        "https://caseclock.vault.azure.cn",
        "https://-caseclock.vault.azure.net",
        "https://127.0.0.1:8105",
        "https://[vault",
    ],
)
def test_production_keeps_tokens_in_a_vault_of_azure(address: str) -> None:
    assert list(problems_of(PRODUCTION | CLIO | {VAULT: address})) == [VAULT]


@pytest.mark.parametrize("name", [SECRET, CERTIFICATE])
def test_production_takes_no_secret_and_no_certificate(name: str) -> None:
    assert list(problems_of(PRODUCTION | CLIO | {name: "hush"})) == [name]


@pytest.mark.parametrize(
    "address", ["http://caseclock.example/back", "http://127.0.0.1/back", "back", "https://["]
)
def test_production_sends_lawyers_back_over_https(address: str) -> None:
    assert list(problems_of(PRODUCTION | CLIO | {REDIRECT: address})) == [REDIRECT]


def test_development_takes_stand_ins() -> None:
    settings = load(DEVELOPMENT | LOCAL)
    assert settings.clio == "http://127.0.0.1:8104"
    assert "hush" not in repr(settings)


def test_development_takes_the_real_services() -> None:
    assert problems_of(DEVELOPMENT | CLIO) == {}


@pytest.mark.parametrize(
    "address", ["http://10.0.0.1", "http://127.0.0.1.evil.example", "https://evil.example"]
)
def test_development_speaks_to_this_machine_besides(address: str) -> None:
    assert list(problems_of(DEVELOPMENT | LOCAL | {ADDRESS: address, VAULT: address})) == [ADDRESS, VAULT]


def test_the_vault_is_never_spoken_to_in_the_clear() -> None:
    assert list(problems_of(DEVELOPMENT | LOCAL | {VAULT: "http://127.0.0.1:8105"})) == [VAULT]


@pytest.mark.parametrize("name", ["", "a" * 128, "clio_secret", "clio.secret"])
def test_the_secret_has_a_name_that_the_vault_takes(name: str) -> None:
    setting = "CASECLOCK_CLIO_SECRET_NAME"
    assert list(problems_of(PRODUCTION | CLIO | {setting: name})) == ([setting] if name else [])


@pytest.mark.parametrize(("settle", "timeout", "good"), [("60", "30", True), ("59", "30", False)])
def test_what_is_not_shown_is_not_given_up_while_it_may_be_on_its_way(
    settle: str, timeout: str, good: bool
) -> None:
    name = "CASECLOCK_CLIO_SETTLE_SECONDS"
    given = PRODUCTION | CLIO | {name: settle, "CASECLOCK_CLIO_TIMEOUT_SECONDS": timeout}
    if good:
        assert load(given).clio_settle_seconds == 60
        return
    problems = problems_of(given)
    assert list(problems) == [name]
    assert "at least twice" in problems[name]
