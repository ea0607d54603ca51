"""The user message that CaseClock sends, read back: a transcript and what is known of its recording."""

import json
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from core.domain.matters import Matter
from core.drafting.context import DraftContext
from core.drafting.rules.propose import propose
from core.drafting.schema import Proposal

NOTHING = Proposal(entries=())


def proposal_for(message: str) -> Proposal:
    """What the rules of the product propose; nothing for a message that is no dictation of CaseClock's."""
    try:
        given = json.loads(message)
        context = DraftContext(given["recorded_on"], given["language"], tuple(map(_matter, given["matters"])))
        return propose(given["transcript"], context)
    except (ValueError, TypeError, LookupError, AttributeError, ValidationError):
        return NOTHING


def _matter(offered: dict[str, Any]) -> Matter:
    return Matter.model_validate(offered | {"updated_at": datetime.fromtimestamp(0, UTC)})
