"""Reading the settings: all that is wrong is said at once, and production takes no stand-in."""

import pytest

from core.domain.residency import Jurisdiction
from core.settings import Environment
from core.settings_check import SettingsError, load
from core.settings_problems import setting_names
from tests.core.given_settings import CONNECTION, DEVELOPMENT, PRODUCTION, REQUIRED, problems_of


def test_production_needs_nine_settings_and_no_more() -> None:
    settings = load(PRODUCTION)
    assert settings.environment is Environment.PRODUCTION
    assert settings.jurisdiction is Jurisdiction.UNITED_STATES
    assert not settings.development


@pytest.mark.parametrize("name", sorted(REQUIRED))
def test_each_of_them_is_missed(name: str) -> None:
    problems = problems_of({key: value for key, value in PRODUCTION.items() if key != name})
    assert list(problems) == [name]
    assert problems[name].startswith("is missing. ")


@pytest.mark.parametrize("name", sorted(REQUIRED))
def test_an_empty_setting_is_a_missing_one(name: str) -> None:
    assert list(problems_of(PRODUCTION | {name: ""})) == [name]


def test_everything_that_is_missing_is_said_at_once() -> None:
    assert set(problems_of({})) == REQUIRED


def test_the_settings_of_the_local_stack_hold() -> None:
    settings = load(DEVELOPMENT)
    assert settings.development
    assert settings.storage == CONNECTION


def test_what_is_missing_malformed_and_contradictory_is_said_at_once() -> None:
    environment = PRODUCTION | {
        "CASECLOCK_JURISDICTION": "fr",
        "CASECLOCK_ENTRA_FIRMS": "Smith & Co",
        "CASECLOCK_CLAIM_SECONDS": "soon",
        "CASECLOCK_MAX_AUDIO_MEGABYTES": "26",
        "CASECLOCK_OPENAI_KEY": "secret",
        "CaseClockStorage__blobServiceUri": "http://caseclock.blob.core.windows.net",
    }
    del environment["CASECLOCK_ENTRA_AUDIENCE"]
    problems = problems_of(environment)
    assert set(problems) == {
        "CASECLOCK_JURISDICTION",
        "CASECLOCK_ENTRA_FIRMS",
        "CASECLOCK_ENTRA_AUDIENCE",
        "CASECLOCK_CLAIM_SECONDS",
        "CASECLOCK_MAX_AUDIO_MEGABYTES",
        "CASECLOCK_OPENAI_KEY",
        "CaseClockStorage__blobServiceUri",
    }
    assert "tenant ids" in problems["CASECLOCK_ENTRA_FIRMS"]


def test_a_value_that_is_wrong_is_never_repeated() -> None:
    environment = PRODUCTION | dict.fromkeys(setting_names(), "hunter2 is wrong")
    with pytest.raises(SettingsError) as refused:
        load(environment)
    assert "hunter2" not in str(refused.value)
    assert refused.value.__cause__ is None
    assert refused.value.__context__ is None


def test_what_is_not_a_setting_is_left_alone() -> None:
    assert load(PRODUCTION | {"PATH": "/bin", "CASECLOCK_UNKNOWN": "1"}) == load(PRODUCTION)


@pytest.mark.parametrize("name", ["CASECLOCK_OPENAI_KEY", "CASECLOCK_SPEECH_KEY"])
def test_production_takes_no_key(name: str) -> None:
    assert list(problems_of(PRODUCTION | {name: "key"})) == [name]


def test_production_takes_no_connection_string() -> None:
    addresses = [name for name in PRODUCTION if name.startswith("CaseClockStorage__")]
    environment = {name: value for name, value in PRODUCTION.items() if name not in addresses}
    assert list(problems_of(environment | {"CaseClockStorage": CONNECTION})) == ["CaseClockStorage"]


def test_a_connection_string_and_addresses_contradict_each_other() -> None:
    addresses = {name: value for name, value in PRODUCTION.items() if name.startswith("CaseClockStorage__")}
    assert "not both" in problems_of(DEVELOPMENT | addresses)["CaseClockStorage"]


