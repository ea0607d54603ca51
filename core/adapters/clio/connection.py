"""The one HTTP session of an adapter, opened with its first call."""

from typing import TYPE_CHECKING

from core.adapters.clio.messages import Answer, Call, Silence

if TYPE_CHECKING:
    from core.adapters.clio.wire import Wire


class Connection:
    """Asks Clio; `timeout` is in seconds, for a whole call."""

    def __init__(self, timeout: float) -> None:
        self._timeout = timeout
        self._wire: Wire | None = None

    async def ask(self, call: Call) -> Answer | Silence:
        """What Clio answered, or why there is no answer; the call is sent once."""
        if self._wire is None:
            from core.adapters.clio.wire import Wire  # noqa: PLC0415 - keeps cold starts short

            self._wire = Wire(self._timeout)
        return await self._wire.ask(call)

    async def close(self) -> None:
        """Close the connections."""
        if self._wire is not None:
            await self._wire.close()
            self._wire = None
