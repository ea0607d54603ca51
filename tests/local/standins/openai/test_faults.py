"""Faults: each one over the wire, seen through the real SDK."""

import asyncio
import json
from typing import Any

import aiohttp
import openai
import pytest
from openai import AsyncAzureOpenAI

from tests.local.standins.openai.dictations import RESPONSE_FORMAT, SCHEMA, SMITH_CALL, messages
from tests.local.standins.sounds import silence, wav

pytestmark = pytest.mark.asyncio(loop_scope="session")

QUIET = ("quiet.wav", wav(silence(0.2)))


async def tell(http: aiohttp.ClientSession, fault: str, operation: str = "completions", **more: Any) -> None:
    answer = await http.post("/standin/faults", json={"operation": operation, "fault": fault, **more})
    assert answer.status == 201, await answer.text()


async def calls(http: aiohttp.ClientSession) -> Any:
    return await (await http.get("/standin/calls")).json()


async def complete(azure: AsyncAzureOpenAI) -> Any:
    answer = await azure.chat.completions.create(
        model="drafter", messages=messages(SMITH_CALL), response_format=RESPONSE_FORMAT
    )
    return answer.choices[0]


async def transcribe(azure: AsyncAzureOpenAI) -> Any:
    return await azure.audio.transcriptions.create(model="whisper", file=QUIET)


async def ends_as(http: aiohttp.ClientSession, status: int | None, fault: str, *, billed: bool) -> None:
    seen = await calls(http)
    (call,) = seen["calls"]
    assert (call["status"], call["fault"]) == (status, fault)
    assert call["started"] <= call["finished"]
    assert seen["billed"][call["operation"]] == int(billed)


async def test_rate_limited_says_when_to_come_back(
    http: aiohttp.ClientSession, azure: AsyncAzureOpenAI
) -> None:
    await tell(http, "rate_limited", "*", retry_after=7)
    with pytest.raises(openai.RateLimitError) as refused:
        await complete(azure)
    assert refused.value.response.headers["retry-after"] == "7"
    assert refused.value.response.headers["retry-after-ms"] == "7000"
    assert refused.value.code == "429"
    await ends_as(http, 429, "rate_limited", billed=False)


async def test_the_sdk_retries_and_gets_through(http: aiohttp.ClientSession, azure: AsyncAzureOpenAI) -> None:
    await tell(http, "rate_limited", retry_after=0)
    await tell(http, "server_error", status=503)
    assert await complete(azure.with_options(max_retries=2))
    assert [call["status"] for call in (await calls(http))["calls"]] == [429, 503, 200]
    assert (await calls(http))["billed"]["completions"] == 1


@pytest.mark.parametrize("status", [500, 503])
async def test_server_error(http: aiohttp.ClientSession, azure: AsyncAzureOpenAI, status: int) -> None:
    await tell(http, "server_error", "transcriptions", status=status)
    with pytest.raises(openai.InternalServerError) as failed:
        await transcribe(azure)
    assert failed.value.status_code == status
    await ends_as(http, status, "server_error", billed=False)


@pytest.mark.parametrize(
    ("spelling", "results"),
    [("innererror", "content_filter_result"), ("inner_error", "content_filter_results")],
)
async def test_blocked_prompt(
    http: aiohttp.ClientSession, azure: AsyncAzureOpenAI, spelling: str, results: str
) -> None:
    await tell(http, "content_filter", inner_error_name=spelling)
    with pytest.raises(openai.BadRequestError) as blocked:
        await complete(azure)
    assert blocked.value.code == "content_filter"
    inner = (blocked.value.response.json())["error"][spelling]
    assert inner["code"] == "ResponsibleAIPolicyViolation"
    assert inner[results]["violence"] == {"filtered": True, "severity": "medium"}
    await ends_as(http, 400, "content_filter", billed=False)


async def test_filtered_completion(http: aiohttp.ClientSession, azure: AsyncAzureOpenAI) -> None:
    await tell(http, "content_filter_completion")
    choice = await complete(azure)
    assert (choice.finish_reason, choice.message.content) == ("content_filter", None)
    assert choice.content_filter_results["violence"]["filtered"]
    await ends_as(http, 200, "content_filter_completion", billed=True)


async def test_refusal(http: aiohttp.ClientSession, azure: AsyncAzureOpenAI) -> None:
    await tell(http, "refusal")
    choice = await complete(azure)
    assert choice.message.refusal
    assert choice.message.content is None


