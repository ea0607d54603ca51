"""The bodies of writes, read as the specification has them; names it does not know are ignored."""

import json
from datetime import date
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from local.standins.clio.errors import bad_argument, unprocessable
from local.standins.clio.records import ActivityType

# Associations of an activity of which the stand-in holds none.
NONE_HELD = (
    "calendar_entry",
    "client_portal",
    "communication",
    "contact_note",
    "expense_category",
    "matter_note",
    "task",
    "text_message_conversation",
    "utbms_expense",
    "vendor",
)
_MAY_BE_NULL = frozenset({"user", "expense_category", "vendor"})


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True, frozen=True)


class Association(_Part):
    """Another record, named by its id."""

    id: int | None = None


class CategoryAssociation(Association):
    """A category of activities, or the UTBMS codes that make one."""

    utbms_task_id: int | None = None
    utbms_activity_id: int | None = None


class ActivityBody(_Part):
    """What may be given of an activity; `model_fields_set` tells what was."""

    type: ActivityType | None = None
    date_: date | None = Field(default=None, alias="date")
    quantity: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    price: float | None = Field(default=None, allow_inf_nan=False)
    note: str | None = None
    non_billable: bool | None = None
    no_charge: bool | None = None
    reference: str | None = None
    start_timer: bool | None = None
    tax_setting: Literal["no_tax", "tax_1_only", "tax_2_only", "tax_1_and_tax_2"] | None = None
    matter: Association | None = None
    user: Association | None = None
    activity_description: CategoryAssociation | None = None
    calendar_entry: Association | None = None
    client_portal: Association | None = None
    communication: Association | None = None
    contact_note: Association | None = None
    expense_category: Association | None = None
    matter_note: Association | None = None
    task: Association | None = None
    text_message_conversation: Association | None = None
    utbms_expense: Association | None = None
    vendor: Association | None = None

    @classmethod
    def parse(cls, body: bytes, content_type: str) -> Self:
        """Return what is inside `data`; raises a 400 for no such thing, a 422 for values that cannot be."""
        try:
            given = cls.model_validate_json(json.dumps(_data(body, content_type)))
        except ValidationError as error:
            raise _unreadable(error) from None
        for name in set(given.associations) - _MAY_BE_NULL:
            if (part := getattr(given, name)) and "id" in part.model_fields_set and part.id is None:
                raise unprocessable(f"{name}.id cannot be null")
        return given

    @property
    def associations(self) -> list[str]:
        """The associations that are given."""
        return [name for name in self.model_fields_set if isinstance(getattr(self, name), Association)]

    def gives(self, name: str) -> bool:
        """Whether a value is given, and is not null."""
        return getattr(self, name) is not None


def _data(body: bytes, content_type: str) -> dict[str, Any]:
    if content_type != "application/json":
        raise bad_argument("this stand-in plays JSON bodies only")
    try:
        given = json.loads(body)
    except ValueError:
        raise bad_argument("the body is not JSON") from None
    data = given.get("data") if isinstance(given, dict) else None
    if not isinstance(data, dict):
        raise bad_argument("param is missing or the value is empty: data")
    return data


def _unreadable(error: ValidationError) -> Exception:
    found = error.errors(include_input=False, include_url=False)[0]
    return unprocessable(f"{'.'.join(map(str, found['loc']))}: {found['msg']}")
