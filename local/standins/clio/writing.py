"""The writes: activities made, changed and deleted."""

from datetime import timedelta

from aiohttp import web

from local.standins.calls import Call
from local.standins.clio.activities import Activities
from local.standins.clio.bodies import ActivityBody
from local.standins.clio.conditions import require_match
from local.standins.clio.faults import Fault
from local.standins.clio.reading import ACTIVITIES, held, selection_of, single
from local.standins.clio.records import Activity
from local.standins.clio.state import CALLER, SEEN, STANDIN

# What `other_stored` adds to the time: one tenth of an hour more than was sent.
_TOO_MUCH = 360


async def create(request: web.Request) -> web.StreamResponse:
    """Answer `POST /activities`."""
    standin = request.app[STANDIN]

    async def work(_: Call, fault: Fault | None) -> web.Response:
        asked = selection_of(request, ACTIVITIES.shape)
        activity = _writes(request).create(_body(request), standin.clock.now())
        return single(request, ACTIVITIES, _altered(request, activity, fault), asked, status=201)

    return await standin.serve(request, "create_activity", work)


async def update(request: web.Request) -> web.StreamResponse:
    """Answer `PATCH /activities/{id}`."""

    async def work(_: Call, fault: Fault | None) -> web.Response:
        asked = selection_of(request, ACTIVITIES.shape)
        activity: Activity = held(request, ACTIVITIES)
        require_match(request, activity)
        changed = _writes(request).update(activity, _body(request))
        return single(request, ACTIVITIES, _altered(request, changed, fault), asked)

    return await request.app[STANDIN].serve(request, "update_activity", work)


async def delete(request: web.Request) -> web.StreamResponse:
    """Answer `DELETE /activities/{id}`."""

    async def work(_: Call, __: Fault | None) -> web.Response:
        _writes(request).delete(held(request, ACTIVITIES))
        return web.Response(status=204)

    return await request.app[STANDIN].serve(request, "delete_activity", work)


def _writes(request: web.Request) -> Activities:
    standin, caller = request.app[STANDIN], request[CALLER]
    return Activities(standin.firm, standin.switches, caller.version, caller.grant.user_id)


def _body(request: web.Request) -> ActivityBody:
    return ActivityBody.parse(request[SEEN].raw, request.content_type)


def _altered(request: web.Request, activity: Activity, fault: Fault | None) -> Activity:
    """Show a fault in what is kept: other time than was sent, or not to be seen in lists for a while."""
    standin = request.app[STANDIN]
    table = standin.firm.activities
    if fault and fault.fault == "other_stored":
        return table.change(activity, quantity=activity.quantity + _TOO_MUCH)
    if fault and fault.fault == "unseen":
        seen_from = standin.clock.now() + timedelta(seconds=fault.seconds)
        return table.change(activity, visible_from=seen_from)
    return activity
