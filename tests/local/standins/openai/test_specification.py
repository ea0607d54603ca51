"""Answers and errors against Microsoft's published specification, where a copy is at hand.

The specification is not part of this repository: name a copy of `inference.json`, version 2024-10-21,
in AZURE_OPENAI_SPEC.
"""

import json
import os
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from openapi_schema_validator import OAS30Validator

from tests.local.standins.openai.dictations import RESPONSE_FORMAT, SMITH_CALL, messages
from tests.local.standins.sounds import silence, wav

pytestmark = pytest.mark.asyncio(loop_scope="session")

QUERY = "?api-version=2024-10-21"
COMPLETIONS = f"/openai/deployments/drafter/chat/completions{QUERY}"
TRANSCRIPTIONS = f"/openai/deployments/whisper/audio/transcriptions{QUERY}"


@pytest.fixture(scope="module")
def specification() -> dict[str, Any]:
    path = os.environ.get("AZURE_OPENAI_SPEC")
    if not path:
        pytest.skip("AZURE_OPENAI_SPEC names no copy of Azure OpenAI's specification")
    document: dict[str, Any] = json.loads(Path(path).read_text())
    return document


def check(specification: dict[str, Any], name: str, answer: Any) -> None:
    schema = {"$ref": f"#/components/schemas/{name}", "components": specification["components"]}
    OAS30Validator(schema).validate(answer)


async def ask(http: aiohttp.ClientSession, **changed: Any) -> aiohttp.ClientResponse:
    body = {"messages": messages(SMITH_CALL), "response_format": RESPONSE_FORMAT, **changed}
    return await http.post(COMPLETIONS, headers={"api-key": "a-key"}, json=body)


async def send(
    http: aiohttp.ClientSession, name: str, audio: bytes, **options: str
) -> aiohttp.ClientResponse:
    form = aiohttp.FormData(options)
    form.add_field("file", audio, filename=name)
    return await http.post(TRANSCRIPTIONS, headers={"api-key": "a-key"}, data=form)


async def test_a_wrong_answer_fails_this_check(specification: dict[str, Any]) -> None:
    with pytest.raises(Exception, match="required property"):
        check(specification, "createChatCompletionResponse", {"choices": []})


@pytest.mark.parametrize("fault", [None, "content_filter_completion", "refusal", "length", "malformed"])
async def test_completions(
    http: aiohttp.ClientSession, specification: dict[str, Any], fault: str | None
) -> None:
    if fault:
        await http.post("/standin/faults", json={"operation": "completions", "fault": fault})
    answer = await ask(http)
    assert answer.status == 200
    check(specification, "createChatCompletionResponse", await answer.json())


@pytest.mark.parametrize(
    ("response_format", "schema"), [("json", "audioResponse"), ("verbose_json", "audioVerboseResponse")]
)
async def test_transcriptions(
    http: aiohttp.ClientSession, specification: dict[str, Any], response_format: str, schema: str
) -> None:
    answer = await send(http, "quiet.wav", wav(silence(0.2)), response_format=response_format)
    assert answer.status == 200
    check(specification, schema, await answer.json())


@pytest.mark.parametrize(
    ("fault", "status"), [("rate_limited", 429), ("server_error", 500), ("content_filter", 400)]
)
async def test_errors_of_faults(
    http: aiohttp.ClientSession, specification: dict[str, Any], fault: str, status: int
) -> None:
    spelled = {"inner_error_name": "inner_error"}
    await http.post("/standin/faults", json={"operation": "completions", "fault": fault, **spelled})
    answer = await ask(http)
    assert answer.status == status
    check(specification, "errorResponse", await answer.json())


async def test_errors_of_bad_requests(http: aiohttp.ClientSession, specification: dict[str, Any]) -> None:
    refused = [
        await ask(http, store=True),
        await send(http, "words.wav", b"not audio"),
        await http.post(COMPLETIONS, json={}),
        await http.post("/openai/deployments/drafter/chat/completions", headers={"api-key": "a-key"}),
    ]
    assert [answer.status for answer in refused] == [400, 400, 401, 404]
    for answer in refused:
        check(specification, "errorResponse", await answer.json())


async def test_every_path_of_the_specification_is_served(
    http: aiohttp.ClientSession, specification: dict[str, Any]
) -> None:
    for path in specification["paths"]:
        served = path.replace("{deployment-id}", "any")
        answer = await http.post(f"/openai{served}{QUERY}", headers={"api-key": "a-key"}, data=b"")
        assert answer.status == 400
