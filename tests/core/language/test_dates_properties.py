"""What holds for every day, every recording day and every text."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.language.dates import find_dates, read_date
from core.language.english import number_words as english_numbers
from core.language.french import number_words as french_numbers

LANGUAGES = st.sampled_from(["en", "fr"])
# Month ends, leap days, year ends, and days on which clocks change, beside any other day.
TURNS = [
    date(year, month, day) + timedelta(days=days)
    for year in (1996, 2000, 2023, 2024, 2026, 2027, 2028)
    for month, day in ((1, 1), (2, 28), (3, 1), (3, 8), (3, 31), (5, 31), (11, 1), (12, 31))
    for days in (-1, 0, 1)
]
RECORDED = st.dates(date(1995, 1, 1), date(2090, 12, 31)) | st.sampled_from(TURNS)
DAYS_BACK = st.integers(0, 364)
EN_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
FR_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
    "novembre", "décembre",
)  # fmt: skip
EN_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
FR_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
    "nineteenth", "twentieth", "twenty-first", "twenty-second", "twenty-third", "twenty-fourth",
    "twenty-fifth", "twenty-sixth", "twenty-seventh", "twenty-eighth", "twenty-ninth", "thirtieth",
    "thirty-first",
)  # fmt: skip
EN_NUMBERS = {value: word for word, value in english_numbers()}
FR_NUMBERS = {value: word for word, value in reversed(list(french_numbers()))}
PIECES = """
    today yesterday before hier avant-hier aujourd'hui Tuesday mardi last next dernier prochain March mars
    Mar. 3 3rd third 31 2026 2026-03-03 3/4 13/3 on the le of du for pour hearing audience and et no
    sorry , . ; - ' s
    two days ago il y a deux jours call appel I twenty thousand mille week 0 99999 ½ um 0.3 premier
    morning of this month semaine dernière courant non, no, dated re matin à 24/7 15, weeks will
