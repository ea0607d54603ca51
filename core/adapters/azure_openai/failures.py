"""What an error of Azure OpenAI means for a recording.

Whatever may mend itself, or an operator can mend (a revoked role, a deployment that is gone), is
passing: nothing is lost meanwhile. The service's words are looked at here and go no further.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from core.adapters.retry_after import retry_after
from core.domain.errors import FinalFailure, PassingFailure, PipelineFailure
from core.domain.reasons import Reason

_TOO_LONG = re.compile(
    r"context_length_exceeded|maximum context length|longer than|too long|content size limit", re.IGNORECASE
)
_AUDIO = re.compile(r"audio|file format|could not be decoded", re.IGNORECASE)


def failure_of(
    status: int, headers: Mapping[str, str], error: object, unavailable: Reason
) -> PipelineFailure:
    """The failure that an answer other than a success stands for; `error` is its decoded error object."""
    details = error if isinstance(error, Mapping) else {}
    if reason := _final_reason(status, details, unavailable):
        return FinalFailure(reason)
    return PassingFailure(unavailable, retry_after=retry_after(headers, datetime.now(UTC)))


def _final_reason(status: int, details: Mapping[str, Any], unavailable: Reason) -> Reason | None:
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return Reason.TOO_LONG
    if status not in (HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY):
        return None
    if _is_filtered(details):
        return Reason.BLOCKED
    said = f"{details.get('code')} {details.get('message')}"
    if _TOO_LONG.search(said):
        return Reason.TOO_LONG
    is_about_audio = details.get("param") == "file" or _AUDIO.search(said) is not None
    return Reason.UNREADABLE_AUDIO if unavailable is Reason.SPEECH_UNAVAILABLE and is_about_audio else None


def _is_filtered(details: Mapping[str, Any]) -> bool:
    # The service writes `innererror`, its specification says `inner_error`.
    inner = details.get("innererror") or details.get("inner_error")
    inner_code = inner.get("code") if isinstance(inner, Mapping) else None
    return details.get("code") == "content_filter" or inner_code == "ResponsibleAIPolicyViolation"
