"""A text as lexemes, each of one kind: the words of a phrase together, every number with its value."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from core.language.joined_numbers import with_clock_figures, with_hundreds, with_spoken_decimals
from core.language.lexeme import MINUTES_PER_HOUR, Lexeme, decimal_lexeme
from core.language.tokens import FILLERS, Join, Kind, Token, tokenize
from core.language.vocabulary import LONGEST_PHRASE, Entry, Vocabulary, plain

_VULGAR: Final = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_EXACT_DENOMINATORS: Final = frozenset({2, 4, 5, 10})
_SIGNS_BY_KIND: Final = {
    ",": ",\r\n\u2028\u2029",
    "_": "-\u2010\u2011\u2013\u2212",
    "~": "~≈",
    "&": "&",
    "s": "+\u00d7*",
    "U": "$€£¥%¢°‰",
    "L": "#§¶",
    "x": "/\\^@_<>±",
    ">": "\u2192",
}
_SIGNS: Final = {sign: kind for kind, signs in _SIGNS_BY_KIND.items() for sign in signs}
_WHOLE = re.compile(r"[0-9]{1,4}")
_DECIMAL = re.compile(r"([0-9]{0,2})([.,])([0-9]+)")
_CLOCK = re.compile(r"([0-9]{1,2}):([0-5][0-9])")
_RATIO = re.compile(r"([0-9]{1,2})/([0-9]{1,2})")
_END = r"[0-9]{1,2}(?::[0-5][0-9]|\s?h(?:\s?[0-5][0-9])?)?(?:\s?[ap]\.?m\b\.?)?"
_SPAN = re.compile(
    rf"(?<![\w.,:/\u2013-]){_END}\s?[-\u2013\u2014]\s?(?={_END}(?![\w:/\u2013-]))", re.IGNORECASE
)
_MARKED = re.compile(r"[0-9]{1,2}(?::|\s?h|\s?[ap]\.?m)", re.IGNORECASE)
# The words that a full stop makes short where it ends no sentence, with what must follow it.
_SHORT: Final = frozenset({"approx", "env"})
_SHORT_UNITS: Final = frozenset({"hr", "hrs", "h"})
_MIXED = re.compile(r"([0-9]{0,2})([½¼¾])")


def lex(text: str, vocabulary: Vocabulary) -> list[Lexeme]:
    """The lexemes of any text between two breaks, one at either end; fillers are left out."""
    tokens = [token for token in tokenize(_with_open_spans(text)) if token.text not in FILLERS]
    tokens = [token for at, token in enumerate(tokens) if not _is_inner_dot(text, tokens, at)]
    found = [Lexeme(";", 0, 0)]
    at = 0
    while at < len(tokens):
        length, lexeme = _next(tokens, at, found[-1], vocabulary)
        found.append(lexeme)
        at += length
    found.append(Lexeme(";", len(text), len(text)))
    return with_clock_figures(with_spoken_decimals(with_hundreds(found), vocabulary), text)


def _with_open_spans(text: str) -> str:
    """The text with an arrow for the dash of "9:15-10:45" and "9 h - 10 h 30", every place kept."""
    return _SPAN.sub(_with_arrow, text)


def _with_arrow(found: re.Match[str]) -> str:
    tail = found[0].rstrip()
    # "3:14-15" is a verse.
    is_clock = any(mark in found[0].casefold() for mark in "hm") or _MARKED.match(found.string, found.end())
    return f"{tail[:-1]}\u2192{found[0][len(tail) :]}" if is_clock else found[0]


def _is_inner_dot(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether a dot ends no sentence: the inner ones of "a.m.", "i.e." and "1 hr. 12 min.", and "approx."."""
    before, after = tokens[max(0, at - 1)], tokens[at + 1 : at + 3]
    if tokens[at].text != "." or not after:
        return False
    if (before.text, after[0].text) in {("a", "m"), ("p", "m"), ("i", "e")}:
        return after[0].start == tokens[at].end
    if before.text == "m" and text[max(0, before.start - 2) : before.start].casefold() in {"a.", "p."}:
        return text[after[0].start].islower()
    is_counted = len(after) > 1 and after[0].kind is Kind.FIGURE and after[1].text.startswith("m")
    return before.text in _SHORT or (before.text in _SHORT_UNITS and is_counted)


