"""UTBMS activity codes (A101 to A109) by the verbs that were said."""

import re
from dataclasses import dataclass

from core.domain.codes import ActivityCode
from core.drafting.rules.phrases import Phrases
from core.drafting.rules.spans import Span


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity code and the words that call for it."""

    code: ActivityCode
    span: Span


def find_activity(text: str, phrases: Phrases) -> Activity | None:
    """The activity of the first verb; None when it is unknown, or with whom is."""
    task, communication = phrases.task.search(text), phrases.communication.search(text)
    if task and not (communication and communication.start() < task.start()):
        return _activity(task)
    if communication:
        with_party = phrases.communication_with.match(text, communication.start())
        return _activity(with_party) if with_party else None
    return None


def _activity(match: re.Match[str]) -> Activity:
    return Activity(ActivityCode(match.lastgroup or ""), Span.of(match))
