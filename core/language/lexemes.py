"""A text as lexemes, each of one kind: the words of a phrase together, every number with its value."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from core.language.tokens import FILLERS, Join, Kind, Token, tokenize
from core.language.vocabulary import LONGEST_PHRASE, Entry, Vocabulary, plain

MINUTES_PER_HOUR: Final = 60

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
}
_SIGNS: Final = {sign: kind for kind, signs in _SIGNS_BY_KIND.items() for sign in signs}
# Whole minutes are twentieths of an hour at the finest; "1,200" is a thousand and more.
_MOST_DECIMALS: Final = 2
_WHOLE = re.compile(r"[0-9]{1,4}")
_DECIMAL = re.compile(r"([0-9]{0,2})([.,])([0-9]+)")
_CLOCK = re.compile(r"([0-9]{1,2}):([0-5][0-9])")
_CLOCK_FIGURE = re.compile(r"(?:0?[7-9]|1[0-9]|2[0-4])\s?[hH]\s?[0-5][0-9]")
_RATIO = re.compile(r"([0-9]{1,2})/([0-9]{1,2})")
_MIXED = re.compile(r"([0-9]{0,2})([½¼¾])")


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One piece of a text: its kind (see vocabulary), its span and, for a number, its value.

    A clock-like figure has its value in minutes. `digits` is what a number adds after a spoken point.
    """

    kind: str
    start: int
    end: int
    value: Decimal = Decimal(1)
    digits: str = ""


def lex(text: str, vocabulary: Vocabulary) -> list[Lexeme]:
    """The lexemes of any text between two breaks, one at either end; fillers are left out."""
    tokens = _without_inner_dots([token for token in tokenize(text) if token.text not in FILLERS])
    found = [Lexeme(";", 0, 0)]
    at = 0
    while at < len(tokens):
        length, lexeme = _next(tokens, at, found[-1], vocabulary)
        found.append(lexeme)
        at += length
    found.append(Lexeme(";", len(text), len(text)))
    return _with_clock_figures(_with_spoken_decimals(found, vocabulary), text)


def shape_of(lexemes: Iterable[Lexeme]) -> str:
    """The kinds of the lexemes as one string."""
    return "".join(lexeme.kind for lexeme in lexemes)


def _without_inner_dots(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with "a.m." as "a m", so that its first dot ends no sentence."""
    return [
        token
        for at, token in enumerate(tokens)
        if not (
            token.text == "."
            and 0 < at < len(tokens) - 1
            and tokens[at - 1].text in {"a", "p"}
            and (tokens[at + 1].text, tokens[at + 1].start) == ("m", token.end)
        )
    ]


def _with_clock_figures(lexemes: Sequence[Lexeme], text: str) -> list[Lexeme]:
    """Join "14h30" to one clock-like figure: so many hours are a time of day unless they stand alone."""
    joined: list[Lexeme] = []
    at = 0
    while at < len(lexemes):
        three = lexemes[at : at + 3]
        if shape_of(three) == "IHI" and _CLOCK_FIGURE.fullmatch(text[three[0].start : three[2].end]):
            minutes = three[0].value * MINUTES_PER_HOUR + three[2].value
            joined.append(Lexeme("C", three[0].start, three[2].end, minutes))
            at += 3
            continue
        joined.append(lexemes[at])
        at += 1
    return joined


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
        return _decimal(found[1], found[3], start, end)
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


def _decimal(whole: str, digits: str, start: int, end: int) -> Lexeme:
    if len(digits) > _MOST_DECIMALS:
        return Lexeme("N", start, end)
    value = Decimal(f"{whole or 0}.{digits}")
    return Lexeme("Z" if value < 1 else "D", start, end, value)


def _with_spoken_decimals(lexemes: Sequence[Lexeme], vocabulary: Vocabulary) -> list[Lexeme]:
    """Join "zero", "point" and "three" to one decimal number."""
    joined: list[Lexeme] = []
    at = 0
    while at < len(lexemes):
        digits, length = _digits(lexemes, at + 1) if lexemes[at].kind == "P" else ("", 0)
        whole = joined[-1] if joined and joined[-1].kind in "IO" else None
        if not digits or (whole is None and not vocabulary.bare_point):
            joined.append(lexemes[at])
            at += 1
            continue
        start = joined.pop().start if whole else lexemes[at].start
        joined.append(_decimal(whole.digits if whole else "", digits, start, lexemes[at + length].end))
        at += length + 1
    return joined


def _digits(lexemes: Sequence[Lexeme], at: int) -> tuple[str, int]:
    """The digits spoken from here and how many lexemes they are: "two five" and "twenty-five" are both 25."""
    if lexemes[at].kind == "I" and len(lexemes[at].digits) > 1:
        return lexemes[at].digits, 1
    digits = ""
    for lexeme in lexemes[at : at + _MOST_DECIMALS + 1]:
        if lexeme.kind == "O":
            digits += "0"
        elif lexeme.kind == "I" and len(lexeme.digits) == 1:
            digits += lexeme.digits
        else:
            break
    return digits, len(digits)
