"""Chat completion requests, checked as Azure OpenAI checks them."""

import json
import re
from dataclasses import dataclass
from typing import Any

from local.standins.openai.errors import ApiError, invalid_request
from local.standins.openai.strict_schema import check_strict

ROLES = frozenset({"system", "developer", "user", "assistant", "tool", "function"})
_ARGUMENTS = """
    model messages response_format temperature top_p n stop seed max_tokens max_completion_tokens user store
    metadata presence_penalty frequency_penalty logit_bias logprobs top_logprobs stream stream_options
    reasoning_effort parallel_tool_calls tools tool_choice functions function_call data_sources
"""
ARGUMENTS = frozenset(_ARGUMENTS.split())
NOT_PLAYED = ("tools", "functions", "data_sources", "stream")
RANGES = {"temperature": (0, 2), "top_p": (0, 1), "presence_penalty": (-2, 2), "frequency_penalty": (-2, 2)}


@dataclass(frozen=True, slots=True)
class ChatRequest:
    """What the stand-in takes from a valid request."""

    model: str
    last_user_message: str
    prompt_characters: int
    schema: dict[str, Any] | None
    max_tokens: int | None


def parse_chat_request(body: bytes) -> ChatRequest:
    """Return the request; raise Azure's 400 naming what is wrong with it."""
    try:
        given = json.loads(body)
    except ValueError:
        raise _bad_json() from None
    if not isinstance(given, dict):
        raise _bad_json()
    _check_arguments(given)
    messages = _messages(given)
    texts = [_text(message) for message in messages]
    return ChatRequest(
        model=str(given.get("model") or ""),
        last_user_message=_last_of_user(messages, texts),
        prompt_characters=sum(map(len, texts)),
        schema=_schema(given.get("response_format"), texts),
        max_tokens=_max_tokens(given),
    )


def _bad_json() -> ApiError:
    return ApiError(400, "We could not parse the JSON body of your request.", type="invalid_request_error")


def _check_arguments(given: dict[str, Any]) -> None:
    if unknown := sorted(set(given) - ARGUMENTS):
        raise invalid_request(f"Unrecognized request argument supplied: {unknown[0]}", unknown[0])
    if given.get("store"):
        raise invalid_request("Stored completions are not enabled for this resource.", "store")
    for name in NOT_PLAYED:
        if given.get(name):
            raise invalid_request(f"This stand-in for Azure OpenAI does not play '{name}'.", name)
    if given.get("n") not in (None, 1):
        raise invalid_request("This stand-in for Azure OpenAI gives one choice: 'n' must be 1.", "n")
    for name, (least, most) in RANGES.items():
        _check_range(name, given.get(name), least, most)


def _check_range(name: str, value: Any, least: int, most: int) -> None:
    if value is not None and not (type(value) in (int, float) and least <= value <= most):
        raise invalid_request(f"Invalid value for '{name}': expected a number from {least} to {most}.", name)


def _max_tokens(given: dict[str, Any]) -> int | None:
    for name in ("max_completion_tokens", "max_tokens"):
        value = given.get(name)
        if value is not None and (type(value) is not int or value < 1):
            raise invalid_request(f"Invalid value for '{name}': expected an integer of at least 1.", name)
    if given.get("max_tokens") and given.get("max_completion_tokens"):
        raise invalid_request(
            "Setting 'max_tokens' and 'max_completion_tokens' at once is not supported.", "max_tokens"
        )
    limit: int | None = given.get("max_completion_tokens") or given.get("max_tokens")
    return limit


def _messages(given: dict[str, Any]) -> list[dict[str, Any]]:
    messages = given.get("messages")
    if not isinstance(messages, list) or not messages:
        raise invalid_request("'messages' must be an array of at least one message.", "messages")
    for index, message in enumerate(messages):
        if not isinstance(message, dict) or message.get("role") not in ROLES:
            raise invalid_request(f"Invalid value for 'messages[{index}].role'.", f"messages[{index}].role")
    return messages


def _text(message: dict[str, Any]) -> str:
    content = message.get("content")
    if isinstance(content, str):
        return content
    parts = content if isinstance(content, list) else [None]
    texts = [part.get("text") for part in parts if isinstance(part, dict) and part.get("type") == "text"]
    if len(texts) != len(parts) or not all(isinstance(text, str) for text in texts):
        raise invalid_request("Invalid value for 'content': expected a string or text parts.", "messages")
    return "".join(map(str, texts))


def _last_of_user(messages: list[dict[str, Any]], texts: list[str]) -> str:
    said = (
        text for message, text in zip(messages[::-1], texts[::-1], strict=True) if message["role"] == "user"
    )
    return next(said, "")


def _schema(response_format: Any, texts: list[str]) -> dict[str, Any] | None:
    """Return the schema the answer must follow, if one was given; raise a 400 for a bad format."""
    kind = (
        (response_format or {"type": "text"}).get("type")
        if isinstance(response_format, dict | None)
        else None
    )
    if kind == "json_object" and not any("json" in text.lower() for text in texts):
        raise invalid_request("'messages' must contain the word 'json' to use 'json_object'.", "messages")
    if kind == "json_schema":
        return _json_schema(response_format.get("json_schema"))
    if kind not in ("text", "json_object"):
        raise invalid_request("Invalid value for 'response_format.type'.", "response_format")
    return None


def _json_schema(given: Any) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise invalid_request("Missing required parameter: 'response_format.json_schema'.", "response_format")
    name, schema = given.get("name"), given.get("schema")
    if not isinstance(name, str) or not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", name):
        raise invalid_request(
            "Invalid 'response_format.json_schema.name'.", "response_format.json_schema.name"
        )
    if not isinstance(schema, dict):
        raise invalid_request(
            "Missing required parameter: 'response_format.json_schema.schema'.", "response_format"
        )
    if given.get("strict"):
        check_strict(name, schema)
    return schema
