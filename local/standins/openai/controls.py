"""The stand-in's own pages: what it is, the faults it is told to show, the calls it has had."""

from aiohttp import web
from pydantic import ValidationError

from local.standins.openai.faults import Fault
from local.standins.openai.state import STANDIN

PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>STAND-IN, not Azure OpenAI</title>
<h1>This is a STAND-IN for Azure OpenAI. It is not Azure, and no language model runs here.</h1>
<p>PocketSphinx recognises the speech, a few rules draft the entries. For development and tests only.</p>
<ul>
<li><code>POST /standin/faults</code>, <code>DELETE /standin/faults</code>: make it fail, make it behave</li>
<li><code>GET /standin/calls</code>, <code>DELETE /standin/calls</code>: the calls it has had</li>
</ul></html>
"""


async def show_page(_: web.Request) -> web.Response:
    """Answer `GET /`: say loudly what this is."""
    return web.Response(text=PAGE, content_type="text/html")


async def add_fault(request: web.Request) -> web.Response:
    """Answer `POST /standin/faults` with all faults still to be shown, or 400 saying what is wrong."""
    try:
        fault = Fault.model_validate_json(await request.read())
    except ValidationError as error:
        problems = [{"at": list(found["loc"]), "problem": found["msg"]} for found in error.errors()]
        return web.json_response({"problems": problems}, status=400)
    faults = request.app[STANDIN].faults
    faults.add(fault)
    return web.json_response(faults.as_json(), status=201)


async def clear_faults(request: web.Request) -> web.Response:
    """Answer `DELETE /standin/faults`: behave well from now on."""
    request.app[STANDIN].faults.clear()
    return web.Response(status=204)


async def list_calls(request: web.Request) -> web.Response:
    """Answer `GET /standin/calls` with the last calls and the totals billed."""
    return web.json_response(request.app[STANDIN].calls.as_json())


async def clear_calls(request: web.Request) -> web.Response:
    """Answer `DELETE /standin/calls`: forget calls and totals."""
    request.app[STANDIN].calls.clear()
    return web.Response(status=204)
