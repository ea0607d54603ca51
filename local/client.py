"""A lawyer's device, as far as the local stack needs one: calls the API, uploads by the grant."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

from local.consent import consent

PENDING = {"awaiting_upload", "queued", "transcribing", "drafting", "waiting"}
EXPORT_ENDS = {"done", "refused", "failed", "withdrawn"}
_LOOK_SECONDS = 0.1


class Device:
    """One lawyer's way in; use it as an async context manager."""

    def __init__(self, api: str, token: str) -> None:
        headers = {"Authorization": f"Bearer {token}"}
        self.http = httpx.AsyncClient(base_url=f"{api}/api", headers=headers, timeout=60, trust_env=False)
        self.storage = httpx.AsyncClient(timeout=60, trust_env=False)

    async def __aenter__(self) -> "Device":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.http.aclose()
        await self.storage.aclose()

    async def call(self, method: str, path: str, seen: int | None = None, **options: Any) -> Any:
        """Call the API and return the JSON; raises httpx.HTTPStatusError for a refusal."""
        headers = options.pop("headers", {}) | ({"If-Match": f'"{seen}"'} if seen is not None else {})
        answer = await self.http.request(method, path, headers=headers, **options)
        answer.raise_for_status()
        return answer.json()

    async def announce(self, name: str, **said: Any) -> Any:
        """Announce a recording of that file name."""
        body = {"file_name": name, "time_zone": "America/Toronto"} | said
        return await self.call("POST", "/recordings", json=body)

    async def upload(self, grant: dict[str, Any], audio: bytes) -> httpx.Response:
        """Put audio where the grant says."""
        return await self.storage.request(
            grant["method"], grant["url"], content=audio, headers=grant["headers"]
        )

    async def dictate(self, sample: Path, **said: Any) -> str:
        """Announce and upload a recording; returns its id."""
        audio = await asyncio.to_thread(sample.read_bytes)
        announced = await self.announce(sample.name, **said)
        (await self.upload(announced["upload"], audio)).raise_for_status()
        recording: str = announced["id"]
        return recording

    async def connected(self, name: str) -> Any:
        """The link to Clio once somebody of that name has allowed access and the matters are here."""
        asked = await self.call("GET", "/clio/connect")
        answer = await consent(asked["address"], name)
        await self.call("POST", "/clio/callback", json=answer)
        return await self._once("/clio", lambda link: not link["pulling"])

    async def delivered(self, entry: str) -> Any:
        """The entry once Clio has it, or it needs its lawyer; raises TimeoutError."""
        ends = {"synced", "needs_attention"}
        return await self._once(f"/entries/{entry}", lambda shown: shown["delivery"]["state"] in ends)

    async def exported(self, **wanted: Any) -> Any:
        """The job of an export once it has ended; raises TimeoutError."""
        job = await self.call("POST", "/exports", json=wanted)
        return await self.ended(job["id"])

    async def ended(self, job: str, timeout: float = 60) -> Any:
        """An export once it has ended; raises TimeoutError."""
        return await self._once(f"/exports/{job}", lambda shown: shown["state"] in EXPORT_ENDS, timeout)

    async def fetch(self, grant: dict[str, Any]) -> httpx.Response:
        """Get what a grant lets one read."""
        return await self.storage.request(grant["method"], grant["url"], headers=grant["headers"])

    async def settled(self, recording: str, timeout: float = 60) -> Any:
        """The recording once it is drafted or failed; raises TimeoutError."""
        return await self._once(
            f"/recordings/{recording}", lambda shown: shown["state"] not in PENDING, timeout
        )

    async def _once(self, path: str, done: Callable[[Any], bool], timeout: float = 60) -> Any:
        deadline = time.monotonic() + timeout
        while not done(shown := await self.call("GET", path)):
            if time.monotonic() > deadline:
                raise TimeoutError(f"{path} is still {_state(shown)}")
            await asyncio.sleep(_LOOK_SECONDS)
        return shown


def _state(shown: Any) -> str:
    delivery = shown.get("delivery") or shown
    return f"{delivery.get('state')}: {delivery.get('reason') or delivery.get('advice')}"
