"""Mint v2.0 access tokens, good ones and, one function per flaw, wrong ones.

The claims are those that Microsoft's "Access token claims reference" lists for v2.0 tokens.
"""

import base64
import hashlib
import hmac
import json
import secrets
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from local.standins.entra.keys import SigningKey

CLIENT = "5b1c0a52-7f7e-4a0b-9d1c-3f3a1f0c7e11"
OTHER_AUDIENCE = "00000003-0000-0000-c000-000000000000"

type Claims = dict[str, Any]
type Mint = Callable[["TokenRequest", SigningKey, datetime], str]


@dataclass(frozen=True, slots=True)
class TokenRequest:
    """What a token shall say; tenant, user and audience are GUIDs."""

    authority: str
    tenant: str
    user: str
    audience: str
    scope: str
    name: str = "Alex Example"
    username: str = "alex@firm.example"
    lifetime: timedelta = timedelta(minutes=75)


def claims_of(request: TokenRequest, now: datetime) -> Claims:
    """Return the claims of a good token issued now."""
    issued = int(now.timestamp())
    return {
        "aud": request.audience,
        "iss": f"{request.authority}/{request.tenant}/v2.0",
        "iat": issued,
        "nbf": issued,
        "exp": issued + int(request.lifetime.total_seconds()),
        "azp": CLIENT,
        "azpacr": "0",
        "name": request.name,
        "oid": request.user,
        "preferred_username": request.username,
        "scp": request.scope,
        "sub": _pairwise(request),
        "tid": request.tenant,
        "uti": secrets.token_urlsafe(16),
        "ver": "2.0",
    }


def sign(claims: Mapping[str, Any], key: SigningKey, **header: Any) -> str:
    """Return the claims as a token signed with RS256; `header` adds to its header or replaces."""
    payload = json.dumps(claims).encode()
    return jwt.PyJWS().encode(payload, key.private, "RS256", headers={"kid": key.kid} | header)


def good(request: TokenRequest, key: SigningKey, now: datetime) -> str:
    """A token without a flaw."""
    return sign(claims_of(request, now), key)


def wrong_audience(request: TokenRequest, key: SigningKey, now: datetime) -> str:
    """A token for another API."""
    return good(replace(request, audience=OTHER_AUDIENCE), key, now)


def audience_list(request: TokenRequest, key: SigningKey, now: datetime) -> str:
    """A token for several APIs at once."""
    return _changed(request, key, now, aud=[request.audience, OTHER_AUDIENCE])


def wrong_issuer(request: TokenRequest, key: SigningKey, now: datetime) -> str:
    """A token that another authority issued for the same tenant."""
    return good(replace(request, authority="https://login.example.com"), key, now)


def issuer_of_another_tenant(request: TokenRequest, key: SigningKey, now: datetime) -> str:
    """A token whose `tid` is not the tenant that issued it."""
    return _changed(request, key, now, iss=f"{request.authority}/{uuid.uuid4()}/v2.0")


def wrong_tenant(request: TokenRequest, key: SigningKey, now: datetime) -> str:
    """A flawless token of a firm nobody knows."""
    return good(replace(request, tenant=str(uuid.uuid4())), key, now)


def expired(request: TokenRequest, key: SigningKey, now: datetime) -> str:
    """A token that ended ten minutes ago."""
    return good(request, key, now - request.lifetime - timedelta(minutes=10))


def not_yet_valid(request: TokenRequest, key: SigningKey, now: datetime) -> str:
    """A token that begins in ten minutes."""
    return _changed(request, key, now, nbf=int(now.timestamp()) + 600)


def issued_in_the_future(request: TokenRequest, key: SigningKey, now: datetime) -> str:
    """A token that will be issued in ten minutes."""
    return _changed(request, key, now, iat=int(now.timestamp()) + 600)


def without_expiry(request: TokenRequest, key: SigningKey, now: datetime) -> str:
    """A token that never ends."""
    return _without(request, key, now, "exp")


def expiry_not_a_number(request: TokenRequest, key: SigningKey, now: datetime) -> str:
    """A token whose end is NaN, which no comparison finds to be past."""
    return _changed(request, key, now, exp=float("nan"))


def alg_none(request: TokenRequest, key: SigningKey, now: datetime) -> str:
    """An unsigned token."""
    return jwt.encode(claims_of(request, now), "", "none", headers={"kid": key.kid})


def hs256_with_public_key(request: TokenRequest, key: SigningKey, now: datetime) -> str:
    """A token signed with what everybody knows: the public key, taken for an HMAC secret."""
    header = _encoded({"alg": "HS256", "typ": "JWT", "kid": key.kid})
    signed = f"{header}.{_encoded(claims_of(request, now))}"
    secret = key.private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return f"{signed}.{_base64url(hmac.digest(secret, signed.encode(), 'sha256'))}"


def rs512(request: TokenRequest, key: SigningKey, now: datetime) -> str:
    """A token signed with the right key and an algorithm that Entra does not use."""
    return jwt.encode(claims_of(request, now), key.private, "RS512", headers={"kid": key.kid})


