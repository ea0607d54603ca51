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
        """Return the stretch a regular expression, or one group of it, matched."""
        return cls(*match.span(group))

    def cut(self, text: str) -> str:
        """Return the words of this stretch."""
        return text[self.start : self.end]

    def overlaps(self, others: Iterable[Self]) -> bool:
        """Return whether any of the others shares a character with this stretch."""
        return any(self.start < other.end and other.start < self.end for other in others)

    def holds(self, other: Self) -> bool:
        """Return whether the other lies within this stretch."""
        return self.start <= other.start and other.end <= self.end
