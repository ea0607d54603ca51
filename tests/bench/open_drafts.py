"""The lawyer's open drafts, with few and with many approved entries behind them."""

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import batched

from core.bootstrap import SystemClock
from core.domain.codes import ActivityCode
from core.domain.entries import EntryFields, EntryStatus, TimeEntry
from core.domain.identity import Lawyer
from core.domain.ids import new_id
from core.ports import Row, RowWrite, Write
from core.services.entries import Entries, Wanted
from core.services.ledger import Ledgers
from core.services.preferences import Firms
from core.services.rows import ENTRIES
from local.client import Device
from local.demo import FIRM, MATTERS
from tests.bench.report import Measurement, milliseconds, ratio
from tests.bench.world import World, new_lawyer, timed

_OPEN = 50
_BEHIND = (100, 2_000, 20_000)
_FEW, _MANY = _BEHIND[0], _BEHIND[-1]
_WARM_UP = 3
_TIMES = 60
_TRANSACTION_ROWS = 100
_FIRST_DAY = date(2020, 1, 1)
_YEARS_DAYS = 2_000


@dataclass(slots=True)
class Partition:
    """One lawyer's drafts and what lies behind them, and the times to read the drafts, in seconds."""

    lawyer: Lawyer
    device: Device
    http: list[float] = field(default_factory=list)
    service: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)


async def measure(world: World) -> list[Measurement]:
    """Fill a partition for each number of old entries, then read them round and round."""
    ledgers = Ledgers(world.storage.tables, world.storage.queues, SystemClock())
    entries = Entries(ledgers, world.storage.queues, SystemClock(), timedelta(days=30), Firms())
    async with AsyncExitStack() as devices:
        partitions = {behind: await _filled(world, behind, devices) for behind in _BEHIND}
        turns = deque(partitions.values())
        for _ in range(_WARM_UP + _TIMES):
            await _read(world, entries, turns)
            turns.rotate()
    return _measurements(partitions)


def _measurements(partitions: dict[int, Partition]) -> list[Measurement]:
    few, many = partitions[_FEW], partitions[_MANY]
    http, service, bare = (one[_WARM_UP:] for one in (many.http, many.service, many.bare))
    least = f"the bare query for its rows: {milliseconds(bare)}"
    asked = f"GET /api/entries?status=draft, {_OPEN} drafts, {_MANY} approved behind: {milliseconds(http)}"
    listed = f"the same without HTTP, token and JSON: {milliseconds(service)}"
    growth = ", ".join(
        f"{behind}: {milliseconds(one.http[_WARM_UP:])} (bare {milliseconds(one.bare[_WARM_UP:])})"
        for behind, one in partitions.items()
    )
    grown = ratio(http, few.http[_WARM_UP:])
    return [
        Measurement("get_open_drafts", ratio(http, bare), "times the bare query", 1.0, f"{asked}; {least}"),
        Measurement(
            "list_open_drafts", ratio(service, bare), "times the bare query", 1.0, f"{listed}; {least}"
        ),
        Measurement(
            "open_drafts_growth", grown, f"times with {_FEW} behind", 1.0, f"GET by entries behind: {growth}"
        ),
    ]


async def _read(world: World, entries: Entries, partitions: Iterable[Partition]) -> None:
    """Read every partition in each way, one right after the other, so that they meet the same weather."""
    query, wanted = {"status": "draft"}, Wanted(status=EntryStatus.DRAFT)
    for one in partitions:
        one.http.append(await timed(one.device.call("GET", "/entries", params=query)))
    for one in partitions:
        one.service.append(await timed(entries.list(one.lawyer, wanted, limit=_OPEN, after=None)))
    for one in partitions:
        one.bare.append(await timed(world.bare.rows(one.lawyer.key, "open~", "open~~")))


async def _filled(world: World, behind: int, devices: AsyncExitStack) -> Partition:
    demo = new_lawyer()
    lawyer = Lawyer.of_ids(FIRM, demo.user)
    table = world.storage.tables.of(lawyer)
    rows = (row for entry in _entries(behind) for row in ENTRIES.rows(entry))
    for some in batched(rows, _TRANSACTION_ROWS, strict=False):
        await table.commit([_insert(row) for row in some])
    partition = Partition(lawyer, await devices.enter_async_context(world.device(demo)))
    shown = await partition.device.call("GET", "/entries", params={"status": "draft"})
    if len(shown["items"]) != _OPEN or shown["after"]:
        raise RuntimeError(f"{len(shown['items'])} drafts are open instead of {_OPEN}")
    return partition


def _insert(row: Row) -> RowWrite:
    return RowWrite(Write.INSERT, row)


def _entries(behind: int) -> Iterator[TimeEntry]:
    now = datetime.now(UTC)
    for number in range(behind + _OPEN):
        draft = _draft(number, now)
        yield draft if number < _OPEN else draft.approved(now)


def _draft(number: int, now: datetime) -> TimeEntry:
    fields = EntryFields(
        minutes=18,
        work_date=_FIRST_DAY + timedelta(days=number % _YEARS_DAYS),
        matter_id=MATTERS[number % len(MATTERS)].id,
        narrative="Telephone call with opposing counsel regarding scheduling of the motion.",
        activity_code=ActivityCode.COMMUNICATE_COUNSEL,
    )
    return TimeEntry(id=new_id(now), fields=fields, created_at=now, updated_at=now)
