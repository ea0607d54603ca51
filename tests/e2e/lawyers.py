"""A lawyer's device whose every answer is held against the API's own contract."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any, Self

import httpx

from local.client import Device
from local.demo import FIRM
from tests.e2e.contract import ApiContract

SAMPLES = Path(__file__).parents[2] / "samples"
PATIENCE = 60.0

SMITH = {"name": "Smith v. Jones", "client": "Smith", "number": "2026-001"}
WILSON = {"name": "Wilson estate", "client": "Wilson", "number": "2026-002"}


class Lawyer(Device):
    """One lawyer nobody else in the test run is."""

    def __init__(self, api: str, token: str, user: str, contract: ApiContract) -> None:
        super().__init__(api, token)
        self.user = user
        self.http.event_hooks = {"response": [contract.check]}

    async def __aenter__(self) -> Self:
        return self

    @property
    def key(self) -> str:
        """The lawyer's partition and folder."""
        return f"{FIRM}.{self.user}"

    async def ask(self, method: str, path: str, seen: int | None = None, **options: Any) -> httpx.Response:
        """Call the API and give whatever it answers."""
        headers = options.pop("headers", {}) | ({"If-Match": f'"{seen}"'} if seen is not None else {})
        return await self.http.request(method, path, headers=headers, **options)

    async def refused(
        self, method: str, path: str, status: int, code: str, seen: int | None = None, **options: Any
    ) -> Any:
        """Make a call that must be refused just so; returns the problem document."""
        answer = await self.ask(method, path, seen, **options)
        assert answer.status_code == status, f"{method} {path}: {answer.status_code} {answer.text}"
        problem = answer.json()
        assert problem["code"] == code
        assert problem["type"] == f"urn:caseclock:problem:{code}"
        return problem

    async def store_matters(self) -> None:
        """Store the two matters that most tests speak of."""
        await self.call("PUT", "/matters/M-1001", json=SMITH)
        await self.call("PUT", "/matters/M-1002", json=WILSON)

    async def send(self, name: str, audio: bytes, **said: Any) -> Any:
        """Announce and upload audio; returns the announcement."""
        announced = await self.announce(name, **said)
        (await self.upload(announced["upload"], audio)).raise_for_status()
        return announced

    async def recording(self, recording_id: str) -> Any:
        """A recording as it stands."""
        return await self.call("GET", f"/recordings/{recording_id}")

    async def entry(self, entry_id: str) -> Any:
        """An entry as it stands."""
        return await self.call("GET", f"/entries/{entry_id}")

    async def typed(self, **fields: Any) -> Any:
        """A draft that lacks nothing, except as said."""
        whole = {
            "hours": "0.5",
            "work_date": "2026-03-09",
            "matter_id": "M-1001",
            "narrative": "Reviewed the lease.",
        }
        return await self.call("POST", "/entries", json=whole | fields)

    async def reaches(self, recording_id: str, state: str) -> Any:
        """The recording once it is in a state; raises TimeoutError."""

        async def look() -> Any:
            shown = await self.recording(recording_id)
            return shown if shown["state"] == state else None

        return await until(look, f"recording {recording_id} is {state}")

    async def retried(self, recording_id: str) -> Any:
        """The recording after its lawyer had it tried again and it was drafted or failed."""
        await self._retry(recording_id)
        return await self.settled(recording_id, PATIENCE)

    async def retried_until(self, recording_id: str, state: str) -> Any:
        """The recording after its lawyer had it tried again and it came to a state."""
        await self._retry(recording_id)
        return await self.reaches(recording_id, state)

    async def _retry(self, recording_id: str) -> None:
        answer = await self.ask("POST", f"/recordings/{recording_id}/retry")
        assert answer.status_code == 202, answer.text
        assert answer.json()["state"] == "queued"

    async def everything(
        self, path: str, limit: int = 200, query: Mapping[str, str] | None = None
    ) -> list[Any]:
        """Every item of a list, page by page."""
        items: list[Any] = []
        after: dict[str, str] = {}
        while True:
            page = await self.call("GET", path, params={"limit": str(limit), **(query or {}), **after})
            assert len(page["items"]) <= limit
            items += page["items"]
            if page["after"] is None:
                return items
            after = {"after": page["after"]}

    async def history(self, entry_id: str) -> list[Any]:
        """Every step of an entry, oldest first."""
        return await self.everything(f"/entries/{entry_id}/history")

    async def events(self, action: str | None = None) -> list[Any]:
        """The audit events, or those of one action."""
        return [
            event for event in await self.everything("/audit") if action is None or event["action"] == action
        ]

    async def trail_holds(self) -> None:
        """Fail unless the audit chain is whole; work in the background may add to it while it is read."""
        before = await self.call("GET", "/audit/verify")
        listed = len(await self.everything("/audit"))
        after = await self.call("GET", "/audit/verify")
        assert (before["intact"], after["intact"]) == (True, True), (before, after)
        assert before["events"] <= listed <= after["events"]


async def until[T](look: Callable[[], Awaitable[T | None]], what: str, timeout: float = PATIENCE) -> T:
    """What `look` finds, as soon as it is not None; raises TimeoutError that says what never came."""
    deadline = time.monotonic() + timeout
    while (found := await look()) is None:
        if time.monotonic() > deadline:
            raise TimeoutError(f"never came true: {what}")
        await asyncio.sleep(0.1)
    return found
