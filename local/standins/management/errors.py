"""Errors in the shape Azure Resource Manager answers them."""

from collections.abc import Mapping

from local.standins.serving import Refusal

RESOURCE = "https://management.azure.com"


class ManagementError(Refusal):
    """A request that is answered with an error status and Resource Manager's error body."""

    def __init__(
        self, http_status: int, code: str, message: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message, http_status, {"error": {"code": code, "message": message}}, headers or {})


def unauthorized() -> ManagementError:
    """Return the 401 of a request without a token for Resource Manager."""
    message = "Authentication failed. The 'Authorization' header is missing or not for this service."
    return ManagementError(
        401, "InvalidAuthenticationToken", message, {"WWW-Authenticate": f'Bearer resource="{RESOURCE}"'}
    )


def forbidden() -> ManagementError:
    """Return the 403 of an identity without a role."""
    message = "The client does not have authorization to perform the action over the scope."
    return ManagementError(403, "AuthorizationFailed", message)


def not_found() -> ManagementError:
    """Return the 404 of a resource that is not there."""
    return ManagementError(404, "ResourceNotFound", "The resource was not found.")
