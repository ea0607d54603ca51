"""What must be true of a lawyer's books once everything has come to rest."""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import Any

from core.bootstrap import Storage
from core.ports import RowPage
from tests.faults.bench import DICTATION, PATIENCE, Bench, Tried

_LOOK_SECONDS = 0.25
_QUEUES = (
    "azure-webjobs-blobtrigger-local",
    "webjobs-blobtrigger-poison",
    "drafting",
    "drafting-poison",
    "housekeeping",
    "housekeeping-poison",
    "csv-export",
    "csv-export-poison",
)
_SAID = (
    ("0.3", "Smith", "Telephone call with the client."),
    ("0.5", "Wilson", "Drafted the statement of claim."),
    ("0.2", "Baker", "Reviewed the agreement."),
)


async def waiting(bench: Bench) -> dict[str, int]:
    """How many messages each queue holds, hidden ones included, but for the digests promised for later."""
    async with bench.storage() as storage:
        return await _waiting(bench, storage)


async def rested(bench: Bench, before: dict[str, int], timeout: float = PATIENCE) -> None:
    """Wait until the queues hold no more than before: nothing that came since will be delivered again."""
    async with bench.storage() as storage:

        async def drained() -> bool:
            now = await _waiting(bench, storage)
            return all(now[queue] <= before[queue] for queue in now)

        assert await eventually(drained, timeout), f"{await _waiting(bench, storage)} is more than {before}"


async def eventually(holds: Callable[[], Awaitable[bool]], timeout: float = PATIENCE) -> bool:
    """Whether something comes true in time."""
    deadline = time.monotonic() + timeout
    while not await holds():
        if time.monotonic() > deadline:
            return False
        await asyncio.sleep(_LOOK_SECONDS)
    return True


async def drafted_once(
    bench: Bench, tried: Tried, recording: str, others: Mapping[str, int] = MappingProxyType({})
) -> None:
    """The recording gave exactly one set of drafts, with what was said, and its words are kept.

    `others` are the rows that the lawyer has besides.
    """
    shown = await tried.device.settled(recording)
    assert (shown["state"], shown["reason"]) == ("drafted", None)
    assert [_told(tried, entry) for entry in shown["entries"]] == list(_SAID)
    assert shown["transcript"]["text"] == DICTATION
    drafts = await tried.device.call("GET", "/entries", params={"status": "draft"})
    assert {entry["id"] for entry in drafts["items"]} == set(shown["entry_ids"])
    assert (await tried.device.call("GET", f"/recordings/{recording}/audio"))["method"] == "GET"
    rows = {"recording": 1, "entry": 3, "version": 3, "open": 3, "day": 3}
    await closed_books(bench, tried, {**rows, **others})
    assert (await actions(tried))["recording.drafted"] == 1


async def closed_books(bench: Bench, tried: Tried, rows: Mapping[str, int]) -> None:
    """The audit chain is whole, nobody holds a claim, no message is owed, and these are all the rows."""
    assert (await tried.device.call("GET", "/audit/verify"))["intact"]
    found = await row_kinds(bench, tried)
    wanted = {"head": 1, "matter": 3, **rows}
    assert {kind: count for kind, count in found.items() if kind != "audit"} == wanted


async def row_kinds(bench: Bench, tried: Tried) -> Counter[str]:
    """How many rows of each kind the lawyer's partition holds."""
    async with bench.storage() as storage:
        page: RowPage = await storage.tables.of(tried.lawyer).page("a", "~", limit=900)
    return Counter(row.key.partition("~")[0] for row in page.rows)


async def actions(tried: Tried) -> Counter[str]:
    """How often each action stands in the audit trail."""
    events = await tried.device.call("GET", "/audit", params={"limit": 200})
    return Counter(event["action"] for event in events["items"])


def _told(tried: Tried, entry: Any) -> tuple[str, str, str]:
    return entry["hours"], entry["matter_id"].removeprefix(tried.matter("")), entry["narrative"]


async def _waiting(bench: Bench, storage: Storage) -> dict[str, int]:
    counts = {}
    for name in _QUEUES:
        properties = await storage.connection.queues.get_queue_client(name).get_queue_properties()
        counts[name] = properties.approximate_message_count or 0
    counts["housekeeping"] -= bench.promised
    return counts
