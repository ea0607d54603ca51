"""The user message that CaseClock sends, read back: a transcript and what is known of its recording."""

import json
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from core.domain.matters import Matter
from core.domain.preferences import BillingRules, LawyerSettings, Preferences
from core.drafting.context import DraftContext
from core.drafting.rules.propose import propose
from core.drafting.schema import Proposal

NOTHING = Proposal(entries=())


def proposal_for(message: str) -> Proposal:
    """What the rules of the product propose; nothing for a message that is no dictation of CaseClock's."""
    try:
        given = json.loads(message)
        spoken = given["language"]
        matters = tuple(_matter(offered, spoken) for offered in given["matters"])
        context = DraftContext(given["recorded_on"], spoken, matters, _preferences(given))
        return propose(given["transcript"], context)
    except (ValueError, TypeError, LookupError, AttributeError, ValidationError):
        return NOTHING


def _preferences(given: dict[str, Any]) -> Preferences:
    return Preferences((LawyerSettings(rules=_rules(given.get("narratives", {}), given["language"])),))


def _rules(asked: dict[str, Any], spoken: str, task_set: str | None = None) -> BillingRules:
    """How narratives are asked for, as rules; in the language spoken, unless another is asked for."""
    language = asked.get("language")
    return BillingRules.model_validate(
        {
            "tense": asked.get("tense"),
            "narrative_limit": asked.get("most_characters"),
            "narrative_language": None if language == spoken else language,
            "task_set": task_set,
        }
    )


def _matter(offered: dict[str, Any], spoken: str) -> Matter:
    names = {name: value for name, value in offered.items() if name in Matter.model_fields}
    rules = _rules(offered.get("narratives", {}), spoken, offered.get("task_set"))
    return Matter.model_validate(names | {"rules": rules, "updated_at": datetime.fromtimestamp(0, UTC)})
