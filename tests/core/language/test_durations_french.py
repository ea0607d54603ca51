"""Durations in French: what is not even found, about and recaps; the phrases are in data/durations_fr.tsv."""

import pytest

from core.language.durations import find_durations, read_duration

CLOCK_TIMES = [
    "à deux heures vingt",
    "vers 14 h 30",
    "de deux à trois heures trente",
    "jusqu'à deux heures",
    "neuf heures du matin",
    "neuf heures pile",
    "deux heures trente à dix-sept heures",
    "à 14h30",
]
NUMBERED_OR_MEASURED = [
    "article 4,2",
    "article 4.2 heures",
    "0,3 pour cent",
    "0,3 $",
    "trois virgule cinq millions",
    "Note. Point trois, appel",
    "le point trois",
    "trois minutes notariales",
    "le 3 avril",
    "300 $ de l'heure",
    "300 $ par heure",
    "clause 12, paragraphe 3",
    "virgule trois heures",
]


@pytest.mark.parametrize("text", [*CLOCK_TIMES, *NUMBERED_OR_MEASURED])
def test_what_is_no_duration_is_not_found_either(text: str) -> None:
    assert [found.quote for found in find_durations(text, "fr")] == []


@pytest.mark.parametrize("text", ["environ une heure", "une heure environ", "à peu près une heure"])
def test_about_is_told(text: str) -> None:
    read = read_duration(text, "fr")

    assert read is not None
    assert (read.minutes, read.quote, read.approximate) == (60, "une heure", True)


def test_every_duration_of_a_recap_is_found() -> None:
    text = (
        "Zéro virgule trois, courriel au client. De 9 h 30 à 10 h 30, audience."
        " Une heure et demie sur l'article 4,2."
    )

    assert [(found.quote, found.minutes) for found in find_durations(text, "fr")] == [
        ("Zéro virgule trois", 18),
        ("De 9 h 30 à 10 h 30", 60),
        ("Une heure et demie", 90),
    ]


def test_accents_may_be_missing_or_decomposed() -> None:
    for text in ("zero virgule trois", "ze\u0301ro virgule trois"):
        read = read_duration(text, "fr")
        assert read is not None
        assert (read.minutes, read.quote) == (18, text)
