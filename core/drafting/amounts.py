"""Numbers of several words or figures, as one value each: "five thousand two hundred", "5 000 $"."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from core.language import english, french
from core.language.tokens import Kind, Token, tokenize
from core.language.vocabulary import LONGEST_PHRASE, plain

_VALUES: Final = {
    tuple(phrase.split()): value for phrase, value in (*english.number_words(), *french.number_words())
}
_SCALES: Final = {
    **dict.fromkeys(("hundred", "hundreds", "cent", "cents"), 100),
    **dict.fromkeys(("thousand", "thousands", "mille", "k"), 1000),
    **dict.fromkeys(("million", "millions"), 10**6),
    **dict.fromkeys(("billion", "milliard", "milliards"), 10**9),
}
_HUNDRED: Final = 100
_AND: Final = frozenset({"and", "et"})
_SIGNS_OF_MONEY: Final = frozenset("$\u20ac\u00a3")
_MONEY: Final = frozenset({"dollar", "dollars", "buck", "bucks", "euro", "euros", "usd", "cad", "piastres"})
_POINTS: Final = frozenset({"point", "virgule"})
_MOST_PLACES: Final = 3
_TEN: Final = 10
_ALONE: Final = frozenset({"un", "une", "one", "a"})
_GROUP: Final = 3
_LONGEST: Final = 20
_LARGE: Final = 1000
# No amount of any matter; sums beyond it are not worth their arithmetic.
_LARGEST: Final = 10**15


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and its span, how many words and figures it is made of, and whether it is money."""

    value: Decimal
    start: int
    end: int
    parts: int
    money: bool


@dataclass(slots=True)
class _Sum:
    """A number as its parts are added: what is complete, and what a scale may still raise."""

    total: Decimal = Decimal(0)
    current: Decimal | None = None

    def takes(self, part: Decimal, *, is_scale: bool) -> bool:
        """Add a part; False when it begins another number."""
        if max(self.value, part) > _LARGEST:
            return False
        if is_scale:
            raised = (self.current or Decimal(1)) * part
            self.total, self.current = (
                (self.total, raised) if part == _HUNDRED else (self.total + raised, None)
            )
            return True
        if self.current is not None and (self.current % _HUNDRED or part >= _HUNDRED):
            return False
        self.current = (self.current or Decimal(0)) + part
        return True

    @property
    def value(self) -> Decimal:
        return self.total + (self.current or Decimal(0))


@dataclass(frozen=True, slots=True)
class _Part:
    value: Decimal
    is_scale: bool
    tokens: int


def amounts(text: str) -> Iterator[Amount]:
    """Every number of a text, in order, as long as it goes on."""
    tokens, at = list(tokenize(text)), 0
    while at < len(tokens):
        amount, used = _amount(text, tokens, at)
        if amount:
            yield amount
        at += max(used, 1)


def unsaid_amounts(told: Iterable[Amount], said: Iterable[Amount]) -> Iterator[Amount]:
    """The amounts of a narrative that a transcript does not say.

    A number was said as money if money was spoken of, or if it is of a thousand or more.
    """
    said = tuple(said)
    numbers = {amount.value for amount in said}
    money = {amount.value for amount in said if amount.money or amount.value >= _LARGE}
    yield from (amount for amount in told if amount.value not in (money if amount.money else numbers))


def is_whole(amount: Amount) -> bool:
    """Whether a number must have been said as a whole, and not by its figures."""
    return amount.money or amount.parts > 1


def _amount(text: str, tokens: Sequence[Token], first: int) -> tuple[Amount | None, int]:
    made, at, parts = _Sum(), first, 0
    while part := _part(text, tokens, at, goes_on=parts > 0):
        if not made.takes(part.value, is_scale=part.is_scale):
            break
        at, parts = at + part.tokens, parts + 1
    if not parts or (parts == 1 and plain(tokens[first].text) in _ALONE):
        return None, 0
    money = _is_money(tokens, first, at)
    return Amount(made.value, tokens[first].start, tokens[at - 1].end, parts, money), at - first


