"""Words, figures and signs of a dictated text, each with the span it came from.

A figure keeps the points, commas, colons and dashes inside it, so that the 3 of "0.3" or of "2-3" is never
taken for a number of its own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from unicodedata import normalize

FILLERS: Final = frozenset({"um", "uh", "er", "euh"})
HYPHENS: Final = frozenset("-\u2010\u2011")
APOSTROPHES: Final = frozenset("'\u2019")

_VULGAR = "½¼¾"
_MARKS = "\u0300-\u036f"
_TOKEN = re.compile(
    rf"""
      (?P<ordinal> [0-9]+ (?: st|nd|rd|th|er|[eè]re|[eè]me|e ) (?! [^\W_]|[{_MARKS}] ) )
    | (?P<figure> (?: (?<![\w.,]) \. )? \d+ (?: [.,:/\u2010\u2011\u2013-] \d+ )* [{_VULGAR}]? | [{_VULGAR}] )
    | (?P<word> (?: [^\W\d_{_VULGAR}] | [{_MARKS}] )+ )
    | (?P<sign> [\r\n\u2028\u2029]+ | \S )
    """,
    re.VERBOSE | re.IGNORECASE,
)


class Kind(StrEnum):
    """What a token is made of."""

    WORD = "word"
    FIGURE = "figure"
    SIGN = "sign"


class Join(StrEnum):
    """How a token hangs on the one before it."""

    APART = "apart"
    TOUCHING = "touching"
    HYPHEN = "hyphen"
    APOSTROPHE = "apostrophe"


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of text: its text, its span in the original, and how it hangs on the token before it.

    Words are case-folded. The hyphen or apostrophe between two tokens is no token but the second's `join`.
    """

    kind: Kind
    text: str
    start: int
    end: int
    join: Join


def fold(text: str) -> str:
    """The text without differences of case or of Unicode composition; accents stay."""
    return normalize("NFKC", normalize("NFKC", text).casefold())


def tokenize(text: str) -> Iterator[Token]:
    """The tokens of any text, in order."""
    end_of_word, join = -1, Join.APART
    for found in _TOKEN.finditer(text):
        start, end = found.span()
        touches = start == end_of_word
        kind = _kind(found)
        if kind is Kind.SIGN:
            linked = _link(text, start, end) if touches else None
            end_of_word, join = (end, linked) if linked else (-1, Join.APART)
            if linked is None:
                yield Token(kind, found.group(), start, end, Join.APART)
            continue
        hangs = (Join.TOUCHING if join is Join.APART else join) if touches else Join.APART
        text_of = str if kind is Kind.FIGURE else fold
        yield Token(kind, text_of(found.group()), start, end, hangs)
        end_of_word, join = end, Join.APART


def _kind(found: re.Match[str]) -> Kind:
    return Kind.WORD if found.lastgroup == "ordinal" else Kind(found.lastgroup or "")


def _link(text: str, start: int, end: int) -> Join | None:
    sign = text[start:end]
    if sign in APOSTROPHES:
        return Join.APOSTROPHE
    if sign in HYPHENS and text[end : end + 1].isalnum():
        return Join.HYPHEN
    return None
