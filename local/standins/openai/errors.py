"""Errors in the shape Azure OpenAI answers them."""

from typing import Any

from local.standins.serving import Refusal

UNAUTHORIZED = (
    "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key "
    "for an active subscription and use a correct regional API endpoint for your resource."
)
NO_DEPLOYMENT = (
    "The API deployment for this resource does not exist. If you created the deployment within the last "
    "5 minutes, please wait a moment and try again."
)


class ApiError(Refusal):
    """A request that is answered with an error status and Azure's error body."""

    def __init__(self, http_status: int, message: str, **details: Any) -> None:
        headers: dict[str, str] = details.pop("headers", {})
        super().__init__(message, http_status, {"error": {"message": message, **details}}, headers)


def invalid_request(message: str, param: str, code: str | None = None) -> ApiError:
    """Return a 400 that names the parameter at fault."""
    details = {"code": code} if code else {}
    return ApiError(400, message, type="invalid_request_error", param=param, **details)


def unauthorized() -> ApiError:
    """Return the 401 of a request without credentials."""
    return ApiError(401, UNAUTHORIZED, code="401")


def not_found() -> ApiError:
    """Return the 404 of an unknown path or a missing api-version."""
    return ApiError(404, "Resource not found", code="404")


def deployment_not_found() -> ApiError:
    """Return the 404 of a deployment this resource does not have."""
    return ApiError(404, NO_DEPLOYMENT, code="DeploymentNotFound")
