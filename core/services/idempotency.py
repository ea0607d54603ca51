"""Idempotency keys: the same key with the same request gives the same thing, once.

Only hashes are kept. The request's is salted with the key, which is not kept, so that nobody can
check a guess at the narrative against it.
"""

import hashlib

from core.domain.errors import KeyReused
from core.services.change import Change
from core.services.rows import KEYS, KeyUse


async def made_before(change: Change, key: str | None, request: str) -> str | None:
    """The id that this key made earlier; raises KeyReused when it came with another request."""
    if key is None:
        return None
    use = await change.find(KEYS, _hash(key))
    if use is None:
        return None
    if use.request_hash != _hash(key + request):
        raise KeyReused("This Idempotency-Key was used for a different request. Send a new key.")
    return use.made_id


def remember(change: Change, key: str | None, request: str, made_id: str) -> None:
    """Keep what a key made, in the same transaction that makes it."""
    if key is not None:
        use = KeyUse(key_hash=_hash(key), request_hash=_hash(key + request), made_id=made_id, at=change.now)
        change.put(KEYS, use)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
