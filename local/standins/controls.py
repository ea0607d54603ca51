"""A stand-in's own pages: what it is, the faults it is told to show, the calls it has had."""

from aiohttp import web
from pydantic import ValidationError

from local.standins.serving import Served, WorkFault

PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>STAND-IN, not {service}</title>
<h1>This is a STAND-IN for {service}. It is not Azure, and no language model runs here.</h1>
<p>{does} For development and tests only.</p>
<ul>
<li><code>POST /standin/faults</code>, <code>DELETE /standin/faults</code>: make it fail, make it behave</li>
<li><code>GET /standin/calls</code>, <code>DELETE /standin/calls</code>: the calls it has had</li>
</ul></html>
"""


class Controls[F: WorkFault]:
    """The pages of one stand-in; `page` is what `GET /` shows, `fault` what it can be told."""

    def __init__(self, served: Served[F], fault: type[F], page: str) -> None:
        self._served = served
        self._fault = fault
        self._page = page

    def add_to(self, app: web.Application) -> None:
        """Serve the pages."""
        app.router.add_get("/", self._show_page)
        app.router.add_post("/standin/faults", self._add_fault)
        app.router.add_delete("/standin/faults", self._clear_faults)
        app.router.add_get("/standin/calls", self._list_calls)
        app.router.add_delete("/standin/calls", self._clear_calls)

    async def _show_page(self, _: web.Request) -> web.Response:
        return web.Response(text=self._page, content_type="text/html")

    async def _add_fault(self, request: web.Request) -> web.Response:
        """Answer with all faults still to be shown, or 400 saying what is wrong."""
        try:
            fault = self._fault.model_validate_json(await request.read())
        except ValidationError as error:
            problems = [{"at": list(found["loc"]), "problem": found["msg"]} for found in error.errors()]
            return web.json_response({"problems": problems}, status=400)
        self._served.faults.add(fault)
        return web.json_response(self._served.faults.as_json(), status=201)

    async def _clear_faults(self, _: web.Request) -> web.Response:
        self._served.faults.clear()
        return web.Response(status=204)

    async def _list_calls(self, _: web.Request) -> web.Response:
        return web.json_response(self._served.calls.as_json())

    async def _clear_calls(self, _: web.Request) -> web.Response:
        self._served.calls.clear()
        return web.Response(status=204)
