"""Chat completions: the product's own rules drafter answers in place of a model."""

import json
import secrets
import time
from dataclasses import dataclass, replace
from typing import Any

from aiohttp import web
from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

from local.standins.calls import Call
from local.standins.openai.chat_request import ChatRequest, parse_chat_request
from local.standins.openai.content_filter import prompt_results, results
from local.standins.openai.dictation import proposal_for
from local.standins.openai.errors import ApiError, invalid_request
from local.standins.openai.faults import Fault
from local.standins.openai.state import STANDIN

MODEL = "stand-in-rules-drafter"
CHARACTERS_PER_TOKEN = 4
NOT_JSON = 'Here are the time entries you asked for: {"entries": ['
OTHER_SHAPE = json.dumps({"time_entries": [{"duration": 18, "description": None}]})
REFUSAL = "I'm sorry, I can't assist with that request."


@dataclass(frozen=True, slots=True)
class _Choice:
    content: str | None
    finish_reason: str = "stop"
    refusal: str | None = None
    filtered: str | None = None


async def complete(request: web.Request) -> web.StreamResponse:
    """Answer `POST …/chat/completions`."""
    standin = request.app[STANDIN]

    async def work(call: Call, fault: Fault | None) -> web.Response:
        asked = parse_chat_request(await request.read())
        if not call.deployment:
            standin.admit(call, asked.model)
        choice = _within_limit(_misshapen(_choice(asked, fault), fault), asked.max_tokens)
        return web.json_response(_completion(asked, choice))

    return await standin.serve(request, "completions", work)


def _choice(asked: ChatRequest, fault: Fault | None) -> _Choice:
    if fault and fault.answer is not None:
        return _Choice(fault.answer if isinstance(fault.answer, str) else json.dumps(fault.answer))
    answer = proposal_for(asked.last_user_message).model_dump(mode="json")
    if asked.schema is not None and not _follows(answer, asked.schema):
        raise ApiError(
            400, "The stand-in's rules drafter has no answer of this schema.", code="StandInCannotAnswer"
        )
    return _Choice(json.dumps(answer, ensure_ascii=False))


def _follows(answer: Any, schema: dict[str, Any]) -> bool:
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError:
        raise invalid_request("The schema is not valid JSON Schema.", "response_format") from None
    return Draft202012Validator(schema).is_valid(answer)


def _misshapen(choice: _Choice, fault: Fault | None) -> _Choice:
    content = choice.content or ""
    match fault.fault if fault else None:
        case "content_filter_completion":
            return _Choice(None, "content_filter", filtered="violence")
        case "refusal":
            return _Choice(None, refusal=REFUSAL)
        case "length":
            return _Choice(content[: len(content) // 2], "length")
        case "malformed":
            return _Choice(NOT_JSON)
        case "wrong_schema":
            return _Choice(OTHER_SHAPE)
        case _:
            return choice


def _within_limit(choice: _Choice, max_tokens: int | None) -> _Choice:
    content = choice.content or ""
    if max_tokens is None or _tokens(len(content)) <= max_tokens:
        return choice
    return replace(choice, content=content[: max_tokens * CHARACTERS_PER_TOKEN], finish_reason="length")


def _tokens(characters: int) -> int:
    return -(-characters // CHARACTERS_PER_TOKEN)


def _completion(asked: ChatRequest, choice: _Choice) -> dict[str, Any]:
    message = {"role": "assistant", "content": choice.content, "refusal": choice.refusal}
    answered = {
        "index": 0,
        "message": message,
        "finish_reason": choice.finish_reason,
        "logprobs": None,
        "content_filter_results": results(choice.filtered),
    }
    return {
        "id": f"chatcmpl-{secrets.token_hex(12)}",
        "object": "chat.completion",
        "created": int(time.time()),
        "model": MODEL,
        "system_fingerprint": "fp_standin",
        "prompt_filter_results": prompt_results(),
        "choices": [answered],
        "usage": _usage(asked.prompt_characters, len(choice.content or choice.refusal or "")),
    }


def _usage(prompt_characters: int, completion_characters: int) -> dict[str, int]:
    prompt, completion = _tokens(prompt_characters), _tokens(completion_characters)
    return {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}
