"""The parts of Clio's answers that we read, and the body that we write.

Every field that is read is asked for by name, so one that is missing makes an answer unreadable; what
Clio has nothing to say of is null.
"""

from datetime import date as Day  # noqa: N812 - a field is called `date`
from decimal import Decimal
from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from core.domain.clio_link import Category
from core.ports_clio import ClioActivity, ClioMatter, ClioUser

ACTIVITY_FIELDS = (
    "id,etag,type,date,quantity,quantity_redacted,price,note,non_billable,no_charge,billed,on_bill,"
    "created_at,matter{id},user{id},activity_description{id,utbms_task_id,utbms_activity_id}"
)
CATEGORY_FIELDS = "id,name,category_type,utbms_task_id,utbms_activity_id,accessible_to_user,rate{amount,type}"
MATTER_FIELDS = "id,display_number,description,status,updated_at,client{id,name}"


class _Part(BaseModel):
    """The part of an answer that we read; the rest is ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Paging(_Part):
    """Where the next page is; there is none on the last one."""

    next: str | None = None


class _Meta(_Part):
    paging: Paging = Paging()


class One[T](_Part):
    """The envelope of a single record."""

    data: T


class Many[T](_Part):
    """The envelope of a list."""

    data: tuple[T, ...]
    meta: _Meta = _Meta()


class User(_Part):
    """A user of the firm."""

    id: int = Field(gt=0)
    name: str | None
    # Connecting stands on this answer, and does without.
    rate: Decimal | None = None

    def as_user(self) -> ClioUser:
        """The user, in our words."""
        return ClioUser(self.id, self.name or "", None if self.rate is None else _money(self.rate))


class Status(_Part):
    """A matter's status."""

    status: Literal["Open", "Pending", "Closed"]


class Set(_Part):
    """A set of UTBMS codes."""

    id: int
    enabled: bool | None


class Code(_Part):
    """A UTBMS code."""

    id: int = Field(gt=0)
    code: str | None
    type: str
    utbms_set_id: int | None


class _Rate(_Part):
    amount: Decimal | None
    type: str | None


class Description(_Part):
    """An activity description, and what is charged for the user who was named."""

    id: int = Field(gt=0)
    name: str | None
    category_type: str | None
    utbms_task_id: int | None
    utbms_activity_id: int | None
    accessible_to_user: bool | None
    rate: _Rate | None

    def as_category(self) -> Category:
        """The activity description, in our words."""
        rate = self.rate or _Rate(amount=None, type=None)
        # The values of the one are documented, the other's only in words: hourly or flat fee.
        flat = rate.type == "FlatRate" or (self.category_type or "").casefold().startswith("flat")
        return Category(
            id=self.id,
            name=self.name or "",
            flat=flat,
            utbms=self.utbms_task_id is not None or self.utbms_activity_id is not None,
            rate=None if rate.amount is None else _money(rate.amount),
        )


class _Other(_Part):
    """A record that another one names; without the permission to see it there is no id."""

    id: int | None = None
    redacted: bool = False


class _Client(_Other):
    name: str | None = None


class Matter(_Part):
    """A matter and its client."""

    id: int = Field(gt=0)
    display_number: str | None
    description: str | None
    status: Literal["Open", "Pending", "Closed"]
    updated_at: AwareDatetime
    client: _Client | None

    def as_matter(self) -> ClioMatter:
        """The matter, in our words."""
        client = self.client or _Client()
        return ClioMatter(
            id=self.id,
            number=self.display_number or "",
            description=self.description or "",
            client=client.name or "",
            client_id=client.id,
            status=self.status.lower(),
            updated_at=self.updated_at,
        )


class _Category(_Part):
    id: int | None
    utbms_task_id: int | None
    utbms_activity_id: int | None


class Activity(_Part):
    """A time entry; its hours and what it belongs to can be hidden from a user."""

    id: int = Field(gt=0)
    etag: str = Field(min_length=1)
    type: Literal["TimeEntry"]
    date: Day
    quantity: Decimal | None
    quantity_redacted: bool | None
    price: Decimal | None
    note: str | None
    non_billable: bool | None
    no_charge: bool | None
    billed: bool | None
    on_bill: bool | None
    created_at: AwareDatetime
    matter: _Other | None
    user: _Other | None
    category: _Category | None = Field(alias="activity_description")

    @property
    def hidden(self) -> bool:
        """Whether something that we compare is not shown to this user."""
        others = (self.matter, self.user)
        return self.quantity is None or any(other is not None and other.redacted for other in others)

    def as_activity(self) -> ClioActivity:
        """The time entry, in our words."""
        category = self.category
        return ClioActivity(
            id=self.id,
            etag=self.etag,
            matter_id=_id(self.matter),
            user_id=_id(self.user),
            day=self.date,
            seconds=round(self.quantity or 0),
            note=self.note or "",
            non_billable=self.non_billable or False,
            no_charge=self.no_charge or False,
            activity_description_id=category.id if category else None,
            utbms_activity_id=category.utbms_activity_id if category else None,
            utbms_task_id=category.utbms_task_id if category else None,
            price=None if self.price is None else _money(self.price),
            billed=self.billed or False,
            on_bill=self.on_bill or False,
            created_at=self.created_at,
        )


def _id(other: _Other | None) -> int:
    return (other.id if other else None) or 0


def _money(amount: Decimal) -> str:
    cents = amount.quantize(Decimal("0.01"))
    return f"{cents}" if cents == amount else f"{amount.normalize():f}"


def parsed[T: BaseModel](model: type[T], body: bytes) -> T | None:
    """What a body holds; None where it cannot be read as that."""
    try:
        return model.model_validate_json(body)
    except ValidationError:
        return None


def data_of(activity: ClioActivity) -> dict[str, Any]:
    """What is sent of a time entry, as the body of a create and of an update has it.

    A price of None is left out, and so are codes: Clio takes no null for them.
    """
    category = {
        "id": activity.activity_description_id,
        "utbms_task_id": activity.utbms_task_id,
        "utbms_activity_id": activity.utbms_activity_id,
    }
    named = {name: number for name, number in category.items() if number is not None}
    data: dict[str, Any] = {
        "type": "TimeEntry",
        "date": activity.day.isoformat(),
        # Seconds since version 4.0.4 of the API, hours before it.
        "quantity": activity.seconds,
        "note": activity.note,
        "non_billable": activity.non_billable,
        "no_charge": activity.no_charge,
        "matter": {"id": activity.matter_id},
        "user": {"id": activity.user_id},
    }
    data |= {"activity_description": named} if named else {}
    return data | ({} if activity.price is None else {"price": float(Decimal(activity.price))})
