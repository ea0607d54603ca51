"""What operators see of committed work, in the log: where it stands, what drafts cost. Ids, codes, counts."""

import logging
from collections.abc import Mapping

from core.domain.entries import DraftedBy
from core.domain.making import Making
from core.domain.values import Value
from core.services.rows import DELIVERIES, JOBS, RECORDINGS

GONE = "gone"
NO_REASON = "-"

_STANDING = "standing=%s subject=%s state=%s reason=%s"
_COST = "cost subject=%s by=%s entries=%d read=%s written=%s price=%s currency=%s"
_UNKNOWN = "-"
_TOLD = frozenset({RECORDINGS.prefix, DELIVERIES.prefix, JOBS.prefix})

_log = logging.getLogger(__name__)


def tell_standings(values: Mapping[tuple[str, str], Value | None]) -> None:
    """A line for each recording, delivery and job by its kind and id, now that it stands so; None is gone."""
    for (kind, name), value in values.items():
        if kind in _TOLD:
            state, reason = getattr(value, "state", GONE), getattr(value, "reason", None)
            _log.info(_STANDING, kind, name, state, reason or NO_REASON)


def tell_cost(recording_id: str, by: DraftedBy, making: Making) -> None:
    """A line on what the drafts of a recording cost: tokens read and written, the price where it is known."""
    read, wrote = _or_unknown(making.prompt_tokens), _or_unknown(making.completion_tokens)
    price, currency = making.price or _UNKNOWN, making.currency or _UNKNOWN
    _log.info(_COST, recording_id, by, making.entries, read, wrote, price, currency)


def _or_unknown(count: int | None) -> str:
    return _UNKNOWN if count is None else str(count)
