"""Tokens: refreshed in time, once, by one at a time; asked for anew when Clio no longer knows them."""

import asyncio
from datetime import timedelta

import pytest

from core.domain.errors import ClioUnauthorized, ReconnectNeeded
from core.ports_clio import ClioToken
from core.services.clio.access import Access, ClioSilent, Gate
from tests.core.services.bench import Bench
from tests.core.services.clio.making import connected
from tests.fakes import ALICE


def _access(bench: Bench) -> Access:
    return Access(Gate(bench.clio, bench.clio, bench.vault, bench.clock))


async def _who(bench: Bench, access: Access) -> int:
    return (await access.of(ALICE).call(bench.clio.who_am_i)).id


async def test_a_good_token_is_used_as_it_is(bench: Bench) -> None:
    await connected(bench)
    assert await _who(bench, _access(bench)) == bench.clio.user
    assert "refresh" not in bench.clio.calls


@pytest.mark.parametrize("left", [timedelta(minutes=4), timedelta(minutes=-1)])
async def test_a_token_is_refreshed_before_it_expires(bench: Bench, left: timedelta) -> None:
    await connected(bench)
    before = bench.vault.tokens[ALICE.key]
    bench.clock.at = before.expires_at - left
    assert await _who(bench, _access(bench)) == bench.clio.user
    after = bench.vault.tokens[ALICE.key]
    assert after.access != before.access
    assert bench.clio.calls.count("refresh") == 1


async def test_a_token_that_clio_refuses_is_refreshed_once_and_the_work_repeated(bench: Bench) -> None:
    await connected(bench)
    bench.clio.expire()
    bench.clio.calls.clear()
    assert await _who(bench, _access(bench)) == bench.clio.user
    assert bench.clio.calls == ["who_am_i", "refresh", "who_am_i"]


async def test_many_at_once_refresh_once(bench: Bench) -> None:
    await connected(bench)
    bench.clio.expire()
    access = _access(bench)
    assert await asyncio.gather(*(_who(bench, access) for _ in range(9))) == [bench.clio.user] * 9
    assert bench.clio.calls.count("refresh") == 1


async def test_a_token_refreshed_by_another_worker_is_used(bench: Bench) -> None:
    await connected(bench)
    session = _access(bench).of(ALICE)
    await session.ready()
    bench.clio.expire()
    await _who(bench, _access(bench))
    await session.call(bench.clio.who_am_i)
    assert bench.clio.calls.count("refresh") == 1


async def test_a_new_refresh_token_is_kept(bench: Bench) -> None:
    await connected(bench)
    bench.clio.expire()
    bench.clio.rotates = True
    await _who(bench, _access(bench))
    bench.clio.expire()
    await _who(bench, _access(bench))
    assert bench.vault.tokens[ALICE.key].refresh == "rotated-2"


@pytest.mark.parametrize("trouble", ["revoked", "forgotten"])
async def test_what_clio_no_longer_knows_must_be_connected_again(bench: Bench, trouble: str) -> None:
    await connected(bench)
    if trouble == "revoked":
        bench.clio.revoke()
    else:
        bench.vault.tokens.clear()
    with pytest.raises(ReconnectNeeded):
        await _who(bench, _access(bench))


async def test_a_fresh_token_that_is_refused_too_is_an_outage(bench: Bench) -> None:
    await connected(bench)
    calls: list[str] = []

    async def refused(access: str) -> None:
        calls.append(access)
        raise ClioUnauthorized

    with pytest.raises(ClioSilent):
        await _access(bench).of(ALICE).call(refused)
    assert len(set(calls)) == len(calls) == 2


async def test_a_connection_made_meanwhile_is_not_overwritten(bench: Bench) -> None:
    await connected(bench)
    fresh = ClioToken("new", "new", bench.clock.now() + timedelta(days=30))
    bench.clio.granted.add("new")
    bench.clio.granted -= {bench.vault.tokens[ALICE.key].access}

    async def connect(number: int, name: str, moment: str) -> None:
        if (name, moment) == ("oauth.refresh", "after"):
            await bench.vault.write(ALICE, fresh)

    bench.seen.hook = connect
    oauth = bench.seen.through(bench.clio, "oauth")
    access = Access(Gate(bench.clio, oauth, bench.vault, bench.clock))
    await _who(bench, access)
    assert bench.vault.tokens[ALICE.key] == fresh


async def test_a_refresh_that_lost_to_another_workers_uses_that_one(bench: Bench) -> None:
    """Where refresh tokens are good once, the slower of two is refused."""
    await connected(bench)
    bench.clio.expire()
    bench.clio.rotates = True

    async def other(number: int, name: str, moment: str) -> None:
        if (name, moment) == ("oauth.refresh", "before"):
            await _who(bench, _access(bench))

    bench.seen.hook = other
    oauth = bench.seen.through(bench.clio, "oauth")
    assert await _who(bench, Access(Gate(bench.clio, oauth, bench.vault, bench.clock))) == bench.clio.user
    assert bench.vault.tokens[ALICE.key].refresh == "rotated-1"


async def test_a_vault_without_an_answer_is_an_outage(bench: Bench) -> None:
    bench.clio.wrong = lambda _: "before"
    await connected_quietly(bench)
    with pytest.raises(ClioSilent):
        await _who(bench, _access(bench))


async def connected_quietly(bench: Bench) -> None:
    token = await bench.clio.exchange("good")
    await bench.vault.write(ALICE, token)
