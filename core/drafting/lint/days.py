"""What a line says beside the others of its day: too many hours, the same minutes, the same words."""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from core.domain.codes import Billing
from core.domain.findings import FindingCode
from core.domain.preferences import Rules
from core.drafting.lint.content import tells
from core.drafting.lint.line import Line
from core.drafting.lint.tasks import Reading

# Of all the words of two lines, how many both must have to be nearly the same.
_ALIKE: Final = (3, 4)
_ENDINGS: Final = re.compile(r"(?<=\w{3})(?:ments?|ings?|ed|es|s|e)$")


def day_minutes(line: Line, neighbours: Sequence[Line]) -> int:
    """The minutes of a line's day, its own with the others'."""
    return sum(one.minutes or 0 for one in (line, *neighbours))


def overlapping(line: Line, neighbours: Sequence[Line]) -> tuple[str, ...]:
    """The ids of the lines that have, or may have, some of a line's minutes too."""
    clock = line.clock
    if clock is None:
        return ()
    return tuple(one.id for one in neighbours if one.clock is not None and clock.may_overlap(one.clock))


def could_be_twice(line: Line, other: Line) -> bool:
    """Whether two lines of a day reach the client on the same matter."""
    on_one_matter = line.matter_id is not None and line.matter_id == other.matter_id
    return on_one_matter and other.billing is not Billing.NON_BILLABLE


def alike(one: Reading, other: Reading) -> bool:
    """Whether two lines say nearly the same: the same work, names and numbers, and most other words."""
    if one.vocabulary.code != other.vocabulary.code or _told_apart_by(one) != _told_apart_by(other):
        return False
    words, others = _words(one), _words(other)
    enough, of_all = _ALIKE
    return bool(words | others) and of_all * len(words & others) >= enough * len(words | others)


def date_trouble(line: Line, rules: Rules) -> FindingCode | None:
    """Whether the work lies in the future, or is older than the rules like; never without a date."""
    if line.work_date is None:
        return None
    if line.work_date > line.seen_on:
        return FindingCode.DATE_IN_FUTURE
    old = line.seen_on - line.work_date > timedelta(days=rules.old_days)
    return FindingCode.DATE_IS_OLD if old else None


def _told_apart_by(reading: Reading) -> tuple[list[str], frozenset[str]]:
    """The work, and every name and number: where one differs, two lines are two."""
    work = [one.head.name for task in reading.tasks for one in task.found]
    first = {task.start for task in reading.tasks}
    marks = frozenset(
        word.text
        for word in reading.tokens
        if any(char.isdecimal() for char in word.text) or (word.capital and word.start not in first)
    )
    return work, marks


def _words(reading: Reading) -> frozenset[str]:
    """The work, and the stems of all words that tell something."""
    named = [one for task in reading.tasks for one in task.found]
    places = {place for one in named for place in range(one.first, one.after)}
    others = (word for place, word in enumerate(reading.tokens) if place not in places)
    stems = {_ENDINGS.sub("", word.text) for word in others if tells(word, reading.vocabulary)}
    return frozenset(stems | {one.head.name for one in named})
