"""The one way to make an HTTP function: `@endpoint(...)` on a handler of a few lines.

The decorator authenticates, runs the handler, turns errors into problem documents, and keeps the
endpoint's description for the OpenAPI document and the route tests.
"""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

import azure.functions as func
from pydantic import BaseModel

from core.domain.errors import CaseClockError, Unauthenticated
from core.domain.ids import is_id
from functions.base import application
from functions.http.call import Answer, Call
from functions.http.problems import PROBLEM_TYPE, Problem, problem, problem_of
from functions.use import NO_SUBJECT, Use

_ALWAYS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}

type Handler = Callable[[Call], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Contract:
    """What an endpoint takes and gives.

    `if_match` is True where the header is required, False where it may be given; `also` maps another
    status of a success to when it comes; `csv` is how many bytes of CSV are taken for a body; `refuses`
    maps a status to the codes it can carry, beyond those every endpoint has.
    """

    gives: type[BaseModel] | None
    status: int = 200
    also: Mapping[int, str] = field(default_factory=dict)
    body: type[BaseModel] | None = None
    csv: int | None = None
    query: type[BaseModel] | None = None
    if_match: bool | None = None
    idempotent: bool = False
    refuses: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A route, the name of its function, one sentence on what it does, and its contract."""

    method: str
    route: str
    name: str
    summary: str
    contract: Contract


ENDPOINTS: list[Endpoint] = []


def endpoint(
    blueprint: func.Blueprint, method: str, route: str, contract: Contract
) -> Callable[[Handler], Handler]:
    """Register a handler as the HTTP function of a route."""

    def register(handler: Handler) -> Handler:
        name, summary = handler.__name__, (handler.__doc__ or "").strip()
        ENDPOINTS.append(Endpoint(method, route, name, summary, contract))

        async def run(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
            # The host's trace goes on from the caller's, where the caller sent one.
            return await _run(handler, name, req, context.trace_context.trace_parent)

        triggered = blueprint.route(route=route, methods=[method], auth_level=func.AuthLevel.ANONYMOUS)(run)
        blueprint.function_name(name)(triggered)
        return handler

    return register


async def _run(handler: Handler, name: str, req: func.HttpRequest, parent: str) -> func.HttpResponse:
    use = Use(name, _subject(req))
    try:
        app = application()
        async with app.spans.span(f"http {name}", parent):
            principal = await app.verifier.verify(_bearer(req))
            await app.residency.hold()
            return _respond(await handler(Call(app, principal, req)))
    except CaseClockError as error:
        use.ended(error.code)
        return _refuse(problem_of(error))
    except Exception as error:  # noqa: BLE001 - nothing of an unforeseen error may leave, not even its text
        use.failed(error)
        detail = "Something went wrong on our side. Try again; if it stays, tell us the time and the code."
        return _refuse(problem(500, "Our mistake", detail, "internal"))


def _subject(req: func.HttpRequest) -> str:
    """The id in the route, for the log; whatever else stands there may be anything."""
    value: str = req.route_params.get("id", "")
    return value if is_id(value) else NO_SUBJECT


def _bearer(req: func.HttpRequest) -> str:
    header: str = req.headers.get("authorization", "")
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthenticated("Send an access token as `Authorization: Bearer …`.", code="token_missing")
    return token.strip()


def _respond(answer: Answer) -> func.HttpResponse:
    body = answer.body.model_dump_json() if isinstance(answer.body, BaseModel) else json.dumps(answer.body)
    return func.HttpResponse(
        body,
        status_code=answer.status,
        headers={**_ALWAYS, **answer.headers},
        mimetype="application/json",
        charset="utf-8",
    )


def _refuse(document: Problem) -> func.HttpResponse:
    headers = dict(_ALWAYS)
    if document.status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    if retry_after := (document.model_extra or {}).get("retry_after"):
        headers["Retry-After"] = str(retry_after)
    return func.HttpResponse(
        document.model_dump_json(),
        status_code=document.status,
        headers=headers,
        mimetype=PROBLEM_TYPE,
        charset="utf-8",
    )
