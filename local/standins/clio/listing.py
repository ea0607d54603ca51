"""Which records a list request finds, and in which order."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from aiohttp import web

from local.standins.clio import parameters as read
from local.standins.clio.errors import bad_argument
from local.standins.clio.filters import Filter
from local.standins.clio.firm import Firm
from local.standins.clio.orders import Key
from local.standins.clio.records import Record
from local.standins.clio.switches import Switches


def found[R: Record](
    request: web.Request, records: Iterable[R], filters: Mapping[str, Filter], firm: Firm, switches: Switches
) -> list[R]:
    """Return the records that pass every filter given; raises Clio's error for a value it cannot read."""
    passing = list(records)
    for name, text in request.query.items():
        if name == "ids[]":
            continue
        if filter_ := (_since(switches) | dict(filters)).get(name):
            value = _value(name, text, filter_.read, switches)
            passing = [record for record in passing if filter_.holds(record, value, firm)]
    if texts := request.query.getall("ids[]", []):
        ids = {_value("ids[]", text, read.number, switches) for text in texts}
        passing = [record for record in passing if record.id in ids]
    return passing


def _since(switches: Switches) -> dict[str, Filter]:
    """The filters that every list has; times are compared to the second, as records are stamped."""

    def later(name: str) -> Filter:
        if switches.since == "exclusive":
            return Filter(read.timestamp, lambda record, value, _: getattr(record, name) > value)
        return Filter(read.timestamp, lambda record, value, _: getattr(record, name) >= value)

    return {"created_since": later("created_at"), "updated_since": later("updated_at")}


def _value[T](name: str, text: str, reader: Callable[[str], T], switches: Switches) -> T:
    try:
        return reader(text)
    except ValueError as error:
        raise bad_argument(f"{error} ({name})", switches.bad_filter) from None


def in_order[R: Record](
    request: web.Request, records: list[R], orders: Mapping[str, Key], firm: Firm, switches: Switches
) -> list[R]:
    """Return the records as `order` asks, by id where it asks for nothing."""
    asked = request.query.get("order")
    if asked is None:
        return records
    name, _, direction = asked.partition("(")
    if name not in orders or direction not in ("asc)", "desc)"):
        raise bad_argument("order", switches.bad_filter)
    key = orders[name]

    def placed(record: R) -> tuple[bool, Any]:
        value = key(record, firm, switches)
        return value is not None, value if value is not None else ""

    return sorted(records, key=placed, reverse=direction == "desc)")
