"""HTTP triggers: an aiohttp server that gives requests to functions as Azure's host does."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie

from aiohttp import web
from azure_functions_runtime.bindings.datumdef import Datum
from multidict import CIMultiDict

from local.host import datums
from local.host.config import Cors, HttpOptions
from local.host.errors import HostError
from local.host.invoking import Invoker, Trace
from local.host.middleware import admission, cross_origin, custom_headers
from local.host.routing import Router
from local.host.work import Work

# Azure's default, which this app setting changes (Microsoft Learn, "App settings reference").
_BODY_LIMIT_SETTING = "FUNCTIONS_REQUEST_BODY_SIZE_LIMIT"
_BODY_LIMIT = 104_857_600
_HOME = (
    "<!doctype html><title>Functions host</title>"
    "<h1>Your Functions app is running</h1>"
    '<p><a href="/admin/functions">Functions</a>, <a href="/admin/host/status">status</a></p>'
)
# aiohttp frames the response itself.
_FRAMING = {"content-length", "transfer-encoding", "connection"}


@dataclass(frozen=True)
class HttpFront:
    """Answers every path: a function's route, or the home page, or not found."""

    router: Router
    options: HttpOptions
    cors: Cors
    body_limit: int
    invoker: Invoker
    work: Work

    def application(self, routes: Iterable[web.RouteDef]) -> web.Application:
        """Make the web application; `routes` come before the functions' own."""
        shields = [admission(self.work), custom_headers(self.options), cross_origin(self.cors)]
        app = web.Application(client_max_size=self.body_limit, middlewares=shields)
        app.add_routes(routes)
        app.router.add_route("*", "/{path:.*}", self._answer)
        return app

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        found = self.router.find(request.method, request.rel_url.raw_path)
        if found is None:
            return _home_or_missing(request)
        function, parameters = found
        value = await _request_datum(request, parameters)
        trace = Trace(request.headers.get("traceparent", ""), request.headers.get("tracestate", ""))
        # As work of its own: a client that goes away does not stop its function.
        outcome = await asyncio.shield(self.work.start(self.invoker.invoke(function, value, trace=trace)))
        return _response(outcome.http) if outcome.ok else web.Response(status=500)


def body_limit(settings: Mapping[str, str]) -> int:
    """Return how many bytes a request may carry; raises HostError when the setting is no number."""
    text = settings.get(_BODY_LIMIT_SETTING)
    if text and not text.isdigit():
        raise HostError(f"The app setting {_BODY_LIMIT_SETTING} is not a number of bytes.")
    return int(text) if text else _BODY_LIMIT


def _home_or_missing(request: web.Request) -> web.Response:
    if request.method == "GET" and request.path == "/":
        return web.Response(text=_HOME, content_type="text/html")
    return web.Response(status=404)


async def _request_datum(request: web.Request, parameters: Mapping[str, str]) -> Datum:
    headers = _joined((name.lower(), value) for name, value in request.headers.items())
    return datums.http(
        {
            "method": datums.string(request.method),
            "url": datums.string(str(request.url)),
            "headers": headers,
            "query": _joined(request.query.items()),
            "params": {name: datums.string(value) for name, value in parameters.items()},
            "body": datums.raw(await request.read()),
        }
    )


def _joined(pairs: Iterable[tuple[str, str]]) -> dict[str, Datum]:
    """Join repeated names with commas, as the real host does."""
    together: dict[str, list[str]] = {}
    for name, value in pairs:
        together.setdefault(name, []).append(value)
    return {name: datums.string(",".join(values)) for name, values in together.items()}


def _response(datum: Datum | None) -> web.Response:
    if datum is None or datum.type is None:
        return web.Response(status=204)
    if datum.type != "http":
        body = datum.value if isinstance(datum.value, bytes) else str(datum.value).encode()
        return web.Response(body=body, headers={"Content-Type": "text/plain; charset=utf-8"})
    value = datum.value
    headers: CIMultiDict[str] = CIMultiDict()
    for name, text in value["headers"].items():
        if name.lower() not in _FRAMING:
            headers.add(name, text.value)
    for cookies in value.get("cookies") or ():
        _add_cookies(headers, cookies)
    return web.Response(status=int(value["status_code"].value), headers=headers, body=value["body"].value)


def _add_cookies(headers: CIMultiDict[str], cookies: SimpleCookie) -> None:
    for morsel in cookies.values():
        headers.add("Set-Cookie", morsel.OutputString())