def _next(tokens: Sequence[Token], at: int, before: Lexeme, vocabulary: Vocabulary) -> tuple[int, Lexeme]:
    token = tokens[at]
    if token.kind is Kind.SIGN:
        return 1, Lexeme(_sign_kind(tokens, at), token.start, token.end)
    if token.join is Join.APOSTROPHE and token.text in vocabulary.enclitics:
        return 1, Lexeme("y", token.start, token.end)
    if token.kind is Kind.WORD:
        return _phrase(tokens, at, vocabulary)
    lexeme = _figure(token, vocabulary)
    if _is_part_of_a_name(tokens, at, before, vocabulary):
        lexeme = replace(lexeme, kind="N")
    return 1, lexeme


def _sign_kind(tokens: Sequence[Token], at: int) -> str:
    """The kind of a sign; a minus sign that touches its figure makes it something else than time."""
    sign, after = tokens[at], tokens[at + 1 : at + 2]
    kind = _SIGNS.get(sign.text[0], ";")
    if sign.text == "+" and at and after and tokens[at - 1].end < sign.start and sign.end < after[0].start:
        return "&"
    negative = kind == "_" and after and after[0].kind is Kind.FIGURE and after[0].start == sign.end
    return "x" if negative else kind


def _phrase(tokens: Sequence[Token], at: int, vocabulary: Vocabulary) -> tuple[int, Lexeme]:
    words: list[str] = []
    for token in tokens[at : at + LONGEST_PHRASE]:
        if token.kind is not Kind.WORD:
            break
        words.append(plain(token.text))
    unknown = 1, Entry(vocabulary.kind_of_unknown(words[0]))
    length, entry = vocabulary.longest(tuple(words)) or unknown
    start, end = tokens[at].start, tokens[at + length - 1].end
    if entry.value is None:
        return length, Lexeme(entry.kind, start, end)
    return length, Lexeme(entry.kind, start, end, Decimal(entry.value), str(entry.value))


def _is_part_of_a_name(tokens: Sequence[Token], at: int, before: Lexeme, vocabulary: Vocabulary) -> bool:
    """Whether a figure is glued to letters, as in v1.5, M-2001 or 12x; units such as 1h12m are not."""
    token, after = tokens[at], tokens[at + 1 : at + 2]
    if token.join is Join.TOUCHING and before.kind not in "HMm":
        return True
    if token.join is Join.HYPHEN and before.kind not in "IGaDZ":
        return True
    if not after or after[0].join is not Join.TOUCHING:
        return False
    entry = vocabulary.phrases.get((plain(after[0].text),))
    return entry is None or entry.kind not in "HMmcQ"


def _figure(token: Token, vocabulary: Vocabulary) -> Lexeme:
    text, start, end = token.text, token.start, token.end
    if _WHOLE.fullmatch(text):
        return Lexeme("I", start, end, Decimal(text), text)
    if (found := _DECIMAL.fullmatch(text)) and found[2] in vocabulary.decimal_marks:
        return decimal_lexeme(found[1], found[3], start, end)
    if found := _CLOCK.fullmatch(text):
        return Lexeme("C", start, end, Decimal(int(found[1]) * MINUTES_PER_HOUR + int(found[2])))
    value = _fraction(text)
    return Lexeme("N", start, end) if value is None else Lexeme("F", start, end, value)


def _fraction(text: str) -> Decimal | None:
    if found := _MIXED.fullmatch(text):
        return Decimal(found[1] or 0) + _VULGAR[found[2]]
    found = _RATIO.fullmatch(text)
    if not found or int(found[2]) not in _EXACT_DENOMINATORS or int(found[1]) >= int(found[2]):
        return None
    return Decimal(found[1]) / Decimal(found[2])
