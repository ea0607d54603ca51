"""Signs shared access signatures: a right on one blob, for a while, for whoever holds the address.

Formats and rules: learn.microsoft.com/rest/api/storageservices/create-user-delegation-sas and
create-service-sas.
"""

import asyncio
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol

from core.adapters.storage_connection import StorageConnection
from core.adapters.storage_errors import reaching
from core.domain.errors import Unavailable
from core.ports import Clock

if TYPE_CHECKING:
    from azure.storage.blob import UserDelegationKey

# Storage compares a signature's start with its own clock, which may be behind ours.
_CLOCK_SKEW = timedelta(minutes=5)
_KEY_LIFE = timedelta(days=1)
_KEY_LONGEST_LIFE = timedelta(days=7)
_KEY_RENEWAL = timedelta(hours=6)
_SAVED_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}")


@dataclass(frozen=True, slots=True)
class Right:
    """What is granted on one blob: `permission` is `c` (create) or `r` (read), `until` its end.

    With a `content_type` storage answers a read with that type, to be shown rather than saved. With
    `save_as`, which is plain ASCII, a browser saves what it reads under that name, and shows it never.
    Raises ValueError for a name that would break out of its header.
    """

    container: str
    blob: str
    permission: str
    until: datetime
    protocol: str = "https"
    content_type: str | None = None
    save_as: str | None = None

    def __post_init__(self) -> None:
        if self.save_as is not None and not _SAVED_NAME.fullmatch(self.save_as):
            raise ValueError("a file is saved under a plain file name")

    @property
    def disposition(self) -> str | None:
        """What a browser is to do with it (RFC 6266); None: what it likes."""
        if self.save_as:
            return f'attachment; filename="{self.save_as}"'
        return "inline" if self.content_type else None


class SasSigner(Protocol):
    """Signs a right."""

    async def sign(self, right: Right) -> str:
        """The query string that carries the right; raises Unavailable."""


class AccountKeySigner:
    """Signs with the account key of a connection string; for Azurite, which has no identities."""

    def __init__(self, connection: StorageConnection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock

    async def sign(self, right: Right) -> str:
        """The query string that carries the right."""
        service = self._connection.blobs
        key = service.credential.account_key
        return _signature(service.account_name, right, self._clock.now(), account_key=key)


class DelegationKeySigner:
    """Signs with a user delegation key, so no account key exists anywhere.

    Storage makes the key for our identity, and a right never exceeds what that identity may do. One
    key serves a day's rights; it is renewed six hours before its end.
    """

    def __init__(self, connection: StorageConnection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock
        self._renewing = asyncio.Lock()
        self._key: UserDelegationKey | None = None
        self._key_until: datetime | None = None

    async def sign(self, right: Right) -> str:
        """The query string that carries the right; raises ValueError beyond the 7 days a key can live."""
        if right.until > self._clock.now() + _KEY_LONGEST_LIFE:
            raise ValueError("a user delegation key lives 7 days at most")
        key = await self._key_for(right.until)
        account = self._connection.blobs.account_name
        return _signature(account, right, self._clock.now(), user_delegation_key=key)

    async def _key_for(self, until: datetime) -> "UserDelegationKey":
        async with self._renewing:
            if self._key is None or not self._fresh(until):
                await self._renew(until)
            if self._key is None:
                raise Unavailable("Storage did not answer. Try again.")
            return self._key

    def _fresh(self, until: datetime) -> bool:
        return self._reaches(max(until, self._clock.now() + _KEY_RENEWAL))

    def _reaches(self, instant: datetime) -> bool:
        return self._key_until is not None and self._key_until >= instant

    async def _renew(self, until: datetime) -> None:
        now = self._clock.now()
        ends = max(now + _KEY_LIFE, until).replace(microsecond=0)
        try:
            with reaching("blob"):
                self._key = await self._connection.blobs.get_user_delegation_key(now - _CLOCK_SKEW, ends)
                self._key_until = ends
        except Unavailable:
            # The old key goes on while it lasts: lawyers upload through an outage of the renewal.
            if not self._reaches(until):
                raise


def _signature(account: str | None, right: Right, now: datetime, **key: Any) -> str:
    from azure.storage.blob import generate_blob_sas  # noqa: PLC0415 - keeps cold starts short

    return generate_blob_sas(
        account_name=account or "",
        container_name=right.container,
        blob_name=right.blob,
        permission=right.permission,
        start=now - _CLOCK_SKEW,
        expiry=right.until,
        protocol=right.protocol,
        content_type=right.content_type,
        content_disposition=right.disposition,
        **key,
    )
