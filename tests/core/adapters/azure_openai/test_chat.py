import asyncio
import json
import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from aiohttp import web

from core.adapters.azure_openai import AzureOpenAIDraftingModel
from core.domain.errors import FinalFailure, PassingFailure, PipelineFailure
from core.domain.making import Usage
from core.domain.reasons import Reason
from core.ports import Completion
from tests.core.adapters.azure_openai.conftest import deployment
from tests.core.adapters.scripting import Script, StandIn

SECRET = "privileged words"
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"entries": {"type": "array", "items": {"type": "string"}}},
    "required": ["entries"],
    "additionalProperties": False,
}


def completion(
    content: str | None = "{}", finish_reason: str = "stop", refusal: str | None = None, **more: Any
) -> Any:
    message = {"role": "assistant", "content": content, "refusal": refusal}
    return {"id": "c", "choices": [{"index": 0, "finish_reason": finish_reason, "message": message}]} | more


def drafting(endpoint: str, **more: Any) -> AzureOpenAIDraftingModel:
    limits = {
        "token_limit": 900,
        "token_limit_parameter": more.pop("token_limit_parameter", "max_completion_tokens"),
        "temperature": more.pop("temperature", None),
    }
    return AzureOpenAIDraftingModel(deployment(endpoint, **more), **limits)


@pytest.fixture
async def model(standin: StandIn) -> AsyncIterator[AzureOpenAIDraftingModel]:
    made = drafting(standin.endpoint)
    yield made
    await made.close()


@pytest.fixture
async def scripted(script: Script) -> AsyncIterator[AzureOpenAIDraftingModel]:
    made = drafting(script.endpoint, timeout=5)
    yield made
    await made.close()


async def ask(model: AzureOpenAIDraftingModel) -> Completion:
    return await model.complete("Rules.", SECRET, "time_entries", SCHEMA)


async def failure(model: AzureOpenAIDraftingModel) -> PipelineFailure:
    """How a call fails, after a look that nothing of the service's travels with it."""
    with pytest.raises(PipelineFailure) as caught:
        await ask(model)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    assert SECRET not in repr(caught.value)
    return caught.value


async def test_gives_the_answers_text(standin: StandIn, model: AzureOpenAIDraftingModel) -> None:
    await standin.will("completions", "scripted", answer={"entries": ["one"]})
    assert json.loads((await ask(model)).text) == {"entries": ["one"]}


async def test_says_what_an_answer_was_billed_for(standin: StandIn, model: AzureOpenAIDraftingModel) -> None:
    await standin.will("completions", "scripted", answer={"entries": ["one"] * 100})
    answer = await ask(model)
    assert answer.usage is not None
    assert answer.usage.completion_tokens == pytest.approx(len(answer.text) / 4, abs=1)
    assert answer.usage.prompt_tokens >= (len("Rules.") + len(SECRET)) // 4


async def test_reads_the_usage_as_the_service_counts_it(
    script: Script, scripted: AzureOpenAIDraftingModel
) -> None:
    details = {"completion_tokens_details": {"reasoning_tokens": 5}}
    billed = {"prompt_tokens": 1_234, "completion_tokens": 56, "total_tokens": 1_290} | details
    script.answers(json=completion(usage=billed))
    assert await ask(scripted) == Completion("{}", Usage(prompt_tokens=1_234, completion_tokens=56))


async def test_a_service_that_does_not_count_leaves_the_usage_open(
    script: Script, scripted: AzureOpenAIDraftingModel
) -> None:
    script.answers(json=completion())
    assert (await ask(scripted)).usage is None


@pytest.mark.parametrize("fault", ["length", "refusal"])
async def test_an_answer_without_use_says_what_it_cost(
    standin: StandIn, model: AzureOpenAIDraftingModel, fault: str
) -> None:
    await standin.will("completions", fault)
    usage = (await failure(model)).usage
    assert usage is not None
    assert usage.prompt_tokens > 0
    assert usage.completion_tokens > 0


