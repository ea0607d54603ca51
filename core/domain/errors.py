"""Every error CaseClock raises on purpose.

CaseClockError                 what a caller can be told, with a stable code
  InvalidInput                 the request cannot be read as what it should be
  Unauthenticated              no token, or one we do not accept
  NotFound                     no such thing among this lawyer's own
  NotPossible                  understood, but the state of the thing refuses it
    Incomplete                 an entry lacks what an approval needs
    KeyReused                  an idempotency key came with another request
    ReconnectNeeded            Clio does not know the lawyer's grant any more
    ClioRefused                Clio will not do it, and has not
  VersionMissing               the request must say which version it saw
  VersionConflict              somebody changed the thing in between
  Unavailable                  a service we stand on does not answer: try again
    ImportInterrupted          storage failed when an import was under way
    ClioPaused                 Clio asked us to wait, and has done nothing
      ClioUnreachable          nobody was reached, so nothing was done
    WrongJurisdiction          a service of this stack lies outside its jurisdiction: no work is done
  OtherJurisdiction            the lawyer's firm belongs to another stack, whose address is told

ClioUnauthorized               Clio does not take the access token: refresh it and ask again
PipelineFailure                a recording could not be turned into drafts
  PassingFailure               it may work later: the recording waits
  FinalFailure                 it will not work: the lawyer sees why
LostClaim                      another worker holds the recording now

Messages never carry narrative, transcript, names or tokens: ids only.
"""

import math
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from core.domain.making import Usage
from core.domain.reasons import Reason


class CaseClockError(Exception):
    """An error a caller is told of: `code` is stable, `extra` joins the problem document."""

    code = "error"

    def __init__(self, message: str, *, code: str | None = None, **extra: Any) -> None:
        super().__init__(message)
        self.code = code or type(self).code
        self.message = message
        self.extra = extra


class InvalidInput(CaseClockError):
    """The request cannot be read: `errors` says where and what to do."""

    code = "invalid_input"


class Unauthenticated(CaseClockError):
    """No access token, or one that is not for us."""

    code = "unauthenticated"


class NotFound(CaseClockError):
    """The lawyer has no such thing; another lawyer's things look just the same."""

    code = "not_found"


class NotPossible(CaseClockError):
    """The thing's state does not allow what was asked."""

    code = "not_possible"


class Incomplete(NotPossible):
    """An entry cannot be approved yet: `missing` names the fields."""

    code = "entry_incomplete"


class KeyReused(NotPossible):
    """The same idempotency key came with a different request."""

    code = "idempotency_key_reused"


class VersionMissing(CaseClockError):
    """A change must carry If-Match with the version the caller saw."""

    code = "version_missing"


class VersionConflict(CaseClockError):
    """The thing has changed since the caller read it: `current` is what it is now."""

    code = "version_conflict"


class Unavailable(CaseClockError):
    """A service CaseClock stands on did not answer; `retry_after` is in seconds."""

    code = "unavailable"

    def __init__(self, message: str, *, retry_after: int = 5) -> None:
        super().__init__(message, retry_after=retry_after)


class ImportInterrupted(Unavailable):
    """Storage failed when an import was under way: at least `done` of `total` matters are in."""

    code = "import_interrupted"

    def __init__(self, import_id: str, done: int, total: int) -> None:
        super().__init__(
            f"Storage did not answer. {done} of {total} matters are in, or a few more."
            " Send the same request again: it goes on from there."
        )
        self.extra |= {"import_id": import_id, "done": done, "total": total}


class WrongJurisdiction(Unavailable):
    """A service of this stack lies outside its jurisdiction; `reasons` are sentences that say which."""

    code = "wrong_jurisdiction"

    def __init__(self, reasons: Sequence[str], *, retry_after: int) -> None:
        said = " ".join(f"{reason[:1].upper()}{reason[1:]}" for reason in reasons)
        super().__init__(f"This stack does no work. {said}", retry_after=retry_after)


class OtherJurisdiction(CaseClockError):
    """The lawyer's firm is served by another stack: `address` is where."""

    code = "other_jurisdiction"

    def __init__(self, address: str) -> None:
        super().__init__(f"Your firm's data is kept elsewhere: go to {address}.", address=address)


class ReconnectNeeded(NotPossible):
    """Clio refused a code or a refresh token: the lawyer must connect again."""

    code = "clio_reconnect_needed"

    def __init__(self) -> None:
        super().__init__("Clio must be connected again.")


class ClioRefusal(StrEnum):
    """Why Clio will not do something.

    GONE is the entry when one is changed, and the matter when one is created. CHANGED: somebody
    changed the entry since we read it. VERSION: Clio has retired the version of its API we speak.
    """

    MATTER_CLOSED = "matter_closed"
    BILLED = "billed"
    CHANGED = "changed"
    GONE = "gone"
    FORBIDDEN = "forbidden"
    INVALID = "invalid"
    VERSION = "version"


class ClioRefused(NotPossible):
    """Clio answered that it will not do it; nothing was changed there."""

    code = "clio_refused"

    def __init__(self, status: int, kind: ClioRefusal) -> None:
        super().__init__(f"Clio refused: {status} {kind}.", kind=kind.value)
        self.status = status
        self.kind = kind


class ClioPaused(Unavailable):
    """Clio did nothing and is best left alone for `retry_after` seconds; asking again is safe."""

    code = "clio_paused"

    def __init__(self, retry_after: float) -> None:
        super().__init__("Clio is not to be asked just now.", retry_after=math.ceil(retry_after))
        self.retry_after = retry_after


class ClioUnreachable(ClioPaused):
    """The connection to Clio could not be made: what was to be sent never went out."""

    code = "clio_unreachable"


class ClioUnauthorized(Exception):
    """Clio did not take an access token, and did nothing: a refreshed one may do."""


class PipelineFailure(Exception):
    """A recording could not be turned into drafts, for a reason the lawyer is shown.

    `usage` is what an answer without use was billed for, where it is known.
    """

    def __init__(self, reason: Reason, *, usage: Usage | None = None) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.usage = usage


class PassingFailure(PipelineFailure):
    """It may work later; `retry_after` (seconds) is what the service asked for, if it did."""

    def __init__(self, reason: Reason, *, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class FinalFailure(PipelineFailure):
    """It will not work however often it is tried."""


class LostClaim(Exception):
    """Another worker has taken the recording over, or it was deleted meanwhile."""
