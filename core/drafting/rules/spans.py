"""Stretches of a transcript."""

from collections.abc import Iterable
from dataclasses import dataclass
from re import Match
from typing import Self


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text, from `start` up to and without `end`."""

    start: int
    end: int

    @classmethod
    def of(cls, match: Match[str], group: int | str = 0) -> Self:
        """The stretch a regular expression, or one group of it, matched."""
        return cls(*match.span(group))

    def cut(self, text: str) -> str:
        """The words of this stretch."""
        return text[self.start : self.end]

    def holds(self, other: Self) -> bool:
        """Whether the other lies within this stretch."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Self) -> bool:
        """Whether the two share any character."""
        return self.start < other.end and other.start < self.end

    def upto(self, other: Self) -> Self:
        """The stretch from this one's start to the other's end."""
        return type(self)(self.start, other.end)

    def without(self, gaps: Iterable[Self]) -> list[Self]:
        """What is left of this stretch between the gaps, empty pieces too."""
        kept, start = [], self.start
        for gap in sorted(gaps):
            if gap.meets(self):
                kept.append(type(self)(start, max(start, gap.start)))
                start = max(start, gap.end)
        return [*kept, type(self)(start, max(start, self.end))]


def blanked(text: str, gaps: Iterable[Span]) -> str:
    """The text with blanks for the gaps; every other word stays where it was."""
    for gap in gaps:
        text = text[: gap.start] + " " * (gap.end - gap.start) + text[gap.end :]
    return text
