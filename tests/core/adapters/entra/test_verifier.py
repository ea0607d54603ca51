"""Good tokens are accepted and every flaw is refused with its own code."""

import json
import logging
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from hypothesis import given
from hypothesis import strategies as st
from jwt.utils import base64url_encode

from core.adapters.entra import EntraVerifier
from core.adapters.entra.signature import key_id
from core.domain.errors import OtherJurisdiction, Unauthenticated
from core.domain.identity import Lawyer, Principal
from local.standins.entra import tokens
from tests.core.adapters.entra.bench import (
    API,
    FIRM,
    NAME,
    SCOPE,
    USER,
    Bench,
    accepted,
    assert_discreet,
    refusal,
)
from tests.token_codes import CODES


def test_every_flaw_is_expected_here() -> None:
    assert CODES.keys() == tokens.FLAWS.keys()


async def test_a_good_token_names_its_lawyer(bench: Bench) -> None:
    principal = await bench.verifier().verify(bench.token())

    assert principal == Principal(Lawyer(FIRM, USER), NAME)


@pytest.mark.parametrize("flaw", CODES)
async def test_a_flaw_is_refused(bench: Bench, flaw: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="core")
    token = bench.token(tokens.FLAWS[flaw])

    assert await refusal(bench.verifier(), token) == CODES[flaw]
    assert_discreet(caplog.text, token)


async def test_a_flaw_is_refused_when_the_keys_are_held_already(bench: Bench) -> None:
    verifier = bench.verifier()
    await verifier.verify(bench.token())

    for flaw, code in CODES.items():
        assert await refusal(verifier, bench.token(tokens.FLAWS[flaw])) == code


async def test_a_key_for_another_tenant_signs_for_nobody_here(bench: Bench) -> None:
    token = bench.token(key=bench.standin.keys.consumers)

    assert await refusal(bench.verifier(), token) == "token_key"


async def test_a_key_for_one_tenant_signs_for_that_tenant(bench: Bench) -> None:
    key = bench.standin.keys.consumers
    claims = tokens.claims_of(bench.request, bench.clock.now)
    claims |= {"tid": key.tenant, "iss": f"{bench.standin.authority}/{key.tenant}/v2.0"}

    principal = await bench.verifier(firms={key.tenant}).verify(tokens.sign(claims, key))

    assert principal.lawyer.firm_id == key.tenant


@pytest.mark.parametrize(
    ("token", "code"),
    [
        ("", "token_missing"),
        ("not a token", "token_malformed"),
        ("a.b.c", "token_malformed"),
        ("...", "token_malformed"),
        ("\ud800", "token_malformed"),
        ("x" * 16_385, "token_too_large"),
    ],
)
async def test_what_is_no_token_is_refused_without_asking_entra(bench: Bench, token: str, code: str) -> None:
    with pytest.raises(Unauthenticated) as caught:
        await bench.verifier().verify(token)

    assert (caught.value.code, bench.served) == (code, {})


@given(st.text() | st.from_regex(r"[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*", fullmatch=True))
def test_no_text_breaks_the_reader(text: str) -> None:
    with pytest.raises(Unauthenticated):
        key_id(text)


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ({"exp": "1772456400"}, "token_malformed"),
        ({"exp": True}, "token_malformed"),
        ({"nbf": None}, "token_malformed"),
        ({"iat": 1e9}, "token_malformed"),
        ({"aud": None}, "token_audience"),
        ({"aud": API.upper()}, "token_audience"),
        ({"aud": f"{API} "}, "token_audience"),
        ({"iss": [f"http://127.0.0.1/{FIRM}/v2.0"]}, "token_issuer"),
        ({"scp": [SCOPE]}, "token_scope"),
        ({"scp": ""}, "token_scope"),
        ({"idtyp": "app"}, "token_scope"),
        ({"ver": 2.0}, "token_version"),
        ({"oid": 7}, "token_identity"),
        ({"oid": USER.upper()}, "token_identity"),
        ({"oid": USER.replace("-", "")}, "token_identity"),
        ({"oid": f"{USER}\n"}, "token_identity"),
        ({"tid": "common"}, "token_identity"),
    ],
)
async def test_a_claim_of_the_wrong_kind_is_refused(bench: Bench, claims: dict[str, Any], code: str) -> None:
    assert await refusal(bench.verifier(), bench.signed(**claims)) == code


async def test_a_payload_that_is_no_object_is_refused(bench: Bench) -> None:
    key = bench.standin.keys.signing
    token = jwt.PyJWS().encode(b'["a list"]', key.private, "RS256", headers={"kid": key.kid})

    assert await refusal(bench.verifier(), token) == "token_malformed"


