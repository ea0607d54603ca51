"""The reads: lists and single records of every kind."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from local.standins.calls import Call
from local.standins.clio import filters, orders, shapes
from local.standins.clio.conditions import not_modified, stamps
from local.standins.clio.documents import Documents
from local.standins.clio.errors import not_found
from local.standins.clio.faults import Fault
from local.standins.clio.fields import Selection, selected, selection
from local.standins.clio.filters import Filter
from local.standins.clio.firm import Firm
from local.standins.clio.listing import found, in_order
from local.standins.clio.orders import Key
from local.standins.clio.paging import argument, page
from local.standins.clio.records import Activity, ActivityDescription, Record, Table
from local.standins.clio.shapes import Shape
from local.standins.clio.state import CALLER, STANDIN, StandIn

type Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
type Show = Callable[[Documents, Any, web.Request], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Resource:
    """One kind of record: where it is held, and how it is filtered, ordered and shown."""

    operation: str
    table: Callable[[Firm], Table[Any]]
    shape: Shape
    show: Show
    filters: Mapping[str, Filter] = field(default_factory=dict)
    orders: Mapping[str, Key] = field(default_factory=dict)
    most: int = 200


ACTIVITIES = Resource(
    "activities",
    lambda firm: firm.activities,
    shapes.ACTIVITY,
    lambda documents, record, _: documents.activity(record),
    filters.ACTIVITIES,
    orders.ACTIVITIES,
)
MATTERS = Resource(
    "matters",
    lambda firm: firm.matters,
    shapes.MATTER,
    lambda documents, record, _: documents.matter(record),
    filters.MATTERS,
    orders.MATTERS,
)
CONTACTS = Resource(
    "contacts",
    lambda firm: firm.contacts,
    shapes.CONTACT,
    lambda documents, record, _: documents.contact_fields(record),
    filters.CONTACTS,
    orders.CONTACTS,
)
USERS = Resource(
    "users",
    lambda firm: firm.users,
    shapes.USER,
    lambda documents, record, _: documents.user(record),
    filters.USERS,
    orders.USERS,
    2000,
)
UTBMS_CODES = Resource(
    "utbms_codes",
    lambda firm: firm.codes,
    shapes.UTBMS_CODE,
    lambda documents, record, _: documents.code(record),
    filters.UTBMS_CODES,
    orders.UTBMS_CODES,
)
UTBMS_SETS = Resource(
    "utbms_sets",
    lambda firm: firm.sets,
    shapes.UTBMS_SET,
    lambda documents, record, _: documents.code_set(record),
    orders=orders.UTBMS_SETS,
)


def _described(
    documents: Documents, description: ActivityDescription, request: web.Request
) -> dict[str, Any]:
    """Show a category, with the rate of the user and the matter that `rate_for` names."""
    matter, user = request.query.get("rate_for[matter_id]"), request.query.get("rate_for[user_id]")
    if matter is None and user is None:
        return documents.description(description)
    standin = request.app[STANDIN]
    matter_id = argument("rate_for[matter_id]", matter, standin.switches) if matter else None
    asker = request[CALLER].grant.user_id
    user_id = argument("rate_for[user_id]", user, standin.switches) if user else asker
    return documents.description(description, standin.firm.hourly_rate(user_id, matter_id, description.id))


DESCRIPTIONS = Resource(
    "activity_descriptions",
    lambda firm: firm.descriptions,
    shapes.DESCRIPTION,
    _described,
    filters.DESCRIPTIONS,
    {"id": lambda record, _firm, _switches: record.id},
)


def selection_of(request: web.Request, shape: Shape) -> Selection:
    """Return what a request asks to be told."""
    return selection(request.query.get("fields"), shape, request.app[STANDIN].switches.second_level_error)


def documents_for(request: web.Request) -> Documents:
    """Return what shows records to the caller of a request."""
    standin, caller = request.app[STANDIN], request[CALLER]
    return Documents(standin.firm, standin.switches, caller.version, caller.grant.permissions)


def lister(resource: Resource) -> Handler:
    """Return the handler of a list."""

    async def handle(request: web.Request) -> web.StreamResponse:
        async def work(_: Call, __: Fault | None) -> web.Response:
            return web.json_response(_listed(request, resource))

        return await request.app[STANDIN].serve(request, f"list_{resource.operation}", work)

    return handle


def _listed(request: web.Request, resource: Resource) -> dict[str, Any]:
    standin = request.app[STANDIN]
    firm, switches = standin.firm, standin.switches
    asked = selection_of(request, resource.shape)
    visible = [record for record in resource.table(firm) if _visible(record, standin)]
    passing = found(request, visible, resource.filters, firm, switches)
    shown = page(
        request, in_order(request, passing, resource.orders, firm, switches), resource.most, switches
    )
    documents = documents_for(request)
    data = [
        selected(resource.show(documents, record, request), asked, resource.shape) for record in shown.records
    ]
    records = {"records": shown.total} if switches.records_in_meta else {}
    return {"data": data, "meta": {"paging": shown.paging, **records}}


def _visible(record: Record, standin: StandIn) -> bool:
    """Whether lists show a record already; an activity may be made some time before they do."""
    return not isinstance(record, Activity) or (
        record.visible_from is None or record.visible_from <= standin.clock.now()
    )


def shower(resource: Resource, operation: str) -> Handler:
    """Return the handler of a single record."""

    async def handle(request: web.Request) -> web.StreamResponse:
        async def work(_: Call, __: Fault | None) -> web.Response:
            asked = selection_of(request, resource.shape)
            return single(request, resource, held(request, resource), asked)

        return await request.app[STANDIN].serve(request, f"show_{operation}", work)

    return handle


def held(request: web.Request, resource: Resource) -> Any:
    """Return the record that the path names; raises a 404 where there is none."""
    record = resource.table(request.app[STANDIN].firm).get(int(request.match_info["id"]))
    if record is None:
        raise not_found()
    return record


def single(
    request: web.Request, resource: Resource, record: Record, asked: Selection, status: int = 200
) -> web.Response:
    """Answer with one record, or with a 304 to a reader who has it already."""
    if request.method == "GET" and not_modified(request, record):
        return web.Response(status=304, headers=stamps(record))
    document = resource.show(documents_for(request), record, request)
    body = {"data": selected(document, asked, resource.shape)}
    return web.json_response(body, status=status, headers=stamps(record))


async def who_am_i(request: web.Request) -> web.StreamResponse:
    """Answer `GET /users/who_am_i`."""

    async def work(_: Call, __: Fault | None) -> web.Response:
        asked = selection_of(request, shapes.USER)
        user = request.app[STANDIN].firm.users.get(request[CALLER].grant.user_id)
        if not user:
            raise not_found()
        return single(request, USERS, user, asked)

    return await request.app[STANDIN].serve(request, "who_am_i", work)


async def billing_settings(request: web.Request) -> web.StreamResponse:
    """Answer `GET /settings/billing`."""

    async def work(_: Call, __: Fault | None) -> web.Response:
        asked = selection_of(request, shapes.BILLING)
        document = documents_for(request).billing()
        body = {"data": selected(document, asked, shapes.BILLING)}
        return web.json_response(body, headers={"ETag": document["etag"]})

    return await request.app[STANDIN].serve(request, "show_billing_settings", work)
