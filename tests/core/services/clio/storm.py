"""Several lawyers at once under all that goes wrong by chance, over the wire to the stand-in for Clio.

Whoever knows the seed can have the same again: the stand-in's faults, the deaths and the messages that come
twice all follow from it.
"""

import uuid
from collections import Counter
from datetime import timedelta
from typing import Any

from core.domain.codes import Billing
from core.domain.deliveries import DeliveryState
from core.domain.entries import TimeEntry
from core.domain.identity import Lawyer
from core.ports import Queue
from core.services.rows import DELIVERIES
from tests.core.adapters.clio.conftest import Bench as StandIn
from tests.core.services.bench import Bench
from tests.core.services.checks import assert_whole
from tests.core.services.clio.weather import Weather
from tests.core.services.clio.wired import let_in
from tests.core.services.crashing import Death

FIRM = "22222222-2222-4222-8222-222222222222"
LOST_REPLIES = {"drop_after": 0.10, "server_error_after": 0.04, "malformed": 0.04, "only_id": 0.04}
LOST_REQUESTS = {"drop_before": 0.03, "server_error": 0.03}
FAULTS = {
    "create_activity": LOST_REPLIES | LOST_REQUESTS | {"rate_limited": 0.02, "expired_token": 0.02},
    "list_activities": {"drop_after": 0.05, "malformed": 0.03, "server_error": 0.03, "rate_limited": 0.02},
}
_REPEATED = 0.1


class Storm(Weather):
    """The weather of some lawyers of one firm; `deaths` and `repeated` count what went wrong on our side."""

    def __init__(self, bench: Bench, standin: StandIn, seed: int) -> None:
        super().__init__(bench, seed)
        self.standin = standin
        self.seed = seed
        self.deaths = 0
        self.repeated = 0
        self.users: dict[Lawyer, int] = {}

    async def gather(self, lawyers: int) -> None:
        """Connect so many lawyers, each a user of the firm in Clio, with two matters between them."""
        new = [{"name": f"User {number}", "email": "user@demo.example"} for number in range(lawyers)]
        held = await self.standin.tell("POST", "data", {"users": new})
        for number, user in enumerate(held["users"][-lawyers:]):
            lawyer = Lawyer.of_ids(FIRM, str(uuid.UUID(int=number + 1)))
            self.users[lawyer] = user["id"]
            await let_in(self.bench, lawyer, user["id"])
        self.matters = [f"clio-{matter['id']}" for matter in held["matters"][:2]]

    async def break_loose(self) -> None:
        """From now on things go wrong, here and there."""
        await self.standin.turn(visible_after_seconds=45)
        faults = [
            {"operation": operation, "fault": fault, "probability": probability}
            for operation, faults in FAULTS.items()
            for fault, probability in faults.items()
        ]
        await self.standin.tell("POST", "chance", {"seed": self.seed, "faults": faults})
        self.bench.seen.hook, self.bench.host.between = self.hook, self.between

    async def approve(self, count: int) -> dict[str, tuple[Lawyer, TimeEntry]]:
        """Approve so many entries, whose work is often the same, while what was approved goes its way."""
        entries: dict[str, tuple[Lawyer, TimeEntry]] = {}
        for _ in range(count):
            # The order of approvals is to follow from the seed, and entries of one instant have none.
            self.bench.clock.advance(timedelta(milliseconds=self.chance.choice([5, 700])))
            lawyer = self.chance.choice(list(self.users))
            entry = await self.approved(lawyer=lawyer)
            entries[entry.id] = lawyer, entry
            if self.chance.random() < 0.1:
                await self.bench.host.run(timedelta(seconds=self.chance.choice([1, 20, 200])))
        return entries

    async def blow_over(self) -> None:
        """Some more of it, then quiet until nothing is left to do."""
        await self.bench.host.run(timedelta(hours=1))
        self.calm = True
        await self.standin.tell("DELETE", "chance")
        await self.bench.host.run(timedelta(hours=3))
        assert self.bench.host.buried == []

    async def hook(self, number: int, name: str, moment: str) -> None:
        """Deaths of the worker, most of them around a request to Clio, and silence of storage."""
        alive = not self.dead
        try:
            if alive and not self.calm and name == "clio.create" and self.chance.random() < 0.02:
                self.dead = True
                raise Death
            await super().hook(number, name, moment)
        finally:
            self.deaths += alive and self.dead

    def between(self) -> None:
        """A new worker takes the next message; sometimes one that was delivered comes again."""
        self.dead = False
        sent = self.bench.host.sent
        if sent and not self.calm and self.chance.random() < _REPEATED:
            again = self.chance.choice(sent)
            self.bench.host.happen(
                again.queue, again.message, timedelta(seconds=self.chance.choice([0, 1, 60]))
            )
            self.repeated += again.queue is Queue.CLIO_SYNC

    async def requests(self) -> list[tuple[object, ...]]:
        """What was asked of the stand-in, by whom, and how it ended."""
        seen = await self.standin.requests()
        return [(one["operation"], one["user_id"], one.get("status"), one.get("fault")) for one in seen]

    async def assert_arrived(self, entries: dict[str, tuple[Lawyer, TimeEntry]]) -> None:
        """The stand-in holds exactly what was approved, each under the id that its entry shows."""
        data = await self.standin.tell("GET", "data")
        codes = {code["id"]: code["code"] for code in data["utbms_codes"]}
        held = {activity["id"]: _held(activity, codes) for activity in data["activities"]}
        wanted = [_wanted(self.users[lawyer], entry) for lawyer, entry in entries.values()]
        assert Counter(held.values()) == Counter(wanted)
        ids = set[int]()
        for lawyer, entry in entries.values():
            delivery = await self.bench.ledger_of(lawyer).get(DELIVERIES, entry.id)
            assert (delivery.state, delivery.sent_at) == (DeliveryState.SYNCED, None), delivery
            assert delivery.there is not None
            assert held[delivery.there.clio_id] == _wanted(self.users[lawyer], entry)
            ids.add(delivery.there.clio_id)
        assert ids == set(held)
        for lawyer in self.users:
            await assert_whole(self.bench, lawyer)
        assert max(Counter(wanted).values()) > 1, "some are the same on purpose"


def _held(activity: Any, codes: dict[int, str]) -> tuple[object, ...]:
    return (
        activity["type"],
        activity["user_id"],
        f"clio-{activity['matter_id']}",
        activity["date"],
        float(activity["quantity"]),
        activity["note"],
        activity["non_billable"],
        activity["no_charge"],
        codes.get(activity["utbms_activity_id"]),
    )


def _wanted(user: int, entry: TimeEntry) -> tuple[object, ...]:
    fields = entry.fields
    return (
        "TimeEntry",
        user,
        fields.matter_id,
        str(fields.work_date),
        (fields.minutes or 0) * 60,
        fields.narrative,
        fields.billing is not Billing.BILLABLE,
        fields.billing is Billing.NO_CHARGE,
        fields.activity_code,
    )
