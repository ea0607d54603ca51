"""What the check of residency needs from the world: who says where a resource lies."""

from typing import Protocol

from core.domain.residency import Held, Standing


class NotTold(Exception):
    """Nobody said where a resource lies; the message says why, in a few words of ours."""


class Management(Protocol):
    """Asks Azure about the resources of this stack; raises NotTold."""

    async def standing(self, held: Held) -> Standing:
        """Where a resource lies."""

    async def sku(self, held: Held, deployment: str) -> str:
        """The kind of one of its deployments, by Azure's name for it."""
