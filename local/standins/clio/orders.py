"""The orders in which lists can be had."""

from collections.abc import Callable, Mapping
from typing import Any

from local.standins.clio.amounts import amounts
from local.standins.clio.firm import Firm
from local.standins.clio.records import Activity, Matter
from local.standins.clio.switches import Switches

type Key = Callable[[Any, Firm, Switches], Any]


def _plain(*names: str) -> dict[str, Key]:
    def by(name: str) -> Key:
        return lambda record, _firm, _switches: getattr(record, name)

    return {name: by(name) for name in names}


def _user_name(activity: Activity, firm: Firm, _: Switches) -> str:
    user = firm.users.get(activity.user_id)
    return user.name if user else ""


def _client_name(matter: Matter, firm: Firm, _: Switches) -> str:
    client = firm.contacts.get(matter.client_id)
    return client.name if client else ""


def _same_for_all(*names: str) -> dict[str, Key]:
    """Orders by something the stand-in holds none of."""
    return {name: lambda _record, _firm, _switches: "" for name in names}


ACTIVITIES: Mapping[str, Key] = {
    **_plain("id", "price", "type", "date", "note", "updated_at", "non_billable"),
    **_same_for_all("vendor.name", "expense_category.name"),
    "display_number": lambda record, firm, _: getattr(
        firm.matters.get(record.matter_id), "display_number", ""
    ),
    "user.name": _user_name,
    "total": lambda record, _, switches: amounts(record, switches).total,
    "non_billable_total": lambda record, _, switches: amounts(record, switches).non_billable_total,
}
MATTERS: Mapping[str, Key] = {
    **_plain("id", "display_number", "open_date", "close_date", "pending_date", "updated_at", "created_at"),
    **_same_for_all("custom_number", "practice_area.name", "matter_stage.name", "originating_attorney.name"),
    **_same_for_all("statute_of_limitations.due_at", "grants", "matter_stage_updated_at"),
    "client.name": _client_name,
    "clients": _client_name,
    "responsible_attorney.name": lambda record, firm, _: getattr(
        firm.users.get(record.responsible_attorney_id), "name", ""
    ),
}
CONTACTS: Mapping[str, Key] = {**_plain("id", "name"), **_same_for_all("shared_at")}
USERS: Mapping[str, Key] = {
    **_plain("id", "enabled", "name", "subscription_type"),
    "first_name": lambda record, _firm, _switches: record.name.partition(" ")[0],
    "last_name": lambda record, _firm, _switches: record.name.rpartition(" ")[2],
    "initials": lambda record, _firm, _switches: record.name,
}
UTBMS_CODES: Mapping[str, Key] = {
    **_plain("id", "name"),
    "set": lambda record, _firm, _switches: record.utbms_set_id,
}
UTBMS_SETS: Mapping[str, Key] = _plain("id", "name")
