"""Chat completions over the wire."""

import json
from typing import Any

import aiohttp
import openai
import pytest
from jsonschema import Draft202012Validator
from openai import AsyncAzureOpenAI, AsyncOpenAI

from tests.local.standins.openai.dictations import RESPONSE_FORMAT, SCHEMA, SMITH_CALL, messages

pytestmark = pytest.mark.asyncio(loop_scope="session")

PATH = "/openai/deployments/drafter/chat/completions?api-version=2024-10-21"


async def test_answer_follows_the_schema_and_says_what_was_dictated(azure: AsyncAzureOpenAI) -> None:
    answer = await azure.chat.completions.create(
        model="drafter", messages=messages(SMITH_CALL), response_format=RESPONSE_FORMAT, temperature=0
    )
    (choice,) = answer.choices
    assert (choice.finish_reason, choice.message.refusal) == ("stop", None)
    drafted = json.loads(choice.message.content or "")
    Draft202012Validator(SCHEMA).validate(drafted)
    assert drafted["entries"][0]["matter"] == {"id": "m-smith", "quote": "Smith matter"}


async def test_usage_adds_up_and_headers_are_azures(azure: AsyncAzureOpenAI) -> None:
    raw = await azure.chat.completions.with_raw_response.create(
        model="drafter", messages=messages(SMITH_CALL)
    )
    usage = raw.parse().usage
    assert usage
    assert usage.prompt_tokens + usage.completion_tokens == usage.total_tokens
    assert usage.prompt_tokens > usage.completion_tokens > 0
    assert {"apim-request-id", "x-request-id", "x-ratelimit-limit-tokens"} <= set(raw.headers)
    assert raw.headers["x-ratelimit-remaining-requests"] == "999"
    assert "not Azure" in raw.headers["x-ms-region"]


async def test_v1_form_names_the_deployment_in_the_body(running: str, http: aiohttp.ClientSession) -> None:
    async with AsyncOpenAI(base_url=f"{running}/openai/v1/", api_key="a-token", max_retries=0) as client:
        await client.chat.completions.create(model="my-drafter", messages=messages(SMITH_CALL))
    calls = await (await http.get("/standin/calls")).json()
    assert calls["calls"][0]["deployment"] == "my-drafter"


@pytest.mark.parametrize(
    "said", ["Draft this.", "[]", '{"transcript": null}', '{"transcript": "x", "matters": [1]}']
)
async def test_whatever_the_user_message_is_the_answer_follows_the_schema(
    azure: AsyncAzureOpenAI, said: str
) -> None:
    parts: Any = [{"role": "user", "content": [{"type": "text", "text": said}]}]
    answer = await azure.chat.completions.create(model="d", messages=parts, response_format=RESPONSE_FORMAT)
    Draft202012Validator(SCHEMA).validate(json.loads(answer.choices[0].message.content or ""))


async def test_the_last_user_message_is_the_dictation(azure: AsyncAzureOpenAI) -> None:
    talk = [*messages("Point nine."), {"role": "assistant", "content": "{}"}, *messages("Point two.")]
    answer = await azure.chat.completions.create(model="d", messages=talk)
    entries = json.loads(answer.choices[0].message.content or "")["entries"]
    assert [entry["hours"]["value"] for entry in entries] == ["0.2"]


async def test_an_answer_longer_than_allowed_is_cut(azure: AsyncAzureOpenAI) -> None:
    answer = await azure.chat.completions.create(
        model="d", messages=messages(SMITH_CALL), max_completion_tokens=10, response_format=RESPONSE_FORMAT
    )
    assert answer.choices[0].finish_reason == "length"
    assert answer.usage
    assert answer.usage.completion_tokens == 10


@pytest.mark.parametrize(
    ("changed", "param"),
    [
        ({"store": True}, "store"),
        ({"messages": []}, "messages"),
        ({"messages": [{"role": "lawyer", "content": "x"}]}, "messages[0].role"),
        ({"messages": [{"role": "user", "content": 5}]}, "messages"),
        ({"messages": [{"role": "user", "content": [{"type": "image_url"}]}]}, "messages"),
        ({"temperature": 3}, "temperature"),
        ({"top_p": "high"}, "top_p"),
        ({"max_tokens": 0}, "max_tokens"),
        ({"max_tokens": 5, "max_completion_tokens": 5}, "max_tokens"),
        ({"n": 2}, "n"),
        ({"stream": True}, "stream"),
        ({"tools": [{"type": "function"}]}, "tools"),
        ({"speed": "fast"}, "speed"),
        ({"response_format": {"type": "xml"}}, "response_format"),
        ({"response_format": "json"}, "response_format"),
        ({"response_format": {"type": "json_schema"}}, "response_format"),
        (
            {"response_format": {"type": "json_object"}, "messages": [{"role": "user", "content": "x"}]},
            "messages",
        ),
        (
            {"response_format": {"type": "json_schema", "json_schema": {"name": "no spaces", "schema": {}}}},
            "response_format.json_schema.name",
        ),
        (
            {
                "response_format": {
                    "type": "json_schema",
                    "json_schema": {"name": "n", "schema": {"type": "word"}},
                }
            },
            "response_format",
        ),
        (
            {
                "response_format": {
                    "type": "json_schema",
                    "json_schema": {"name": "n", "strict": True, "schema": {}},
                }
            },
            "response_format",
        ),
    ],
)
async def test_bad_requests_are_refused(
    http: aiohttp.ClientSession, credentials: dict[str, str], changed: dict[str, Any], param: str
) -> None:
    body = {"messages": messages(SMITH_CALL), "store": False, **changed}
    answer = await http.post(PATH, headers=credentials, json=body)
    error = (await answer.json())["error"]
    assert (answer.status, error["param"], error["type"]) == (400, param, "invalid_request_error")


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff"])
async def test_bodies_that_are_not_json_objects_are_refused(
    http: aiohttp.ClientSession, credentials: dict[str, str], body: bytes
) -> None:
    assert (await http.post(PATH, headers=credentials, data=body)).status == 400


async def test_json_object_is_served_when_json_is_asked_for(azure: AsyncAzureOpenAI) -> None:
    answer = await azure.chat.completions.create(
        model="d", messages=messages(SMITH_CALL), response_format={"type": "json_object"}
    )
    assert json.loads(answer.choices[0].message.content or "")["entries"]


async def test_a_schema_the_drafter_cannot_follow_is_refused_not_broken(azure: AsyncAzureOpenAI) -> None:
    schema = {"type": "object", "properties": {"poem": {"type": "string"}}, "required": ["poem"]}
    format_: Any = {
        "type": "json_schema",
        "json_schema": {"name": "poem", "strict": True, "schema": {**schema, "additionalProperties": False}},
    }
    with pytest.raises(openai.BadRequestError) as refused:
        await azure.chat.completions.create(model="d", messages=messages(SMITH_CALL), response_format=format_)
    assert refused.value.code == "StandInCannotAnswer"
