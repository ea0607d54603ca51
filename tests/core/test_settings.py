"""The settings: each has its help, all that is wrong is said at once, and production takes no stand-in."""

import re
from datetime import timedelta

import pytest
from pydantic import ValidationError

from core.domain.residency import Jurisdiction
from core.settings import Settings, SpeechModel, SpeechService
from core.settings_check import load
from core.settings_problems import setting_names
from tests.core.given_settings import (
    CONNECTION,
    DEVELOPMENT,
    FIRM,
    KEY,
    OTHER_FIRM,
    PRODUCTION,
    SPEECH_RESOURCE,
    problems_of,
)


@pytest.mark.parametrize("name", sorted(setting_names()))
def test_every_setting_has_its_help(name: str) -> None:
    sentence = setting_names()[name]
    assert len(sentence) > 15
    assert sentence.endswith(".")


def test_every_field_is_named_as_in_the_environment_and_no_two_alike() -> None:
    aliases = [field.alias for field in Settings.model_fields.values()]
    assert len(set(aliases)) == len(aliases)
    assert set(aliases) == set(setting_names())
    assert all(
        alias
        and re.fullmatch(
            r"CASECLOCK_[A-Z_]+|CaseClockStorage(__\w+)?|APPLICATIONINSIGHTS_\w+|REGION_NAME", alias
        )
        for alias in aliases
    )


SECRETS = {
    "CaseClockStorage": CONNECTION,
    "CASECLOCK_OPENAI_KEY": "the-openai-key",
    "CASECLOCK_SPEECH_KEY": "the-speech-key",
    "CASECLOCK_CLIO_CLIENT_SECRET": "the-clio-secret",
    "APPLICATIONINSIGHTS_CONNECTION_STRING": "InstrumentationKey=the-insights-key",
}


def test_no_secret_is_shown_by_accident() -> None:
    settings = Settings.model_validate(DEVELOPMENT | SECRETS)
    for shown in (repr(settings), str(settings), f"{settings}"):
        for secret in (KEY, "the-openai-key", "the-speech-key", "the-clio-secret", "the-insights-key"):
            assert secret not in shown


def test_every_setting_that_sounds_secret_is_among_those() -> None:
    sounds = re.compile(r"KEY|SECRET(?!_NAME)|PASSWORD|CONNECTION_STRING|^CaseClockStorage$")
    assert {name for name in setting_names() if sounds.search(name)} == set(SECRETS)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("CASECLOCK_JURISDICTION", ["CA", "uk"]),
        ("CASECLOCK_ENTRA_FIRMS", [",", " , ", FIRM[:-1], f"{FIRM};{OTHER_FIRM}", "*"]),
        ("CASECLOCK_LEDGER_TABLE", ["1table", "a", "with-dash", "x" * 64]),
        ("CASECLOCK_SPEECH_SERVICE", ["azure", "Azure-Speech", "whisper"]),
        ("CASECLOCK_SPEECH_MODEL", ["whisper-1"]),
        ("CASECLOCK_DRAFTING_TOKEN_LIMIT", ["max"]),
        ("CASECLOCK_DRAFTING_MAX_TOKENS", ["255", "many"]),
        ("CASECLOCK_MODEL_TIMEOUT_SECONDS", ["0", "541", "1.5"]),
        ("CASECLOCK_MAX_AUDIO_MEGABYTES", ["0", "26"]),
        ("CASECLOCK_UPLOAD_GRANT_MINUTES", ["0", "61"]),
        ("CASECLOCK_AUDIO_GRANT_MINUTES", ["0", "61"]),
        ("CASECLOCK_CLAIM_SECONDS", ["1", "601"]),
        ("CASECLOCK_GIVE_UP_HOURS", ["0"]),
        ("CASECLOCK_RESTORE_DAYS", ["0", "-1"]),
        ("CASECLOCK_FIRM_DEFAULTS", ["[]", "{", "1", '{"a": {}}', "{}{}", "[" * 9999]),
    ],
)
def test_a_value_out_of_its_bounds_is_refused(name: str, values: list[str]) -> None:
    for value in values:
        assert list(problems_of(PRODUCTION | {name: value})) == [name], value


def test_firms_are_read_in_any_way_people_write_them() -> None:
    settings = load(PRODUCTION | {"CASECLOCK_ENTRA_FIRMS": f" {FIRM.upper()} ,{OTHER_FIRM},"})
    assert settings.firms == {FIRM, OTHER_FIRM}


def test_units_are_what_the_code_reckons_in() -> None:
    settings = load(PRODUCTION | {"CASECLOCK_MAX_AUDIO_MEGABYTES": "2", "CASECLOCK_CLAIM_SECONDS": "90"})
    assert settings.max_audio_bytes == 2 * 1024 * 1024
    assert settings.claim == timedelta(seconds=90)


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError):
        load(PRODUCTION).jurisdiction = Jurisdiction.UNITED_STATES


@pytest.mark.parametrize("model", SpeechModel)
def test_every_speech_model_can_be_set(model: SpeechModel) -> None:
    assert load(PRODUCTION | {"CASECLOCK_SPEECH_MODEL": model.value}).speech_model is model


@pytest.mark.parametrize("service", SpeechService)
def test_every_speech_service_has_its_settings(service: SpeechService) -> None:
    speech = {
        "CASECLOCK_SPEECH_ENDPOINT": "https://caseclock-speech.cognitiveservices.azure.com",
        "CASECLOCK_SPEECH_RESOURCE": SPEECH_RESOURCE,
    }
    settings = load(PRODUCTION | speech | {"CASECLOCK_SPEECH_SERVICE": service.value})
    assert settings.speech_service is service
