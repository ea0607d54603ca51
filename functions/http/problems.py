"""Errors as problem documents (RFC 9457) with a stable `code`."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from core.domain.entries import TimeEntry
from core.domain.errors import (
    CaseClockError,
    InvalidInput,
    NotFound,
    NotPossible,
    OtherJurisdiction,
    Unauthenticated,
    Unavailable,
    VersionConflict,
    VersionMissing,
    WrongJurisdiction,
)
from core.domain.findings import Part
from core.domain.hours import hours_text
from core.domain.matters import Matter
from core.services.preferences import Settled
from functions.contracts.entries import EntryView
from functions.contracts.others import MatterView
from functions.contracts.settings import SettingsView

PROBLEM_TYPE = "application/problem+json"

TOKEN_CODES = (
    "firm_unknown",
    "token_algorithm",
    "token_audience",
    "token_expired",
    "token_identity",
    "token_issuer",
    "token_key",
    "token_malformed",
    "token_missing",
    "token_not_yet_valid",
    "token_scope",
    "token_signature",
    "token_too_large",
    "token_version",
)

STATUS: dict[type[CaseClockError], tuple[int, str]] = {
    InvalidInput: (400, "The request cannot be read"),
    Unauthenticated: (401, "A valid access token is needed"),
    NotFound: (404, "Not found"),
    NotPossible: (409, "Not possible as things stand"),
    VersionConflict: (412, "It has changed since you read it"),
    OtherJurisdiction: (421, "Your firm's data is kept elsewhere"),
    VersionMissing: (428, "Say which version you saw"),
    Unavailable: (503, "Not available just now"),
    WrongJurisdiction: (503, "This stack lies outside its jurisdiction"),
}


class Problem(BaseModel):
    """What went wrong, where, and what to do; `code` is stable, the rest is for people."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(description="A URN made of the code.")
    title: str
    status: int
    detail: str
    code: str


def problem_of(error: CaseClockError) -> Problem:
    """The problem document of an error."""
    status, title = next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
    extra = {name: _wire(value) for name, value in error.extra.items()}
    return problem(status, title, error.message, error.code, **extra)


def problem(status: int, title: str, detail: str, code: str, **extra: Any) -> Problem:
    """A problem document; its type is a URN, so nothing needs to be hosted for it."""
    return Problem(
        type=f"urn:caseclock:problem:{code}", title=title, status=status, detail=detail, code=code, **extra
    )


def _wire(value: object) -> object:
    match value:
        case TimeEntry():
            return EntryView.of(value).model_dump(mode="json")
        case Matter():
            return MatterView.of(value).model_dump(mode="json")
        case Settled():
            return SettingsView.of(value).model_dump(mode="json")
        case Part():
            hours = None if value.minutes is None else hours_text(value.minutes)
            return {"narrative": value.narrative, "hours": hours, "activity_code": value.activity_code}
        case tuple():
            return [_wire(item) for item in value]
    return value
