"""UTBMS activity codes (A101 to A111) by the verbs that were said."""

import re
from dataclasses import dataclass

from local.standins.openai.drafter.spans import Span

_COMMUNICATION = (
    r"(?:telephone\s+|phone\s+|conference\s+)?(?:call(?:ed|s)?|telephoned?|phoned?|e-?mail(?:ed|s|ing)?|letters?|"
    r"wrote|correspond(?:ed|ence|ing)?|spoke|met|meeting|confer(?:red|ence)?|discuss(?:ed|ion|ing)?)"
)
# The parties to a communication; nearest first, so no two of them compete.
_PARTIES = [
    ("A107", r"(?:opposing\s+|other\s+|outside\s+)*(?:counsel|lawyer|attorney|solicitor)"),
    ("A106", r"clients?"),
    ("A105", r"partner|associate|colleague|paralegal|student"),
    ("A108", r"court|registry|registrar|clerk|judge|expert|witness|insurer|adjuster|mediator"),
]
_TASKS = [
    ("A103", r"draft(?:ed|ing|s)?|revis(?:e|ed|es|ing|ion|ions)"),
    ("A104", r"review(?:ed|ing|s)?|analy[sz](?:e|ed|ing)|analysis"),
    ("A102", r"research(?:ed|ing)?"),
    ("A109", r"attend(?:ed|ing|ance)?|appear(?:ed|ing|ance)?"),
    ("A101", r"prepar(?:e|ed|ing|ation)|plan(?:ned|ning)"),
]
_WORDS_BETWEEN = r"(?:\s+[\w'\u2019-]+){0,4}?\s+"
_COMMUNICATION_ALONE = re.compile(rf"\b{_COMMUNICATION}\b", re.IGNORECASE)
_PARTY = "|".join(rf"(?P<{code}>{party})" for code, party in _PARTIES)
_COMMUNICATION_WITH = re.compile(rf"\b{_COMMUNICATION}\b{_WORDS_BETWEEN}(?:{_PARTY})\b", re.IGNORECASE)
_TASK = re.compile(rf"\b(?:{'|'.join(f'(?P<{code}>{verb})' for code, verb in _TASKS)})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity code and the words that call for it."""

    code: str
    span: Span


def find_activity(text: str) -> Activity | None:
    """Return the activity of the first verb; None when it is unknown, or with whom is."""
    task, communication = _TASK.search(text), _COMMUNICATION_ALONE.search(text)
    if task and not (communication and communication.start() < task.start()):
        return _activity(task)
    if communication:
        with_party = _COMMUNICATION_WITH.match(text, communication.start())
        return _activity(with_party) if with_party else None
    return None


def _activity(match: re.Match[str]) -> Activity:
    return Activity(str(match.lastgroup), Span.of(match))
