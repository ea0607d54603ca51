"""The forms that name a day, as patterns over the shape of a text, and the day that each names.

Every lexeme of a text has one kind, as in `vocabulary`; "on Tuesday, March 3rd" has the shape `pW,MQ`.

    numbers  I whole   Q ordinal   N F figures with signs   Z D C decimal, clock-like   G thousand
    days     M month   A short month   W weekday   T a day by itself (yesterday)   t part of the day
             b last   a days ago   J j "il y a", "jours"   K last week, this week   0 of this month, of last
             X any other stretch of time
    before   l the   e le   p on   h other determiner   o of   f for   d dated   B since, by   L French "à"
             u this is   i is   n label or title   S scheduled, sent   E event   c regarding   k attended
             r who, will   V a word that ends like an infinitive
    after    q task   Y I, we   v past verb   z with, at   g genitive   H unit
    manner   ~ probably   R correction   O no   y interjection   & and, or   m to   w other word
    signs    , comma or line end   _ dash   ; other break
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from core.language.lexeme import Lexeme

DAYS_PER_WEEK: Final = 7

_MONTH = "(?:M|A(?:;(?=I))?)"
_YEAR: Final = "(?:,?(?:IG&?I|IG|II|I))?"
_WEEKDAY = "(?:W,?)?"
# "The morning of March 3rd".
_PART_OF = "(?:[lhe]?to)?"
_FORMS: Final = rf"""
      (?P<calendar> {_PART_OF} (?:e?W,?)? (?: {_MONTH}l?[IQ] | (?:l?Qo?|e?[IQ]) {_MONTH} ) YEAR b? t? )
    | (?P<figures> [NF] )
    | (?P<nth> {_PART_OF} {_WEEKDAY} (?: lQ | e[IQ] ) 0? t? | e?W[IQ](?=t?[,;_]) )
    | (?P<ago> Ia | JIj )
    | (?P<week> WK | K,?p?W )
    | (?P<last> bWt? | Wbt? | Wtb )
    | (?P<weekday> {_PART_OF} Wt? )
    | (?P<counted> {_PART_OF} Tt? )
