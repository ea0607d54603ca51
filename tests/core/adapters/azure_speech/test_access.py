import subprocess
import sys
from typing import Any

import pytest

from core.adapters.azure_speech import AzureSpeechTranscriber
from core.domain.errors import PassingFailure
from core.domain.reasons import Reason
from tests.core.adapters.azure_speech.conftest import ANSWER, API_VERSION, resource
from tests.core.adapters.credentials import Credential
from tests.core.adapters.scripting import Script


async def test_a_credential_gives_a_token_for_cognitive_services(script: Script) -> None:
    script.answers(json=ANSWER)
    credential = Credential()
    transcriber = AzureSpeechTranscriber(
        resource(f"{script.endpoint}/", key=None, credential=credential), "en-CA"
    )
    await transcriber.transcribe(b"RIFF", "r.wav", "en", ())
    await transcriber.close()
    (request,) = script.requests
    assert request.headers["Authorization"] == "Bearer token-1"
    assert "Ocp-Apim-Subscription-Key" not in request.headers
    assert credential.scopes == ["https://cognitiveservices.azure.com/.default"]
    assert request.path == "/speechtotext/transcriptions:transcribe"
    assert dict(request.query) == {"api-version": API_VERSION}


async def test_a_key_goes_in_its_own_header(script: Script, scripted: AzureSpeechTranscriber) -> None:
    await scripted.transcribe(b"RIFF", "r.wav", "en", ())
    (request,) = script.requests
    assert request.headers["Ocp-Apim-Subscription-Key"] == "k"
    assert "Authorization" not in request.headers


async def test_no_token_is_a_passing_failure(script: Script) -> None:
    given = resource(script.endpoint, key=None, credential=Credential(refused=True))
    transcriber = AzureSpeechTranscriber(given, "en-CA")
    with pytest.raises(PassingFailure) as caught:
        await transcriber.transcribe(b"RIFF", "r.wav", "en", ())
    assert caught.value.reason is Reason.SPEECH_UNAVAILABLE
    assert caught.value.__context__ is None
    assert not script.requests
    await transcriber.close()


@pytest.mark.parametrize("access", [{"key": None}, {"key": "k", "credential": Credential()}])
def test_a_resource_has_exactly_one_way_in(access: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="either a credential or a key"):
        resource("http://127.0.0.1", **access)


def test_a_resource_does_not_show_its_key() -> None:
    assert "hush" not in repr(resource("http://127.0.0.1", key="hush"))


async def test_closing_what_was_never_used_is_nothing() -> None:
    await AzureSpeechTranscriber(resource("http://127.0.0.1"), "en-CA").close()


def test_importing_the_adapter_imports_nothing_heavy() -> None:
    code = (
        "import sys, core.adapters.azure_speech;"
        "print([name for name in ('aiohttp', 'azure.identity', 'azure.core') if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own code
    assert found.stdout.strip() == "[]"