async def test_sends_a_strict_schema_and_nothing_to_store(
    script: Script, scripted: AzureOpenAIDraftingModel
) -> None:
    script.answers(json=completion())
    await ask(scripted)
    sent, url = json.loads(script.bodies[0]), script.requests[0].rel_url
    assert url.path == "/openai/deployments/model/chat/completions"
    assert url.query["api-version"] == "2024-10-21"
    assert script.requests[0].headers["api-key"] == "k"
    schema = {"name": "time_entries", "strict": True, "schema": SCHEMA}
    assert sent == {
        "model": "model",
        "n": 1,
        "max_completion_tokens": 900,
        "messages": [{"role": "system", "content": "Rules."}, {"role": "user", "content": SECRET}],
        "response_format": {"type": "json_schema", "json_schema": schema},
    }


async def test_older_models_take_other_limits(script: Script) -> None:
    script.answers(json=completion())
    model = drafting(script.endpoint, token_limit_parameter="max_tokens", temperature=0.0)
    await ask(model)
    await model.close()
    sent = json.loads(script.bodies[0])
    assert (sent["max_tokens"], sent["temperature"]) == (900, 0.0)
    assert "max_completion_tokens" not in sent


@pytest.mark.parametrize(
    ("fault", "particulars", "reason"),
    [
        ("content_filter", {"inner_error_name": "innererror"}, Reason.BLOCKED),
        ("content_filter", {"inner_error_name": "inner_error"}, Reason.BLOCKED),
        ("content_filter_completion", {}, Reason.BLOCKED),
        ("refusal", {}, Reason.BLOCKED),
        ("length", {}, Reason.DRAFT_UNUSABLE),
    ],
)
async def test_final_faults(
    standin: StandIn,
    model: AzureOpenAIDraftingModel,
    fault: str,
    particulars: dict[str, Any],
    reason: Reason,
) -> None:
    await standin.will("completions", fault, **particulars)
    found = await failure(model)
    assert isinstance(found, FinalFailure)
    assert found.reason is reason


@pytest.mark.parametrize(
    ("fault", "particulars", "asked"),
    [
        ("rate_limited", {"retry_after": 7}, 7.0),
        ("server_error", {"status": 500}, None),
        ("server_error", {"status": 503}, None),
        ("drop_before", {}, None),
        ("drop_after", {}, None),
    ],
)
async def test_passing_faults_are_tried_once_only(
    standin: StandIn,
    model: AzureOpenAIDraftingModel,
    fault: str,
    particulars: dict[str, Any],
    asked: float | None,
) -> None:
    await standin.will("completions", fault, times=5, **particulars)
    found = await failure(model)
    assert isinstance(found, PassingFailure)
    assert (found.reason, found.retry_after) == (Reason.DRAFTING_UNAVAILABLE, asked)
    assert len((await standin.calls())["calls"]) == 1


async def test_a_slow_answer_is_a_passing_failure(standin: StandIn) -> None:
    await standin.will("completions", "slow", seconds=30)
    model = drafting(standin.endpoint, timeout=0.2)
    assert isinstance(await failure(model), PassingFailure)
    await model.close()


async def test_an_answer_that_trickles_in_does_not_outlast_the_timeout(script: Script) -> None:
    async def trickle(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "application/json"})
        await response.prepare(request)
        while True:
            await response.write(b" ")
            await asyncio.sleep(0.05)

    script.runs(trickle)
    model = drafting(script.endpoint, timeout=0.4)
    async with asyncio.timeout(10):
        assert isinstance(await failure(model), PassingFailure)
    await model.close()


async def test_nobody_at_the_endpoint_is_a_passing_failure(unused_tcp_port: int) -> None:
    model = drafting(f"http://127.0.0.1:{unused_tcp_port}")
    assert isinstance(await failure(model), PassingFailure)
    await model.close()


