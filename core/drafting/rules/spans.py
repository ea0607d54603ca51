"""Stretches of a transcript."""

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
