"""What Entra publishes: who issues tokens, and the keys that sign them.

Sources: OpenID Connect Discovery 1.0, RFC 7517, and Microsoft's "Access tokens in the Microsoft
identity platform", which says that each key names the issuer it may sign for.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from jwt.algorithms import RSAAlgorithm
from jwt.exceptions import InvalidKeyError

_TENANT = "{tenantid}"
_LOOPBACK = frozenset({"127.0.0.1", "localhost"})
_PORTS = {"https": 443, "http": 80}
# RFC 7518, section 3.3.
_LEAST_KEY_BITS = 2048


class MetadataError(Exception):
    """Entra's metadata cannot be had, or is not what it has to be."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A public key, and the issuer (perhaps a template) whose tokens it may sign."""

    issuer: str
    public: RSAPublicKey


@dataclass(frozen=True, slots=True)
class Metadata:
    """The issuer template for every tenant, and the signing keys by key id."""

    issuer: str
    keys: Mapping[str, SigningKey]


def issuer_for(template: str, tenant: str) -> str:
    """Return the issuer that a template stands for in one tenant; what is no template stays itself."""
    return template.replace(_TENANT, tenant)


def checked_authority(authority: str) -> str:
    """Return the authority without a closing slash.

    Raises ValueError unless it is nothing but `https://HOST`, or for development http on this machine.
    """
    bare = authority.removesuffix("/")
    parts = urlsplit(bare)
    secure = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    if not secure or not parts.hostname or bare != f"{parts.scheme}://{parts.netloc}" or parts.username:
        raise ValueError("the authority must be https://HOST and nothing more, or http on 127.0.0.1")
    return bare


def discovery_url(authority: str) -> str:
    """Return where an authority describes itself for the tokens of every tenant."""
    return f"{authority}/common/v2.0/.well-known/openid-configuration"


def read_discovery(document: Mapping[str, Any], authority: str) -> tuple[str, str]:
    """Return the issuer template and the address of the keys.

    Raises MetadataError unless both are on the authority's own scheme, host and port.
    """
    issuer, keys = (document.get(name) for name in ("issuer", "jwks_uri"))
    if not isinstance(issuer, str) or not isinstance(keys, str):
        raise MetadataError("the discovery document names no issuer or no keys")
    home = _origin(authority)
    if _origin(issuer) != home or _origin(keys) != home:
        raise MetadataError("the discovery document points away from its authority")
    template = _normal(issuer)
    if _TENANT not in template:
        raise MetadataError("the discovery document's issuer is not a template for every tenant")
    return template, keys


def read_keys(document: Mapping[str, Any]) -> dict[str, SigningKey]:
    """Return the usable keys of a key set by key id; raises MetadataError when there are none."""
    listed = document.get("keys")
    keys: dict[str, SigningKey] = {}
    for jwk in listed if isinstance(listed, list) else []:
        key = _read_key(jwk) if isinstance(jwk, dict) else None
        if key and isinstance(jwk.get("kid"), str):
            keys.setdefault(jwk["kid"], key)
    if not keys:
        raise MetadataError("the key set holds no usable key")
    return keys


def _read_key(jwk: Mapping[str, Any]) -> SigningKey | None:
    issuer = jwk.get("issuer")
    if jwk.get("kty") != "RSA" or jwk.get("use", "sig") != "sig" or not isinstance(issuer, str):
        return None
    public = _read_rsa(jwk)
    return SigningKey(_normal(issuer), public) if public else None


def _read_rsa(jwk: Mapping[str, Any]) -> RSAPublicKey | None:
    try:
        key = RSAAlgorithm.from_jwk({name: jwk[name] for name in ("kty", "n", "e")})
    except (InvalidKeyError, KeyError, TypeError, ValueError):
        return None
    return key if isinstance(key, RSAPublicKey) and key.key_size >= _LEAST_KEY_BITS else None


def _normal(template: str) -> str:
    # Microsoft compares the placeholder without regard to case.
    return re.sub(re.escape(_TENANT), _TENANT, template, flags=re.IGNORECASE)


def _origin(url: str) -> tuple[str, str | None, int | None]:
    try:
        parts = urlsplit(url)
        return parts.scheme, parts.hostname, parts.port or _PORTS.get(parts.scheme)
    except ValueError as error:
        raise MetadataError("the discovery document holds an address that is none") from error
