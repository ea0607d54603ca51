"""A good token looks like Entra's; each flaw is a token with that one flaw."""

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest

from local.standins.entra import tokens
from local.standins.entra.keys import SigningKey

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
REQUEST = tokens.TokenRequest(
    authority="http://127.0.0.1:8102",
    tenant="3f2504e0-4f89-41d3-9a0c-0305e82c3301",
    user="6fa459ea-ee8a-4ca4-894e-db77e160355e",
    audience="16fd2706-8baf-433b-82eb-8c7fada847da",
    scope="openid TimeEntries.ReadWrite",
    lifetime=timedelta(hours=1),
)


@pytest.fixture(scope="module")
def key() -> SigningKey:
    return SigningKey.generate()


def part(token: str, index: int) -> dict[str, Any]:
    text = token.split(".")[index]
    content: dict[str, Any] = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    return content


def header(token: str) -> dict[str, Any]:
    return part(token, 0)


def claims(token: str) -> dict[str, Any]:
    return part(token, 1)


def test_a_good_token_says_what_was_asked(key: SigningKey) -> None:
    token = tokens.good(REQUEST, key, NOW)

    said = jwt.decode(
        token,
        key.private.public_key(),
        ["RS256"],
        audience=REQUEST.audience,
        issuer=f"{REQUEST.authority}/{REQUEST.tenant}/v2.0",
        options={"verify_exp": False, "verify_nbf": False, "verify_iat": False},
    )

    assert header(token) == {"alg": "RS256", "typ": "JWT", "kid": key.kid}
    assert (said["tid"], said["oid"], said["scp"]) == (REQUEST.tenant, REQUEST.user, REQUEST.scope)
    assert (said["ver"], said["azp"], said["name"]) == ("2.0", tokens.CLIENT, REQUEST.name)
    assert said["iat"] == said["nbf"] == said["exp"] - 3600 == NOW.timestamp()


def test_tokens_of_one_user_share_the_subject_and_nothing_else_is_repeated(key: SigningKey) -> None:
    first, second = (claims(tokens.good(REQUEST, key, NOW)) for _ in range(2))

    assert first["sub"] == second["sub"] != REQUEST.user
    assert first["uti"] != second["uti"]


@pytest.mark.parametrize(
    ("flaw", "shows"),
    [
        ("wrong_audience", lambda said: said["aud"] != REQUEST.audience),
        ("audience_list", lambda said: isinstance(said["aud"], list)),
        ("wrong_issuer", lambda said: not said["iss"].startswith(REQUEST.authority)),
        ("issuer_of_another_tenant", lambda said: said["tid"] not in said["iss"]),
        ("wrong_tenant", lambda said: said["tid"] != REQUEST.tenant and said["tid"] in said["iss"]),
        ("expired", lambda said: said["exp"] < NOW.timestamp() - 300),
        ("not_yet_valid", lambda said: said["nbf"] > NOW.timestamp() + 300),
        ("issued_in_the_future", lambda said: said["iat"] > NOW.timestamp() + 300),
        ("without_expiry", lambda said: "exp" not in said),
        ("no_scope", lambda said: "scp" not in said and said["idtyp"] == "app"),
        ("other_scope", lambda said: "TimeEntries.ReadWrite" not in said["scp"].split()),
        ("version_1", lambda said: said["ver"] == "1.0" and "sts.windows.net" in said["iss"]),
        ("missing_oid", lambda said: "oid" not in said),
        ("missing_tid", lambda said: "tid" not in said),
        ("tampered_payload", lambda said: said["oid"] != REQUEST.user),
    ],
)
def test_a_flaw_of_the_claims(flaw: str, shows: Callable[[dict[str, Any]], bool], key: SigningKey) -> None:
    assert shows(claims(tokens.FLAWS[flaw](REQUEST, key, NOW)))


@pytest.mark.parametrize(
    ("flaw", "shows"),
    [
        ("alg_none", lambda head: head["alg"] == "none"),
        ("hs256_with_public_key", lambda head: head["alg"] == "HS256"),
        ("rs512", lambda head: head["alg"] == "RS512"),
        ("without_kid", lambda head: "kid" not in head),
        ("embedded_key", lambda head: {"jwk", "jku", "x5u"} <= head.keys()),
        ("critical_header", lambda head: head["crit"] == ["bound"]),
    ],
)
def test_a_flaw_of_the_header(flaw: str, shows: Callable[[dict[str, Any]], bool], key: SigningKey) -> None:
    assert shows(header(tokens.FLAWS[flaw](REQUEST, key, NOW)))


@pytest.mark.parametrize("flaw", ["foreign_key", "embedded_key", "tampered_payload", "without_signature"])
def test_a_flaw_of_the_signature(flaw: str, key: SigningKey) -> None:
    token = tokens.FLAWS[flaw](REQUEST, key, NOW)

    assert header(token)["kid"] == key.kid
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(token, key.private.public_key(), ["RS256"])


def test_a_token_can_be_oversized(key: SigningKey) -> None:
    assert len(tokens.oversized(REQUEST, key, NOW)) > 16 * 1024
