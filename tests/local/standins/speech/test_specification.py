"""Requests, answers and errors against Microsoft's published specification, where a copy is at hand.

The specification is not part of this repository: name a copy of `speechtotext.json`, version
2025-10-15, in AZURE_SPEECH_SPEC.
"""

import json
import os
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from jsonschema import Draft4Validator, ValidationError

from core.adapters.azure_speech.definition import definition
from tests.local.standins.sounds import silence, wav
from tests.local.standins.speech.conftest import KEY, PATH, VERSION, Send

pytestmark = pytest.mark.asyncio(loop_scope="session")

SMITH_CALL = Path(__file__).parents[4] / "samples" / "smith-call.wav"
QUIET = wav(silence(0.2))


@pytest.fixture(scope="module")
def specification() -> dict[str, Any]:
    path = os.environ.get("AZURE_SPEECH_SPEC")
    if not path:
        pytest.skip("AZURE_SPEECH_SPEC names no copy of Azure AI Speech's specification")
    document: dict[str, Any] = json.loads(Path(path).read_text())
    return document


def check(specification: dict[str, Any], name: str, document: Any) -> None:
    """Hold a document against a definition; names the definition does not know fail too."""
    definitions = {
        each: {"additionalProperties": False} | schema
        for each, schema in specification["definitions"].items()
    }
    Draft4Validator({"$ref": f"#/definitions/{name}", "definitions": definitions}).validate(document)


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("TranscribeResult", {"phrases": []}),
        ("TranscribeDefinition", {"profanityFilterMode": "none"}),
        ("TranscribeDefinition", {"locale": "en-CA"}),
        ("Error", {"code": "Teapot"}),
    ],
)
async def test_a_wrong_document_fails_this_check(
    specification: dict[str, Any], name: str, wrong: Any
) -> None:
    with pytest.raises(ValidationError):
        check(specification, name, wrong)


@pytest.mark.parametrize("hints", [[], ["Smith", "C\u00f4t\u00e9"]])
async def test_what_the_adapter_asks_for(specification: dict[str, Any], hints: list[str]) -> None:
    check(specification, "TranscribeDefinition", json.loads(definition(["fr-CA"], hints)))


@pytest.mark.parametrize("audio", [SMITH_CALL.read_bytes(), QUIET], ids=["speech", "silence"])
async def test_results(specification: dict[str, Any], send: Send, audio: bytes) -> None:
    answer = await send(audio, definition(["en-CA"], ["Smith"]))
    assert answer.status == 200
    check(specification, "TranscribeResult", await answer.json())


@pytest.mark.parametrize("fault", ["rate_limited", "server_error", "error"])
async def test_errors_of_faults(
    http: aiohttp.ClientSession, specification: dict[str, Any], send: Send, fault: str
) -> None:
    await http.post("/standin/faults", json={"fault": fault, "inner_code": "InvalidAudioFormat"})
    check(specification, "Error", await (await send(QUIET)).json())


async def test_errors_of_bad_requests(
    http: aiohttp.ClientSession, specification: dict[str, Any], send: Send
) -> None:
    refused = [
        await send(b""),
        await send(b"not audio"),
        await send(QUIET, {"locales": 1}),
        await http.post(PATH, headers=KEY),
        await http.post(PATH, headers=KEY, params=VERSION),
    ]
    assert [answer.status for answer in refused] == [422, 422, 400, 400, 415]
    for answer in refused:
        check(specification, "Error", await answer.json())


async def test_every_path_of_the_specification_is_served(
    http: aiohttp.ClientSession, specification: dict[str, Any]
) -> None:
    for path in specification["paths"]:
        assert f"/speechtotext{path}" == PATH
        assert (await http.post(f"/speechtotext{path}", headers=KEY, params=VERSION)).status == 415
