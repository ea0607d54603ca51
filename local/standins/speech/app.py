"""The web application of the stand-in."""

from collections.abc import AsyncIterator

from aiohttp import web

from local.standins.controls import PAGE, Controls
from local.standins.recognition.recogniser import Recogniser
from local.standins.speech.errors import SpeechError
from local.standins.speech.faults import Fault
from local.standins.speech.state import STANDIN, StandIn
from local.standins.speech.transcriptions import LARGEST_FILE, transcribe

_DOES = "PocketSphinx recognises the speech, in English only."


def make_app(workers: int = 1) -> web.Application:
    """Return the stand-in with so many recognisers."""
    app = web.Application(client_max_size=LARGEST_FILE)
    standin = app[STANDIN] = StandIn(Recogniser(workers))
    app.cleanup_ctx.append(_recogniser_lifetime)
    app.router.add_post("/speechtotext/transcriptions:transcribe", transcribe)
    Controls(standin, Fault, PAGE.format(service="Azure AI Speech", does=_DOES)).add_to(app)
    app.router.add_route("*", "/{anything:.*}", _nothing_here)
    return app


async def _recogniser_lifetime(app: web.Application) -> AsyncIterator[None]:
    yield
    app[STANDIN].recogniser.close()


async def _nothing_here(_: web.Request) -> web.Response:
    return SpeechError(404, "404", "Resource not found", shape="wrapped").response()