def _part(text: str, tokens: Sequence[Token], at: int, *, goes_on: bool) -> _Part | None:
    """What the tokens go on with: a figure with its groups of thousands, number words or a scale."""
    if goes_on and at + 1 < len(tokens) and tokens[at].text in _AND:
        following = _part(text, tokens, at + 1, goes_on=False)
        return _Part(following.value, following.is_scale, following.tokens + 1) if following else None
    if at >= len(tokens) or tokens[at].kind is Kind.SIGN:
        return None
    if tokens[at].kind is Kind.FIGURE:
        return _figure(text, tokens, at)
    words = tuple(plain(token.text) for token in tokens[at : at + LONGEST_PHRASE + _MOST_PLACES + 1])
    if read := _value(words):
        value, length = read
        places = _places(words[length:])
        exact = Decimal(f"{value}.{''.join(places)}") if places else Decimal(value)
        return _Part(exact, False, length + (len(places) + 1 if places else 0))
    scale = _SCALES.get(words[0])
    return _Part(Decimal(scale), True, 1) if scale and (goes_on or words[0] in {"cent", "mille"}) else None


def _value(words: tuple[str, ...]) -> tuple[int, int] | None:
    """The number that the words begin with, and of how many words it is."""
    phrases = (words[:length] for length in range(min(len(words), LONGEST_PHRASE), 0, -1))
    return next(((_VALUES[phrase], len(phrase)) for phrase in phrases if phrase in _VALUES), None)


def _places(words: tuple[str, ...]) -> list[str]:
    """The decimal places, digit by digit, of words that begin with "point"; none if they do not."""
    digits: list[str] = []
    for word in words[1:] if words[:1] and words[0] in _POINTS else ():
        value = _VALUES.get((word,))
        if value is None or value >= _TEN or len(digits) == _MOST_PLACES:
            break
        digits.append(str(value))
    return digits


def _figure(text: str, tokens: Sequence[Token], at: int) -> _Part | None:
    figures, used = tokens[at].text, 1
    while at + used < len(tokens) and _is_group(text, tokens[at + used - 1], tokens[at + used]):
        figures, used = figures + tokens[at + used].text, used + 1
    value = _decimal(figures)
    return None if value is None else _Part(value, False, used)


def _is_group(text: str, before: Token, token: Token) -> bool:
    """Whether a figure is three more figures of the one before, apart by one space."""
    digits = token.text[:_GROUP]
    whole = before.text.isdecimal() and len(before.text) <= _GROUP and digits.isdecimal()
    grouped = len(digits) == _GROUP and not token.text[_GROUP : _GROUP + 1].isdecimal()
    return whole and grouped and token.start - before.end == 1 and text[before.end].isspace()


def _decimal(figures: str) -> Decimal | None:
    """A figure as it is written: 5,000.00 and 5000,00 are 5000; None for 2026-014 or 1:12."""
    if len(figures) > _LONGEST:
        return None
    parts = figures.replace(",", ".").split(".")
    groups = len(parts) > 1 and all(len(part) == _GROUP for part in parts[1:]) and len(parts[0]) <= _GROUP
    cents = len(parts) > 2 and len(parts[-1]) != _GROUP  # noqa: PLR2004 - whole, thousands and cents
    plain_figures = (
        "".join(parts) if groups else "".join(parts[:-1]) + "." + parts[-1] if cents else ".".join(parts)
    )
    try:
        return Decimal(plain_figures)
    except InvalidOperation:
        return None


def _is_money(tokens: Sequence[Token], first: int, after: int) -> bool:
    before = tokens[first - 1].text if first else ""
    following = [token.text for token in tokens[after : after + 2]]
    words = [word for word in following if word not in {"de", "of", "canadian", "us"}]
    return before in _SIGNS_OF_MONEY or any(word in _MONEY or word in _SIGNS_OF_MONEY for word in words[:1])
