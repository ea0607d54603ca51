"""What surrounds every HTTP request: shutdown, host.json's custom headers, cross-origin rules."""

from collections.abc import Awaitable, Callable

from aiohttp import hdrs, web
from aiohttp.typedefs import Middleware

from local.host.config import Cors, HttpOptions
from local.host.work import Work

type _Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def admission(work: Work) -> Middleware:
    """Refuse requests that come over open connections while the host shuts down."""

    @web.middleware
    async def admit(request: web.Request, handler: _Handler) -> web.StreamResponse:
        return web.Response(status=503) if work.closing else await handler(request)

    return admit


def custom_headers(options: HttpOptions) -> Middleware:
    """Add the headers of host.json to every response that does not set them."""

    @web.middleware
    async def add(request: web.Request, handler: _Handler) -> web.StreamResponse:
        response = await handler(request)
        for name, value in options.custom_headers.items():
            response.headers.setdefault(name, value)
        return response

    return add


def cross_origin(cors: Cors) -> Middleware:
    """Let the configured origins call from a browser, as `func start --cors` does."""

    @web.middleware
    async def allow(request: web.Request, handler: _Handler) -> web.StreamResponse:
        origin = request.headers.get(hdrs.ORIGIN)
        if origin is None or not ({"*", origin} & set(cors.origins)):
            return await handler(request)
        asked = request.headers.get(hdrs.ACCESS_CONTROL_REQUEST_METHOD)
        preflight = request.method == hdrs.METH_OPTIONS and asked is not None
        response = web.Response(status=204) if preflight else await handler(request)
        if asked and preflight:
            response.headers[hdrs.ACCESS_CONTROL_ALLOW_METHODS] = asked
            response.headers[hdrs.ACCESS_CONTROL_ALLOW_HEADERS] = request.headers.get(
                hdrs.ACCESS_CONTROL_REQUEST_HEADERS, ""
            )
        response.headers[hdrs.ACCESS_CONTROL_ALLOW_ORIGIN] = origin
        response.headers.add(hdrs.VARY, hdrs.ORIGIN)
        if cors.credentials:
            response.headers[hdrs.ACCESS_CONTROL_ALLOW_CREDENTIALS] = "true"
        return response

    return allow
