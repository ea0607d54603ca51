"""The app's settings for a stack of stand-ins, and a person's own over them."""

import json

from core.settings_check import load
from local.app_settings import app_settings, overlaid
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
