"""Durations in French: what is read, and the near-misses that must not be."""

import pytest

from core.language.durations import find_durations, read_duration

IN_A_SENTENCE = [
    ("réunion d'une heure", 60),
    ("À 9 h 30, appel de quinze minutes", 15),
    ("de 9 h 30 à 10 h 30, quinze minutes", 15),
    ("0,3, courriel au client", 18),
    ("euh quinze minutes", 15),
    ("Rédaction de la requête, une demi-heure.", 30),
    ("c'est une heure", 60),
    ("il m'a pris une heure", 60),
    ("appel d'une heure avec le client", 60),
    ("0,1 : courriel au client", 6),
    ("deux heures sur l'article 4,2", 120),
    ("consacré deux heures à la rédaction", 120),
    ("une heure et demie à réviser le bail", 90),
    ("le 3 avril, une heure", 60),
    ("1h15 \u2013 rédaction", 75),
    ("Une heure et demie, révision du bail.", 90),
]
DECIMALS_AND_TENTHS = [
    ("zéro virgule trois", 18),
    ("zero virgule trois", 18),
    ("0,3", 18),
    ("0.3", 18),
    ("0,3 heure", 18),
    ("0,3 h", 18),
    ("trois dixièmes", 18),
    ("trois dixièmes d'heure", 18),
    ("trois dixièmes d\u2019une heure", 18),
    ("un dixième", 6),
    ("un dixième d'heure", 6),
    ("deux virgule cinq heures", 150),
    ("2,5 heures", 150),
    ("zéro virgule vingt-cinq heure", 15),
    ("zéro point trois", 18),
    ("ZÉRO VIRGULE TROIS", 18),
]
MINUTES = [
    ("quinze minutes", 15),
    ("soixante et onze minutes", 71),
    ("soixante-quinze minutes", 75),
    ("septante-cinq minutes", 75),
    ("quatre-vingts minutes", 80),
    ("quatre-vingt-onze minutes", 91),
    ("nonante et un minutes", 91),
    ("quatre-vingt-dix-sept minutes", 97),
    ("vingt-et-une minutes", 21),
    ("quatre-vingt-dix-neuf minutes", 99),
    ("trente et une minutes", 31),
    ("quinze min.", 15),
]
HALVES_AND_QUARTERS = [
    ("un quart d'heure", 15),
    ("une demi-heure", 30),
    ("une demie heure", 30),
    ("trois quarts d'heure", 45),
    ("demi-heure", 30),
    ("quart d'heure", 15),
]
HOURS = [
    ("une heure", 60),
    ("une heure et demie", 90),
    ("une heure et quart", 75),
    ("une heure et un quart", 75),
    ("une heure trois quarts", 105),
    ("deux heures vingt", 140),
    ("deux heures et vingt minutes", 140),
    ("1 h 12", 72),
    ("1h12", 72),
    ("1 h 12 min", 72),
    ("1 heure 30", 90),
    ("1 heure et 30 minutes", 90),
    ("une heure trente", 90),
    ("UNE HEURE", 60),
    ("2 h", 120),
]
CLOCK_TIMES = [
    "à deux heures vingt",
    "vers 14 h 30",
    "de neuf heures à dix heures trente",
    "de 9 h 30 à 10 h 30",
    "de neuf heures à midi",
    "de neuf à dix heures trente",
    "jusqu'à deux heures",
    "neuf heures du matin",
    "neuf heures pile",
    "quinze heures trente à dix-sept heures",
    "à 14h30",
]
NUMBERED_OR_MEASURED = [
    "article 4,2",
    "article 4.2 heures",
    "0,3 pour cent",
    "0,3 $",
    "trois virgule cinq millions",
    "point trois",
    "trois minutes notariales",
    "le 3 avril",
    "300 $ de l'heure",
    "300 $ par heure",
    "clause 12, paragraphe 3",
    "virgule trois",
]
SUMS_AND_RANGES = [
    "deux heures et vingt",
    "deux heures moins le quart",
    "deux heures moins dix",
    "une heure et une quinzaine de minutes",
    "deux demi-heures",
    "quinze minutes chacun",
    "un deux heures",
    "une heure trente courriels",
    "une heure trois courriels",
    "entre une heure et deux heures",
    "entre deux et trois heures",
    "deux ou trois heures",
    "deux à trois heures",
    "deux heures par jour",
    "une heure et demie heure",
    "2 h ou 3 h",
]
CORRECTIONS = [
    "zéro virgule trois, pardon, zéro virgule quatre",
    "0,3, non, 0,4",
    "une heure, désolé, deux heures",
]
NOT_EXACT_OR_NO_TIME = [
    "toute la matinée",
    "une quinzaine de minutes",
    "cent vingt minutes",
    "un tiers d'heure",
    "la moitié d'une heure",
    "moins d'une heure",
    "plus de deux heures",
    "il y a deux heures",
    "0,33",
    "1 200 minutes",
    "quelques minutes",
    "le premier quart",
    "dans deux heures",
]


@pytest.mark.parametrize(
    ("quote", "minutes"), [*IN_A_SENTENCE, *DECIMALS_AND_TENTHS, *MINUTES, *HALVES_AND_QUARTERS, *HOURS]
)
def test_a_duration_is_read_exactly(quote: str, minutes: int) -> None:
    read = read_duration(quote, "fr")

    assert read is not None
    assert (read.minutes, read.approximate) == (minutes, False)
    assert read.quote == quote[read.start : read.end]


@pytest.mark.parametrize(
    "quote", [*CLOCK_TIMES, *NUMBERED_OR_MEASURED, *SUMS_AND_RANGES, *CORRECTIONS, *NOT_EXACT_OR_NO_TIME]
)
def test_what_is_not_surely_one_duration_is_not_understood(quote: str) -> None:
    assert read_duration(quote, "fr") is None


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
        ("Une heure et demie", 90),
    ]


def test_accents_may_be_missing_or_decomposed() -> None:
    for text in ("zero virgule trois", "ze\u0301ro virgule trois"):
        read = read_duration(text, "fr")
        assert read is not None
        assert (read.minutes, read.quote) == (18, text)