LOOK_ALIKES = [
    "http://127.0.0.1:8001",
    "https://127.0.0.1:8001",
    "http://localhost:8001",
    "https://localhost",
    "https://[::1]",
    "https://127.0.0.1.evil.example",
    "https://evil.example",
    "https://evil.example/openai.azure.com",
    "https://evil.example?.openai.azure.com",
    "https://evil.example#.openai.azure.com",
    "https://evil.example\\.openai.azure.com",
    "https://evil.example\\@caseclock.openai.azure.com",
    "https://caseclock.openai.azure.com@evil.example",
    "https://user:word@caseclock.openai.azure.com",
    "https://caseclock.openai.azure.com.evil.example",
    "https://caseclock.openai.azure.com.",
    "https://evilopenai.azure.com",
    "https://openai.azure.com",
    "https://.openai.azure.com",
    "https://a.b.openai.azure.com",
    "https://c\u0430seclock.openai.azure.com",
    "https://caseclock.openai.azure.com\uff0eevil.example",
    "http://caseclock.openai.azure.com",
    "ftp://caseclock.openai.azure.com",
    "//caseclock.openai.azure.com",
    "caseclock.openai.azure.com",
    "https://[caseclock.openai.azure.com",
    "https://",
    "   ",
]


@pytest.mark.parametrize("name", ["CASECLOCK_OPENAI_ENDPOINT", "CASECLOCK_SPEECH_ENDPOINT"])
@pytest.mark.parametrize("address", LOOK_ALIKES)
def test_production_speaks_to_azure_openai_only(name: str, address: str) -> None:
    assert list(problems_of(PRODUCTION | {name: address})) == [name]


@pytest.mark.parametrize("host", ["openai.azure.com", "cognitiveservices.azure.com", "services.ai.azure.com"])
@pytest.mark.parametrize("end", ["", "/", ":443"])
def test_production_takes_every_name_of_azure_openai(host: str, end: str) -> None:
    assert problems_of(PRODUCTION | {"CASECLOCK_OPENAI_ENDPOINT": f"https://caseclock.{host}{end}"}) == {}


@pytest.mark.parametrize(
    "address",
    [
        "http://login.microsoftonline.com",
        "https://127.0.0.1:8002",
        "http://127.0.0.1:8002",
        "https://login.microsoftonline.com.evil.example",
        "https://login.microsoftonline.com@evil.example",
        "https://evil.example",
        "https://[login",
    ],
)
def test_production_trusts_entra_only(address: str) -> None:
    assert list(problems_of(PRODUCTION | {"CASECLOCK_ENTRA_AUTHORITY": address})) == [
        "CASECLOCK_ENTRA_AUTHORITY"
    ]


@pytest.mark.parametrize("service", ["blob", "queue", "table"])
@pytest.mark.parametrize(
    "address",
    [
        "http://caseclock.{}.core.windows.net",
        "https://caseclock.{}.core.windows.net.evil.example",
        "https://127.0.0.1:10000/devstoreaccount1",
        "https://caseclock.file.core.windows.net",
        "https://{}.core.windows.net",
        "https://caseclock.evil.{}.core.windows.net",
        "https://[",
    ],
)
def test_production_stores_in_azure_only(service: str, address: str) -> None:
    name = f"CaseClockStorage__{service}ServiceUri"
    assert list(problems_of(PRODUCTION | {name: address.format(service)})) == [name]


@pytest.mark.parametrize(
    "address", ["https://caseclock.{}.core.windows.net/", "https://caseclock.z01.{}.storage.azure.net"]
)
def test_production_takes_every_name_of_a_storage_account(address: str) -> None:
    services = {
        f"CaseClockStorage__{name}ServiceUri": address.format(name) for name in ("blob", "queue", "table")
    }
    assert problems_of(PRODUCTION | services) == {}


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1.evil.example", "http://evil.example", "http://localhost.evil", "http://10.0.0.1"],
)
def test_development_speaks_in_the_clear_to_this_machine_only(address: str) -> None:
    names = ["CASECLOCK_OPENAI_ENDPOINT", "CASECLOCK_SPEECH_ENDPOINT", "CASECLOCK_ENTRA_AUTHORITY"]
    assert sorted(problems_of(DEVELOPMENT | dict.fromkeys(names, address))) == sorted(names)


def test_development_can_use_the_real_services() -> None:
    real = {
        "CASECLOCK_OPENAI_ENDPOINT": "https://caseclock.openai.azure.com",
        "CASECLOCK_ENTRA_AUTHORITY": "https://login.microsoftonline.com",
    }
    assert problems_of(DEVELOPMENT | real) == {}


@pytest.mark.parametrize("word", ["Production", "prod", "developement", "DEVELOPMENT"])
def test_an_environment_that_is_misspelt_is_not_taken_for_development(word: str) -> None:
    assert "CASECLOCK_ENVIRONMENT" in problems_of(PRODUCTION | {"CASECLOCK_ENVIRONMENT": word})
    assert "CASECLOCK_OPENAI_KEY" in problems_of(DEVELOPMENT | {"CASECLOCK_ENVIRONMENT": word})
