"""What one running stand-in says, and whom it lets in."""

from aiohttp import web

from local.standins.calls import Call
from local.standins.keyvault.tokens import problem
from local.standins.management.errors import RESOURCE, ManagementError, unauthorized
from local.standins.management.faults import OPERATIONS, Fault
from local.standins.serving import Served


class StandIn(Served[Fault]):
    """Every resource is there, and lies in one region; every deployment is of one kind."""

    def __init__(self, region: str, sku: str) -> None:
        super().__init__(*OPERATIONS)
        self.region = region
        self.sku = sku

    def check_access(self, request: web.Request, call: Call) -> None:  # noqa: ARG002 - needs no call
        """Raise the 401 without a token for Resource Manager, the 400 without an api-version."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme != "Bearer" or problem(token.strip(), RESOURCE):
            raise unauthorized()
        if not request.query.get("api-version"):
            message = "The api-version query parameter (?api-version=) is required for all requests."
            raise ManagementError(400, "MissingApiVersionParameter", message)

    def headers(self, operation: str) -> dict[str, str]:  # noqa: ARG002 - the same for every one
        """Return Resource Manager's answer headers."""
        return {"x-ms-routing-request-id": "STAND-IN, not Azure", "Cache-Control": "no-cache"}


STANDIN = web.AppKey("standin", StandIn)
