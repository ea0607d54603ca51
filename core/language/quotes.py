"""Where a verbatim quote stands in a transcript."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.language.tokens import FILLERS, Join, Kind, Token, tokenize

_BREAK = "\n"


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int


def spoken_words(text: str) -> tuple[str, ...]:
    """The words that count when quotes are compared: case-folded, without punctuation and fillers."""
    return tuple(word.text for word in _words(text))


def locate(quote: str, transcript: str) -> tuple[int, int] | None:
    """The character span of the transcript in which the quote first stands, or None when it does not.

    Case, white space, punctuation and the fillers um, uh, er and euh make no difference. Only whole words in
    unbroken order count: "art" is not in "part", and "3 hours" is not in "0.3 hours".
    """
    wanted = spoken_words(quote)
    words = list(_words(transcript))
    first = _index(wanted, [word.text for word in words]) if wanted else None
    return None if first is None else (words[first].start, words[first + len(wanted) - 1].end)


def _index(wanted: tuple[str, ...], words: list[str]) -> int | None:
    haystack = _lines(words)
    found = haystack.find(_lines(wanted))
    return None if found < 0 else haystack.count(_BREAK, 0, found)


def _lines(words: tuple[str, ...] | list[str]) -> str:
    return _BREAK + "".join(word + _BREAK for word in words)


def _words(text: str) -> Iterator[_Word]:
    run: list[Token] = []
    for token in tokenize(text):
        if run and token.join is not Join.TOUCHING:
            yield from _word(run)
            run = []
        if token.kind is not Kind.SIGN:
            run.append(token)
    if run:
        yield from _word(run)


def _word(run: list[Token]) -> Iterator[_Word]:
    """One word of tokens that touch, such as "1h12"; none when it is a filler."""
    text = "".join(token.text for token in run)
    if text not in FILLERS:
        yield _Word(text, run[0].start, run[-1].end)
