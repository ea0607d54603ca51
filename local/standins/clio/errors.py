"""Errors in the shapes in which Clio answers them."""

import math
from collections.abc import Mapping
from typing import Any

from local.standins.serving import Refusal

_INVALID_TOKEN = "The access token provided is expired, revoked, malformed or invalid for other reasons."  # noqa: S105


class ClioError(Refusal):
    """A request that is answered with an error status and Clio's error envelope."""

    def __init__(
        self, http_status: int, type_: str, message: str, headers: Mapping[str, str] | None = None
    ) -> None:
        body = {"error": {"type": type_, "message": message}}
        super().__init__(message, http_status, body, headers or {})


class OAuthError(Refusal):
    """An error of the authorization server, where `error` is a word and not an object."""

    def __init__(
        self, http_status: int, error: str, description: str, headers: Mapping[str, str] | None = None
    ) -> None:
        body: dict[str, Any] = {"error": error, "error_description": description}
        super().__init__(description, http_status, body, headers or {})


def not_authorized() -> ClioError:
    """Return the 401 of a request that brings no token, or none that looks like one."""
    return ClioError(401, "UnauthorizedError", "User is not authorized")


def invalid_token() -> OAuthError:
    """Return the 401 of a token that is expired, revoked or not one of ours."""
    challenge = f'Bearer realm="Doorkeeper", error="invalid_token", error_description="{_INVALID_TOKEN}"'
    return OAuthError(401, "invalid_token", _INVALID_TOKEN, {"WWW-Authenticate": challenge})


def forbidden() -> ClioError:
    """Return the 403 of something that the user or the app may not do."""
    return ClioError(403, "ForbiddenError", "User is forbidden from taking that action")


def not_found(what: str = "record") -> ClioError:
    """Return a 404; its words are a guess."""
    return ClioError(404, "NotFoundError", f"The requested {what} could not be found")


def gone(version: str) -> ClioError:
    """Return the 410 of a version that is not one, or not served any more; its words are a guess."""
    return ClioError(410, "GoneError", f"API version {version[:20]} is not supported")


def precondition_failed() -> ClioError:
    """Return the 412 of an If-Match that names another etag; its words are a guess."""
    return ClioError(412, "PreconditionFailedError", "The resource has been changed")


def unprocessable(message: str) -> ClioError:
    """Return the 422 of values that cannot be; its words are a guess."""
    return ClioError(422, "ArgumentError", message)


def bad_argument(message: str, status: int = 400) -> ClioError:
    """Return the error of a filter or a body that cannot be read."""
    return ClioError(status, "ArgumentError", f"An invalid argument was supplied: {message}")


def invalid_field(name: str) -> ClioError:
    """Return the 400 of a field that this resource does not have."""
    return ClioError(400, "InvalidFields", f"{name[:60]} is not a valid field")


def rate_limited(seconds: float) -> ClioError:
    """Return a 429 that says when to come back; its words are a guess."""
    retry_after = {"Retry-After": str(max(math.ceil(seconds), 0))}
    return ClioError(429, "RateLimitedError", "Rate limit exceeded", retry_after)


def invalid_grant() -> OAuthError:
    """Return the 400 of a code or refresh token that is not good, or not good any more."""
    description = (
        "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI "
        "used in the authorization request, or was issued to another client."
    )
    return OAuthError(400, "invalid_grant", description)


def invalid_client() -> OAuthError:
    """Return the 401 of an app that is not registered, or does not know its secret."""
    return OAuthError(401, "invalid_client", "Client authentication failed.")
