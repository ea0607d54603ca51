"""Errors in the shape Azure Key Vault answers them."""

from collections.abc import Mapping
from typing import Any

from local.standins.serving import Refusal

RESOURCE = "https://vault.azure.net"


class VaultError(Refusal):
    """A request that is answered with an error status and Key Vault's error body."""

    def __init__(
        self,
        http_status: int,
        code: str,
        message: str,
        inner: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        error: dict[str, Any] = {"code": code, "message": message}
        if inner:
            error["innererror"] = {"code": inner}
        super().__init__(message, http_status, {"error": error}, headers or {})


def unauthorized(tenant: str, why: str) -> VaultError:
    """Return the 401 that challenges the caller to bring a token of this tenant for the vault."""
    challenge = f'Bearer authorization="https://login.microsoftonline.com/{tenant}", resource="{RESOURCE}"'
    return VaultError(401, "Unauthorized", why, headers={"WWW-Authenticate": challenge})


def bad_parameter(message: str) -> VaultError:
    """Return the 400 of a name, value or version that cannot be."""
    return VaultError(400, "BadParameter", message)


def not_found(name: str) -> VaultError:
    """Return the 404 of a secret that is not there."""
    message = f"A secret with (name/id) {name} was not found in this key vault."
    return VaultError(404, "SecretNotFound", message)


def disabled() -> VaultError:
    """Return the 403 of a version that is switched off."""
    return VaultError(
        403, "Forbidden", "Operation get is not allowed on a disabled secret.", "SecretDisabled"
    )


def deleted(name: str, *, still_deleting: bool) -> VaultError:
    """Return the 409 of a name that a deleted secret still has."""
    if still_deleting:
        return VaultError(409, "Conflict", f"Secret {name} is being deleted.", "ObjectIsBeingDeleted")
    message = f"Secret {name} is currently in a deleted but recoverable state; its name cannot be reused."
    return VaultError(409, "Conflict", message, "ObjectIsDeletedButRecoverable")


def purge_protected() -> VaultError:
    """Return the 403 of a purge where the vault keeps what was deleted."""
    message = 'Operation "purge" is not allowed because purge protection is enabled for this vault.'
    return VaultError(403, "Forbidden", message, "ForbiddenByPolicy")


def throttled(seconds: int) -> VaultError:
    """Return a 429 that says when to come back."""
    message = "Request was not processed because too many requests were received."
    return VaultError(429, "Throttled", message, headers={"Retry-After": str(seconds)})
