"""Every way a call can go wrong, over the wire: what was done is never done twice, and never guessed."""

import asyncio
import logging
import socket
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from aiohttp import web

from core.adapters.clio import ClioApi
from core.domain.errors import ClioPaused, ClioUnauthorized, ClioUnreachable, Unavailable
from core.ports import UnknownOutcome
from core.ports_clio import ClioActivity
from tests.core.adapters.clio.conftest import AVERY, ENTRY, LONG_AGO, NARRATIVE, Bench, Now
from tests.core.adapters.scripting import Script

type Read = Callable[[ClioApi, str, int], Awaitable[object]]

READS: dict[str, Read] = {
    "who_am_i": lambda clio, access, _: clio.who_am_i(access),
    "list_matters": lambda clio, access, _: clio.matters(access, None, None),
    "list_utbms_codes": lambda clio, access, _: clio.utbms_codes(access),
    "list_activity_descriptions": lambda clio, access, _: clio.categories(access, AVERY),
    "show_activity": lambda clio, access, number: clio.activity(access, number),
    "list_activities": lambda clio, access, _: clio.find(access, ENTRY, LONG_AGO),
}
UNCLEAR: list[tuple[dict[str, Any], bool]] = [
    ({"fault": "drop_before"}, False),
    ({"fault": "drop_after"}, True),
    ({"fault": "server_error", "shape": "html"}, False),
    ({"fault": "server_error", "shape": "empty", "status": 502}, False),
    ({"fault": "server_error", "shape": "json", "status": 503}, False),
    ({"fault": "server_error_after", "shape": "html"}, True),
    ({"fault": "server_error_after", "shape": "empty", "status": 504}, True),
    ({"fault": "malformed"}, True),
    ({"fault": "only_id"}, True),
    ({"fault": "error", "status": 408}, False),
]


@pytest.fixture(params=["create", "update"])
async def writing(
    request: pytest.FixtureRequest, bench: Bench, clio: ClioApi, access: str
) -> tuple[str, Callable[[], Awaitable[ClioActivity]]]:
    """A write on a connection that is kept already, and how the stand-in calls it."""
    if request.param == "create":
        await clio.who_am_i(access)
        return "create_activity", lambda: clio.create(access, ENTRY)
    made = await clio.create(access, ENTRY)
    return "update_activity", lambda: clio.update(access, made)


type Writing = tuple[str, Callable[[], Awaitable[ClioActivity]]]


@pytest.mark.parametrize(("fault", "done"), UNCLEAR)
async def test_a_write_without_a_clear_answer_is_sent_once_and_unknown(
    bench: Bench, writing: Writing, fault: dict[str, Any], done: bool, caplog: pytest.LogCaptureFixture
) -> None:
    operation, write = writing
    before = len(await bench.activities())
    await bench.fault(operation, **fault)
    with pytest.raises(UnknownOutcome) as caught:
        await write()
    assert caught.value.__context__ is None
    assert len(await bench.seen(operation)) == 1
    created = operation == "create_activity" and done
    assert len(await bench.activities()) == before + created
    assert NARRATIVE not in f"{caught.value!r}{caplog.text}"


@pytest.mark.parametrize(("fault", "done"), [("slow_before", False), ("slow", True)])
async def test_a_write_whose_answer_is_too_late_is_unknown(
    bench: Bench, access: str, fault: str, done: bool
) -> None:
    impatient = ClioApi(bench.address, Now(), timeout=0.3)
    await impatient.who_am_i(access)
    await bench.fault("create_activity", fault, seconds=20)
    async with asyncio.timeout(10):
        with pytest.raises(UnknownOutcome):
            await impatient.create(access, ENTRY)
    await impatient.close()
    assert len(await bench.seen("create_activity")) == 1
    assert len(await bench.activities()) == done


