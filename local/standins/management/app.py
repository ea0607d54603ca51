"""The web application of the stand-in."""

import re
from typing import Any

from aiohttp import web

from local.standins.calls import Call
from local.standins.controls import Controls
from local.standins.management.errors import not_found
from local.standins.management.faults import Fault
from local.standins.management.state import STANDIN, StandIn

PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>STAND-IN, not Azure Resource Manager</title>
<h1>This is a STAND-IN for Azure Resource Manager. It is NOT Azure.</h1>
<p>Whatever is asked for is there, and lies in one region. For development and tests only.</p>
<ul>
<li><code>POST /standin/faults</code>, <code>DELETE /standin/faults</code>: make it say another region or
SKU, or fail; make it behave</li>
<li><code>GET /standin/calls</code>, <code>DELETE /standin/calls</code>: the calls it has had</li>
</ul></html>
"""

_RESOURCE = re.compile(
    r"/subscriptions/[^/]+/resourceGroups/[^/]+/providers/(?P<type>[^/]+/[^/]+)/(?P<name>[^/]+)"
    r"(/deployments/(?P<deployment>[^/]+))?",
    re.IGNORECASE,
)


def make_app(region: str = "canadacentral", sku: str = "Standard") -> web.Application:
    """Return the stand-in; every resource lies in that region, every deployment is of that kind."""
    app = web.Application()
    standin = app[STANDIN] = StandIn(region, sku)
    Controls(standin, Fault, PAGE).add_to(app)
    app.router.add_get("/subscriptions/{anything:.*}", _get)
    app.router.add_route("*", "/{anything:.*}", _nothing_here)
    return app


async def _get(request: web.Request) -> web.StreamResponse:
    asked = _RESOURCE.fullmatch(request.path)
    if asked is None:
        return not_found().response()
    standin = request.app[STANDIN]
    say = _deployment if asked["deployment"] else _resource

    async def work(_: Call, fault: Fault | None) -> web.Response:
        if fault and fault.fault == "malformed":
            return web.json_response([])
        return web.json_response(say(standin, request.path, asked, fault))

    return await standin.serve(request, "get_deployment" if asked["deployment"] else "get_resource", work)


def _resource(standin: StandIn, path: str, asked: re.Match[str], fault: Fault | None) -> dict[str, Any]:
    properties: dict[str, Any] = {"provisioningState": "Succeeded"}
    if asked["type"].lower() == "microsoft.cognitiveservices/accounts":
        properties["customSubDomainName"] = asked["name"]
    if fault and fault.fault == "secondary":
        properties["secondaryLocation"] = fault.value
    region = fault.value if fault and fault.fault == "region" else standin.region
    return {
        "id": path,
        "name": asked["name"],
        "type": asked["type"],
        "location": region,
        "properties": properties,
    }


def _deployment(standin: StandIn, path: str, asked: re.Match[str], fault: Fault | None) -> dict[str, Any]:
    sku = fault.value if fault and fault.fault == "sku" else standin.sku
    return {"id": path, "name": asked["deployment"], "sku": {"name": sku, "capacity": 1}, "properties": {}}


async def _nothing_here(_: web.Request) -> web.Response:
    return not_found().response()
