"""What the stand-in holds, and tables to hold it in."""

import hashlib
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from local.standins.clio.clock import Clock

type ActivityType = Literal["TimeEntry", "ExpenseEntry", "HardCostEntry", "SoftCostEntry"]
type MatterStatus = Literal["Pending", "Open", "Closed"]
type CodeType = Literal["UtbmsTask", "UtbmsActivity", "UtbmsExpense"]


class Record(BaseModel):
    """What every record has; `revision` grows with each change and makes the etag another one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: int = Field(ge=1)
    created_at: AwareDatetime
    updated_at: AwareDatetime
    revision: int = 1

    @property
    def etag(self) -> str:
        """The etag as Clio shows it: quoted, and the quotes are part of it."""
        named = f"{type(self).__name__}/{self.id}/{self.revision}/{self.updated_at.isoformat()}"
        return f'"{hashlib.sha256(named.encode()).hexdigest()[:32]}"'


class User(Record):
    """Somebody of the firm; `rate` is money per hour."""

    name: str
    email: str
    rate: Decimal = Decimal(0)
    enabled: bool = True
    subscription_type: Literal["Attorney", "NonAttorney"] = "Attorney"
    account_owner: bool = False


class Contact(Record):
    """A client."""

    name: str
    type: Literal["Company", "Person"] = "Company"
    ledes_client_id: str | None = None
    primary_email_address: str | None = None


class Matter(Record):
    """A matter; `user_rates` are its custom rates, money per hour by user."""

    number: int
    display_number: str
    description: str
    client_id: int | None = None
    status: MatterStatus = "Open"
    billing_method: Literal["flat", "contingency", "hourly"] = "hourly"
    billable: bool = True
    responsible_attorney_id: int | None = None
    open_date: date | None = None
    close_date: date | None = None
    pending_date: date | None = None
    user_rates: dict[int, Decimal] = {}


class ActivityDescription(Record):
    """A category of activities; one of type utbms stands for a pair of codes."""

    name: str
    type: Literal["clio", "utbms"] = "clio"
    rate: Decimal | None = None
    flat_rate: bool = False
    utbms_task_id: int | None = None
    utbms_activity_id: int | None = None


class UtbmsSet(Record):
    """A set of codes."""

    name: str
    enabled: bool = True


class UtbmsCode(Record):
    """A code, as `L110` or `A103`, which requests name by its id."""

    code: str
    name: str
    type: CodeType
    utbms_set_id: int
    description: str | None = None


class Activity(Record):
    """An activity; `quantity` is seconds for time, `visible_from` is when lists begin to show it."""

    type: ActivityType
    date: date
    quantity: Decimal = Decimal(0)
    price: Decimal = Decimal(0)
    note: str | None = None
    non_billable: bool = False
    no_charge: bool = False
    flat_rate: bool = False
    billed: bool = False
    on_bill: bool = False
    user_id: int | None = None
    matter_id: int | None = None
    description_id: int | None = None
    utbms_task_id: int | None = None
    utbms_activity_id: int | None = None
    reference: str | None = None
    tax_setting: str | None = None
    visible_from: AwareDatetime | None = None


class Table[R: Record]:
    """The records of one kind by id, stamped to the second as Clio does."""

    def __init__(self, kind: type[R], clock: Clock, first_id: int) -> None:
        self.kind = kind
        self._clock = clock
        self._first_id = self._next_id = first_id
        self._records: dict[int, R] = {}

    def __iter__(self) -> Iterator[R]:
        return iter(sorted(self._records.values(), key=lambda record: record.id))

    def __len__(self) -> int:
        return len(self._records)

    def get(self, number: int | None) -> R | None:
        """Return a record, if there is one of this id."""
        return self._records.get(number) if number is not None else None

    def add(self, **values: Any) -> R:
        """Keep a new record; raises ValidationError when it is not one, or its id is taken."""
        now = self._now()
        stamped: dict[str, Any] = {"id": self._next_id, "created_at": now, "updated_at": now}
        record = self.kind.model_validate(stamped | values)
        if record.id in self._records:
            raise ValueError(f"there is a {self.kind.__name__} {record.id} already")
        self._records[record.id] = record
        self._next_id = max(self._next_id, record.id + 1)
        return record

    def change(self, record: R, **values: Any) -> R:
        """Keep a record with other values; one that would stay the same is not touched."""
        kept = {name: getattr(record, name) for name in type(record).model_fields}
        changed = self.kind.model_validate(kept | values)
        if changed == record:
            return record
        bumped = changed.model_copy(update={"updated_at": self._now(), "revision": record.revision + 1})
        self._records[record.id] = bumped
        return bumped

    def touch(self, record: R) -> R:
        """Keep a record as changed now, though its values are the same."""
        touched = record.model_copy(update={"updated_at": self._now(), "revision": record.revision + 1})
        self._records[record.id] = touched
        return touched

    def remove(self, number: int) -> None:
        """Delete a record; its id is never given again."""
        del self._records[number]

    def clear(self) -> None:
        """Begin again, with the ids too."""
        self._records.clear()
        self._next_id = self._first_id

    def _now(self) -> datetime:
        return self._clock.now().replace(microsecond=0)