async def test_an_answer_that_is_cut_in_the_middle_is_unknown(script: Script, scripted: ClioApi) -> None:
    async def half(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(status=201, headers={"Content-Length": "1000"})
        await response.prepare(request)
        await response.write(b'{"data": {"id": 1')
        assert request.transport is not None
        request.transport.abort()
        return response

    script.runs(half)
    with pytest.raises(UnknownOutcome):
        await scripted.create("t", ENTRY)
    assert len(script.requests) == 1


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_never_followed(script: Script, scripted: ClioApi, status: int) -> None:
    script.answers(status, headers={"Location": f"{script.endpoint}/elsewhere"})
    with pytest.raises(UnknownOutcome):
        await scripted.create("t", ENTRY)
    with pytest.raises(Unavailable):
        await scripted.who_am_i("t")
    assert [request.path for request in script.requests] == [
        "/api/v4/activities.json",
        "/api/v4/users/who_am_i.json",
    ]


@pytest.mark.parametrize("body", [b"<html>Not here</html>", b"", b"[]", b'{"error": "no"}', b"[" * 9999])
async def test_a_page_that_is_not_found_is_no_entry_that_is_gone(
    script: Script, scripted: ClioApi, body: bytes
) -> None:
    script.answers(404, body=body)
    with pytest.raises(Unavailable):
        await scripted.activity("t", 9)
    with pytest.raises(UnknownOutcome):
        await scripted.update("t", replace(ENTRY, id=9, etag='"e"'))
    script.answers(404, json={"error": {"type": "NotFound", "message": "m"}})
    assert await scripted.activity("t", 9) is None


async def test_where_nobody_is_reached_nothing_was_sent(unused_tcp_port: int) -> None:
    alone = ClioApi(f"http://127.0.0.1:{unused_tcp_port}", Now())
    with pytest.raises(ClioUnreachable) as caught:
        await alone.create("t", ENTRY)
    assert caught.value.retry_after == 30
    with pytest.raises(Unavailable):
        await alone.who_am_i("t")
    await alone.close()


async def test_where_nobody_answers_the_door_nothing_was_sent() -> None:
    """A server whose queue of connections is full lets nobody in."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        port: int = full.getsockname()[1]
        waiting = [socket.socket() for _ in range(4)]
        for each in waiting:
            each.setblocking(False)
            each.connect_ex(("127.0.0.1", port))
        shut_out = ClioApi(f"http://127.0.0.1:{port}", Now(), timeout=1.0)
        with pytest.raises(ClioUnreachable):
            await shut_out.create("t", ENTRY)
        await shut_out.close()
        for each in waiting:
            each.close()


@pytest.mark.parametrize("operation", READS)
@pytest.mark.parametrize(
    "fault",
    [
        {"fault": "drop_before"},
        {"fault": "drop_after"},
        {"fault": "server_error"},
        {"fault": "server_error_after", "status": 503},
        {"fault": "malformed"},
    ],
)
async def test_a_read_that_fails_is_unavailable(
    bench: Bench, clio: ClioApi, access: str, operation: str, fault: dict[str, Any]
) -> None:
    made = await clio.create(access, ENTRY)
    await bench.fault(operation, times=None, **fault)
    with pytest.raises(Unavailable) as caught:
        await READS[operation](clio, access, made.id or 0)
    assert caught.value.__context__ is None


@pytest.mark.parametrize("operation", ["who_am_i", "show_activity"])
async def test_a_read_that_lacks_what_was_asked_for_is_unavailable(
    bench: Bench, clio: ClioApi, access: str, operation: str
) -> None:
    made = await clio.create(access, ENTRY)
    await bench.fault(operation, "only_id")
    with pytest.raises(Unavailable):
        await READS[operation](clio, access, made.id or 0)


@pytest.mark.parametrize("operation", READS)
async def test_a_token_that_is_not_good_is_told_apart(
    bench: Bench, clio: ClioApi, access: str, operation: str
) -> None:
    await bench.fault(operation, "expired_token")
    with pytest.raises(ClioUnauthorized):
        await READS[operation](clio, access, 1)
    with pytest.raises(ClioUnauthorized):
        await READS[operation](clio, "never was one", 1)


async def test_a_write_with_a_token_that_is_not_good_does_nothing(bench: Bench, writing: Writing) -> None:
    operation, write = writing
    before = await bench.activities()
    await bench.fault(operation, "expired_token")
    for _ in range(2):
        with pytest.raises(ClioUnauthorized):
            await write()
    assert await bench.activities() == before


@pytest.mark.parametrize(("said", "least", "most"), [(7, 7, 7), (0, 0, 0), (None, 1, 60)])
async def test_a_write_over_the_limit_says_how_long_to_wait(
    bench: Bench, writing: Writing, said: int | None, least: float, most: float
) -> None:
    operation, write = writing
    before = await bench.activities()
    await bench.fault(operation, "rate_limited", retry_after=said)
    with pytest.raises(ClioPaused) as caught:
        await write()
    assert least <= caught.value.retry_after <= most
    assert await bench.activities() == before
    assert ENTRY.differences(await write()) == ()


@pytest.mark.parametrize("operation", READS)
async def test_a_read_over_the_limit_says_so_too(
    bench: Bench, clio: ClioApi, access: str, operation: str
) -> None:
    await bench.fault(operation, "rate_limited", retry_after=9)
    with pytest.raises(ClioPaused) as caught:
        await READS[operation](clio, access, 1)
    assert caught.value.retry_after == 9


NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
RESET = {"X-RateLimit-Limit": "50", "X-RateLimit-Remaining": "0"}


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "12"}, 12),
        ({"Retry-After": format_datetime(NOW + timedelta(seconds=90), usegmt=True)}, 90),
        ({"Retry-After": "soon"}, 60),
        (RESET | {"X-RateLimit-Reset": str(int(NOW.timestamp()) + 42)}, 42),
        (RESET | {"X-RateLimit-Reset": str(int(NOW.timestamp()) - 42)}, 1),
        (RESET | {"X-RateLimit-Reset": "1e300"}, 60),
        ({}, 60),
    ],
)
async def test_the_wait_is_as_asked_or_to_the_end_of_the_window(
    script: Script, scripted: ClioApi, headers: dict[str, str], seconds: float
) -> None:
    script.answers(429, headers=headers)
    with pytest.raises(ClioPaused) as caught:
        await scripted.create("t", ENTRY)
    assert caught.value.retry_after == seconds


async def test_no_word_or_token_reaches_a_log_or_an_exception(
    script: Script, scripted: ClioApi, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("core", "aiohttp", "asyncio"):
        caplog.set_level(logging.DEBUG, name)
    for status in (400, 401, 403, 404, 409, 412, 422, 429, 500):
        script.answers(
            status, json={"error": {"type": NARRATIVE, "message": "hush"}}, headers={"X-Request-Id": "r-1"}
        )
        for write in (scripted.create("hush", ENTRY), scripted.who_am_i("hush")):
            with pytest.raises(Exception) as caught:  # noqa: PT011 - whichever it is
                await write
            assert "hush" not in repr(caught.value)
            assert NARRATIVE not in repr(caught.value)
            assert caught.value.__context__ is None
    assert "hush" not in caplog.text
    assert NARRATIVE not in caplog.text
    assert "Clio: create: 422 (request r-1)" in caplog.text


async def test_an_odd_request_id_is_not_logged(
    script: Script, scripted: ClioApi, caplog: pytest.LogCaptureFixture
) -> None:
    script.answers(500, headers={"X-Request-Id": "secret words"})
    with pytest.raises(Unavailable):
        await scripted.who_am_i("t")
    assert "secret words" not in caplog.text
