"""The signed inside of a token: whether it is ours and holds now, and whom it names.

Sources: Microsoft's "Access tokens in the Microsoft identity platform" and "Secure applications and
APIs by validating claims"; RFC 7519, section 4.1.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.adapters.entra.metadata import issuer_for
from core.adapters.entra.refusals import Refusal
from core.domain.errors import OtherJurisdiction
from core.domain.identity import Lawyer, Principal

type Claims = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Rules:
    """What a token has to say: one of our audiences and firms, and our scope; leeway in seconds.

    `elsewhere` are the firms of other stacks, with their addresses.
    """

    audiences: frozenset[str]
    firms: frozenset[str]
    elsewhere: Mapping[str, str]
    scope: str
    leeway: int


def lawyer_of(claims: Claims) -> Lawyer:
    """Return whom a version 2.0 token names by `tid` and `oid`; raises Unauthenticated otherwise."""
    if claims.get("ver") != "2.0":
        raise Refusal.VERSION.error()
    return Lawyer.of_ids(_guid(claims.get("tid")), _guid(claims.get("oid")))


def check_issuer(claims: Claims, issuer: str, key_issuer: str) -> None:
    """Refuse a token unless both its authority and its key issue for exactly its tenant.

    `issuer` and `key_issuer` may be templates for every tenant.
    """
    tenant = str(claims["tid"])
    if claims.get("iss") != issuer_for(issuer, tenant):
        raise Refusal.ISSUER.error()
    if claims.get("iss") != issuer_for(key_issuer, tenant):
        raise Refusal.KEY.error()


def principal_of(claims: Claims, lawyer: Lawyer, rules: Rules, now: datetime) -> Principal:
    """Return the principal of a token whose issuer is checked.

    Raises Unauthenticated unless it is for us, holds now, comes from a firm that is let in, and
    carries the scope; OtherJurisdiction where all is well, but the firm is one of another stack.
    """
    _check_audience(claims, rules)
    _check_times(claims, now.timestamp(), rules.leeway)
    if lawyer.firm_id not in rules.firms | rules.elsewhere.keys():
        raise Refusal.FIRM.error()
    _check_scope(claims, rules)
    if lawyer.firm_id not in rules.firms:
        raise OtherJurisdiction(rules.elsewhere[lawyer.firm_id])
    return Principal(lawyer, _name(claims))


def _guid(value: object) -> str:
    # uuid.UUID also reads braces, prefixes and underscores: only one spelling is an identity here.
    try:
        guid = str(uuid.UUID(value)) if isinstance(value, str) else None
    except ValueError:
        guid = None
    if guid is None or guid != value:
        raise Refusal.IDENTITY.error()
    return guid


def _check_audience(claims: Claims, rules: Rules) -> None:
    audience = claims.get("aud")
    # Entra names one audience; a list would let a token for many APIs in.
    if not isinstance(audience, str) or audience not in rules.audiences:
        raise Refusal.AUDIENCE.error()


def _check_times(claims: Claims, now: float, leeway: int) -> None:
    if now >= _instant(claims, "exp") + leeway:
        raise Refusal.EXPIRED.error()
    if max(_instant(claims, "nbf"), _instant(claims, "iat")) > now + leeway:
        raise Refusal.NOT_YET_VALID.error()


def _instant(claims: Claims, name: str) -> int:
    value = claims.get(name)
    # JSON's true is an int to Python, and its NaN a float that no comparison would ever refuse.
    if not isinstance(value, int) or isinstance(value, bool):
        raise Refusal.MALFORMED.error()
    return value


def _check_scope(claims: Claims, rules: Rules) -> None:
    scopes = claims.get("scp")
    # A token that an application got for itself has roles and no scopes.
    if claims.get("idtyp") == "app" or not isinstance(scopes, str) or rules.scope not in scopes.split(" "):
        raise Refusal.SCOPE.error()


def _name(claims: Claims) -> str | None:
    name = claims.get("name")
    return name.strip() or None if isinstance(name, str) else None
