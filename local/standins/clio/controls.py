"""What this stand-in can be told beyond faults: switches, chance, time, tokens, and its data by hand."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from aiohttp import web
from pydantic import BaseModel, ConfigDict, ValidationError

from local.standins.clio import seed
from local.standins.clio.faults import Chance, Fault
from local.standins.clio.firm import Firm
from local.standins.clio.grants import Grant
from local.standins.clio.page import page
from local.standins.clio.reading import Handler
from local.standins.clio.records import Contact, Record
from local.standins.clio.state import StandIn
from local.standins.clio.switches import Switches
from local.standins.controls import Controls


class _Ask(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Advance(_Ask):
    seconds: float


class _TokenAsk(_Ask):
    user: int


class ClioControls(Controls[Fault]):
    """The pages of the stand-in for Clio."""

    def __init__(self, standin: StandIn) -> None:
        super().__init__(standin, Fault, "")
        self._standin = standin

    def add_to(self, app: web.Application) -> None:
        """Serve the pages."""
        super().add_to(app)
        routes: dict[str, list[tuple[str, Handler]]] = {
            "switches": [("GET", self._show_switches), ("PATCH", self._turn), ("DELETE", self._turn_back)],
            "chance": [("GET", self._show_chance), ("POST", self._roll), ("DELETE", self._roll_no_more)],
            "clock": [("GET", self._show_time), ("POST", self._advance), ("DELETE", self._reset_time)],
            "requests": [("GET", self._list_requests), ("DELETE", self._clear_requests)],
            "tokens": [("POST", self._issue)],
            "tokens/expire": [("POST", self._expire)],
            "tokens/revoke": [("POST", self._revoke)],
            "data": [("GET", self._dump), ("POST", self._load), ("DELETE", self._start_over)],
            r"data/{kind}/{id:\d+}": [("PATCH", self._change), ("DELETE", self._remove)],
        }
        for path, handlers in routes.items():
            for method, handler in handlers:
                app.router.add_route(method, f"/standin/{path}", handler)

    async def _show_page(self, _: web.Request) -> web.Response:
        text = page(self._standin.firm, self._standin.switches)
        return web.Response(text=text, content_type="text/html")

    async def _show_switches(self, _: web.Request) -> web.Response:
        return web.json_response(text=self._standin.switches.model_dump_json())

    async def _turn(self, request: web.Request) -> web.Response:
        """Turn the switches that are named; the others stay."""
        turned = await request.json()
        kept = self._standin.switches.model_dump()
        self._standin.turn(_checked(lambda: Switches.model_validate(kept | turned)))
        return await self._show_switches(request)

    async def _turn_back(self, _: web.Request) -> web.Response:
        self._standin.turn(Switches())
        return web.Response(status=204)

    async def _show_chance(self, _: web.Request) -> web.Response:
        dice = self._standin.dice
        return web.json_response(dice.chance.model_dump() if dice else None)

    async def _roll(self, request: web.Request) -> web.Response:
        """Answer with the seed, which is made up where none is given."""
        text = await request.read()
        self._standin.roll(_checked(lambda: Chance.model_validate_json(text)))
        return await self._show_chance(request)

    async def _roll_no_more(self, _: web.Request) -> web.Response:
        self._standin.roll(None)
        return web.Response(status=204)

    async def _show_time(self, _: web.Request) -> web.Response:
        return web.json_response({"now": self._standin.clock.now().isoformat()})

    async def _advance(self, request: web.Request) -> web.Response:
        text = await request.read()
        self._standin.clock.advance(_checked(lambda: _Advance.model_validate_json(text)).seconds)
        return await self._show_time(request)

    async def _reset_time(self, _: web.Request) -> web.Response:
        self._standin.clock.reset()
        return web.Response(status=204)

    async def _list_requests(self, _: web.Request) -> web.Response:
        return web.json_response(self._standin.requests.as_json())

    async def _clear_requests(self, _: web.Request) -> web.Response:
        self._standin.requests.clear()
        return web.Response(status=204)

    async def _issue(self, request: web.Request) -> web.Response:
        """Answer as the token endpoint does, for a user who has not been asked."""
        text = await request.read()
        asked = _checked(lambda: _TokenAsk.model_validate_json(text))
        if not self._standin.firm.users.get(asked.user):
            raise _problem(["user"], "there is no such user")
        grant = Grant(asked.user, self._standin.switches.permissions)
        return web.json_response(self._standin.grants.issue(grant).as_json())

    async def _expire(self, _: web.Request) -> web.Response:
        self._standin.grants.expire_all()
        return web.Response(status=204)

    async def _revoke(self, _: web.Request) -> web.Response:
        self._standin.grants.revoke_all()
        return web.Response(status=204)

    async def _dump(self, _: web.Request) -> web.Response:
        """Answer with everything held, by kind."""
        tables = self._standin.firm.tables.items()
        return web.json_response({kind: [_plain(record) for record in table] for kind, table in tables})

    async def _load(self, request: web.Request) -> web.Response:
        """Add what is given, by kind; `?instead=true` forgets what is held before."""
        given = await request.json()
        _checked(lambda: Firm(self._standin.clock).load(given))
        if request.query.get("instead") == "true":
            self._standin.firm.clear()
        _checked(lambda: self._standin.firm.load(given))
        return await self._dump(request)

    async def _start_over(self, _: web.Request) -> web.Response:
        """Hold the demo firm again and no activities; nothing is left of the rate limits' counts."""
        self._standin.firm.clear()
        seed.seed(self._standin.firm)
        self._standin.rate_limit.forget()
        return web.Response(status=204)

    async def _change(self, request: web.Request) -> web.Response:
        """Change a record as somebody would by hand: nothing that Clio's API refuses is refused."""
        table, record = self._record(request)
        values = await request.json()
        changed = _checked(lambda: table.change(record, **values))
        if isinstance(changed, Contact) and self._standin.switches.client_rename_touches_matters:
            self._standin.firm.rename_client(changed)
        return web.json_response(_plain(changed))

    async def _remove(self, request: web.Request) -> web.Response:
        table, record = self._record(request)
        table.remove(record.id)
        return web.Response(status=204)

    def _record(self, request: web.Request) -> tuple[Any, Record]:
        table = self._standin.firm.tables.get(request.match_info["kind"])
        record = table.get(int(request.match_info["id"])) if table is not None else None
        if record is None:
            raise web.HTTPNotFound
        return table, record


def _plain(record: Record) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(record.model_dump_json())
    numbers = {
        name: float(value)
        for name in type(record).model_fields
        if isinstance(value := getattr(record, name), Decimal)
    }
    return document | numbers


def _checked[T](make: Callable[[], T]) -> T:
    """Return what is made; raises a 400 that says what is wrong with what was given."""
    try:
        return make()
    except ValidationError as error:
        found = error.errors()[0]
        raise _problem(list(found["loc"]), found["msg"]) from None
    except (ValueError, TypeError) as error:
        raise _problem([], str(error)) from None


def _problem(at: list[Any], problem: str) -> web.HTTPBadRequest:
    body = json.dumps({"problems": [{"at": at, "problem": problem}]})
    return web.HTTPBadRequest(text=body, content_type="application/json")