def unknown_kid(request: TokenRequest, key: SigningKey, now: datetime) -> str:
    """A token that names a key nobody published."""
    return sign(claims_of(request, now), key, kid=secrets.token_urlsafe(20))


def without_kid(request: TokenRequest, key: SigningKey, now: datetime) -> str:
    """A token that names no key."""
    return jwt.encode(claims_of(request, now), key.private, "RS256")


def foreign_key(request: TokenRequest, key: SigningKey, now: datetime) -> str:
    """A token that names the right key and is signed with another."""
    return sign(claims_of(request, now), _foreign(), kid=key.kid)


def embedded_key(request: TokenRequest, key: SigningKey, now: datetime) -> str:
    """A token that brings the key it is signed with, and says where to find it too."""
    own = _foreign().jwk(request.authority)
    where = "https://keys.example.com/keys"
    return sign(claims_of(request, now), _foreign(), kid=key.kid, jwk=own, jku=where, x5u=where)


def critical_header(request: TokenRequest, key: SigningKey, now: datetime) -> str:
    """A token that must not be accepted by whoever does not know its extension."""
    return sign(claims_of(request, now), key, crit=["bound"], bound=True)


def tampered_payload(request: TokenRequest, key: SigningKey, now: datetime) -> str:
    """A good token, made another lawyer's after it was signed."""
    header, _, signature = good(request, key, now).split(".")
    claims = claims_of(replace(request, user=str(uuid.uuid4())), now)
    return f"{header}.{_encoded(claims)}.{signature}"


def without_signature(request: TokenRequest, key: SigningKey, now: datetime) -> str:
    """A good token whose signature was cut off."""
    return good(request, key, now).rpartition(".")[0] + "."


def no_scope(request: TokenRequest, key: SigningKey, now: datetime) -> str:
    """A token that an application got for itself, with roles and no scopes."""
    claims = claims_of(request, now) | {"idtyp": "app", "roles": [request.scope]}
    return sign({name: claims[name] for name in claims.keys() - {"scp", "name"}}, key)


def other_scope(request: TokenRequest, key: SigningKey, now: datetime) -> str:
    """A token whose scopes only resemble the one asked for."""
    return _changed(request, key, now, scp=f"{request.scope}.All {request.scope.lower()} openid")


def version_1(request: TokenRequest, key: SigningKey, now: datetime) -> str:
    """A v1.0 token, with that version's issuer and claims."""
    issuer = f"https://sts.windows.net/{request.tenant}/"
    return _changed(request, key, now, ver="1.0", iss=issuer, aud=f"api://{request.audience}", appid=CLIENT)


def missing_oid(request: TokenRequest, key: SigningKey, now: datetime) -> str:
    """A token that names no user."""
    return _without(request, key, now, "oid")


def missing_tid(request: TokenRequest, key: SigningKey, now: datetime) -> str:
    """A token that names no tenant."""
    return _without(request, key, now, "tid")


def oid_not_a_guid(request: TokenRequest, key: SigningKey, now: datetime) -> str:
    """A token that names its user by mail address."""
    return good(replace(request, user=request.username), key, now)


def tid_not_canonical(request: TokenRequest, key: SigningKey, now: datetime) -> str:
    """A token that spells its tenant in another way, consistently."""
    return good(replace(request, tenant=f"{{{request.tenant}}}"), key, now)


def oversized(request: TokenRequest, key: SigningKey, now: datetime) -> str:
    """A token longer than 16 KB."""
    return _changed(request, key, now, groups=[str(uuid.uuid4()) for _ in range(400)])


FLAWS: dict[str, Mint] = {
    mint.__name__: mint
    for mint in (
        wrong_audience,
        audience_list,
        wrong_issuer,
        issuer_of_another_tenant,
        wrong_tenant,
        expired,
        not_yet_valid,
        issued_in_the_future,
        without_expiry,
        expiry_not_a_number,
        alg_none,
        hs256_with_public_key,
        rs512,
        unknown_kid,
        without_kid,
        foreign_key,
        embedded_key,
        critical_header,
        tampered_payload,
        without_signature,
        no_scope,
        other_scope,
        version_1,
        missing_oid,
        missing_tid,
        oid_not_a_guid,
        tid_not_canonical,
        oversized,
    )
}


@cache
def _foreign() -> SigningKey:
    return SigningKey.generate()


def _changed(request: TokenRequest, key: SigningKey, now: datetime, **changes: Any) -> str:
    return sign(claims_of(request, now) | changes, key)


def _without(request: TokenRequest, key: SigningKey, now: datetime, name: str) -> str:
    claims = claims_of(request, now)
    del claims[name]
    return sign(claims, key)


def _pairwise(request: TokenRequest) -> str:
    seed = f"{request.tenant}.{request.user}.{request.audience}"
    return _base64url(hashlib.sha256(seed.encode()).digest())


def _encoded(content: Mapping[str, Any]) -> str:
    return _base64url(json.dumps(content).encode())


def _base64url(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
