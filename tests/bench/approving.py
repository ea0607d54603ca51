"""Approving one entry: how many storage requests it makes, and its time against those made bare."""

import re
import statistics
from typing import Any

from core.domain.codes import ActivityCode
from local.client import Device
from local.demo import MATTERS
from local.main_job import seed
from tests.bench.bare import Kind
from tests.bench.report import Measurement, milliseconds, ratio
from tests.bench.world import World, new_lawyer, timed

_WARM_UP = 3
_TIMES = 20
_FLOOR = (Kind.ROW, Kind.ROW, Kind.ROW, Kind.TRANSACTION)
# A watch over an earlier upload may look at its recording meanwhile.
_ELSEWHERE = re.compile(r"(recording|lease)~")
_DRAFT = {
    "hours": "0.3",
    "work_date": "2026-03-02",
    "matter_id": MATTERS[0].id,
    "narrative": "Telephone call with opposing counsel regarding scheduling of the motion.",
    "activity_code": ActivityCode.COMMUNICATE_COUNSEL,
}


async def measure(world: World) -> list[Measurement]:
    """Approve one draft after the other through the host, each beside its requests made bare."""
    async with world.device(new_lawyer()) as device:
        await seed(device)
        runs = [await _approve(world, device) for _ in range(_WARM_UP + _TIMES)][_WARM_UP:]
    counts, ours, bare = ([run[place] for run in runs] for place in range(3))
    counted = "head read; entry and link to Clio, at once; one transaction; counted on the wire"
    means = f"POST approve over HTTP: {milliseconds(ours)}; its four requests bare: {milliseconds(bare)}"
    return [
        Measurement("approve_round_trips", statistics.median(counts), "storage requests", 4, counted),
        Measurement("approve", ratio(ours, bare), "times the bare requests", 1.0, means),
    ]


async def _approve(world: World, device: Device) -> tuple[int, float, float]:
    draft: Any = await device.call("POST", "/entries", json=_DRAFT)
    mark = len(world.wire.requests)
    ours = await timed(device.call("POST", f"/entries/{draft['id']}/approve", draft["version"]))
    asked = [one for one in world.requests_of_app(mark) if not _ELSEWHERE.search(one.target)]
    return len(asked), ours, await timed(world.bare.make_all(_FLOOR))
