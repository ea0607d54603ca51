"""What one running stand-in knows, whom it lets in, and what its answers carry."""

from uuid import uuid4

from aiohttp import web

from local.standins.calls import Call
from local.standins.recognition.recogniser import Recogniser
from local.standins.serving import Served
from local.standins.speech.errors import SpeechError, unauthorized
from local.standins.speech.faults import Fault


class StandIn(Served[Fault]):
    """Its recogniser, beside its faults and calls."""

    def __init__(self, recogniser: Recogniser) -> None:
        super().__init__("transcriptions")
        self.recogniser = recogniser

    def check_access(self, request: web.Request, call: Call) -> None:  # noqa: ARG002 - Azure's needs no call
        """Raise the gateway's 401 without credentials, Azure's 400 without an api-version."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        key = request.headers.get("Ocp-Apim-Subscription-Key")
        if not (scheme == "Bearer" and token.strip()) and not key:
            raise unauthorized()
        if not request.query.get("api-version"):
            raise SpeechError(400, "InvalidRequest", "The query parameter api-version is missing.")

    def headers(self, operation: str) -> dict[str, str]:  # noqa: ARG002 - the same for every one
        """Return Azure's answer headers."""
        return {"apim-request-id": str(uuid4()), "x-ms-region": "Stand-in, not Azure"}


STANDIN = web.AppKey("standin", StandIn)
