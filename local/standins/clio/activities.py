"""What happens to activities: made, changed and deleted as Clio does it, or as a switch says."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from local.standins.clio.amounts import SECONDS_PER_HOUR
from local.standins.clio.bodies import NONE_HELD, ActivityBody
from local.standins.clio.errors import ClioError, forbidden, not_found, unprocessable
from local.standins.clio.firm import Firm
from local.standins.clio.records import Activity
from local.standins.clio.switches import Refused, Switches
from local.standins.clio.versions import Version

_PRICED_BY = ("user_id", "matter_id", "description_id")


class Activities:
    """The writes of one caller: a user of the firm who speaks one version."""

    def __init__(self, firm: Firm, switches: Switches, version: Version, user_id: int) -> None:
        self._firm = firm
        self._switches = switches
        self._version = version
        self._user_id = user_id

    def create(self, given: ActivityBody, now: datetime) -> Activity:
        """Keep a new activity; two that are the same are two."""
        if given.type is None or given.date_ is None:
            raise unprocessable(f"{'type' if given.type is None else 'date'} can't be blank")
        values: dict[str, Any] = {"type": given.type, "user_id": self._user_id, "matter_id": None}
        values |= self._given(given)
        self._check_matter(values["matter_id"])
        values |= self._priced(values, given) | self._billability(given, values, None)
        seen_from = now + timedelta(seconds=self._switches.visible_after_seconds)
        return self._firm.activities.add(**values, visible_from=seen_from)

    def update(self, activity: Activity, given: ActivityBody) -> Activity:
        """Change an activity; what is not given stays, but a price follows what it was made from."""
        self._check_open_to_change(activity)
        if given.gives("quantity") and self._version.hides_hours and not self._switches.hours_visible:
            raise forbidden()
        values = self._given(given)
        self._check_matter(values.get("matter_id", activity.matter_id))
        if any(name in values and values[name] != getattr(activity, name) for name in _PRICED_BY):
            kept = {name: getattr(activity, name) for name in ("type", *_PRICED_BY)}
            values |= self._priced(kept | values, given)
        values |= self._billability(given, values, activity)
        return self._firm.activities.change(activity, **values)

    def delete(self, activity: Activity) -> None:
        """Delete an activity."""
        self._check_open_to_change(activity)
        self._firm.activities.remove(activity.id)

    def _check_open_to_change(self, activity: Activity) -> None:
        if activity.billed:
            _refuse(self._switches.billed_entry, "The activity is billed and cannot be changed")
        self._check_matter(activity.matter_id)

    def _check_matter(self, number: int | None) -> None:
        matter = self._firm.matters.get(number)
        if matter and matter.status == "Closed":
            _refuse(self._switches.closed_matter, "The matter is closed")

    def _given(self, given: ActivityBody) -> dict[str, Any]:
        """What a body gives, as the record has it."""
        plain = ("reference", "tax_setting")
        values: dict[str, Any] = {name: getattr(given, name) for name in plain if given.gives(name)}
        if given.date_ is not None:
            values["date"] = given.date_
        if given.quantity is not None:
            values["quantity"] = self._quantity(given.quantity)
        if given.price is not None and not self._rates_hidden:
            values["price"] = Decimal(str(given.price))
        if "note" in given.model_fields_set:
            values["note"] = self._note(given.note)
        return values | self._associated(given)

    def _quantity(self, given: float) -> Decimal:
        unit = SECONDS_PER_HOUR if self._version.counts_hours else Decimal(1)
        return Decimal(str(given)) * unit

    def _note(self, note: str | None) -> str | None:
        limit = self._switches.note_limit
        if note is not None and limit is not None and len(note) > limit:
            raise unprocessable(f"note is too long (maximum is {limit} characters)")
        if note is None or self._switches.note_kept == "as_sent":
            return note
        if self._switches.note_kept == "trimmed":
            return note.strip()
        return note.replace("\r\n", "\n").replace("\n", "\r\n")

    def _associated(self, given: ActivityBody) -> dict[str, Any]:
        values: dict[str, Any] = {}
        if given.matter and given.matter.id is not None:
            values["matter_id"] = self._known("matters", given.matter.id)
        if given.user and "id" in given.user.model_fields_set:
            values["user_id"] = self._known("users", given.user.id)
        for name in NONE_HELD:
            if (part := getattr(given, name)) and part.id is not None:
                raise self._unknown(name)
        return values | self._category(given)

    def _category(self, given: ActivityBody) -> dict[str, Any]:
        category = given.activity_description
        if not category:
            return {}
        values: dict[str, Any] = {}
        if category.id is not None:
            values = self._own_of_category(category.id)
        codes = self._codes(category.utbms_task_id, category.utbms_activity_id)
        if codes and "description_id" not in values:
            both = (codes.get("utbms_task_id"), codes.get("utbms_activity_id"))
            values |= {"description_id": self._firm.coded(*both).id, "flat_rate": False}
        return values | codes

    def _own_of_category(self, number: int) -> dict[str, Any]:
        description = self._firm.descriptions.get(number)
        if not description:
            raise self._unknown("activity_description")
        return {
            "description_id": number,
            "flat_rate": description.flat_rate,
            "utbms_task_id": description.utbms_task_id,
            "utbms_activity_id": description.utbms_activity_id,
        }

    def _codes(self, task_id: int | None, activity_id: int | None) -> dict[str, int]:
        kinds = {"utbms_task_id": ("UtbmsTask", task_id), "utbms_activity_id": ("UtbmsActivity", activity_id)}
        asked = {name: (kind, number) for name, (kind, number) in kinds.items() if number is not None}
        if asked and not self._switches.use_utbms_codes:
            if self._switches.utbms_codes_when_off == "refused":
                raise unprocessable("UTBMS codes are not enabled")
            return {}
        for name, (kind, number) in asked.items():
            code = self._firm.codes.get(number)
            if not code or code.type != kind:
                raise self._unknown(name)
        return {name: number for name, (_, number) in asked.items()}

    def _known(self, table: str, number: int | None) -> int | None:
        if number is not None and self._firm.tables[table].get(number) is None:
            raise self._unknown(table)
        return number

    def _unknown(self, what: str) -> ClioError:
        if self._switches.unknown_association == 404:  # noqa: PLR2004 - the status it is
            return not_found(what)
        return unprocessable(f"{what} could not be found")

    def _priced(self, values: Mapping[str, Any], given: ActivityBody) -> dict[str, Any]:
        """The rate of the hierarchy, where no price is given or the user may not see prices."""
        if values["type"] != "TimeEntry" or (given.price is not None and not self._rates_hidden):
            return {}
        rate = self._firm.hourly_rate(*(values.get(name) for name in _PRICED_BY))
        return {"price": rate.amount, "flat_rate": rate.flat}

    @property
    def _rates_hidden(self) -> bool:
        return self._version.hides_rates and not self._switches.rates_visible

    def _billability(
        self, given: ActivityBody, values: Mapping[str, Any], kept: Activity | None
    ) -> dict[str, bool]:
        no_charge = _either(given.no_charge, kept is not None and kept.no_charge)
        non_billable = _either(given.non_billable, kept is not None and kept.non_billable)
        matter = self._firm.matters.get(values.get("matter_id"))
        flat = matter is not None and matter.billing_method in ("flat", "contingency")
        if kept is None and flat and self._switches.flat_and_contingency_time_is_non_billable:
            non_billable = _either(given.non_billable, kept=True)
        if no_charge and not non_billable:
            match self._switches.no_charge_alone:
                case "refused":
                    raise unprocessable("no_charge is for non-billable activities")
                case "ignored":
                    no_charge = False
                case "becomes_non_billable":
                    non_billable = True
        return {"no_charge": no_charge, "non_billable": non_billable}


def _either(given: bool | None, kept: bool) -> bool:
    return kept if given is None else given


def _refuse(how: Refused, message: str) -> None:
    if how == "unprocessable":
        raise unprocessable(message)
    if how == "forbidden":
        raise forbidden()
