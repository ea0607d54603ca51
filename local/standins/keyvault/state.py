"""What one running stand-in knows, whom it lets in, and what its answers carry."""

from uuid import uuid4

from aiohttp import web

from local.demo import FIRM
from local.standins.calls import Call
from local.standins.keyvault.errors import RESOURCE, bad_parameter, unauthorized
from local.standins.keyvault.faults import OPERATIONS, Fault
from local.standins.keyvault.tokens import problem
from local.standins.keyvault.vault import Vault
from local.standins.serving import Served


class StandIn(Served[Fault]):
    """Its vault, beside its faults and calls."""

    def __init__(self, vault: Vault) -> None:
        super().__init__(*OPERATIONS)
        self.vault = vault

    def check_access(self, request: web.Request, call: Call) -> None:  # noqa: ARG002 - needs no call
        """Raise the challenge for a request without a token for the vault, a 400 without an api-version."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme != "Bearer" or not token.strip():
            raise unauthorized(FIRM, "AKV10000: Request is missing a Bearer or PoP token.")
        if wrong := problem(token.strip(), RESOURCE):
            raise unauthorized(FIRM, wrong)
        if not request.query.get("api-version"):
            raise bad_parameter("api-version must be specified")

    def headers(self, operation: str) -> dict[str, str]:  # noqa: ARG002 - the same for every one
        """Return Key Vault's answer headers."""
        return {
            "x-ms-request-id": str(uuid4()),
            "x-ms-keyvault-region": "Stand-in, not Azure",
            "Cache-Control": "no-cache",
        }


STANDIN = web.AppKey("standin", StandIn)
