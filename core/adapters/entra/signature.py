"""The signed outside of a token: which key it names, and what that key signed.

How to check follows RFC 8725 (JSON Web Token Best Current Practices): the algorithm is ours to
choose, and nothing in the header but the key id is used. `jku`, `x5u` and `jwk` are never read.
"""

import json
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from core.adapters.entra.refusals import Refusal

_ALGORITHM = "RS256"
_MOST_CHARACTERS = 16 * 1024


def key_id(token: str) -> str:
    """Return the id of the key that a token says it is signed with.

    Raises Unauthenticated for what is missing, too large, no token, or not signed with RS256.
    """
    if not token:
        raise Refusal.MISSING.error()
    if len(token) > _MOST_CHARACTERS:
        raise Refusal.TOO_LARGE.error()
    header = _header(token)
    if header.get("alg") != _ALGORITHM:
        raise Refusal.ALGORITHM.error()
    # RFC 7515, section 4.1.11: an extension we do not know but must understand makes a token invalid.
    if "crit" in header or "kid" not in header:
        raise Refusal.MALFORMED.error()
    return str(header["kid"])


def signed_claims(token: str, key: RSAPublicKey) -> dict[str, Any]:
    """Return what `key` signed; raises Unauthenticated when it did not sign this, or no JSON object."""
    try:
        payload = jwt.PyJWS().decode(token, key, algorithms=[_ALGORITHM])
    except jwt.InvalidSignatureError:
        raise Refusal.SIGNATURE.error() from None
    except jwt.InvalidTokenError:
        raise Refusal.MALFORMED.error() from None
    return _claims(payload)


def _header(token: str) -> dict[str, Any]:
    if not token.isascii():
        raise Refusal.MALFORMED.error()
    try:
        return jwt.get_unverified_header(token)
    except jwt.InvalidTokenError:
        raise Refusal.MALFORMED.error() from None


def _claims(payload: bytes) -> dict[str, Any]:
    try:
        claims = json.loads(payload)
    except (ValueError, RecursionError):
        raise Refusal.MALFORMED.error() from None
    if not isinstance(claims, dict):
        raise Refusal.MALFORMED.error()
    return claims
