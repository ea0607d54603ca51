"""Whether the services this stack stands on answer."""

import asyncio
from collections.abc import Sequence

from core.ports import Probe, Reach


class HealthCheck:
    """Asks every service at once."""

    def __init__(self, probes: Sequence[Probe]) -> None:
        self._probes = probes

    async def check(self) -> list[Reach]:
        """Every service's answer, in a fixed order."""
        return list(await asyncio.gather(*(probe.check() for probe in self._probes)))
