"""The Functions host as tests watch it: how often a function has run to its end."""

import asyncio
from pathlib import Path

import httpx

from tests.e2e.lawyers import until


class HostLog:
    """Counts invocations in the host's log; `ran` waits for more of them."""

    def __init__(self, api: str, log: Path) -> None:
        self._api = api
        self._log = log

    async def invoke(self, function: str, text: str) -> None:
        """Run a function by hand, as Azure's admin path does; it runs on after this returns."""
        async with httpx.AsyncClient(base_url=self._api, trust_env=False, timeout=30) as http:
            answer = await http.post(f"/admin/functions/{function}", json={"input": text})
        assert answer.status_code == 202, answer.text

    async def count(self, function: str) -> int:
        """How many invocations of a function have ended, well or not."""
        text = await asyncio.to_thread(self._log.read_text)
        return text.count(f"Executed 'Functions.{function}' (")

    async def ran(self, function: str, times: int, since: int) -> None:
        """Wait until so many more invocations have ended than had at `since`."""

        async def look() -> bool | None:
            return True if await self.count(function) >= since + times else None

        await until(look, f"{function} ran {times} times more")