@pytest.mark.parametrize("status", [302, 401, 403, 404, 408, 409, 429, 500, 502])
async def test_what_an_operator_can_mend_loses_nothing(
    script: Script, scripted: AzureOpenAIDraftingModel, caplog: pytest.LogCaptureFixture, status: int
) -> None:
    error = {"error": {"code": "x", "message": SECRET}}
    headers = {"apim-request-id": "r-1", "Location": f"{script.endpoint}/elsewhere"}
    script.answers(status, json=error, headers=headers)
    found = await failure(scripted)
    assert isinstance(found, PassingFailure)
    assert found.reason is Reason.DRAFTING_UNAVAILABLE
    warnings = [r.getMessage() for r in caplog.records if r.levelno == logging.WARNING]
    assert warnings == [f"Azure OpenAI deployment model: {status} (request r-1)"]
    assert len(script.requests) == 1


async def test_a_request_we_got_wrong_can_be_mended_too(
    script: Script, scripted: AzureOpenAIDraftingModel
) -> None:
    script.answers(400, json={"error": {"code": "unsupported_parameter", "message": "no", "param": "file"}})
    assert isinstance(await failure(scripted), PassingFailure)


async def test_a_prompt_beyond_the_context_is_too_long(
    script: Script, scripted: AzureOpenAIDraftingModel
) -> None:
    script.answers(400, json={"error": {"code": "context_length_exceeded", "message": "no"}})
    found = await failure(scripted)
    assert isinstance(found, FinalFailure)
    assert found.reason is Reason.TOO_LONG


@pytest.mark.parametrize(
    ("headers", "least", "most"),
    [
        ({"retry-after-ms": "1500", "retry-after": "9"}, 1.5, 1.5),
        ({"retry-after": "9"}, 9, 9),
        ({"retry-after": "-3"}, 0, 0),
        ({"retry-after": "1e300"}, 86400, 86400),
        ({"retry-after": format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)}, 3000, 3600),
        ({"retry-after": "Sun, 06 Nov 1994 08:49:37 GMT"}, 0, 0),
    ],
)
async def test_waits_as_long_as_it_is_asked_to(
    script: Script, scripted: AzureOpenAIDraftingModel, headers: dict[str, str], least: float, most: float
) -> None:
    script.answers(429, json={}, headers=headers)
    found = await failure(scripted)
    assert isinstance(found, PassingFailure)
    assert found.retry_after is not None
    assert least <= found.retry_after <= most


@pytest.mark.parametrize("value", ["soon", "nan", "inf", ""])
async def test_an_unreadable_wait_is_none(
    script: Script, scripted: AzureOpenAIDraftingModel, value: str
) -> None:
    script.answers(503, json={}, headers={"retry-after": value})
    found = await failure(scripted)
    assert isinstance(found, PassingFailure)
    assert found.retry_after is None


@pytest.mark.parametrize(
    "answer",
    [
        {"text": f"<html>{SECRET}</html>"},
        {"body": b'{"choices": [', "content_type": "application/json"},
        {"json": {"choices": SECRET}},
        {"json": {}},
    ],
)
async def test_an_answer_that_is_no_completion_is_a_passing_failure(
    script: Script,
    scripted: AzureOpenAIDraftingModel,
    caplog: pytest.LogCaptureFixture,
    answer: dict[str, Any],
) -> None:
    caplog.set_level(logging.DEBUG)
    script.answers(**answer)
    assert isinstance(await failure(scripted), PassingFailure)
    assert SECRET not in caplog.text


@pytest.mark.parametrize(
    "answer",
    [
        completion(content=None),
        completion(content=""),
        completion(finish_reason="tool_calls"),
        {"choices": []},
    ],
)
async def test_a_completion_without_an_answer_is_unusable(
    script: Script, scripted: AzureOpenAIDraftingModel, answer: Any
) -> None:
    script.answers(json=answer)
    found = await failure(scripted)
    assert isinstance(found, FinalFailure)
    assert found.reason is Reason.DRAFT_UNUSABLE


async def test_no_words_reach_a_log_even_at_debug(
    standin: StandIn, model: AzureOpenAIDraftingModel, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await standin.will("completions", "scripted", answer={"entries": ["confidential answer"]})
    await ask(model)
    assert caplog.records
    assert SECRET not in caplog.text
    assert "confidential answer" not in caplog.text
