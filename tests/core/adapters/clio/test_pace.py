"""How fast Clio lets a token go, as its answers say."""

from datetime import UTC, datetime, timedelta

import pytest

from core.adapters.clio import ClioApi
from core.domain.errors import ClioPaused, ClioRefused
from core.ports_clio import ClioPace
from tests.core.adapters.clio.conftest import BLAKE, ENTRY, Bench
from tests.core.adapters.scripting import Script


async def test_nothing_is_known_before_the_first_answer(clio: ClioApi, access: str) -> None:
    assert clio.pace(access) is None


async def test_every_answer_tells_of_its_own_token(bench: Bench, clio: ClioApi, access: str) -> None:
    other = await bench.access(BLAKE)
    await clio.who_am_i(access)
    await clio.create(access, ENTRY)
    await clio.who_am_i(other)
    mine, theirs = clio.pace(access), clio.pace(other)
    assert mine is not None
    assert theirs is not None
    assert (mine.limit, mine.remaining, theirs.remaining) == (50, 48, 49)
    assert timedelta() < mine.resets_at - datetime.now(UTC) <= timedelta(seconds=61)


async def test_a_refusal_tells_too(bench: Bench, clio: ClioApi, access: str) -> None:
    await bench.turn(requests_per_minute=2, note_limit=3)
    with pytest.raises(ClioRefused):
        await clio.create(access, ENTRY)
    for _ in range(2):
        with pytest.raises(ClioPaused):
            await clio.create(access, ENTRY)
    pace = clio.pace(access)
    assert pace is not None
    assert pace.remaining == 0


async def test_what_an_answer_does_not_say_stays_as_it_was(script: Script, scripted: ClioApi) -> None:
    good = {"X-RateLimit-Limit": "50", "X-RateLimit-Remaining": "7", "X-RateLimit-Reset": "1800000000"}
    script.answers(json={"data": {"id": 1, "name": "A"}}, headers=good)
    await scripted.who_am_i("t")
    said = ClioPace(50, 7, datetime.fromtimestamp(1_800_000_000, UTC))
    assert scripted.pace("t") == said
    for wrong in ("", "many", "inf", "nan", "1e400"):
        for name in good:
            script.answers(json={"data": {"id": 1, "name": "A"}}, headers=good | {name: wrong})
            await scripted.who_am_i("t")
            assert scripted.pace("t") == said


async def test_only_the_latest_tokens_are_kept_and_none_as_it_is(script: Script, scripted: ClioApi) -> None:
    good = {"X-RateLimit-Limit": "50", "X-RateLimit-Remaining": "7", "X-RateLimit-Reset": "1800000000"}
    paces = scripted._asking.paces
    for number in range(1001):
        paces.note(f"token-{number}", good)
    assert paces.of("token-0") is None
    assert paces.of("token-1000") is not None
    assert not [key for key in paces._said if "token" in key]
