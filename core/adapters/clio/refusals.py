"""What an answer of Clio's other than a success means.

Only statuses are looked at: Clio documents no words for its errors, and they could quote what was sent.
A 404 counts if it is Clio's own, though: any proxy has pages that are not found, and what is gone in Clio
is a thing to tell a lawyer.
"""

import json
from datetime import datetime

from core.adapters.clio.messages import Answer
from core.adapters.clio.pace import wait
from core.domain.errors import ClioPaused, ClioRefusal, ClioRefused, ClioUnauthorized

# How long to leave Clio alone where nobody is reached, in seconds.
OUT_OF_REACH = 30.0

_KINDS = {
    400: ClioRefusal.INVALID,
    403: ClioRefusal.FORBIDDEN,
    404: ClioRefusal.GONE,
    410: ClioRefusal.VERSION,
    412: ClioRefusal.CHANGED,
    413: ClioRefusal.INVALID,
    422: ClioRefusal.INVALID,
}


def refusal(answer: Answer, now: datetime) -> ClioRefused | ClioPaused | ClioUnauthorized | None:
    """What an answer that refuses stands for; None where it is unclear whether something was done."""
    if answer.status == 401:  # noqa: PLR2004 - no token, or one that is not good any more
        return ClioUnauthorized()
    if answer.status == 429:  # noqa: PLR2004 - over the rate limit
        return ClioPaused(wait(answer.headers, now))
    kind = _KINDS.get(answer.status)
    if kind is None or (kind is ClioRefusal.GONE and not _is_error(answer.body)):
        return None
    return ClioRefused(answer.status, kind)


def _is_error(body: bytes) -> bool:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return False
    return isinstance(said, dict) and isinstance(said.get("error"), dict)
