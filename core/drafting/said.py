"""Names, numbers and amounts of a narrative that were not said."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from core.drafting.amounts import Amount, amounts, is_whole, unsaid_amounts
from core.drafting.common_words import bare, is_common
from core.language import english, french
from core.language.quotes import spoken_words
from core.language.tokens import Join, Kind, Token, fold, tokenize
from core.language.vocabulary import plain

_SENTENCE_ENDS = frozenset(".!?;:\n\u2013\u2014")
# Short forms of legal style, which stand for words that nobody speaks in capitals.
_STYLE_WORDS = frozenset({"i", "re"})
_FIGURES = re.compile(r"\d+")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_DECIMAL = re.compile(r"(\d{1,2})[.,](\d{1,2})", re.ASCII)
_NO_CENTS = re.compile(r"[.]0+$")


def _spellings() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for words in (english.number_words(), french.number_words()):
        for phrase, value in words:
            found[str(value)] = (*found.get(str(value), ()), phrase)
    return found


_SPELLINGS: Final = _spellings()
_LARGE = frozenset({"hundred", "thousand", "million", "millions", "billion", "cent", "mille", "milliard"})
# "One" and "un" are as often articles as numbers.
_VALUES: Final = {
    phrase: value for value, phrases in _SPELLINGS.items() if value != "1" for phrase in phrases
}


class Said:
    """A transcript as narratives are held against it; what it says is read once."""

    def __init__(self, transcript: str) -> None:
        self._transcript = transcript

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word, folded and without accents, and those that were spelled letter by letter."""
        said = {plain(token.text) for token in tokenize(self._transcript)}
        return frozenset(said) | frozenset(_spelled_out(self._transcript))

    @cached_property
    def bare_words(self) -> frozenset[str]:
        """The words without their endings."""
        return frozenset(map(bare, self.words))

    @cached_property
    def figures(self) -> frozenset[str]:
        """Every figure, as figures compare."""
        return frozenset(_number(token.text) for token in tokenize(self._transcript) if _has_figures(token))

    @cached_property
    def spoken(self) -> str:
        """The words that count in quotes, between single spaces."""
        return f" {plain(' '.join(spoken_words(self._transcript)))} "

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """Every number as a whole."""
        return tuple(amounts(self._transcript))


def unsaid_numbers(narrative: str, said: Said) -> tuple[str, ...]:
    """The numbers in a narrative, in figures or in words, that the transcript has in neither form."""
    numbers = tuple(amounts(narrative))
    whole = [amount for amount in numbers if is_whole(amount)]
    single = (
        (token.start, token.end)
        for token in tokenize(narrative)
        if not any(amount.start <= token.start < amount.end for amount in whole)
        and (
            (_has_figures(token) and not _is_said(_number(token.text), said))
            or (_is_number_word(token) and not _is_word_said(plain(token.text), said))
        )
    )
    unsaid = unsaid_amounts(whole, said.amounts) if whole else ()
    spans = [*single, *((amount.start, amount.end) for amount in unsaid)]
    return tuple(dict.fromkeys(narrative[start:end] for start, end in sorted(spans)))


def unsaid_names(narrative: str, said: Said, known: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The words in a narrative that are names, as far as one can tell, and were not said.

    Names are the words with a capital, where a sentence begins those alone that no narrative commonly begins
    with; and, however they are written, the words of `known`, which are folded and without accents.
    """
    unsaid = (
        narrative[token.start : token.end]
        for token, begins in _words(narrative)
        if _is_name(narrative, token, begins=begins, known=known)
        and plain(token.text) not in said.words
        and not (begins and bare(token.text) in said.bare_words)
    )
    return tuple(dict.fromkeys(unsaid))


def _is_name(narrative: str, token: Token, *, begins: bool, known: frozenset[str]) -> bool:
    word = plain(token.text)
    if word in known:
        return True
    if not narrative[token.start].isupper() or token.text in _STYLE_WORDS:
        return False
    return not (begins and is_common(token.text))


def _has_figures(token: Token) -> bool:
    return token.kind is not Kind.SIGN and _FIGURES.search(token.text) is not None


def _is_number_word(token: Token) -> bool:
    return token.kind is Kind.WORD and (plain(token.text) in _VALUES or plain(token.text) in _LARGE)


def _number(text: str) -> str:
    """A figure as it compares: 5,000.00 is 5000, and 3rd is 3."""
    bare = _NO_CENTS.sub("", _THOUSANDS.sub("", text))
    ordinal = _FIGURES.match(bare)
    return ordinal[0] if ordinal and bare[ordinal.end() :].isalpha() else bare


def _is_said(number: str, said: Said) -> bool:
    return number in said.figures or any(f" {form} " in said.spoken for form in _spoken_forms(number))


def _is_word_said(word: str, said: Said) -> bool:
    return f" {word} " in said.spoken or _VALUES.get(word) in said.figures


def _spoken_forms(number: str) -> Iterator[str]:
    yield from _SPELLINGS.get(number, ())
    if found := _DECIMAL.fullmatch(number):
        for whole in (*_SPELLINGS.get(found[1], ()), found[1]):
            for part in _spoken_digits(found[2]):
                yield f"{whole} point {part}"
                yield f"{whole} virgule {part}"


def _spoken_digits(digits: str) -> Iterator[str]:
    yield digits
    yield from _SPELLINGS.get(digits, ())
    yield " ".join(_SPELLINGS[digit][0] for digit in digits)


def _words(text: str) -> Iterator[tuple[Token, bool]]:
    """The words of a text, each with whether it begins a sentence."""
    begins = True
    for token in tokenize(text):
        if token.kind is Kind.SIGN:
            begins = begins or not _SENTENCE_ENDS.isdisjoint(token.text)
            continue
        if token.kind is Kind.WORD:
            yield token, begins
        begins = False


def _spelled_out(transcript: str) -> Iterator[str]:
    """The words that runs of single letters spell, so that "N D A" says NDA."""
    run = ""
    for token in tokenize(transcript):
        if token.kind is Kind.WORD and len(token.text) == 1 and token.join is not Join.TOUCHING:
            run += token.text
        elif token.kind is not Kind.SIGN or token.text not in {".", ","}:
            yield fold(run)
            run = ""
    yield fold(run)
