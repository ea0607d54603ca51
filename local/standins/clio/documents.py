"""Records as Clio shows them: whole documents, of which `fields=` takes a part."""

import hashlib
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from functools import cached_property
from typing import Any

from local.standins.clio.amounts import SECONDS_PER_HOUR, amounts
from local.standins.clio.firm import ACCOUNT_ID, ACCOUNT_NAME, CURRENCY, Firm, Rate
from local.standins.clio.records import (
    Activity,
    ActivityDescription,
    Contact,
    Matter,
    Record,
    User,
    UtbmsCode,
    UtbmsSet,
)
from local.standins.clio.switches import Permissions, Switches
from local.standins.clio.versions import Version

_HOURS = ("quantity", "rounded_quantity", "quantity_in_hours", "rounded_quantity_in_hours")
_MONEY = ("total", "non_billable_total")


class Documents:
    """Shows the records of a firm to a caller of some version with some permissions."""

    def __init__(self, firm: Firm, switches: Switches, version: Version, allowed: Permissions) -> None:
        self._firm = firm
        self._switches = switches
        self._version = version
        self._allowed = allowed
        self._zone = timezone(timedelta(minutes=switches.timestamp_offset_minutes))

    def activity(self, activity: Activity) -> dict[str, Any]:
        """Show an activity, its hours and money redacted where the user may not see them."""
        shown = self._own(
            activity, "type date note flat_rate billed on_bill reference non_billable no_charge"
        )
        shown |= self._hours_and_money(activity) | {"tax_setting": activity.tax_setting}
        matter = self._firm.matters.get(activity.matter_id)
        shown |= {
            "contingency_fee": bool(matter and matter.billing_method == "contingency"),
            "matter": self._related(matter, self._allowed.matters, self.matter_fields),
            "user": self._related(
                self._firm.users.get(activity.user_id), self._allowed.users, self.user_fields
            ),
            "activity_description": self._category(activity),
            "currency": self.currency(),
        }
        return shown

    def _hours_and_money(self, activity: Activity) -> dict[str, Any]:
        worked = amounts(activity, self._switches)
        unit = SECONDS_PER_HOUR if self._version.counts_hours else Decimal(1)
        shown: dict[str, Any] = {
            "quantity": _number(worked.seconds / unit if activity.type == "TimeEntry" else worked.seconds),
            "rounded_quantity": _number(worked.rounded / unit),
            "quantity_in_hours": _number(worked.seconds / SECONDS_PER_HOUR),
            "rounded_quantity_in_hours": _number(worked.rounded / SECONDS_PER_HOUR),
            "price": _number(activity.price),
            "total": _number(worked.total),
            "non_billable_total": _number(worked.non_billable_total),
            "quantity_redacted": self.hours_hidden,
        }
        hours = dict.fromkeys((*_HOURS, *_MONEY)) if self.hours_hidden else {}
        money = dict.fromkeys(("price", *_MONEY)) if self.rates_hidden else {}
        return shown | hours | money

    @property
    def hours_hidden(self) -> bool:
        """Whether the user may not see hours, in a version that knows of it."""
        return self._version.hides_hours and not self._switches.hours_visible

    @property
    def rates_hidden(self) -> bool:
        """Whether the user may not see rates, in a version that knows of it."""
        return self._version.hides_rates and not self._switches.rates_visible

    def _category(self, activity: Activity) -> dict[str, Any] | None:
        """The activity's category, with the codes of this activity."""
        description = self._firm.descriptions.get(activity.description_id)
        if not description:
            return None
        codes = {"utbms_task_id": activity.utbms_task_id, "utbms_activity_id": activity.utbms_activity_id}
        return self.description_fields(description) | {name: code for name, code in codes.items() if code}

    def matter(self, matter: Matter) -> dict[str, Any]:
        """Show a matter and those it names."""
        users, responsible = self._allowed.users, self._firm.users.get(matter.responsible_attorney_id)
        client = self._firm.contacts.get(matter.client_id)
        return self.matter_fields(matter) | {
            "client": self._related(client, self._allowed.contacts, self.contact_fields),
            "responsible_attorney": self._related(responsible, users, self.user_fields),
            "currency": self.currency(),
            "custom_rate": self._custom_rate(matter),
        }

    def matter_fields(self, matter: Matter) -> dict[str, Any]:
        """Show a matter without those it names."""
        names = "number display_number description status client_id billable billing_method"
        days = {name: _day(getattr(matter, name)) for name in ("open_date", "close_date", "pending_date")}
        last = {"last_activity_date": _day(self._last_activity.get(matter.id))}
        return self._own(matter, names) | days | last | {"shared": False, "has_tasks": False}

    @cached_property
    def _last_activity(self) -> dict[int | None, date]:
        """The last day of work by matter."""
        last: dict[int | None, date] = {}
        for activity in self._firm.activities:
            last[activity.matter_id] = max(activity.date, last.get(activity.matter_id, activity.date))
        return last

    def _custom_rate(self, matter: Matter) -> dict[str, Any] | None:
        if not matter.user_rates:
            return None
        rates = [
            {"user": {"id": user}, "rate": None if self.rates_hidden else _number(rate)}
            for user, rate in matter.user_rates.items()
        ]
        return {"type": "HourlyRate", "on_invoice": False, "rates": rates}

    def contact_fields(self, contact: Contact) -> dict[str, Any]:
        """Show a client."""
        shown = self._own(contact, "name type ledes_client_id primary_email_address")
        first, _, last = contact.name.rpartition(" ") if contact.type == "Person" else (None, "", None)
        return shown | {"first_name": first, "last_name": last, "is_client": True}

    def user(self, user: User) -> dict[str, Any]:
        """Show a user and the account."""
        account = {
            "id": ACCOUNT_ID,
            "etag": '"6f1b2c3d4e5f60718293a4b5c6d7e8f9"',
            "name": ACCOUNT_NAME,
            "state": "active",
            "created_at": self._instant(self._firm.opened),
            "updated_at": self._instant(self._firm.opened),
        }
        return self.user_fields(user) | {"account": account}

    def user_fields(self, user: User) -> dict[str, Any]:
        """Show a user without the account."""
        first, _, last = user.name.rpartition(" ")
        return self._own(user, "name email enabled subscription_type account_owner") | {
            "first_name": first,
            "last_name": last,
            "initials": "".join(part[0] for part in user.name.split()),
            "rate": None if self.rates_hidden else _number(user.rate),
            "roles": ["admin"] if user.account_owner else [],
            "time_zone": "Eastern Time (US & Canada)",
            "clio_connect": False,
        }

    def description(self, description: ActivityDescription, rate: Rate | None = None) -> dict[str, Any]:
        """Show a category with its codes and, where it was asked for whom, the rate."""
        task = self._firm.codes.get(description.utbms_task_id)
        activity = self._firm.codes.get(description.utbms_activity_id)
        return self.description_fields(description) | {
            "rate": self._rate(rate) if rate else None,
            "utbms_task": self.code(task) if task else None,
            "utbms_activity": self.code(activity) if activity else None,
            "currency": self.currency(),
        }

    def description_fields(self, description: ActivityDescription) -> dict[str, Any]:
        """Show a category without what it names."""
        task = self._firm.codes.get(description.utbms_task_id)
        return self._own(description, "name type utbms_task_id utbms_activity_id") | {
            "utbms_task_name": task.name if task else None,
            "category_type": "flat_fee" if description.flat_rate else "hourly",
            "accessible_to_user": True,
            "visible_to_co_counsel": False,
            "default": False,
        }

    def _rate(self, rate: Rate) -> dict[str, Any]:
        amount = None if self.rates_hidden else _number(rate.amount)
        return {
            "amount": amount,
            "non_billable_amount": amount,
            "type": rate.kind,
            "hierarchy": rate.hierarchy,
        }

    def code(self, code: UtbmsCode) -> dict[str, Any]:
        """Show a code."""
        return self._own(code, "name code description type utbms_set_id")

    def code_set(self, held: UtbmsSet) -> dict[str, Any]:
        """Show a set of codes."""
        return self._own(held, "name enabled")

    def billing(self) -> dict[str, Any]:
        """Show the firm's billing settings."""
        switches, opened = self._switches, self._instant(self._firm.opened)
        flat = switches.flat_and_contingency_time_is_non_billable
        return {
            "id": ACCOUNT_ID,
            "etag": _etag(switches.model_dump_json()),
            "rounding": switches.rounding_minutes,
            "use_decimal_rounding": switches.use_decimal_rounding,
            "use_utbms_codes": switches.use_utbms_codes,
            "time_on_flat_rate_contingency_matters_is_non_billable": flat,
            "currency": CURRENCY["code"],
            "currency_sign": CURRENCY["sign"],
            "multi_currency_billing": False,
            "created_at": opened,
            "updated_at": opened,
        }

    def currency(self) -> dict[str, Any]:
        """Show the one currency of the account."""
        opened = self._instant(self._firm.opened)
        return CURRENCY | {"created_at": opened, "updated_at": opened}

    def _related(self, record: Any, access: str, show: Any) -> dict[str, Any] | None:
        """Show a record that another one names; without the permission to see it, only that it is there."""
        if record is None:
            return None
        shown: dict[str, Any] = show(record) if access != "none" else {"redacted": True}
        return shown

    def _own(self, record: Record, names: str) -> dict[str, Any]:
        shown = {name: getattr(record, name) for name in names.split()}
        stamps = {
            "created_at": self._instant(record.created_at),
            "updated_at": self._instant(record.updated_at),
        }
        days = {name: _day(value) for name, value in shown.items() if isinstance(value, date)}
        return {"id": record.id, "etag": record.etag} | shown | days | stamps

    def _instant(self, instant: datetime) -> str:
        return instant.astimezone(self._zone).isoformat(timespec="seconds")


def _etag(content: str) -> str:
    return f'"{hashlib.sha256(content.encode()).hexdigest()[:32]}"'


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _number(amount: Decimal) -> float:
    return float(amount)