async def test_length(http: aiohttp.ClientSession, azure: AsyncAzureOpenAI) -> None:
    await tell(http, "length")
    choice = await complete(azure)
    assert choice.finish_reason == "length"
    with pytest.raises(json.JSONDecodeError):
        json.loads(choice.message.content)


async def test_malformed(http: aiohttp.ClientSession, azure: AsyncAzureOpenAI) -> None:
    await tell(http, "malformed")
    choice = await complete(azure)
    assert choice.finish_reason == "stop"
    with pytest.raises(json.JSONDecodeError):
        json.loads(choice.message.content)


async def test_wrong_schema(http: aiohttp.ClientSession, azure: AsyncAzureOpenAI) -> None:
    await tell(http, "wrong_schema")
    answer = json.loads((await complete(azure)).message.content)
    assert not set(answer) & set(SCHEMA["properties"])


async def test_scripted_answer_goes_out_as_given(
    http: aiohttp.ClientSession, azure: AsyncAzureOpenAI
) -> None:
    await tell(http, "scripted", answer={"entries": [{"hours": "99"}]})
    await tell(http, "scripted", answer="plain words")
    assert json.loads((await complete(azure)).message.content) == {"entries": [{"hours": "99"}]}
    assert (await complete(azure)).message.content == "plain words"


async def test_scripted_text_is_heard(http: aiohttp.ClientSession, azure: AsyncAzureOpenAI) -> None:
    await tell(http, "scripted", "transcriptions", text="Thank you for watching.")
    assert (await transcribe(azure)).text == "Thank you for watching."
    assert (await transcribe(azure)).text == ""


@pytest.mark.parametrize(("fault", "billed"), [("drop_before", False), ("drop_after", True)])
@pytest.mark.parametrize("call", [complete, transcribe])
async def test_connection_is_cut_before_or_after_the_work(
    http: aiohttp.ClientSession, azure: AsyncAzureOpenAI, call: Any, fault: str, *, billed: bool
) -> None:
    await tell(http, fault, "*")
    with pytest.raises(openai.APIConnectionError):
        await call(azure)
    await ends_as(http, None, fault, billed=billed)


async def test_slow_call_is_done_and_billed_though_the_caller_has_left(
    http: aiohttp.ClientSession, azure: AsyncAzureOpenAI
) -> None:
    await tell(http, "slow", seconds=0.3)
    with pytest.raises(openai.APITimeoutError):
        await complete(azure.with_options(timeout=0.1))
    async with asyncio.timeout(5):
        while not (await calls(http))["calls"][0]["finished"]:  # noqa: ASYNC110 - seen over the wire only
            await asyncio.sleep(0.02)
    await ends_as(http, 200, "slow", billed=True)


async def test_a_fault_lasts_its_times_and_touches_its_operation_only(
    http: aiohttp.ClientSession, azure: AsyncAzureOpenAI
) -> None:
    await tell(http, "server_error", "completions", times=2)
    assert await transcribe(azure)
    for _ in range(2):
        with pytest.raises(openai.InternalServerError):
            await complete(azure)
    assert await complete(azure)


async def test_a_fault_without_times_lasts_until_cleared(
    http: aiohttp.ClientSession, azure: AsyncAzureOpenAI
) -> None:
    await tell(http, "refusal", "*", times=None)
    assert await transcribe(azure)
    for _ in range(3):
        assert (await complete(azure)).message.refusal
    assert (await http.delete("/standin/faults")).status == 204
    assert (await complete(azure)).message.refusal is None


@pytest.mark.parametrize(
    "fault",
    [
        {"operation": "completions", "fault": "unheard_of"},
        {"operation": "transcriptions", "fault": "refusal"},
        {"operation": "*", "fault": "scripted", "text": "x"},
        {"operation": "completions", "fault": "scripted", "text": "x"},
        {"operation": "completions", "fault": "slow", "times": 0},
        {"operation": "completions", "fault": "slow", "delay": 3},
        {"operation": "completions", "fault": "server_error", "status": 200},
    ],
)
async def test_faults_that_make_no_sense_are_refused(
    http: aiohttp.ClientSession, fault: dict[str, Any]
) -> None:
    answer = await http.post("/standin/faults", json=fault)
    assert answer.status == 400
    assert (await answer.json())["problems"]
