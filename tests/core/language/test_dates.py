"""Spoken dates: tables of phrases, and where in a text a date stands as a work date."""

import csv
from datetime import date
from pathlib import Path

import pytest

from core.language.dates import find_dates, read_date

DATA = Path(__file__).parent / "data"
RECORDED_ON = date(2026, 3, 19)


def _rows(name: str) -> list[tuple[str, str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as table:
        rows = csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["recorded_on"], row["phrase"], row["day"]) for row in rows]


ENGLISH, FRENCH = _rows("dates_english.tsv"), _rows("dates_french.tsv")


def _read(phrase: str, language: str, recorded_on: str) -> str:
    read = read_date(phrase, language, date.fromisoformat(recorded_on))
    return str(read.day) if read else "-"


@pytest.mark.parametrize(("recorded_on", "phrase", "day"), ENGLISH)
def test_english_dates_are_read_right_or_refused(recorded_on: str, phrase: str, day: str) -> None:
    assert _read(phrase, "en", recorded_on) == day


@pytest.mark.parametrize(("recorded_on", "phrase", "day"), FRENCH)
def test_french_dates_are_read_right_or_refused(recorded_on: str, phrase: str, day: str) -> None:
    assert _read(phrase, "fr", recorded_on) == day


@pytest.mark.parametrize("rows", [ENGLISH, FRENCH], ids=["english", "french"])
def test_the_tables_hold_no_fewer_than_two_hundred_dates(rows: list[tuple[str, str, str]]) -> None:
    assert len(set(rows)) == len(rows) >= 200


@pytest.mark.parametrize(
    ("text", "language", "quotes"),
    [
        ("On Monday, 0.3, call. On Tuesday, 0.5, memo.", "en", ["Monday", "Tuesday"]),
        (
            "Today. Point three, call re the Friday hearing. Yesterday, point two.",
            "en",
            ["Today", "Yesterday"],
        ),
        ("Tuesday, prepared for the hearing on March 30th, one hour.", "en", ["Tuesday"]),
        ("Yesterday I reviewed the letter of March 3rd and Friday's order.", "en", ["Yesterday"]),
        ("Call re: hearing yesterday.", "en", []),
        ("Reviewed the email that he wrote on Tuesday.", "en", []),
        ("Monday, sorry, Tuesday. Call.", "en", ["Tuesday"]),
        ("Lundi, non, mardi. Appel.", "fr", ["mardi"]),
        ("Lundi, 0,3, appel. Mardi, 0,5, note.", "fr", ["Lundi", "Mardi"]),
        ("Hier, révision de la lettre du 3 mars.", "fr", ["Hier"]),
        ("Le 3 mars, préparation pour l'audience du 12 mars.", "fr", ["Le 3 mars"]),
        ("Révision du courriel qu'il a écrit mardi.", "fr", []),
    ],
)
def test_only_work_dates_are_found(text: str, language: str, quotes: list[str]) -> None:
    assert [found.quote for found in find_dates(text, language, RECORDED_ON)] == quotes


def test_a_quote_that_names_several_days_names_none() -> None:
    text = "Monday: call. Tuesday: memo."
    assert len(find_dates(text, "en", RECORDED_ON)) == 2
    assert read_date(text, "en", RECORDED_ON) is None


def test_another_language_is_refused() -> None:
    with pytest.raises(KeyError):
        find_dates("gestern", "de", RECORDED_ON)
