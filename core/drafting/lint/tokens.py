"""The words of a time line, each with what stands before it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from core.drafting.lint.vocabulary import Vocabulary
from core.language.tokens import fold
from core.language.vocabulary import plain

_WORD: Final = re.compile(
    r"""
      as\s+well\s+as | followed\s+by | ainsi\s+que | suivi\s+(?:de|d)\b
    | (?: [ldjnsmtc] | qu ) ['\u2019] (?=\w)
    | [^\W_]+ (?: ['\u2019.\u2010\u2011-] (?=[^\W_]) [^\W_]+ )*
    | &
    """,
    re.VERBOSE | re.IGNORECASE,
)
_OWNERS_S: Final = re.compile(r"['\u2019]s$")


class Break(StrEnum):
    """What parts a word from the one before it."""

    NONE = "none"
    COLON = "colon"
    COMMA = "comma"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Token:
    """A word, folded and without accents, its span, what parts it from the word before, and its case."""

    text: str
    start: int
    end: int
    before: Break
    capital: bool


def tokens(text: str, vocabulary: Vocabulary, hidden: Sequence[tuple[int, int]] = ()) -> tuple[Token, ...]:
    """The words in order, but for those in the hidden stretches."""
    made: list[Token] = []
    for found in _WORD.finditer(text):
        start, end = found.span()
        if any(first <= start < last for first, last in hidden):
            continue
        before = _break(text, made[-1], start, vocabulary) if made else Break.STOP
        made.append(Token(_plain(found.group()), start, end, before, found.group()[0].isupper()))
    return tuple(made)


def _plain(word: str) -> str:
    return " ".join(plain(fold(_OWNERS_S.sub("", word))).rstrip("'\u2019").split())


def _break(text: str, last: Token, start: int, vocabulary: Vocabulary) -> Break:
    gap = text[last.end : start]
    if any(mark in gap for mark in ";\n\r!?\u2022"):
        return Break.STOP
    if "." in gap and _ends_sentence(gap, text[start], last, vocabulary):
        return Break.STOP
    if any(mark in gap for mark in ",\u2013\u2014") or " - " in gap or " / " in gap:
        return Break.COMMA
    return Break.COLON if ":" in gap else Break.NONE


def _ends_sentence(gap: str, following: str, last: Token, vocabulary: Vocabulary) -> bool:
    """A point ends a sentence, but for that of an abbreviation or an initial."""
    initial = last.end - last.start == 1
    return gap != "." and not following.islower() and not initial and not vocabulary.has("no_stop", last.text)
