"""Times said for single tasks of a line: in brackets behind them, or in the words its hours came from."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from core.drafting.lint.tasks import Task
from core.language.durations import SpokenDuration, find_durations
from core.language.quotes import spoken_words

_BRACKETS: Final = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_LEAST_WORD = 4


def bracketed_times(text: str, language: str) -> dict[tuple[int, int], int]:
    """The brackets that hold a time and nothing else, with its minutes."""
    found = {}
    for bracket in _BRACKETS.finditer(text):
        inner = bracket[1] or bracket[2] or ""
        said = find_durations(inner, language)
        if len(said) == 1 and not re.search(r"\w", inner[: said[0].start] + inner[said[0].end :]):
            found[bracket.span()] = said[0].minutes
    return found


@dataclass(frozen=True, slots=True)
class SaidTimes:
    """The times in brackets of a line, by their span, and the words in the recording that gave its hours."""

    language: str
    bracketed: dict[tuple[int, int], int]
    hours_said: str = ""

    def of_tasks(self, tasks: Sequence[Task], texts: Sequence[str]) -> list[int | None]:
        """The minutes said for each task, None for those without: nothing is divided or guessed."""
        if self.bracketed:
            return [self._bracketed(place, tasks) for place in range(len(tasks))]
        return list(self._matched(texts))

    def _bracketed(self, place: int, tasks: Sequence[Task]) -> int | None:
        start = tasks[place].start
        end = tasks[place + 1].start if place + 1 < len(tasks) else None
        inside = [
            minutes
            for (first, _), minutes in self.bracketed.items()
            if start <= first and (end is None or first < end)
        ]
        return inside[0] if len(inside) == 1 else None

    def _matched(self, texts: Sequence[str]) -> Iterator[int | None]:
        """Times of a sum ("point two on the call, point four on the memo") by what they were said for."""
        said = list(self._said_for())
        claims = [[minutes for minutes, words in said if words & _telling(text)] for text in texts]
        claimed = [sum(bool(words & _telling(text)) for text in texts) for _, words in said]
        sure = len(said) == len(texts) and all(count == 1 for count in claimed)
        for claim in claims:
            yield claim[0] if sure and len(claim) == 1 else None

    def _said_for(self) -> Iterator[tuple[int, frozenset[str]]]:
        spoken: tuple[SpokenDuration, ...] = find_durations(self.hours_said, self.language)
        for place, duration in enumerate(spoken):
            end = spoken[place + 1].start if place + 1 < len(spoken) else len(self.hours_said)
            yield duration.minutes, _telling(self.hours_said[duration.end : end])


def _telling(text: str) -> frozenset[str]:
    return frozenset(word for word in spoken_words(text) if len(word) >= _LEAST_WORD)
