"""Numbers of matters, written and spoken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.drafting.spoken_numbers import spoken_numbers, written_numbers
from core.language import english, french

_WORDS = "two cent mille double dash et 12 1-2 hundred"
DIGITS = {str(value): phrase for phrase, value in reversed(list(english.number_words())) if value < 10}
CHIFFRES = {str(value): phrase for phrase, value in reversed(list(french.number_words())) if value < 10}


@pytest.mark.parametrize(
    ("said", "reading"),
    [
        ("2026-001", "2026-001"),
        ("twenty twenty-six dash zero zero one", "2026-001"),
        ("two thousand and twenty-six slash fourteen", "2026-14"),
        ("two zero two six triple oh seven", "20260007"),
        ("one hundred and three", "103"),
        ("vingt vingt-six tiret zéro zéro un", "2026-001"),
        ("deux mille vingt-six barre quatorze", "2026-14"),
        ("mille neuf cent quatre-vingt-dix-neuf", "1999"),
        ("quatre cent dix-sept", "417"),
        ("one oh three and reviewed", "103"),
    ],
)
def test_a_spoken_number_has_the_reading_that_was_meant(said: str, reading: str) -> None:
    (number,) = spoken_numbers(f"file {said}, please")
    assert reading in number.readings


@pytest.mark.parametrize(
    "said", ["point three", "two of them", "un dossier", "oh well", "dash it", "0.3", ""]
)
def test_what_is_too_short_is_no_number(said: str) -> None:
    assert spoken_numbers(said) == ()


@given(st.from_regex(r"[0-9]{3,9}", fullmatch=True), st.sampled_from([DIGITS, CHIFFRES]))
def test_any_number_said_digit_by_digit_reads_back(number: str, words: dict[str, str]) -> None:
    (read,) = spoken_numbers(" ".join(words[digit] for digit in number))
    assert number in read.readings


def test_a_written_number_is_known_whole_by_its_groups_and_by_its_last() -> None:
    assert written_numbers("A-2026/014") == ("2026014", "2026-14", "014")
    assert written_numbers("none") == ()


@given(st.text() | st.lists(st.sampled_from(_WORDS.split())).map(" ".join))
def test_no_text_is_too_strange(text: str) -> None:
    for number in spoken_numbers(text):
        assert 0 <= number.start < number.end <= len(text)
