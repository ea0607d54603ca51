"""The web application of the stand-in."""

from aiohttp import web

from local.standins.clio import oauth, reading, writing
from local.standins.clio.clock import Clock
from local.standins.clio.controls import ClioControls
from local.standins.clio.errors import not_found
from local.standins.clio.reading import Handler, Resource, lister, shower
from local.standins.clio.registration import Registration
from local.standins.clio.state import STANDIN, StandIn

ROOT = "/api/v4"
# Clio serves each path with and without it.
_FORMAT = r"{format:(\.json)?}"
_LISTS: dict[str, Resource] = {
    "activities": reading.ACTIVITIES,
    "activity_descriptions": reading.DESCRIPTIONS,
    "contacts": reading.CONTACTS,
    "matters": reading.MATTERS,
    "users": reading.USERS,
    "utbms/codes": reading.UTBMS_CODES,
    "utbms/sets": reading.UTBMS_SETS,
}
_SINGLE: dict[str, tuple[Resource, str]] = {
    "activities": (reading.ACTIVITIES, "activity"),
    "activity_descriptions": (reading.DESCRIPTIONS, "activity_description"),
    "contacts": (reading.CONTACTS, "contact"),
    "matters": (reading.MATTERS, "matter"),
    "users": (reading.USERS, "user"),
    "utbms/codes": (reading.UTBMS_CODES, "utbms_code"),
}


def make_app(registration: Registration | None = None, clock: Clock | None = None) -> web.Application:
    """Return the stand-in with the demo firm, for one app, by the machine's time unless told otherwise."""
    app = web.Application()
    standin = app[STANDIN] = StandIn(registration or Registration(), clock or Clock())
    for method, path, handler in _routes():
        app.router.add_route(method, path, handler)
    ClioControls(standin).add_to(app)
    app.router.add_route("*", "/{anything:.*}", _nothing_here)
    return app


def _routes() -> list[tuple[str, str, Handler]]:
    one = rf"/{{id:\d+}}{_FORMAT}"
    activity = f"{ROOT}/activities{one}"
    return [
        ("GET", "/oauth/authorize", oauth.ask),
        ("POST", "/oauth/authorize", oauth.decide),
        ("POST", "/oauth/token", oauth.token),
        ("POST", "/oauth/deauthorize", oauth.deauthorize),
        ("GET", f"{ROOT}/users/who_am_i{_FORMAT}", reading.who_am_i),
        ("GET", f"{ROOT}/settings/billing{_FORMAT}", reading.billing_settings),
        *(("GET", f"{ROOT}/{path}{_FORMAT}", lister(resource)) for path, resource in _LISTS.items()),
        *(("GET", f"{ROOT}/{path}{one}", shower(*shown)) for path, shown in _SINGLE.items()),
        ("POST", f"{ROOT}/activities{_FORMAT}", writing.create),
        ("PATCH", activity, writing.update),
        ("DELETE", activity, writing.delete),
    ]


async def _nothing_here(_: web.Request) -> web.Response:
    return not_found("resource").response()
