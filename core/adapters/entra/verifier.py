"""Decide whom an access token of Microsoft Entra ID speaks for."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime

from core.adapters.entra.claims import Rules, check_issuer, lawyer_of, principal_of
from core.adapters.entra.fetch import fetch_json
from core.adapters.entra.keyring import Clock, Fetch, KeyRing
from core.adapters.entra.metadata import checked_authority
from core.adapters.entra.refusals import Refusal
from core.adapters.entra.signature import key_id, signed_claims
from core.domain.identity import Principal


def _now() -> datetime:
    return datetime.now(UTC)


class EntraVerifier:
    """Verify v2.0 access tokens of every tenant that is let in.

    `authority` is `https://login.microsoftonline.com` or another cloud's; `audiences` are the client
    ids of this API; `firms` are tenant ids, and none lets nobody in; `elsewhere` are tenant ids of firms
    that another stack serves, each with its address; `scope` is what a signed-in user must have granted.
    `leeway` and `fetch_timeout` are seconds. `fetch` returns the JSON object at an address or raises
    MetadataError. Raises ValueError for an authority, audience or scope that could not keep anybody out.
    """

    def __init__(  # noqa: PLR0913 - every one is a setting, and all are given by name
        self,
        *,
        authority: str,
        audiences: Collection[str],
        firms: Collection[str],
        scope: str,
        elsewhere: Mapping[str, str] | None = None,
        leeway: int = 60,
        fetch_timeout: float = 5,
        clock: Clock = _now,
        fetch: Fetch = fetch_json,
    ) -> None:
        if isinstance(audiences, str) or not audiences or not all(audiences):
            raise ValueError("name the audiences, each the client id of this API")
        if not scope or " " in scope:
            raise ValueError("name the one scope that a token must have")
        ours, theirs = frozenset(map(str.lower, firms)), dict(elsewhere or {})
        self._rules = Rules(frozenset(audiences), ours, theirs, scope, leeway)
        self._keys = KeyRing(checked_authority(authority), fetch, clock, fetch_timeout)
        self._clock = clock

    async def verify(self, token: str) -> Principal:
        """Return whom the token speaks for.

        Raises Unauthenticated, whose code says why and whose message never quotes the token,
        OtherJurisdiction for a lawyer of another stack's firm, and Unavailable when Entra's keys could
        never be fetched.
        """
        named = key_id(token)
        metadata = await self._keys.metadata_for(named)
        key = metadata.keys.get(named)
        if key is None:
            raise Refusal.KEY.error()
        claims = signed_claims(token, key.public)
        lawyer = lawyer_of(claims)
        check_issuer(claims, metadata.issuer, key.issuer)
        return principal_of(claims, lawyer, self._rules, self._clock())
