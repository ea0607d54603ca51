"""What keeps the audit trail's digests where nobody can change them any more."""

from collections.abc import Sequence
from typing import Protocol

from core.domain.audit import Digest
from core.domain.identity import Lawyer


class Digests(Protocol):
    """The digests of one lawyer's audit trail; any call may raise `Unavailable`."""

    async def keep(self, digest: Digest) -> None:
        """Keep a digest; where there is one of that place already, that one stays."""

    async def every(self) -> Sequence[Digest | None]:
        """Every digest that was kept, None for one that cannot be read."""


class DigestStore(Protocol):
    """Opens the digests of a verified lawyer."""

    def of(self, lawyer: Lawyer) -> Digests:
        """That lawyer's digests."""
