"""The authorization server: the consent of a lawyer, and tokens for the app."""

from urllib.parse import urlencode

from aiohttp import web

from local.standins.calls import Call
from local.standins.clio.consent import DECLINED, consent_page, refusal_page
from local.standins.clio.errors import OAuthError, invalid_client, invalid_grant
from local.standins.clio.faults import Fault
from local.standins.clio.grants import Grant, Tokens
from local.standins.clio.state import STANDIN, StandIn

_ASKED = ("client_id", "redirect_uri", "state", "redirect_on_decline", "response_type")


async def ask(request: web.Request) -> web.StreamResponse:
    """Answer `GET /oauth/authorize` with the page on which a lawyer approves or declines."""
    standin = request.app[STANDIN]

    async def work(_: Call, __: Fault | None) -> web.Response:
        asked = {name: request.query[name] for name in _ASKED if name in request.query}
        if problem := _problem(standin, asked):
            return problem
        users = [user for user in standin.firm.users if user.enabled]
        page = consent_page(standin.registration.name, standin.switches.permissions, users, asked)
        return web.Response(text=page, content_type="text/html")

    return await standin.serve(request, "authorize", work)


async def decide(request: web.Request) -> web.StreamResponse:
    """Answer `POST /oauth/authorize`: `user` signs in and says `approve` or `decline`."""
    standin = request.app[STANDIN]

    async def work(_: Call, __: Fault | None) -> web.Response:
        form = {name: str(value) for name, value in (await request.post()).items()}
        if problem := _problem(standin, form):
            return problem
        if form.get("decision") != "approve":
            return _declined(form)
        user = standin.firm.users.get(int(form["user"]) if form.get("user", "").isdecimal() else None)
        if not user:
            return web.Response(text=refusal_page("No such user."), content_type="text/html", status=400)
        grant = Grant(user.id, standin.switches.permissions)
        return _back(form, code=standin.grants.code(grant, form["redirect_uri"]))

    return await standin.serve(request, "authorize", work)


def _problem(standin: StandIn, asked: dict[str, str]) -> web.Response | None:
    """Return what is shown instead where the app or its address is unknown, or no code is asked for."""
    redirect = asked.get("redirect_uri", "")
    if asked.get("client_id") != standin.registration.client_id:
        page = refusal_page("Client authentication failed due to unknown client.")
        return web.Response(text=page, content_type="text/html", status=401)
    if not standin.registration.allows(redirect):
        page = refusal_page("The redirect uri included is not valid.")
        return web.Response(text=page, content_type="text/html", status=400)
    if asked.get("response_type") != "code":
        return _back(asked, error="unsupported_response_type")
    return None


def _declined(form: dict[str, str]) -> web.Response:
    if form.get("redirect_on_decline") == "true":
        return _back(form, error="access_denied")
    return web.Response(text=DECLINED, content_type="text/html")


def _back(asked: dict[str, str], **said: str) -> web.Response:
    query = urlencode(said | {"state": asked.get("state", "")})
    address = asked["redirect_uri"]
    return web.Response(status=302, headers={"Location": f"{address}{'&' if '?' in address else '?'}{query}"})


async def token(request: web.Request) -> web.StreamResponse:
    """Answer `POST /oauth/token`."""
    standin = request.app[STANDIN]

    async def work(_: Call, __: Fault | None) -> web.Response:
        tokens = _tokens(standin, await _form(request))
        return web.json_response(tokens.as_json(), headers={"Cache-Control": "no-store"})

    return await standin.serve(request, "token", work)


async def _form(request: web.Request) -> dict[str, str]:
    if request.content_type != "application/x-www-form-urlencoded":
        raise OAuthError(400, "invalid_request", "The request must be a form.")
    return {name: str(value) for name, value in (await request.post()).items()}


def _tokens(standin: StandIn, form: dict[str, str]) -> Tokens:
    app = standin.registration
    if (form.get("client_id"), form.get("client_secret")) != (app.client_id, app.client_secret):
        raise invalid_client()
    match form.get("grant_type"):
        case "authorization_code":
            return standin.grants.redeem(form.get("code", ""), form.get("redirect_uri", ""))
        case "refresh_token":
            return standin.grants.refresh(form.get("refresh_token", ""))
        case None:
            raise OAuthError(400, "invalid_request", "Missing required parameter: grant_type.")
        case _:
            raise OAuthError(400, "unsupported_grant_type", "The grant type is not supported.")


async def deauthorize(request: web.Request) -> web.StreamResponse:
    """Answer `POST /oauth/deauthorize`: the whole grant ends, with its refresh tokens."""
    standin = request.app[STANDIN]

    async def work(_: Call, __: Fault | None) -> web.Response:
        given = (await _form(request)).get("token", "")
        bearer = request.headers["Authorization"].partition(" ")[2].strip()
        if given != bearer:
            raise invalid_grant()
        standin.grants.revoke(standin.grants.check(bearer))
        return web.Response(status=200)

    return await standin.serve(request, "deauthorize", work)
