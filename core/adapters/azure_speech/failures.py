"""What an error of Azure AI Speech means for a recording.

Whatever may mend itself, or an operator can mend (a revoked role, a locale that is not served), is
passing: nothing is lost meanwhile. The service's words are looked at here and go no further.

The service answers an error object; the gateway before it wraps one in `error`. Both nest: `details`
holds more of them, and `innerError` says it more exactly.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from core.adapters.retry_after import retry_after
from core.domain.errors import FinalFailure, PassingFailure, PipelineFailure
from core.domain.reasons import Reason

_REFUSED = {
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
}
_REASONS = {
    "AudioLengthLimitExceeded": Reason.TOO_LONG,
    "EmptyAudioFile": Reason.EMPTY,
    "InvalidAudioFormat": Reason.UNREADABLE_AUDIO,
    "UnsupportedMediaType": Reason.UNREADABLE_AUDIO,
}
_STATUS_REASONS = {
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: Reason.TOO_LONG,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: Reason.UNREADABLE_AUDIO,
}
_AUDIO = re.compile(r"\baudio (?:data|file|format|stream)\b", re.IGNORECASE)
_DEEPEST = 4


class NoLanguage(FinalFailure):
    """None of the languages offered was heard."""

    def __init__(self) -> None:
        super().__init__(Reason.NO_SPEECH)


class TwoLanguages(PassingFailure):
    """More than one of the languages offered was heard."""

    def __init__(self) -> None:
        super().__init__(Reason.SPEECH_UNAVAILABLE)


_UNSETTLED: Mapping[str, type[NoLanguage | TwoLanguages]] = {
    "NoLanguageIdentified": NoLanguage,
    "MultipleLanguagesIdentified": TwoLanguages,
}


def failure_of(status: int, headers: Mapping[str, str], body: bytes) -> PipelineFailure:
    """The failure that an answer other than a success stands for."""
    errors = list(_all(_error(body))) if status in _REFUSED else []
    for each in errors:
        if unsettled := _UNSETTLED.get(str(each.get("code"))):
            return unsettled()
    if status in _REFUSED and (reason := _final_reason(status, errors)):
        return FinalFailure(reason)
    return PassingFailure(Reason.SPEECH_UNAVAILABLE, retry_after=retry_after(headers, datetime.now(UTC)))


def _final_reason(status: int, errors: Sequence[Mapping[str, Any]]) -> Reason | None:
    for each in errors:
        if reason := _REASONS.get(str(each.get("code"))):
            return reason
    if reason := _STATUS_REASONS.get(HTTPStatus(status)):
        return reason
    is_about_audio = any(
        each.get("target") == "audio" or _AUDIO.search(str(each.get("message"))) for each in errors
    )
    return Reason.UNREADABLE_AUDIO if is_about_audio else None


def _error(body: bytes) -> Mapping[str, Any]:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    wrapped = answer.get("error") if isinstance(answer, Mapping) else None
    found = wrapped or answer
    return found if isinstance(found, Mapping) else {}


def _all(error: Mapping[str, Any], depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """An error and all it holds, the most exact first."""
    details = error.get("details")
    more = details if isinstance(details, list) else []
    for each in (error.get("innerError"), error.get("innererror"), *more):
        if isinstance(each, Mapping) and depth < _DEEPEST:
            yield from _all(each, depth + 1)
    yield error
