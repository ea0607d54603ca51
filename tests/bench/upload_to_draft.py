"""From uploaded audio to drafts, less the models' time, against the same storage requests made bare."""

import asyncio
import re
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx

from core.domain.identity import Lawyer
from core.domain.recordings import RecordingState
from core.services.rows import RECORDINGS
from local.client import PENDING, Device
from local.demo import FIRM
from local.main_job import SAMPLE, seed
from tests.bench.bare import Kind
from tests.bench.report import Measurement, milliseconds, ratio
from tests.bench.wire import Request
from tests.bench.world import World, new_lawyer, timed

_WARM_UP = 3
_TIMES = 12
_TIMEOUT_SECONDS = 60
_LOOK_SECONDS = 0.05
_ID = re.compile(r"(?:recording|lease)~(\w+)")


@dataclass(frozen=True, slots=True)
class Flow:
    """One recording's way, in seconds: until its trigger ran, the trigger's work, the models' share."""

    detection: float
    total: float
    models: float
    kinds: tuple[Kind, ...]
    bare: float

    @property
    def ours(self) -> float:
        """What is left of the trigger's work without the models."""
        return self.total - self.models


async def measure(world: World) -> list[Measurement]:
    """Upload one recording after the other; the models' words are given, so they take next to no time."""
    async with httpx.AsyncClient(base_url=world.stack.openai, trust_env=False) as standin:
        script = {"operation": "transcriptions", "fault": "scripted", "times": None}
        words = SAMPLE.with_suffix(".txt").read_text().strip()
        (await standin.post("/standin/faults", json=script | {"text": words})).raise_for_status()
        flows = await _flows(world, standin)
        (await standin.delete("/standin/faults")).raise_for_status()
    return [_measurement(flows[_WARM_UP:])]


async def _flows(world: World, standin: httpx.AsyncClient) -> list[Flow]:
    demo = new_lawyer()
    lawyer = Lawyer.of_ids(FIRM, demo.user)
    async with world.device(demo) as device:
        await seed(device)
        return [await _flow(world, device, lawyer, standin) for _ in range(_WARM_UP + _TIMES)]


def _measurement(flows: Sequence[Flow]) -> Measurement:
    ours, bare = [flow.ours for flow in flows], [flow.bare for flow in flows]
    means = (
        f"trigger's start to drafts without the models' {milliseconds([flow.models for flow in flows])}: "
        f"{milliseconds(ours)}; its {statistics.median(len(flow.kinds) for flow in flows):.0f} storage "
        f"requests bare: {milliseconds(bare)}; the local host saw the upload after "
        f"{milliseconds([flow.detection for flow in flows])}, Event Grid's part, not counted"
    )
    return Measurement("upload_to_draft", ratio(ours, bare), "times the bare requests", 1.0, means)


async def _flow(world: World, device: Device, lawyer: Lawyer, standin: httpx.AsyncClient) -> Flow:
    (await standin.delete("/standin/calls")).raise_for_status()
    announced = await device.announce(SAMPLE.name)
    audio = await asyncio.to_thread(SAMPLE.read_bytes)
    (await device.upload(announced["upload"], audio)).raise_for_status()
    uploaded, mark = time.perf_counter(), len(world.wire.requests)
    await _drafted(world, lawyer, announced["id"])
    requests = await _of_trigger(world, mark, announced["id"])
    calls = (await standin.get("/standin/calls")).raise_for_status().json()["calls"]
    kinds = tuple(map(_kind, requests))
    return Flow(
        detection=requests[0].started - uploaded,
        total=requests[-1].finished - requests[0].started,
        models=sum(map(_seconds, calls)),
        kinds=kinds,
        bare=await timed(world.bare.make_all(kinds)),
    )


async def _drafted(world: World, lawyer: Lawyer, recording_id: str) -> None:
    """Look, around the recorded wire, until the recording is drafted."""
    async with asyncio.timeout(_TIMEOUT_SECONDS):
        ledger = world.unseen.of(lawyer)
        while (state := (await ledger.get(RECORDINGS, recording_id)).state) in PENDING:  # noqa: ASYNC110 - another process drafts
            await asyncio.sleep(_LOOK_SECONDS)
    if state is not RecordingState.DRAFTED:
        raise RuntimeError(f"recording {recording_id} ended {state}")


async def _of_trigger(world: World, mark: int, recording_id: str) -> list[Request]:
    """The trigger's own requests, once the last is answered: the emulator shows rows a little earlier."""
    async with asyncio.timeout(_TIMEOUT_SECONDS):
        while not (found := _about(world.requests_of_app(mark), recording_id))[-1].finished:  # noqa: ASYNC110 - likewise
            await asyncio.sleep(_LOOK_SECONDS)
    return found


def _about(requests: Sequence[Request], recording_id: str) -> list[Request]:
    """From the trigger's first look at the recording to its last transaction.

    The host reads the blob before that; a late look at an earlier recording names another id.
    """
    named = [(request, _ID.search(request.target)) for request in requests]
    own = [request for request, found in named if found is None or found[1] == recording_id]
    tables = [place for place, request in enumerate(own) if request.service == "table"]
    return own[tables[0] : tables[-1] + 1]


def _kind(request: Request) -> Kind:
    match request:
        case Request("table", "GET", target):
            return Kind.MATTERS if "$filter" in target else Kind.ROW
        case Request("table", "POST"):
            return Kind.TRANSACTION
        case Request("queue", "POST"):
            return Kind.MESSAGE
        case Request("blob", "HEAD"):
            return Kind.AUDIO_SIZE
        case Request("blob", "GET", target):
            return Kind.AUDIO if target.startswith("/recordings/") else Kind.NO_TRANSCRIPT
        case Request("blob", "PUT"):
            return Kind.TRANSCRIPT
    raise RuntimeError(
        f"drafting makes a request the floor does not know: {request.service} {request.method}"
    )


def _seconds(call: dict[str, Any]) -> float:
    started, finished = (datetime.fromisoformat(call[name]) for name in ("started", "finished"))
    return (finished - started).total_seconds()
