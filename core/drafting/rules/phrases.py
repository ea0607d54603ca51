"""What the rules know of a language: how work, days, files and instructions are spoken of."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.domain.codes import ActivityCode


@dataclass(frozen=True, slots=True)
class Phrases:
    """One language, as patterns over a transcript.

    `task` and `communication_with` name their groups after activity codes. `links` may stand within
    a matter's name without naming it; `common` words stand in many names and in ordinary sentences.
    """

    task: re.Pattern[str]
    communication: re.Pattern[str]
    communication_with: re.Pattern[str]
    bookmark: re.Pattern[str]
    day: re.Pattern[str]
    days_ago: Mapping[str, int]
    filler: re.Pattern[str]
    edge: re.Pattern[str]
    lead_in: re.Pattern[str]
    article: re.Pattern[str]
    file_nouns: frozenset[str]
    number_nouns: frozenset[str]
    links: frozenset[str]
    common: frozenset[str]


def pattern(expression: str) -> re.Pattern[str]:
    """A pattern that makes no difference of case."""
    return re.compile(expression, re.IGNORECASE)


def named(alternatives: Iterable[tuple[ActivityCode, str]]) -> str:
    """Alternatives, each a group that is called after its activity code."""
    return "|".join(f"(?P<{code}>{expression})" for code, expression in alternatives)


def edges(connectives: str) -> re.Pattern[str]:
    """What is cut from either end of a stretch: marks, and connectives that begin it."""
    return pattern(rf"^(?:[\s.,;:\u2013-]|(?:{connectives})\b(?=[\s.,;:]|$))+|[\s.,;:\u2013-]+$")