async def test_even_an_extension_that_the_library_knows_is_refused(bench: Bench) -> None:
    key = bench.standin.keys.signing
    header = json.dumps({"alg": "RS256", "kid": key.kid, "crit": ["b64"], "b64": True})
    payload = bench.token().split(".")[1]
    # By hand, because the library does not write this header itself.
    signed = f"{base64url_encode(header.encode()).decode()}.{payload}"
    signature = key.private.sign(signed.encode(), PKCS1v15(), SHA256())
    token = f"{signed}.{base64url_encode(signature).decode()}"

    assert await refusal(bench.verifier(), token) == "token_malformed"


@pytest.mark.parametrize("seconds", [-59, 0, 59])
async def test_leeway_covers_clocks_that_differ(bench: Bench, seconds: int) -> None:
    now = int(bench.clock.now.timestamp())
    token = bench.signed(iat=now + seconds, nbf=now + seconds, exp=now + seconds)

    assert await accepted(bench.verifier(), token)


@pytest.mark.parametrize(
    ("claim", "seconds", "code"),
    [
        ("exp", -60, "token_expired"),
        ("nbf", 61, "token_not_yet_valid"),
        ("iat", 61, "token_not_yet_valid"),
    ],
)
async def test_leeway_ends(bench: Bench, claim: str, seconds: int, code: str) -> None:
    changed: dict[str, Any] = {claim: int(bench.clock.now.timestamp()) + seconds}
    token = bench.signed(**changed)

    assert await refusal(bench.verifier(), token) == code


async def test_no_firms_let_nobody_in(bench: Bench) -> None:
    assert await refusal(bench.verifier(firms=frozenset()), bench.token()) == "firm_unknown"


async def test_firms_may_be_written_in_capitals(bench: Bench) -> None:
    assert await accepted(bench.verifier(firms={FIRM.upper()}), bench.token())


async def test_any_of_several_audiences_will_do(bench: Bench) -> None:
    assert await accepted(bench.verifier(audiences=[tokens.OTHER_AUDIENCE, API]), bench.token())


@pytest.mark.parametrize("name", [5, None, "  "])
async def test_a_name_that_is_none(bench: Bench, name: object) -> None:
    principal = await bench.verifier().verify(bench.signed(name=name))

    assert principal.name is None


async def test_a_principal_keeps_the_name_out_of_its_text(bench: Bench) -> None:
    principal = await bench.verifier().verify(bench.token())

    assert NAME not in f"{principal} {principal!r}"


@pytest.mark.parametrize(
    "changes",
    [
        {"authority": "http://login.microsoftonline.com"},
        {"authority": "https://login.microsoftonline.com/common"},
        {"authority": "https://somebody@login.microsoftonline.com"},
        {"authority": "https://"},
        {"authority": "login.microsoftonline.com"},
        {"audiences": []},
        {"audiences": [""]},
        {"audiences": API},
        {"scope": ""},
        {"scope": f"{SCOPE} openid"},
    ],
)
def test_settings_that_keep_nobody_out_are_refused(changes: dict[str, Any]) -> None:
    settings: dict[str, Any] = {
        "authority": "https://login.microsoftonline.com/",
        "audiences": [API],
        "firms": frozenset({FIRM}),
        "scope": SCOPE,
    }
    EntraVerifier(**settings)
    with pytest.raises(ValueError, match=r"authority|audiences|scope"):
        EntraVerifier(**settings | changes)


THEIRS = "https://us.caseclock.example"


async def test_a_lawyer_of_another_stacks_firm_is_told_where_to_go(bench: Bench) -> None:
    with pytest.raises(OtherJurisdiction) as told:
        await bench.verifier(firms={API}, elsewhere={FIRM: THEIRS}).verify(bench.token())
    assert told.value.extra == {"address": THEIRS}
    assert_discreet(told.value.message, bench.token())


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ({"aud": USER}, "token_audience"),
        ({"scp": "other"}, "token_scope"),
        ({"idtyp": "app"}, "token_scope"),
        ({"exp": 1}, "token_expired"),
        ({"ver": "1.0"}, "token_version"),
    ],
)
async def test_whose_token_is_not_valid_is_told_nothing(
    bench: Bench, claims: dict[str, Any], code: str
) -> None:
    verifier = bench.verifier(firms={API}, elsewhere={FIRM: THEIRS})
    assert await refusal(verifier, bench.signed(**claims)) == code


async def test_a_firm_of_no_stack_stays_unknown(bench: Bench) -> None:
    verifier = bench.verifier(firms={API}, elsewhere={USER: THEIRS})
    assert await refusal(verifier, bench.token()) == "firm_unknown"
