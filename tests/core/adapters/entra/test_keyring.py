"""Keys are fetched rarely and once, follow a rotation, and outlast an outage."""

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from core.adapters.entra import fetch_json
from core.adapters.entra.keyring import Fetch
from core.domain.errors import Unavailable
from local.standins.entra import tokens
from tests.core.adapters.entra.bench import USER, Bench, accepted, assert_discreet, refusal

ONCE = {"discovery": 1, "keys": 1}
TWICE = {"discovery": 2, "keys": 2}


async def test_many_callers_make_one_fetch(bench: Bench) -> None:
    verifier = bench.verifier()

    principals = await asyncio.gather(*(verifier.verify(bench.token()) for _ in range(40)))

    assert len({principal.lawyer for principal in principals}) == 1
    assert bench.served == ONCE


async def test_a_caller_who_goes_away_leaves_the_fetch_to_the_others(bench: Bench) -> None:
    started, goes_on = asyncio.Event(), asyncio.Event()

    async def slow(url: str) -> Mapping[str, Any]:
        started.set()
        await goes_on.wait()
        return await fetch_json(url)

    verifier = bench.verifier(fetch=slow)
    first = asyncio.create_task(verifier.verify(bench.token()))
    await started.wait()
    second = asyncio.create_task(verifier.verify(bench.token()))
    first.cancel()
    goes_on.set()

    assert (await second).lawyer.user_id == USER
    assert first.cancelled()
    assert bench.served == ONCE


async def test_keys_are_kept_for_a_day(bench: Bench) -> None:
    verifier = bench.verifier()
    await verifier.verify(bench.token())

    bench.clock.forward(hours=23, minutes=59)
    await verifier.verify(bench.token())
    assert bench.served == ONCE

    bench.clock.forward(minutes=1)
    await verifier.verify(bench.token())
    await verifier.verify(bench.token())
    assert bench.served == TWICE


async def test_a_withdrawn_key_is_refused_after_a_day_at_most(bench: Bench) -> None:
    verifier, old = bench.verifier(), bench.standin.keys.signing
    await verifier.verify(bench.token())
    bench.standin.keys.rotate(withdraw=True)

    bench.clock.forward(hours=24)

    assert await refusal(verifier, bench.token(key=old)) == "token_key"


async def test_a_new_key_is_picked_up(bench: Bench) -> None:
    verifier, old = bench.verifier(), bench.standin.keys.signing
    await verifier.verify(bench.token())
    bench.standin.keys.rotate()

    assert await accepted(verifier, bench.token())
    assert await accepted(verifier, bench.token(key=old))
    assert bench.served == TWICE


async def test_many_callers_with_a_new_key_make_one_fetch(bench: Bench) -> None:
    verifier = bench.verifier()
    await verifier.verify(bench.token())
    bench.standin.keys.rotate()

    await asyncio.gather(*(verifier.verify(bench.token()) for _ in range(40)))

    assert bench.served == TWICE


async def test_a_caller_with_a_new_key_joins_the_fetch_under_way(bench: Bench) -> None:
    started, goes_on = asyncio.Event(), asyncio.Event()
    goes_on.set()

    async def slow(url: str) -> Mapping[str, Any]:
        started.set()
        await goes_on.wait()
        return await fetch_json(url)

    verifier = bench.verifier(fetch=slow)
    await verifier.verify(bench.token())
    bench.standin.keys.rotate()
    started.clear()
    goes_on.clear()
    first = asyncio.create_task(verifier.verify(bench.token()))
    await started.wait()
    second = asyncio.create_task(accepted(verifier, bench.token()))
    await asyncio.sleep(0)
    goes_on.set()

    assert await second
    await first
    assert bench.served == TWICE


async def test_made_up_keys_cost_one_fetch_in_five_minutes(bench: Bench) -> None:
    verifier = bench.verifier()
    await verifier.verify(bench.token())

    for _ in range(5):
        assert await refusal(verifier, bench.token(tokens.unknown_kid)) == "token_key"
        bench.clock.forward(seconds=59)
    assert bench.served == TWICE

    bench.clock.forward(seconds=5)
    assert await refusal(verifier, bench.token(tokens.unknown_kid)) == "token_key"
    assert bench.served == {"discovery": 3, "keys": 3}


async def test_made_up_keys_do_not_hide_a_rotation_for_longer(bench: Bench) -> None:
    verifier = bench.verifier()
    await verifier.verify(bench.token())
    await refusal(verifier, bench.token(tokens.unknown_kid))
    bench.standin.keys.rotate()

    assert await refusal(verifier, bench.token()) == "token_key"
    bench.clock.forward(minutes=5)
    assert await accepted(verifier, bench.token())


