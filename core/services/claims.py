"""Claims: the right to work on something, held by one worker at a time.

A claim is a lease row in the ledger. It is taken and given back in the same transaction as the state
it stands for, so a worker that lost its claim cannot commit. While work runs, a heartbeat keeps it.
"""

import asyncio
import contextlib
import logging
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

from core.domain.errors import LostClaim, Unavailable
from core.domain.recordings import CLAIMED, Recording
from core.ports import Clock, RowConflict, UnknownOutcome
from core.services.change import Change
from core.services.ledger import Ledger
from core.services.rows import LEASES, RECORDINGS, Lease

_log = logging.getLogger(__name__)


def new_token() -> str:
    """A token that tells one worker's claim from another's."""
    return secrets.token_hex(16)


def take(change: Change, name: str, token: str, lasting: timedelta) -> None:
    """Take a free claim in this change, which has read the lease there was."""
    change.put(LEASES, Lease(name=name, token=token, until=change.now + lasting))


async def taken(ledger: Ledger, clock: Clock, lease: Lease) -> bool:
    """Take a claim outside the audit trail, unless another worker holds it; raises Unavailable."""

    def if_free(current: Lease | None) -> Lease | None:
        return lease if current is None or current.until <= clock.now() else None

    try:
        return await ledger.renew(LEASES, lease.name, if_free) is not None
    except RowConflict:
        return False
    except UnknownOutcome:
        raise Unavailable("Storage did not answer. Try again.") from None


async def change_held[R](
    ledger: Ledger, lease: Lease, lasting: timedelta, work: Callable[[Change], Awaitable[R]]
) -> R:
    """A change that keeps the claim, and that no worker who lost it can commit; raises LostClaim."""

    async def held_work(change: Change) -> R:
        current = await change.find(LEASES, lease.name)
        if current is None or current.token != lease.token:
            raise LostClaim
        result = await work(change)
        if change.has_something:
            take(change, lease.name, lease.token, lasting)
        return result

    return await ledger.change(held_work)


async def held(change: Change, recording_id: str, token: str) -> Recording:
    """The recording, if this worker still holds it; raises LostClaim."""
    recording, lease = await asyncio.gather(
        change.get(RECORDINGS, recording_id), change.find(LEASES, recording_id)
    )
    if lease is None or lease.token != token or recording.state not in CLAIMED:
        raise LostClaim
    return recording


@contextlib.asynccontextmanager
async def kept(ledger: Ledger, clock: Clock, lease: Lease, lasting: timedelta) -> AsyncIterator[None]:
    """Keep a claim alive while the body runs; once it is lost, the last commit refuses."""
    beat = asyncio.create_task(_heartbeat(ledger, clock, lease, lasting))
    try:
        yield
    finally:
        beat.cancel()
        await asyncio.gather(beat, return_exceptions=True)


async def give_back(ledger: Ledger, clock: Clock, lease: Lease) -> None:
    """Let a claim lapse now, so that whoever looks next can take it; failing that, it lapses by itself.

    Without its token, it is known from one whose holder broke off.
    """
    await _rewrite(ledger, lease.token, lease.model_copy(update={"until": clock.now(), "token": ""}))


async def _heartbeat(ledger: Ledger, clock: Clock, lease: Lease, lasting: timedelta) -> None:
    while True:
        await asyncio.sleep(lasting.total_seconds() / 3)
        await _rewrite(ledger, lease.token, lease.model_copy(update={"until": clock.now() + lasting}))


async def _rewrite(ledger: Ledger, token: str, lease: Lease) -> None:
    def still_held(current: Lease | None) -> Lease | None:
        return lease if current and current.token == token else None

    try:
        await ledger.renew(LEASES, lease.name, still_held)
    except (RowConflict, UnknownOutcome, Unavailable):
        _log.info("claim on %s was not renewed", lease.name)
