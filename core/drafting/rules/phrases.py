"""What the rules know of a language: how work, days, files and instructions are spoken of."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from core.domain.codes import ActivityCode


@dataclass(frozen=True, slots=True)
class Phrases:
    """One language, as patterns over a transcript.

    `task` and `communication_with` name their groups after activity codes; `work` is any other sign of work,
    and `goes_on` begins a sentence that tells more of the task before it.

    Around what is taken out of a narrative stand `time_lead_in`, `time_lead_out`, `day_lead_in` and
    `matter_lead_in`; `edge` is cut from either end of what is left, `speaker` from where a sentence begins,
    and `filler` says nothing anywhere.

    Without telling of work, `heading` introduces a matter or a day, `everything` speaks of all tasks,
    `same_matter` of the one before, and `talk` is a sentence to leave out. `correction` takes back what was
    said before it, `plus` adds the time behind it to the one before,
    and `misheard_time` is a clause that was meant to be a time and cannot be read: "Point for.".

    `file_nouns` stand beside a matter's name; `no_names` may stand there too without naming one, and
    `ordinary` are names that are as often common words. `roles` come before a person who is no client.
    """

    task: re.Pattern[str]
    communication: re.Pattern[str]
    communication_with: re.Pattern[str]
    work: re.Pattern[str]
    goes_on: re.Pattern[str]
    bookmark: re.Pattern[str]
    talk: re.Pattern[str]
    speaker: re.Pattern[str]
    filler: re.Pattern[str]
    heading: re.Pattern[str]
    everything: re.Pattern[str]
    same_matter: re.Pattern[str]
    correction: re.Pattern[str]
    plus: re.Pattern[str]
    misheard_time: re.Pattern[str]
    edge: re.Pattern[str]
    time_lead_in: re.Pattern[str]
    time_lead_out: re.Pattern[str]
    day_lead_in: re.Pattern[str]
    matter_lead_in: re.Pattern[str]
    article: re.Pattern[str]
    file_nouns: frozenset[str]
    number_nouns: frozenset[str]
    no_names: frozenset[str]
    ordinary: frozenset[str]
    roles: frozenset[str]


def pattern(expression: str) -> re.Pattern[str]:
    """A pattern that makes no difference of case."""
    return re.compile(expression, re.IGNORECASE)


def words(expression: str) -> re.Pattern[str]:
    """A pattern of whole words."""
    return pattern(rf"(?<![\w'\u2019-])(?:{expression})(?![\w\u2019-])")


def named(alternatives: Iterable[tuple[ActivityCode, str]]) -> str:
    """Alternatives, each a group that is called after its activity code."""
    return "|".join(f"(?P<{code}>{expression})" for code, expression in alternatives)


def edges(begins: str, ends: str) -> re.Pattern[str]:
    """What is cut from either end of a stretch: marks, and words that are left dangling there."""
    marks = r"[\s.,;:\u2013\u2014()-]"
    return pattern(rf"^(?:{marks}|(?:{begins})(?=[\s.,;:]|$))+|(?:{marks}|(?<![\w'\u2019-])(?:{ends})$)+$")
