"""The web application of the stand-in."""

from collections.abc import AsyncIterator, Collection

from aiohttp import web

from local.standins.controls import PAGE, Controls
from local.standins.openai.completions import complete
from local.standins.openai.errors import not_found
from local.standins.openai.faults import Fault
from local.standins.openai.state import STANDIN, StandIn
from local.standins.openai.transcriptions import LARGEST_FILE, transcribe
from local.standins.recognition.recogniser import Recogniser

FORM_OVERHEAD = 64 * 1024

_DOES = "PocketSphinx recognises the speech, a few rules draft the entries."


def make_app(deployments: Collection[str] = (), workers: int = 1) -> web.Application:
    """Return the stand-in, serving the named deployments (none named: any) with so many recognisers."""
    app = web.Application(client_max_size=LARGEST_FILE + FORM_OVERHEAD)
    standin = app[STANDIN] = StandIn(Recogniser(workers), deployments)
    app.cleanup_ctx.append(_recogniser_lifetime)
    for root in ("/openai/deployments/{deployment}", "/openai/v1"):
        app.router.add_post(f"{root}/audio/transcriptions", transcribe)
        app.router.add_post(f"{root}/chat/completions", complete)
    Controls(standin, Fault, PAGE.format(service="Azure OpenAI", does=_DOES)).add_to(app)
    app.router.add_route("*", "/{anything:.*}", _nothing_here)
    return app


async def _recogniser_lifetime(app: web.Application) -> AsyncIterator[None]:
    yield
    app[STANDIN].recogniser.close()


async def _nothing_here(_: web.Request) -> web.Response:
    return not_found().response()