@pytest.mark.parametrize("operation", ["keys", "discovery"])
@pytest.mark.parametrize("fault", ["server_error", "drop_before", "slow"])
async def test_an_outage_keeps_the_old_keys(
    bench: Bench, fault: str, operation: str, caplog: pytest.LogCaptureFixture
) -> None:
    verifier = bench.verifier(fetch_timeout=1.5)
    await verifier.verify(bench.token())
    bench.fail(fault, None, operation)
    bench.clock.forward(hours=24)
    token = bench.token()

    with caplog.at_level(logging.WARNING, "core"):
        for _ in range(5):
            assert await accepted(verifier, token)

    assert len(caplog.records) == 1, "one try, then the cooldown"
    assert "the old ones stay in use" in caplog.text
    assert_discreet(caplog.text, token)


async def test_after_an_outage_the_new_keys_are_used(bench: Bench) -> None:
    verifier = bench.verifier()
    await verifier.verify(bench.token())
    bench.fail("server_error")
    bench.standin.keys.rotate(withdraw=True)
    assert await refusal(verifier, bench.token()) == "token_key"

    bench.clock.forward(minutes=5)

    assert await accepted(verifier, bench.token())


@pytest.mark.parametrize("fault", ["server_error", "drop_before", "slow"])
async def test_without_any_keys_nobody_can_be_judged(
    bench: Bench, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    verifier = bench.verifier(fetch_timeout=1.5)
    bench.fail(fault, None)

    with caplog.at_level(logging.WARNING, "core"):
        asked = (verifier.verify(bench.token()) for _ in range(10))
        results = await asyncio.gather(*asked, return_exceptions=True)

    assert {type(result) for result in results} == {Unavailable}
    assert len(caplog.records) == 1, "one fetch for all of them"
    bench.standin.faults.clear()
    assert await accepted(verifier, bench.token())


AUTHORITY = "https://login.microsoftonline.com"
DISCOVERY = {
    "issuer": f"{AUTHORITY}/{{tenantid}}/v2.0",
    "jwks_uri": f"{AUTHORITY}/common/discovery/v2.0/keys",
}


def serving(*documents: Mapping[str, Any]) -> Fetch:
    """Return a fetch that gives these documents in turn, whatever it is asked for."""
    left = iter(documents)

    async def fetch(_: str) -> Mapping[str, Any]:
        return next(left)

    return fetch


@pytest.mark.parametrize(
    "changes",
    [
        {"jwks_uri": "https://keys.example.com/keys"},
        {"jwks_uri": "http://login.microsoftonline.com/common/discovery/v2.0/keys"},
        {"jwks_uri": "https://login.microsoftonline.com:8443/keys"},
        {"jwks_uri": "https://login.microsoftonline.com@keys.example.com/keys"},
        {"jwks_uri": "https://login.microsoftonline.com:port/keys"},
        {"jwks_uri": None},
        {"issuer": "https://login.example.com/{tenantid}/v2.0"},
        {"issuer": f"{AUTHORITY}/common/v2.0"},
        {"issuer": 5},
    ],
)
async def test_discovery_cannot_lead_away(bench: Bench, changes: dict[str, Any]) -> None:
    asked = []

    async def fetch(url: str) -> Mapping[str, Any]:
        asked.append(url)
        return DISCOVERY | changes

    verifier = bench.verifier(authority=AUTHORITY, fetch=fetch)
    with pytest.raises(Unavailable):
        await verifier.verify(bench.token())

    assert asked == [f"{AUTHORITY}/common/v2.0/.well-known/openid-configuration"]


@pytest.mark.parametrize(
    "spoilt",
    [
        {"kty": "oct", "k": "c2VjcmV0"},
        {"use": "enc"},
        {"issuer": None},
        {"kid": None},
        {"n": "AQAB"},
        {"e": "AA"},
        {"e": 3},
    ],
)
async def test_an_unusable_key_is_passed_over(bench: Bench, spoilt: dict[str, Any]) -> None:
    good = bench.standin.keys.signing.jwk(AUTHORITY)
    other = bench.standin.keys.consumers.jwk(AUTHORITY)
    fetch = serving(DISCOVERY, {"keys": ["not a key", good | spoilt, other]})

    verifier = bench.verifier(authority=AUTHORITY, fetch=fetch)

    assert await refusal(verifier, bench.token()) == "token_key"


async def test_a_short_key_is_passed_over(bench: Bench) -> None:
    short = rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505 - that is the point
    numbers = RSAAlgorithm.to_jwk(short.public_key(), as_dict=True)
    good = bench.standin.keys.signing.jwk(AUTHORITY)
    other = bench.standin.keys.consumers.jwk(AUTHORITY)
    fetch = serving(DISCOVERY, {"keys": [good | {"n": numbers["n"]}, other]})

    verifier = bench.verifier(authority=AUTHORITY, fetch=fetch)

    assert await refusal(verifier, bench.token()) == "token_key"


@pytest.mark.parametrize("document", [{}, {"keys": []}, {"keys": "none"}, {"keys": [{"kty": "RSA"}]}])
async def test_a_key_set_without_keys_is_an_outage(bench: Bench, document: dict[str, Any]) -> None:
    verifier = bench.verifier(authority=AUTHORITY, fetch=serving(DISCOVERY, document))

    with pytest.raises(Unavailable):
        await verifier.verify(bench.token())
