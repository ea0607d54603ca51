"""How fast a backlog of approved entries reaches Clio, against the pace that Clio allows.

The services and the real adapter against the stand-in, which counts requests and refuses those over its
limit. Time is simulated, so that minutes take seconds: storage is in memory, a request to Clio takes as long
as is said here, and a message is noticed as late as host.json allows.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from core.domain.identity import Lawyer
from core.services.rows import DELIVERIES, MATTERS
from local.standins.clio.switches import Switches
from tests.bench.crew import Crew
from tests.bench.report import Measurement
from tests.core.adapters.clio.conftest import Bench as StandIn
from tests.core.services.bench import Bench
from tests.core.services.clio.making import WORK
from tests.core.services.clio.wired import let_in, wired

LIMIT = Switches().requests_per_minute
# With the storage requests before and after it.
_REQUEST = timedelta(seconds=0.4)
_POLL = timedelta(seconds=1)
_WINDOWS = 4
_LONG = timedelta(hours=1)
_FIRM = "33333333-3333-4333-8333-333333333333"
_TOO_MANY = 429


@dataclass(frozen=True, slots=True)
class Pace:
    """What one lawyer got: entries a minute, requests for each, and how many of these were a 429."""

    per_minute: float
    per_entry: float
    refused: int


async def measure() -> list[Measurement]:
    """Bring one lawyer's backlog to Clio, then those of ten at once."""
    (alone,), ten = await paces(1), await paces(10)
    every = [alone, *ten]
    slowest = min(one.per_minute for one in ten)
    said = (
        f"one backlog in simulated time, a request taking {_REQUEST.total_seconds()} s: "
        f"{alone.per_minute:.1f} entries a minute of {LIMIT} ({alone.per_minute / LIMIT:.1%})"
    )
    at_once = (
        f"the slowest of ten lawyers at once: {slowest:.1f} entries a minute; alone: {alone.per_minute:.1f}"
    )
    counted, refused = max(one.per_entry for one in every), sum(one.refused for one in every)
    return [
        Measurement("clio_pace", LIMIT / alone.per_minute, "times what the limit takes", 1.0, said),
        Measurement("clio_pace_of_ten", alone.per_minute / slowest, "times alone", 1.0, at_once),
        Measurement("clio_requests", counted, "requests an entry", 1.0, "one POST; counted by the stand-in"),
        Measurement("clio_refusals", refused, "answers of 429", 0.0, "counted by the stand-in, in both runs"),
    ]


async def paces(lawyers: int, windows: int = _WINDOWS, **switches: Any) -> list[Pace]:
    """What each of so many lawyers gets at once over some windows of the limit, after a first one."""
    bench = Bench()
    crew = Crew(bench.clock, _POLL)
    crew.triggers, bench.host = bench.host.triggers, crew
    async with wired(bench) as standin:
        await standin.turn(**switches)
        users = await _gather(bench, standin, lawyers)
        await standin.tell("DELETE", "requests")
        await _approve(bench, list(users), LIMIT * (windows + 1) + 1)
        bench.seen.hook = _taking_time(crew)
        await crew.run(_LONG)
        requests = await standin.requests()
        return [await _pace(bench, lawyer, _of(requests, user)) for lawyer, user in users.items()]


async def _gather(bench: Bench, standin: StandIn, lawyers: int) -> dict[Lawyer, int]:
    """So many lawyers, connected, each as a user of their own."""
    new = [{"name": f"User {number}", "email": "user@demo.example"} for number in range(lawyers)]
    held = await standin.tell("POST", "data", {"users": new})
    users: dict[Lawyer, int] = {}
    for number, user in enumerate(held["users"][-lawyers:], start=1):
        lawyer = Lawyer.of_ids(_FIRM, str(uuid.UUID(int=number)))
        users[lawyer] = user["id"]
        await let_in(bench, lawyer, user["id"])
    return users


async def _approve(bench: Bench, lawyers: list[Lawyer], count: int) -> None:
    """Approve so many entries of each, all on the first matter there is."""
    entries = bench.alone.entries
    for lawyer in lawyers:
        matter = (await bench.ledger_of(lawyer).page(MATTERS, limit=1)).items[0]
        for _ in range(count):
            entry = await entries.add(lawyer, WORK.model_copy(update={"matter_id": matter.id}))
            await entries.approve(lawyer, entry.id, entry.version)


def _taking_time(crew: Crew) -> Any:
    """A hook by which a request to Clio takes its time, half of it on the way there."""

    async def hook(_number: int, name: str, _moment: str) -> None:
        if name.startswith("clio."):
            await crew.spend(_REQUEST / 2)

    return hook


def _of(requests: list[dict[str, Any]], user: int) -> list[dict[str, Any]]:
    return [one for one in requests if one["user_id"] == user]


async def _pace(bench: Bench, lawyer: Lawyer, requests: list[dict[str, Any]]) -> Pace:
    """The pace from the first entry of the second window to the first of the last."""
    arrived = await _arrivals(bench, lawyer)
    minutes = (arrived[-1] - arrived[LIMIT]) / timedelta(minutes=1)
    refused = sum(one["status"] == _TOO_MANY for one in requests)
    return Pace((len(arrived) - LIMIT - 1) / minutes, len(requests) / len(arrived), refused)


async def _arrivals(bench: Bench, lawyer: Lawyer) -> list[datetime]:
    """When each entry was known to be there, in order; raises RuntimeError unless all are."""
    deliveries = (await bench.ledger_of(lawyer).page(DELIVERIES, limit=10_000)).items
    there = sorted(one.there.at for one in deliveries if one.there)
    if len(there) < len(deliveries):
        raise RuntimeError("some entries have not arrived")
    return there
