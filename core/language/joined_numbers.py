"""Numbers said in several words as one lexeme: "a hundred and twenty", "zero point three", "14 h 30"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from core.language.lexeme import MINUTES_PER_HOUR, MOST_DECIMALS, Lexeme, decimal_lexeme, shape_of
from core.language.vocabulary import HUNDRED, PLURAL, BarePoint, Vocabulary

_CLOCK_FIGURE = re.compile(r"(?:0?[7-9]|1[0-9]|2[0-4])\s?[hH]\s?[0-5][0-9]")
_TEN: Final = 10
_TOPIC_WINDOW: Final = 5
_TOPIC = re.compile("V|Xl|,i")
_NUMBERED = re.compile("L[INDZ]?,$")


def with_articles(lexemes: Sequence[Lexeme]) -> list[Lexeme]:
    """The lexemes with "un" and "one" as articles before a word: "un appel de dix minutes"."""
    following = [*lexemes[1:], *lexemes[-1:]]
    return [
        replace(one, kind="a") if one.kind == "I" and one.value == 1 and after.kind in "wK" else one
        for one, after in zip(lexemes, following, strict=True)
    ]


def with_hundreds(lexemes: Sequence[Lexeme]) -> list[Lexeme]:
    """Join "a hundred and twenty" to one number."""
    joined: list[Lexeme] = []
    at = 0
    while at < len(lexemes):
        hundred = lexemes[at]
        at += 1
        if hundred.kind != "G" or hundred.value != HUNDRED:
            joined.append(hundred)
            continue
        times = joined.pop() if joined and joined[-1].kind in "aI" and joined[-1].value < _TEN else hundred
        many = 1 if times is hundred else int(times.value)
        rest = 1 + (shape_of(lexemes[at : at + 2]) == "&I")
        more = lexemes[at + rest - 1]
        if more.kind == "I" and 0 < more.value < HUNDRED:
            at += rest
        else:
            more = replace(hundred, value=Decimal(0))
        value = many * HUNDRED + more.value
        joined.append(Lexeme("I", times.start, max(hundred.end, more.end), value, str(value)))
    return joined


def with_spoken_decimals(lexemes: Sequence[Lexeme], vocabulary: Vocabulary) -> list[Lexeme]:
    """Join "zero", "point" and "three" to one decimal number."""
    joined: list[Lexeme] = []
    at = 0
    while at < len(lexemes):
        digits, length = _digits(lexemes, at + 1) if lexemes[at].kind == "P" else ("", 0)
        whole = joined[-1] if joined and joined[-1].kind in "IO" else None
        if not digits or (whole is None and not _may_be_bare(lexemes, at, at + length + 1, vocabulary)):
            joined.append(lexemes[at])
            at += 1
            continue
        start = joined.pop().start if whole else lexemes[at].start
        joined.append(decimal_lexeme(whole.digits if whole else "", digits, start, lexemes[at + length].end))
        at += length + 1
    return joined


def _may_be_bare(lexemes: Sequence[Lexeme], at: int, after: int, vocabulary: Vocabulary) -> bool:
    """Whether "point three" may be 0.3 there; "point three in the letter" is a point made.

    So are "point two, the lease is void" and "article 3, point deux".
    """
    follow = shape_of(lexemes[after : after + _TOPIC_WINDOW])
    begins = lexemes[at - 1].kind == ";"
    is_topic = _TOPIC.match(follow) or (begins and follow.startswith(",l"))
    if vocabulary.bare_point is BarePoint.NEVER or (is_topic and "8" not in follow):
        return False
    has_plural = follow.startswith("H") and lexemes[after].value == PLURAL
    numbered = _NUMBERED.search(shape_of(lexemes[max(0, at - _TOPIC_WINDOW) : at]))
    return vocabulary.bare_point is BarePoint.ALWAYS or not (has_plural or numbered or (begins and at > 1))


def _digits(lexemes: Sequence[Lexeme], at: int) -> tuple[str, int]:
    """The digits spoken from here and how many lexemes they are: "two five" and "twenty-five" are both 25."""
    if lexemes[at].kind == "I" and len(lexemes[at].digits) > 1:
        return lexemes[at].digits, 1
    digits = ""
    for lexeme in lexemes[at : at + MOST_DECIMALS + 1]:
        if lexeme.kind == "O":
            digits += "0"
        elif lexeme.kind == "I" and len(lexeme.digits) == 1:
            digits += lexeme.digits
        else:
            break
    return digits, len(digits)


def with_clock_figures(lexemes: Sequence[Lexeme], text: str) -> list[Lexeme]:
    """Join "14h30" to one clock-like figure: so many hours are a time of day unless they stand alone."""
    joined: list[Lexeme] = []
    at = 0
    while at < len(lexemes):
        three = lexemes[at : at + 3]
        is_counted = shape_of(lexemes[at + 3 : at + 4]) in {"M", "m"}
        if (
            shape_of(three) == "IHI"
            and not is_counted
            and _CLOCK_FIGURE.fullmatch(text[three[0].start : three[2].end])
        ):
            minutes = three[0].value * MINUTES_PER_HOUR + three[2].value
            joined.append(Lexeme("C", three[0].start, three[2].end, minutes))
            at += 3
            continue
        joined.append(lexemes[at])
        at += 1
    return joined
