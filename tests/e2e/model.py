"""A stand-in for Azure OpenAI or Azure AI Speech as tests lead it: what it hears, how it fails, its bill."""

from datetime import datetime
from types import TracebackType
from typing import Any, Self

import httpx


class Model:
    """Faults are shown to whoever calls next, so whoever sets them clears them; use it in a `with`."""

    def __init__(self, address: str) -> None:
        self._http = httpx.AsyncClient(base_url=f"{address}/standin", timeout=30, trust_env=False)

    async def __aenter__(self) -> Self:
        await self.clear()
        (await self._http.delete("/calls")).raise_for_status()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.clear()
        await self._http.aclose()

    async def fail(self, operation: str, fault: str, times: int | None = None, **particulars: Any) -> None:
        """Show a fault to the next so many calls, by default until cleared."""
        asked = {"operation": operation, "fault": fault, "times": times} | particulars
        (await self._http.post("/faults", json=asked)).raise_for_status()

    async def hear(self, text: str) -> None:
        """Take the next recording for these words, whatever is said in it."""
        await self.fail("transcriptions", "scripted", times=1, text=text)

    async def propose(self, answer: Any) -> None:
        """Give this answer to the next request for drafts."""
        await self.fail("completions", "scripted", times=1, answer=answer)

    async def clear(self) -> None:
        """Behave well again."""
        (await self._http.delete("/faults")).raise_for_status()

    async def billed(self) -> tuple[int, int]:
        """How many transcriptions and completions did their work since this fixture began."""
        billed = (await self._calls())["billed"]
        return billed["transcriptions"], billed.get("completions", 0)

    async def moments(self, operation: str) -> list[datetime]:
        """When the calls of an operation began."""
        calls = (await self._calls())["calls"]
        return [datetime.fromisoformat(call["started"]) for call in calls if call["operation"] == operation]

    async def _calls(self) -> Any:
        return (await self._http.get("/calls")).raise_for_status().json()
