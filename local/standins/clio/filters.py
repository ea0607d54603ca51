"""The filters of each list. One that Clio does not know is ignored in silence, as Clio ignores it."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from local.standins.clio import parameters as read
from local.standins.clio.firm import Firm
from local.standins.clio.records import Activity, Contact, Matter

type Holds = Callable[[Any, Any, Firm], bool]


class Filter(NamedTuple):
    """How its value is read, and whether a record passes."""

    read: Callable[[str], Any]
    holds: Holds


def _same(name: str, reader: Callable[[str], Any] = read.number_or_null) -> Filter:
    return Filter(reader, lambda record, value, _: getattr(record, name) == value)


def _none_held(reader: Callable[[str], Any] = read.number_or_null) -> Filter:
    """A filter by something the stand-in holds none of: only `null` finds records."""
    return Filter(reader, lambda _record, value, _firm: value is None)


def _unfiltered(reader: Callable[[str], Any] = read.truth) -> Filter:
    return Filter(reader, lambda _record, _value, _firm: True)


def _status(activity: Activity, wanted: str, _: Firm) -> bool:
    return {
        "billed": activity.billed,
        "draft": activity.on_bill and not activity.billed,
        "unbilled": not activity.on_bill and not activity.billed,
        "non_billable": activity.non_billable,
        "billable": not activity.non_billable,
        "written_off": False,
    }[wanted]


def _matter_found(matter: Matter, wanted: str, firm: Firm) -> bool:
    client = firm.contacts.get(matter.client_id)
    texts = (matter.display_number, str(matter.number), matter.description, client.name if client else "")
    return any(wanted in text.casefold() for text in texts)


def _contact_found(contact: Contact, wanted: str, firm: Firm) -> bool:
    matters = [matter.description for matter in firm.matters if matter.client_id == contact.id]
    return any(wanted in text.casefold() for text in (contact.name, *matters))


_STATUSES = ("billed", "draft", "unbilled", "non_billable", "billable", "written_off")
_NONE_OF_ACTIVITIES = """
    calendar_entry_id communication_id contact_note_id expense_category_id grant_id matter_note_id task_id
"""
_NONE_OF_MATTERS = """
    grant_id group_id practice_area_id responsible_staff_id originating_attorney_id subscriber_user_id
    notification_event_subscriber_user_id
"""

ACTIVITIES: Mapping[str, Filter] = {
    **{name: _none_held() for name in _NONE_OF_ACTIVITIES.split()},
    "activity_description_id": _same("description_id"),
    "end_date": Filter(read.day, lambda record, value, _: record.date <= value),
    "flat_rate": _same("flat_rate", read.truth),
    "matter_id": _same("matter_id"),
    "only_unaccounted_for": Filter(read.truth, lambda record, value, _: not value or not record.on_bill),
    "query": Filter(read.words, lambda record, value, _: value in (record.note or "").casefold()),
    "start_date": Filter(read.day, lambda record, value, _: record.date >= value),
    "status": Filter(read.one_of(*_STATUSES), _status),
    "type": _same("type", read.one_of("TimeEntry", "ExpenseEntry", "HardCostEntry", "SoftCostEntry")),
    "user_id": _same("user_id"),
}
MATTERS: Mapping[str, Filter] = {
    **{name: _none_held() for name in _NONE_OF_MATTERS.split()},
    "billable": _same("billable", read.truth),
    "client_id": _same("client_id", read.number),
    "close_date[]": Filter(read.compared, lambda record, holds, _: holds(record.close_date)),
    "currency_id": Filter(read.number, lambda _record, value, _: value == 1),
    "open_date[]": Filter(read.compared, lambda record, holds, _: holds(record.open_date)),
    "pending_date[]": Filter(read.compared, lambda record, holds, _: holds(record.pending_date)),
    "query": Filter(read.words, _matter_found),
    "responsible_attorney_id": _same("responsible_attorney_id"),
    "status": Filter(
        read.some_of("open", "closed", "pending"), lambda record, value, _: record.status.lower() in value
    ),
}
CONTACTS: Mapping[str, Filter] = {
    "client_only": _unfiltered(),
    "clio_connect_only": Filter(read.truth, lambda _record, value, _: not value),
    "email_only": Filter(
        read.truth, lambda record, value, _: not value or record.primary_email_address is not None
    ),
    "exclude_ids[]": Filter(read.number, lambda record, value, _: record.id != value),
    "initial": Filter(str, lambda record, value, _: record.name.rpartition(" ")[2].startswith(value)),
    "query": Filter(read.words, _contact_found),
    "shared_resource_id": _none_held(),
    "type": _same("type", read.one_of("Company", "Person")),
}
USERS: Mapping[str, Filter] = {
    "enabled": _same("enabled", read.truth),
    "include_co_counsel": _unfiltered(),
    "name": Filter(read.words, lambda record, value, _: value in record.name.casefold()),
    "pending_setup": Filter(read.truth, lambda _record, value, _: not value),
    "role": Filter(
        read.one_of("admin", "accounts", "billing", "reports"),
        lambda record, value, _: record.account_owner and value == "admin",
    ),
    "subscription_type": Filter(
        read.one_of("attorney", "nonattorney"),
        lambda record, value, _: record.subscription_type.lower() == value,
    ),
}
DESCRIPTIONS: Mapping[str, Filter] = {
    "flat_rate": _same("flat_rate", read.truth),
    "type": _same("type", read.one_of("utbms", "clio")),
    "user_id": _unfiltered(read.number),
}
UTBMS_CODES: Mapping[str, Filter] = {
    "type": _same("type", read.one_of("UtbmsTask", "UtbmsActivity", "UtbmsExpense")),
    "utbms_set_id": _same("utbms_set_id"),
}
