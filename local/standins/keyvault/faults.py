"""Faults the stand-in can be told to show, in the order they were given."""

from typing import Literal

from pydantic import Field

from local.standins.keyvault.errors import VaultError, throttled
from local.standins.serving import WorkFault

type FaultName = Literal[
    "slow", "rate_limited", "server_error", "forbidden", "slow_deletion", "drop_before", "drop_after"
]
type Operation = Literal[
    "*",
    "set_secret",
    "get_secret",
    "update_secret",
    "delete_secret",
    "list_secrets",
    "list_versions",
    "get_deleted_secret",
    "list_deleted_secrets",
    "recover_secret",
    "purge_secret",
]

OPERATIONS: tuple[str, ...] = Operation.__value__.__args__[1:]


class Fault(WorkFault):
    """One fault: for how many calls (None: until cleared); a slow deletion takes `seconds`."""

    operation: Operation
    fault: FaultName
    retry_after: int = Field(default=1, ge=0, description="rate_limited: Retry-After, in seconds")
    status: Literal[500, 503] = Field(default=500, description="server_error: the status")

    def error(self) -> VaultError | None:
        """Return the error that is answered instead of doing the work, if this is such a fault."""
        match self.fault:
            case "rate_limited":
                return throttled(self.retry_after)
            case "server_error":
                code = "InternalServerError" if self.status == 500 else "ServiceUnavailable"  # noqa: PLR2004
                return VaultError(self.status, code, "The service has failed.")
            case "forbidden":
                message = "Caller is not authorized to perform action on resource."
                return VaultError(403, "Forbidden", message, "ForbiddenByRbac")
            case _:
                return None