"""
TEXTS = st.lists(st.sampled_from(PIECES.split())).map(" ".join) | st.text()


def _nth(day: date) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th") if day.day not in {11, 12, 13} else "th"
    return f"{day.day}{ending}"


def _fr_day(day: date) -> str:
    return "premier" if day.day == 1 else FR_NUMBERS[day.day]


def _en(form: str) -> Callable[[date], str]:
    return lambda day: form.format(
        d=day.day, nth=_nth(day), ordinal=ORDINALS[day.day - 1], word=EN_NUMBERS[day.day], y=day.year,
        mm=day.month, m=EN_MONTHS[day.month - 1], short=EN_MONTHS[day.month - 1][:3],
        wd=EN_DAYS[day.weekday()], iso=day,
    )  # fmt: skip


def _fr(form: str) -> Callable[[date], str]:
    return lambda day: form.format(
        d=day.day, word=_fr_day(day), y=day.year, mm=day.month, m=FR_MONTHS[day.month - 1],
        wd=FR_DAYS[day.weekday()],
        iso=day, spoken_y=f"deux mille {FR_NUMBERS[day.year % 100]}",
    )  # fmt: skip


FORMS = [
    *(
        ("en", form, _en(form))
        for form in (
            "{m} {d}", "{m} {nth}", "{m} {ordinal}", "{m} {word}", "{m} the {nth}", "{d} {m}", "{nth} {m}",
            "{ordinal} of {m}", "the {ordinal} of {m}", "the {nth} of {m}", "on {m} {nth}", "{short} {d}",
            "{m} {d}, {y}", "{m} {nth} {y}", "{d} {m} {y}", "the {ordinal} of {m}, {y}", "{iso}", "on {iso}",
            "{wd}, {m} {nth}", "{wd} {m} {d}, {y}", "On {m} {nth}, reviewed the lease, 0.3.",
            "Reviewed the lease on {m} {d}.", "{m} {d}, 2 hours", "the morning of {m} {nth}",
            "{y}-{mm:02}-{d:02}", "{wd} the {nth} of {m}", "{wd}, {ordinal} of {m} {y}",
            "Yesterday, sorry, {m} {nth}, {y}. Call.", "{m} {nth}, {y}. Call re the trial.",
        )
    ),
    *(
        ("fr", form, _fr(form))
        for form in (
            "{d} {m}", "le {d} {m}", "le {word} {m}", "{word} {m}", "le {d} {m} {y}", "le {word} {m} {y}",
            "{wd} {d} {m}", "{wd} le {d} {m}", "le {wd} {d} {m} {y}", "{iso}", "le {iso}",
            "Le {d} {m}, révision du bail, 0,3.", "Révision du bail le {d} {m}.", "le {d} {m}, 2 heures",
            "le matin du {d} {m}", "le {wd} {d} {m}", "{wd} {word} {m} {y}", "{y}-{mm:02}-{d:02}",
            "Hier, pardon, le {d} {m} {y}. Appel.",
        )
    ),
]  # fmt: skip


@pytest.mark.parametrize(("language", "render"), [f[::2] for f in FORMS], ids=[f[1] for f in FORMS])
@given(recorded_on=RECORDED, back=DAYS_BACK)
def test_every_day_of_the_past_year_reads_back_from_every_form(
    language: str, render: Callable[[date], str], recorded_on: date, back: int
) -> None:
    day = recorded_on - timedelta(days=back)

    read = read_date(render(day), language, recorded_on)

    assert read is not None
    assert read.day == day


@given(RECORDED.filter(lambda day: day.year >= 2020), DAYS_BACK)
def test_every_year_reads_back_from_words(recorded_on: date, back: int) -> None:
    day = recorded_on - timedelta(days=back)
    year = EN_NUMBERS[day.year % 100]
    thousand = f"two thousand and {year}"
    spoken = {
        "en": [f"{_en('{m} {ordinal}')(day)} {said}" for said in (f"twenty {year}", thousand)],
        "fr": [_fr("le {word} {m} {spoken_y}")(day)],
    }
    for language, phrases in spoken.items():
        for phrase in phrases:
            read = read_date(phrase, language, recorded_on)
            assert read is None or read.day == day
            assert read is not None or day.year % 100 < 10


@given(RECORDED, st.integers(0, 6))
def test_every_weekday_is_the_latest_one(recorded_on: date, back: int) -> None:
    day = recorded_on - timedelta(days=back)
    week = timedelta(days=7)
    forms = {
        "en": ("{}", "on {}", "{} morning", "last {}", "this past {}"),
        "fr": ("{}", "{}", "{} matin", "{} dernier", "{} passé"),
    }
    for language, names in (("en", EN_DAYS), ("fr", FR_DAYS)):
        for at, form in enumerate(forms[language]):
            read = read_date(form.format(names[day.weekday()]), language, recorded_on)
            assert read is not None
            assert read.day == (day - week if at > 2 and back == 0 else day)


@given(RECORDED)
def test_days_by_themselves_are_counted_across_every_turn(recorded_on: date) -> None:
    said = {
        "en": {
            0: ("today", "this morning", "late this afternoon", "tonight"),
            1: ("yesterday", "last night", "late yesterday", "yesterday morning", "today, no, yesterday"),
            2: ("the day before yesterday", "two days ago", "yesterday, sorry, the day before yesterday"),
            7: ("a week ago today", "one week ago today"),
            14: ("two weeks ago today",),
        },
        "fr": {
            0: ("aujourd'hui", "ce matin", "cet avant-midi", "ce soir"),
            1: ("hier", "hier soir", "hier en avant-midi", "aujourd'hui, non, hier"),
            2: ("avant-hier", "il y a deux jours", "hier, pardon, avant-hier"),
        },
    }
    for language, counted in said.items():
        for back, phrases in counted.items():
            for phrase in phrases:
                read = read_date(phrase, language, recorded_on)
                assert read is not None
                assert recorded_on - read.day == timedelta(days=back)


@given(RECORDED, st.integers(0, 6), st.booleans())
def test_a_weekday_of_this_week_or_the_last_is_never_ahead(
    recorded_on: date, weekday: int, this: bool
) -> None:
    week = recorded_on - timedelta(days=recorded_on.weekday() + (0 if this else 7))
    day = week + timedelta(days=weekday)
    weeks = {"en": ("of last week", "of this week"), "fr": ("de la semaine dernière", "de cette semaine")}
    for language, names in (("en", EN_DAYS), ("fr", FR_DAYS)):
        read = read_date(f"{names[weekday]} {weeks[language][this]}", language, recorded_on)
        is_sunday = 6 in {weekday, recorded_on.weekday()}
        assert (read and read.day) == (None if is_sunday or day > recorded_on else day)


@given(RECORDED, st.integers(1, 31))
def test_a_day_of_this_month_or_the_last_exists_and_is_not_ahead(recorded_on: date, nth: int) -> None:
    last = recorded_on.replace(day=1) - timedelta(days=1)
    for language, phrase, of in (
        ("en", "the {} of this month", recorded_on), ("fr", "le {} de ce mois", recorded_on),
        ("en", "the {} of last month", last), ("fr", "le {} du mois dernier", last),
    ):  # fmt: skip
        said = ORDINALS[nth - 1] if language == "en" else str(nth)
        read = read_date(phrase.format(said), language, recorded_on)
        day = of.replace(day=nth) if nth <= monthrange(of.year, of.month)[1] else None
        assert (read and read.day) == (day if day and day <= recorded_on else None)


@given(RECORDED, st.integers(1, 99))
def test_days_ago_are_counted(recorded_on: date, back: int) -> None:
    plural = "s" if back > 1 else ""
    for phrase in (f"{EN_NUMBERS[back]} day{plural} ago", f"{back} day{plural} ago"):
        read = read_date(phrase, "en", recorded_on)
        assert read is not None
        assert recorded_on - read.day == timedelta(days=back)
    french = read_date(f"il y a {FR_NUMBERS[back]} jour{plural}", "fr", recorded_on)
    assert (french is None) == (back in {8, 15})
    assert french is None or recorded_on - french.day == timedelta(days=back)


@given(RECORDED, st.integers(0, 27))
def test_a_day_of_the_month_is_the_latest_one(recorded_on: date, back: int) -> None:
    day = recorded_on - timedelta(days=back)
    for language, phrase in (("en", f"the {_nth(day)}"), ("en", f"on the {ORDINALS[day.day - 1]}"),
                             ("fr", f"le {_fr_day(day)}"), ("fr", f"le {day.day}")):  # fmt: skip
        read = read_date(phrase, language, recorded_on)
        assert read is not None
        assert read.day == day


@settings(max_examples=300)
@given(TEXTS, LANGUAGES, st.dates())
def test_no_text_makes_it_raise_and_quotes_stand_in_the_text(
    text: str, language: str, recorded_on: date
) -> None:
    reached = 0
    found = find_dates(text, language, recorded_on)
    for one in found:
        assert reached <= one.start < one.end
        assert one.quote == text[one.start : one.end]
        reached = one.end
    read = read_date(text, language, recorded_on)
    assert read is None or read in found


@settings(max_examples=300)
@given(TEXTS, LANGUAGES, RECORDED)
def test_without_a_year_no_day_is_ahead_or_over_a_year_back(
    text: str, language: str, recorded_on: date
) -> None:
    for one in find_dates(text, language, recorded_on):
        if "20" not in one.quote and "twenty" not in one.quote and "mille" not in one.quote:
            assert timedelta() <= recorded_on - one.day <= timedelta(days=366)
