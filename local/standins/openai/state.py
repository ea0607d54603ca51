"""What one running stand-in knows, whom it lets in, and what its answers carry."""

import secrets
from collections.abc import Collection
from uuid import uuid4

from aiohttp import web

from local.standins.calls import Call
from local.standins.openai.errors import deployment_not_found, not_found, unauthorized
from local.standins.openai.faults import Fault
from local.standins.recognition.recogniser import Recogniser
from local.standins.serving import Served

REQUESTS_PER_MINUTE = 1000
TOKENS_PER_MINUTE = 100_000


class StandIn(Served[Fault]):
    """Its recogniser and its deployments (none named: any is served), beside its faults and calls."""

    def __init__(self, recogniser: Recogniser, deployments: Collection[str]) -> None:
        super().__init__("transcriptions", "completions")
        self.recogniser = recogniser
        self._deployments = frozenset(deployments)

    def admit(self, call: Call, deployment: str) -> None:
        """Note which deployment a call is for; raise a 404 unless it exists."""
        call.deployment = deployment
        if self._deployments and deployment not in self._deployments:
            raise deployment_not_found()

    def check_access(self, request: web.Request, call: Call) -> None:
        """Raise Azure's 401 without credentials, 404 without an api-version (which v1 paths do not need)."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if not (scheme == "Bearer" and token.strip()) and not request.headers.get("api-key"):
            raise unauthorized()
        if deployment := request.match_info.get("deployment"):
            if not request.query.get("api-version"):
                raise not_found()
            self.admit(call, deployment)

    def headers(self, operation: str) -> dict[str, str]:
        """Return Azure's answer headers; tokens are not counted here."""
        left = max(REQUESTS_PER_MINUTE - self.calls.in_last_minute(operation), 0)
        return {
            "apim-request-id": str(uuid4()),
            "x-request-id": secrets.token_hex(16),
            "x-ms-region": "Stand-in, not Azure",
            "x-ratelimit-limit-requests": str(REQUESTS_PER_MINUTE),
            "x-ratelimit-remaining-requests": str(left),
            "x-ratelimit-limit-tokens": str(TOKENS_PER_MINUTE),
            "x-ratelimit-remaining-tokens": str(TOKENS_PER_MINUTE),
            "x-ratelimit-reset-requests": "60",
            "x-ratelimit-reset-tokens": "60",
        }


STANDIN = web.AppKey("standin", StandIn)
