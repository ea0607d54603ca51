"""The account the stand-in plays: one firm, its people, clients, matters, codes and activities."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from local.standins.clio.clock import Clock
from local.standins.clio.records import (
    Activity,
    ActivityDescription,
    Contact,
    Matter,
    Table,
    User,
    UtbmsCode,
    UtbmsSet,
)

ACCOUNT_ID = 1_203_340
ACCOUNT_NAME = "Demo firm of the stand-in"
CURRENCY = {"id": 1, "etag": '"0c8d6ec2d8a9d4a2b4b0f4b5e2ba0d51"', "code": "CAD", "sign": "$"}


class Rate(NamedTuple):
    """An amount of money per hour (or flat), the kind of rate it is, and the level it comes from."""

    amount: Decimal
    kind: str
    hierarchy: str

    @property
    def flat(self) -> bool:
        """Whether it is for the whole activity."""
        return self.kind == "FlatRate"


class Firm:
    """Everything of the account; the tables are also reached by name, as `tables["matters"]`."""

    def __init__(self, clock: Clock) -> None:
        self.opened = clock.now().replace(microsecond=0)
        self.users = Table(User, clock, 348_755_001)
        self.contacts = Table(Contact, clock, 1_710_200_001)
        self.matters = Table(Matter, clock, 1_684_300_001)
        self.descriptions = Table(ActivityDescription, clock, 12_440_001)
        self.sets = Table(UtbmsSet, clock, 101)
        self.codes = Table(UtbmsCode, clock, 5_001)
        # What an earlier run held is gone, but those who sent it may remember its ids: none comes twice.
        self.activities = Table(Activity, clock, 9_000_000_001 + int(self.opened.timestamp()))
        self.tables: Mapping[str, Table[Any]] = {
            "users": self.users,
            "contacts": self.contacts,
            "matters": self.matters,
            "activity_descriptions": self.descriptions,
            "utbms_sets": self.sets,
            "utbms_codes": self.codes,
            "activities": self.activities,
        }

    def load(self, data: Mapping[str, Iterable[Mapping[str, Any]]]) -> None:
        """Add records by the names of their tables; raises ValueError where one is not right."""
        for name, records in data.items():
            if name not in self.tables:
                raise ValueError(f"there is no table {name}")
            for record in records:
                self.tables[name].add(**record)

    def clear(self) -> None:
        """Forget everything."""
        for table in self.tables.values():
            table.clear()

    def hourly_rate(self, user_id: int | None, matter_id: int | None, description_id: int | None) -> Rate:
        """Return what Clio would charge: the matter's rate before the category's before the user's.

        The order is an assumption: Clio's specification names the levels and not their order.
        """
        user, matter = self.users.get(user_id), self.matters.get(matter_id)
        category = self.descriptions.get(description_id)
        if matter and user and user.id in matter.user_rates:
            return Rate(matter.user_rates[user.id], "Custom", "Matter")
        if category and category.rate is not None:
            return Rate(category.rate, "FlatRate" if category.flat_rate else "Custom", "Activity")
        return Rate(user.rate if user else Decimal(0), "User", "Default")

    def coded(self, task_id: int | None, activity_id: int | None) -> ActivityDescription:
        """Return the category that stands for a pair of codes, made when first used."""
        pair = (task_id, activity_id)
        for known in self.descriptions:
            if known.type == "utbms" and (known.utbms_task_id, known.utbms_activity_id) == pair:
                return known
        codes = [code for code in map(self.codes.get, (activity_id, task_id)) if code]
        name = " ".join(f"{code.code} {code.name}" for code in codes)
        return self.descriptions.add(
            name=name, type="utbms", utbms_task_id=task_id, utbms_activity_id=activity_id
        )

    def rename_client(self, contact: Contact) -> None:
        """Let the matters of a client count as changed."""
        for matter in self.matters:
            if matter.client_id == contact.id:
                self.matters.touch(matter)
