"""What the storage SDKs raise, in CaseClock's words.

No SDK message is passed on: it can quote what was sent. The log gets the status and the error code.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING

from core.domain.errors import Unavailable
from core.ports import RowConflict, UnknownOutcome

if TYPE_CHECKING:
    from azure.core.exceptions import AzureError

_log = logging.getLogger(__name__)

_RETRY_AFTER = 5
_MALFORMED = {HTTPStatus.BAD_REQUEST, HTTPStatus.REQUEST_ENTITY_TOO_LARGE}
_CONFLICTS = {HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT, HTTPStatus.PRECONDITION_FAILED}
_TURNED_AWAY = {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}


@contextmanager
def reaching(service: str) -> Iterator[None]:
    """Raise Unavailable for a service that does not do what it should, ValueError for a bad request."""
    from azure.core.exceptions import AzureError  # noqa: PLC0415 - keeps cold starts short

    try:
        yield
    except AzureError as error:
        raise _translated(error, service) from None


@contextmanager
def committing() -> Iterator[None]:
    """Raise what became of a transaction: RowConflict, UnknownOutcome, Unavailable or ValueError."""
    from azure.core.exceptions import AzureError  # noqa: PLC0415 - keeps cold starts short

    try:
        yield
    except AzureError as error:
        raise _outcome(error) from None


def code(error: Exception) -> str:
    """The service's name for what went wrong, or the error's own when no answer came."""
    name = getattr(error, "error_code", None)
    return str(getattr(name, "value", name) or type(error).__name__)


def _status(error: "AzureError") -> int | None:
    return getattr(error, "status_code", None)


def _outcome(error: "AzureError") -> Exception:
    answer = _status(error)
    # A table that is missing is no row conflict, though it answers with the same status.
    if answer in _CONFLICTS and not code(error).startswith("Table"):
        return RowConflict()
    if _may_be_written(error, answer):
        _log.warning("table storage: outcome of a transaction unknown: %s %s", answer, code(error))
        return UnknownOutcome()
    return _translated(error, "table")


def _may_be_written(error: "AzureError", answer: int | None) -> bool:
    """Whether the transaction may be there although nobody said so.

    A 500 or 504 can be a time-out between front end and store, which says nothing of the outcome:
    learn.microsoft.com/rest/api/storageservices/setting-timeouts-for-table-service-operations.
    """
    if answer is None:
        return not _never_sent(error)
    return answer == HTTPStatus.REQUEST_TIMEOUT or (
        answer >= HTTPStatus.INTERNAL_SERVER_ERROR and answer not in _TURNED_AWAY
    )


def _never_sent(error: "AzureError") -> bool:
    """Whether we know that no byte of the request went out.

    The SDK's ServiceRequestError does not tell: it also stands for a connection cut after sending.
    """
    import aiohttp  # noqa: PLC0415 - keeps cold starts short
    from azure.core import exceptions  # noqa: PLC0415 - keeps cold starts short

    unsent = exceptions.ServiceRequestTimeoutError, exceptions.ClientAuthenticationError
    return isinstance(error, unsent) or isinstance(error.inner_exception, aiohttp.ClientConnectorError)


def _translated(error: "AzureError", service: str) -> Exception:
    answer = _status(error)
    if answer in _MALFORMED:
        return ValueError(f"The {service} service refused a request: {answer} {code(error)}.")
    _log.warning("%s storage: %s %s", service, answer, code(error))
    return Unavailable("Storage did not answer. Try again.", retry_after=_asked_wait(error))


def _asked_wait(error: "AzureError") -> int:
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    asked = headers.get("Retry-After", "")
    return int(asked) if asked.isdecimal() else _RETRY_AFTER
