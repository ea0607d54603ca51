"""Requests per minute, by token."""

import pytest

from tests.local.standins.clio.conftest import AVERY, BLAKE, Clio, Controls

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def statuses(clio: Clio, times: int) -> list[int]:
    return [(await clio.get("users/who_am_i")).status for _ in range(times)]


async def test_fifty_a_minute_and_no_more(clio: Clio, controls: Controls) -> None:
    assert await statuses(clio, 51) == [200] * 50 + [429]
    answer = await clio.get("users/who_am_i")
    wait = int(answer.headers["Retry-After"])
    assert 0 < wait <= 60
    assert answer.headers["X-RateLimit-Limit"] == "50"
    assert answer.headers["X-RateLimit-Remaining"] == "0"
    await controls.advance(wait)
    assert await statuses(clio, 51) == [200] * 50 + [429]


async def test_every_answer_says_what_is_left(clio: Clio, controls: Controls) -> None:
    await controls.turn(requests_per_minute=3)
    left = [(await clio.get("activities/1")).headers["X-RateLimit-Remaining"] for _ in range(3)]
    assert left == ["2", "1", "0"]


async def test_one_token_does_not_use_up_anothers(controls: Controls) -> None:
    await controls.turn(requests_per_minute=2)
    avery, blake = await controls.sign_in(AVERY), await controls.sign_in(BLAKE)
    assert await statuses(avery, 3) == [200, 200, 429]
    assert await statuses(blake, 2) == [200, 200]


async def test_what_is_refused_has_no_effect_and_uses_nothing_up(clio: Clio, controls: Controls) -> None:
    await controls.turn(requests_per_minute=1)
    await clio.made()
    assert (await clio.post({"type": "TimeEntry", "date": "2026-06-09"})).status == 429
    assert len(await controls.activities()) == 1
    await controls.advance(60)
    await clio.made()


async def test_windows_may_begin_with_the_minute(clio: Clio, controls: Controls) -> None:
    await controls.turn(rate_window="aligned")
    answer = await clio.get("users/who_am_i")
    assert int(answer.headers["X-RateLimit-Reset"]) % 60 == 0
