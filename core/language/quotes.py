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


class Spoken:
    """A transcript whose words are read once, to look up many quotes in it."""

    def __init__(self, transcript: str) -> None:
        self._words = list(_words(transcript))
        self._lines = _lines([word.text for word in self._words])

    def places(self, quote: str) -> Iterator[tuple[int, int]]:
        """The character spans in which a quote stands, in order; `locate` says what makes no difference."""
        wanted = spoken_words(quote)
        if not wanted:
            return
        line, first, passed = _lines(wanted), 0, 0
        while (found := self._lines.find(line, passed)) >= 0:
            first += self._lines.count(_BREAK, passed, found)
            yield self._words[first].start, self._words[first + len(wanted) - 1].end
            first, passed = first + 1, found + 1


def locate(quote: str, transcript: str) -> tuple[int, int] | None:
    """The character span of the transcript in which the quote first stands, or None when it does not.

    Case, white space, punctuation and the fillers um, uh, er and euh make no difference. Only whole words in
    unbroken order count: "art" is not in "part", and "3 hours" is not in "0.3 hours".
    """
    return next(Spoken(transcript).places(quote), None)


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
