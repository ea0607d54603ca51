"""Faults: each one over the wire."""

from typing import Any

import aiohttp
import pytest

from tests.local.standins.sounds import silence, wav
from tests.local.standins.speech.conftest import Send

pytestmark = pytest.mark.asyncio(loop_scope="session")

QUIET = wav(silence(0.2))


async def tell(http: aiohttp.ClientSession, fault: str, **more: Any) -> None:
    answer = await http.post("/standin/faults", json={"fault": fault, **more})
    assert answer.status == 201, await answer.text()


async def ends_as(http: aiohttp.ClientSession, status: int | None, fault: str, *, billed: bool) -> None:
    seen = await (await http.get("/standin/calls")).json()
    (call,) = seen["calls"]
    assert (call["status"], call["fault"]) == (status, fault)
    assert seen["billed"] == {"transcriptions": int(billed)}


@pytest.mark.parametrize("shape", ["plain", "wrapped"])
@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ({"fault": "rate_limited", "retry_after": 7}, (429, "TooManyRequests", "7")),
        ({"fault": "server_error"}, (500, "InternalServerError", None)),
        ({"fault": "server_error", "status": 503}, (503, "ServiceUnavailable", None)),
        ({"fault": "error", "status": 403, "code": "Forbidden"}, (403, "Forbidden", None)),
    ],
)
async def test_errors_come_in_both_shapes(
    http: aiohttp.ClientSession, send: Send, shape: str, fault: dict[str, Any], expected: Any
) -> None:
    await tell(http, **fault, shape=shape)
    answer = await send(QUIET)
    error = await answer.json()
    code = (error["error"] if shape == "wrapped" else error)["code"]
    assert (answer.status, code, answer.headers.get("Retry-After")) == expected
    await ends_as(http, answer.status, fault["fault"], billed=False)
    assert (await send(QUIET)).status == 200


async def test_an_error_says_more_inside(http: aiohttp.ClientSession, send: Send) -> None:
    await tell(http, "error", status=422, code="UnprocessableEntity", inner_code="NoLanguageIdentified")
    assert (await (await send(QUIET)).json())["innerError"]["code"] == "NoLanguageIdentified"


async def test_scripted_text_is_heard(http: aiohttp.ClientSession, send: Send) -> None:
    await tell(http, "scripted", text="Point three. Smith matter.", confidence=0.25)
    assert await (await send(b"anything", {"locales": ["fr-CA"]})).json() == {
        "durationMilliseconds": 1600,
        "combinedPhrases": [{"text": "Point three. Smith matter."}],
        "phrases": [
            {
                "offsetMilliseconds": 0,
                "durationMilliseconds": 1600,
                "text": "Point three. Smith matter.",
                "words": [],
                "locale": "fr-CA",
                "confidence": 0.25,
            }
        ],
    }


@pytest.mark.parametrize(("fault", "billed"), [("drop_before", False), ("drop_after", True)])
async def test_connection_is_cut_before_or_after_the_work(
    http: aiohttp.ClientSession, send: Send, fault: str, *, billed: bool
) -> None:
    await tell(http, fault)
    with pytest.raises(aiohttp.ClientError):
        await send(QUIET)
    await ends_as(http, None, fault, billed=billed)


async def test_slow_and_malformed_answers_are_billed(http: aiohttp.ClientSession, send: Send) -> None:
    await tell(http, "slow", seconds=0.1)
    assert (await send(QUIET)).status == 200
    await ends_as(http, 200, "slow", billed=True)
    await tell(http, "malformed")
    assert "combinedPhrases" not in await (await send(QUIET)).json()


async def test_a_fault_lasts_until_its_times_are_over_or_it_is_cleared(
    http: aiohttp.ClientSession, send: Send
) -> None:
    await tell(http, "server_error", times=2)
    await tell(http, "server_error", times=None, status=503)
    assert [(await send(QUIET)).status for _ in range(4)] == [500, 500, 503, 503]
    assert (await http.delete("/standin/faults")).status == 204
    assert (await send(QUIET)).status == 200


@pytest.mark.parametrize(
    "fault",
    [
        {"fault": "unheard_of"},
        {"fault": "content_filter"},
        {"fault": "scripted"},
        {"fault": "slow", "times": 0},
        {"fault": "slow", "delay": 3},
        {"fault": "error", "code": "NoSuchCode"},
        {"fault": "error", "status": 200},
        {"fault": "error", "shape": "round"},
        {"fault": "server_error", "status": 502},
        {"fault": "slow", "operation": "completions"},
    ],
)
async def test_faults_that_make_no_sense_are_refused(
    http: aiohttp.ClientSession, fault: dict[str, Any]
) -> None:
    answer = await http.post("/standin/faults", json=fault)
    assert answer.status == 400
    assert (await answer.json())["problems"]
