"""The whole stack with a proxy between the host and all it stands on, and lawyers to try it with."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from core.bootstrap import Storage, open_storage
from core.domain.identity import Lawyer
from core.settings_check import load
from local.app_settings import STANDIN_KEY
from local.azurite import Azurite, connection_string
from local.client import Device
from local.demo import FIRM, DemoLawyer
from local.processes import Child, free_port
from local.stack import Stack, StackOptions
from tests.faults.proxy import Fault, Proxy

DICTATION = (
    "Today. Point three. Telephone call with the client. Smith matter. "
    "Point five. Drafting the statement of claim. Wilson matter. "
    "Point two. Reviewed the agreement. Baker matter."
)
PATIENCE = 60.0

_AUDIO = Path(__file__).parents[2] / "samples" / "half-hour.m4a"
_SETTINGS = {
    "CASECLOCK_CLAIM_SECONDS": "2",
    "CASECLOCK_GUARD_SECONDS": "10",
    "CASECLOCK_OPENAI_KEY": STANDIN_KEY,
    "CASECLOCK_SPEECH_KEY": STANDIN_KEY,
}
_HOST = ("--lock-seconds", "2", "--blob-poll", "0.2")


@dataclass(frozen=True, slots=True)
class Tried:
    """A lawyer with three matters, whose requests the proxy knows."""

    lawyer: Lawyer
    device: Device

    @property
    def owner(self) -> str:
        """The lawyer's name in the proxy."""
        return self.lawyer.user_id

    def matter(self, client: str) -> str:
        """The id of the lawyer's matter for a client; it tells whose the request to the model is."""
        return f"{self.lawyer.user_id[:13]}-{client}"


class Bench:
    """Runs everything; the host can be killed and started again.

    `promised` digests wait in the queue for their hour, one of each lawyer.
    """

    def __init__(self, stack: Stack, proxy: Proxy, storage: str) -> None:
        self.stack = stack
        self.proxy = proxy
        self.promised = 0
        self.settings = stack.settings | {"CaseClockStorage": storage}

    @asynccontextmanager
    async def lawyer(self) -> AsyncIterator[Tried]:
        """A fresh lawyer of the demo firm."""
        user = str(uuid.uuid4())
        token = await asyncio.to_thread(
            self.stack.token, DemoLawyer(user, "Robin Vale", "robin@demo.example")
        )
        async with Device(self.stack.api, token) as device:
            tried = Tried(Lawyer.of_ids(FIRM, user), device)
            self.proxy.watch(user, user[:13])
            for client in ("Smith", "Wilson", "Baker"):
                body = {"name": f"{client} file", "client": client}
                await device.call("PUT", f"/matters/{tried.matter(client)}", json=body)
            self.promised += 1
            yield tried

    async def announce(self, tried: Tried, **options: Any) -> Any:
        """Announce a recording, which is the lawyer's to the proxy from then on."""
        body = {"file_name": _AUDIO.name, "time_zone": "America/Toronto"}
        announced = await tried.device.call("POST", "/recordings", json=body, **options)
        self.proxy.watch(tried.owner, announced["id"])
        return announced

    async def upload(self, tried: Tried, announced: Any, audio: bytes | None = None) -> None:
        """Upload the dictation by the grant, or other bytes."""
        if audio is None:
            audio = await asyncio.to_thread(_AUDIO.read_bytes)
        (await tried.device.upload(announced["upload"], audio)).raise_for_status()

    async def fired(self, fault: Fault) -> None:
        """Wait until a fault was shown."""
        assert await asyncio.to_thread(fault.fired.wait, PATIENCE), f"{fault.step} never came"
        fault.fired.clear()

    async def restarted_after(self, fault: Fault) -> None:
        """Wait until a kill has happened, then start the host again."""
        await self.fired(fault)
        await asyncio.to_thread(self.stack.start_host)

    @asynccontextmanager
    async def storage(self) -> AsyncIterator[Storage]:
        """The storage account itself, past the proxy."""
        opened = open_storage(load(self.settings))
        try:
            yield opened
        finally:
            await opened.connection.close()


@contextmanager
def bench(data: Path) -> Iterator[Bench]:
    """Run it, keeping its data and logs in a folder."""
    with Azurite() as azurite, _standin(data) as openai:
        targets = dict(zip(("blob", "queue", "table"), azurite.ports, strict=True)) | {"openai": openai}
        with Proxy(targets) as proxy, Stack(_options(data, proxy.ports)) as stack:
            proxy.kill = stack.host.kill
            yield Bench(stack, proxy, azurite.connection_string)


def _options(data: Path, ports: dict[str, int]) -> StackOptions:
    return StackOptions(data=data, settings=_settings(ports), host=_HOST)


def _settings(ports: dict[str, int]) -> dict[str, str]:
    openai = f"http://127.0.0.1:{ports['openai']}"
    return _SETTINGS | {
        "CaseClockStorage": connection_string((ports["blob"], ports["queue"], ports["table"])),
        "CASECLOCK_OPENAI_ENDPOINT": openai,
        "CASECLOCK_SPEECH_ENDPOINT": openai,
    }


@contextmanager
def _standin(data: Path) -> Iterator[int]:
    """The stand-in for Azure OpenAI, which hears the dictation in any audio."""
    port = free_port()
    arguments = ["local.standins.openai", "--port", str(port)]
    child = Child("the stand-in for Azure OpenAI", arguments, {}, data / "logs" / "openai.log")
    child.start()
    try:
        child.wait_until(f"http://127.0.0.1:{port}")
        script = {"operation": "transcriptions", "fault": "scripted", "text": DICTATION, "times": None}
        answer = httpx.post(f"http://127.0.0.1:{port}/standin/faults", json=script, trust_env=False)
        answer.raise_for_status()
        yield port
    finally:
        child.stop()