"""
_FORM = re.compile(_FORMS.replace("YEAR", _YEAR), re.VERBOSE)
_FORM_WITHOUT_YEAR = re.compile(_FORMS.replace("YEAR", ""), re.VERBOSE)
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/])([0-9]{1,2})\2([0-9]{1,2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/])([0-9]{1,2})\2([0-9]{4})")
_NO_YEAR = re.compile(r"([0-9]{1,2})/([0-9]{1,2})")
_ALWAYS = "24/7"
_FIRST_YEAR, _LAST_YEAR = 1990, 2099
_CENTURY, _TEENS, _THOUSAND = 20, 10, 1000
_LAST_MONTH = 12
# "Il y a huit jours" is a week ago, "quinze jours" two: neither is a count of days.
_LOOSE_DAYS: Final = frozenset({8, 15})
_MOST_DAYS_AGO = 366


@dataclass(frozen=True, slots=True)
class Form:
    """A form over the lexemes from `first` to before `after`; `day` is None where none can be told."""

    first: int
    after: int
    name: str
    day: date | None


def forms(text: str, lexemes: Sequence[Lexeme], shape: str, recorded_on: date) -> list[Form]:
    """Every form of a date in a text, in order; they do not overlap."""
    found, at = [], 0
    while match := _next(lexemes, shape, at):
        at, name, pieces = match.end(), match.lastgroup or "", lexemes[match.start() : match.end()]
        figures = text[pieces[0].start : pieces[-1].end]
        if name != "figures":
            found.append(Form(match.start(), at, name, _day(name, pieces, recorded_on)))
        elif _looks_like_a_date(figures):
            found.append(Form(match.start(), at, name, _of_figures(figures, recorded_on)))
    return found


def _next(lexemes: Sequence[Lexeme], shape: str, at: int) -> re.Match[str] | None:
    """The next form; a number behind a date that can be no year is none of it: "March 3, two hours"."""
    match = _FORM.search(shape, at)
    if match is None or match.lastgroup != "calendar":
        return match
    numbers = _numbers(lexemes[match.start() : match.end()])
    without = len(numbers) > 1 and _year(numbers[1:]) is None
    return _FORM_WITHOUT_YEAR.match(shape, match.start()) if without else match


def _numbers(pieces: Sequence[Lexeme]) -> list[Lexeme]:
    return [piece for piece in pieces if piece.kind in "IQG"]


def _day(name: str, pieces: Sequence[Lexeme], recorded_on: date) -> date | None:
    weekday = next((int(piece.value) for piece in pieces if piece.kind == "W"), None)
    if name in {"calendar", "nth"}:
        day = _of_calendar(pieces, recorded_on)
        return day if day is None or weekday in {None, day.weekday()} else None
    if weekday is not None:
        return _of_weekday(name, weekday, recorded_on, _value_of("K", pieces))
    number = next((int(piece.value) for piece in pieces if piece.kind in "IT"), 0)
    if name == "ago" and (not 0 < number <= _MOST_DAYS_AGO or _is_loose(pieces, number)):
        return None
    return _before(recorded_on, number * (_value_of("a", pieces) or 1))


def _value_of(kind: str, pieces: Sequence[Lexeme]) -> int | None:
    return next((int(piece.value) for piece in pieces if piece.kind == kind), None)


def _is_loose(pieces: Sequence[Lexeme], number: int) -> bool:
    return pieces[0].kind == "J" and number in _LOOSE_DAYS


def _of_weekday(name: str, weekday: int, recorded_on: date, week: int | None) -> date | None:
    """`week` is how many days back the week lies that the weekday is said to be of."""
    back = (recorded_on.weekday() - weekday) % DAYS_PER_WEEK
    if week is not None:
        # Whether a Sunday begins a week or ends it is not agreed upon.
        sunday = DAYS_PER_WEEK - 1
        unsure = sunday in {weekday, recorded_on.weekday()}
        days = recorded_on.weekday() - weekday + week
        return None if unsure or days < 0 else _before(recorded_on, days)
    return _before(recorded_on, DAYS_PER_WEEK if name == "last" and back == 0 else back)


def _of_calendar(pieces: Sequence[Lexeme], recorded_on: date) -> date | None:
    month = next((int(piece.value) for piece in pieces if piece.kind in "MA"), None)
    numbers = _numbers(pieces)
    day = int(numbers[0].value)
    if month is None:
        back = _value_of("0", pieces)
        return _nth(day, recorded_on) if back is None else _of_month(back, day, recorded_on)
    if len(numbers) == 1:
        latest = _latest(month, day, recorded_on)
        # "Le 17 juin dernier" said on June 17 may be a year ago.
        return None if latest == recorded_on and _value_of("b", pieces) else latest
    year = _year(numbers[1:])
    return None if year is None else _made(year, month, day)


def _year(numbers: Sequence[Lexeme]) -> int | None:
    values = [int(number.value) for number in numbers]
    kinds = "".join(number.kind for number in numbers)
    year = values[0]
    if kinds == "II":
        year = _CENTURY * 100 + values[1] if values[0] == _CENTURY and values[1] >= _TEENS else 0
    elif "G" in kinds:
        year = values[0] * _THOUSAND + sum(values[2:])
    return year if _FIRST_YEAR <= year <= _LAST_YEAR else None


def _nth(day: int, recorded_on: date) -> date | None:
    """The latest such day of a month; every other month at least has all the days there are."""
    days = (_of_month(back, day, recorded_on) for back in range(3))
    return next((made for made in days if made), None)


def _of_month(back: int, day: int, recorded_on: date) -> date | None:
    """The day of the month that lies so many months back, if it was not ahead."""
    earlier = recorded_on.month - back
    year = recorded_on.year if earlier > 0 else recorded_on.year - 1
    made = _made(year, (earlier - 1) % _LAST_MONTH + 1, day)
    return made if made and made <= recorded_on else None


def _latest(month: int, day: int, recorded_on: date) -> date | None:
    """The day within the year up to the recording; a February 29 that year had not is impossible."""
    passed = (month, day) <= (recorded_on.month, recorded_on.day)
    return _made(recorded_on.year - (not passed), month, day)


def _of_figures(text: str, recorded_on: date) -> date | None:
    """3/25 can be read in one way only; 3/4 can be March 4, April 3 or three quarters."""
    if found := _YEAR_FIRST.fullmatch(text):
        return _made(int(found[1]), int(found[3]), int(found[4]))
    if found := _YEAR_LAST.fullmatch(text):
        month_day = _month_and_day(int(found[1]), int(found[3]))
        return _made(int(found[4]), *month_day) if month_day else None
    if (found := _NO_YEAR.fullmatch(text)) and int(found[1]) != int(found[2]):
        month_day = _month_and_day(int(found[1]), int(found[2]))
        return _latest(*month_day, recorded_on) if month_day else None
    return None


def _month_and_day(first: int, second: int) -> tuple[int, int] | None:
    low, high = sorted((first, second))
    return (low, high) if high > _LAST_MONTH or low == high else None


def _looks_like_a_date(text: str) -> bool:
    return text != _ALWAYS and any(one.fullmatch(text) for one in (_YEAR_FIRST, _YEAR_LAST, _NO_YEAR))


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _before(recorded_on: date, days: int) -> date | None:
    try:
        return recorded_on - timedelta(days=days)
    except OverflowError:
        return None
