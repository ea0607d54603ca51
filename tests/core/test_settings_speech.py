"""Who transcribes: each service wants its own settings, and takes none of the other's."""

import pytest

from core.settings import SpeechService
from core.settings_check import load
from tests.core.given_settings import DEVELOPMENT, PRODUCTION, SPEECH_RESOURCE, problems_of
from tests.core.test_settings_check import LOOK_ALIKES

ENDPOINT = "CASECLOCK_SPEECH_ENDPOINT"
SPEECH = {
    "CASECLOCK_SPEECH_SERVICE": "azure-speech",
    ENDPOINT: "https://caseclock-speech.cognitiveservices.azure.com",
    "CASECLOCK_SPEECH_RESOURCE": SPEECH_RESOURCE,
}


def test_azure_openai_transcribes_unless_told_otherwise() -> None:
    assert load(PRODUCTION).speech_service is SpeechService.AZURE_OPENAI


@pytest.mark.parametrize("end", ["", "/", ":443"])
def test_azure_speech_needs_its_endpoint_and_no_more(end: str) -> None:
    settings = load(PRODUCTION | SPEECH | {ENDPOINT: SPEECH[ENDPOINT] + end})
    assert settings.speech_service is SpeechService.AZURE_SPEECH
    assert settings.speech_api_version == "2025-10-15"


def test_canada_transcribes_in_canada() -> None:
    """No speech model of Azure OpenAI is processed there."""
    canada = PRODUCTION | {"CASECLOCK_JURISDICTION": "ca"}
    for service in ({}, {"CASECLOCK_SPEECH_SERVICE": "azure-openai"}):
        problems = problems_of(canada | service)
        assert list(problems) == ["CASECLOCK_SPEECH_SERVICE"]
        assert "azure-speech" in problems["CASECLOCK_SPEECH_SERVICE"]
        assert ENDPOINT in problems["CASECLOCK_SPEECH_SERVICE"]
    assert problems_of(canada | SPEECH) == {}


def test_development_may_play_canada_with_either() -> None:
    canada = DEVELOPMENT | {"CASECLOCK_JURISDICTION": "ca"}
    assert problems_of(canada | {"CASECLOCK_SPEECH_SERVICE": "azure-openai"}) == {}


def test_its_endpoint_is_missed() -> None:
    problems = problems_of(PRODUCTION | SPEECH | {ENDPOINT: ""})
    assert list(problems) == [ENDPOINT]
    assert problems[ENDPOINT].startswith("is missing. ")


@pytest.mark.parametrize(
    "address",
    [
        *(address.replace("openai", "cognitiveservices") for address in LOOK_ALIKES),
        "https://caseclock.openai.azure.com",
        "https://caseclock.services.ai.azure.com",
        "https://canadacentral.api.cognitive.microsoft.com",
        "https://canadacentral.stt.speech.microsoft.com",
    ],
)
def test_production_speaks_to_azure_speech_only(address: str) -> None:
    assert list(problems_of(PRODUCTION | SPEECH | {ENDPOINT: address})) == [ENDPOINT]


def test_production_takes_no_key() -> None:
    name = "CASECLOCK_SPEECH_KEY"
    assert list(problems_of(PRODUCTION | SPEECH | {name: "key"})) == [name]


@pytest.mark.parametrize("address", [SPEECH[ENDPOINT], "http://127.0.0.1:8103", "http://localhost:8103"])
@pytest.mark.parametrize("key", ["", "key"])
def test_development_takes_a_key_and_this_machine(address: str, key: str) -> None:
    own = {ENDPOINT: address, "CASECLOCK_SPEECH_KEY": key}
    assert problems_of(DEVELOPMENT | SPEECH | own) == {}


@pytest.mark.parametrize("address", ["http://10.0.0.1", "http://127.0.0.1.evil.example"])
def test_development_speaks_in_the_clear_to_this_machine_only(address: str) -> None:
    assert list(problems_of(DEVELOPMENT | SPEECH | {ENDPOINT: address})) == [ENDPOINT]


@pytest.mark.parametrize(
    ("name", "value"), [("CASECLOCK_SPEECH_DEPLOYMENT", "speech"), ("CASECLOCK_SPEECH_MODEL", "whisper")]
)
def test_azure_speech_has_no_deployment(name: str, value: str) -> None:
    problems = problems_of(PRODUCTION | SPEECH | {name: value})
    assert list(problems) == [name]
    assert "azure-openai" in problems[name]


def test_azure_openai_has_no_version_of_azure_speech() -> None:
    name = "CASECLOCK_SPEECH_API_VERSION"
    assert list(problems_of(PRODUCTION | {name: "2025-10-15"})) == [name]
    assert load(PRODUCTION | SPEECH | {name: "2026-01-01"}).speech_api_version == "2026-01-01"
