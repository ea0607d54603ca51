"""Where a quote stands in a transcript."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.language.quotes import Spoken, locate, spoken_words

TRANSCRIPT = "Um, point three: call with Ms. O'Brien\n re the part-time lease, uh, section 4.2 - art dealer."


@pytest.mark.parametrize(
    ("quote", "stands"),
    [
        ("point three", "point three"),
        ("POINT   THREE!", "point three"),
        ("um point three", "point three"),
        ("call with ms o\u2019brien re the", "call with Ms. O'Brien\n re the"),
        ("part time lease", "part-time lease"),
        ("lease section 4.2", "lease, uh, section 4.2"),
        ("lease er section 4.2", "lease, uh, section 4.2"),
        ("art", "art"),
        ("dealer.", "dealer"),
    ],
)
def test_a_quote_is_found_whatever_its_case_punctuation_and_fillers(quote: str, stands: str) -> None:
    span = locate(quote, TRANSCRIPT)

    assert span is not None
    assert TRANSCRIPT[slice(*span)] == stands


def test_art_is_found_as_a_word_and_not_inside_part() -> None:
    span = locate("art", TRANSCRIPT)

    assert span is not None
    assert TRANSCRIPT[span[0] :] == "art dealer."


@pytest.mark.parametrize(
    ("quote", "transcript"),
    [
        ("art", "a part of it"),
        ("point four", TRANSCRIPT),
        ("three point", TRANSCRIPT),
        ("point call", TRANSCRIPT),
        ("section 4", TRANSCRIPT),
        ("3 hours", "0.3 hours"),
        ("3 hours", ".3 hours"),
        ("3 hours", "2-3 hours"),
        ("5 hours", "v1.5 hours"),
        ("200", "1,200"),
        ("h 12", "1h12"),
        ("résumé", "resume"),
        ("", TRANSCRIPT),
        ("um, uh", TRANSCRIPT),
        ("...", TRANSCRIPT),
        ("point three", ""),
    ],
)
def test_what_does_not_stand_there_word_for_word_is_not_found(quote: str, transcript: str) -> None:
    assert locate(quote, transcript) is None


def test_the_first_of_several_places_is_given() -> None:
    assert locate("point three", "Point three. Sorry, point three.") == (0, 11)


def test_composed_and_decomposed_accents_are_the_same() -> None:
    assert locate("ze\u0301ro virgule", "z\u00e9ro virgule trois") == (0, 12)


LETTERS = "abcdefghiklmnoprstuvyz\u00e0\u00e9\u00ef\u00e7\u0153\u00df"
WORD = st.text(LETTERS, min_size=1, max_size=8) | st.sampled_from(
    ["0.3", "4.2", "12", "um", "1h12", "3rd", "1\u00bd"]
)
BETWEEN = st.sampled_from(
    [" ", ", ", ". ", "\n", " - ", "; ", " \u2026 ", "? ", " (", ") ", " uh, ", " \u201c"]
)
CASES = st.sampled_from([str.upper, str.lower, str.title, str.swapcase])


@st.composite
def runs(draw: st.DrawFn) -> tuple[str, str]:
    """A transcript, and a run of its words with other punctuation and case."""
    words = draw(st.lists(WORD, min_size=1, max_size=12))
    first = draw(st.integers(0, len(words) - 1))
    after = draw(st.integers(first + 1, len(words)))
    transcript = "".join(word + draw(BETWEEN) for word in words)
    quote = "".join(draw(CASES)(word) + draw(BETWEEN) for word in words[first:after])
    return transcript, quote


@given(runs())
def test_any_run_of_words_is_found_and_says_what_was_quoted(run: tuple[str, str]) -> None:
    transcript, quote = run
    assume(spoken_words(quote))

    span = locate(quote, transcript)

    assert span is not None
    assert spoken_words(transcript[slice(*span)]) == spoken_words(quote)


@given(st.text(), st.text())
def test_whatever_is_found_in_any_text_says_what_was_quoted(quote: str, rest: str) -> None:
    for transcript in (rest, f"{rest} {quote} {rest}"):
        span = locate(quote, transcript)
        if span is not None:
            assert 0 <= span[0] < span[1] <= len(transcript)
            assert spoken_words(transcript[slice(*span)]) == spoken_words(quote)


@given(st.text(min_size=1))
def test_every_text_with_words_is_found_in_itself(text: str) -> None:
    assert (locate(text, text) is not None) == bool(spoken_words(text))


@pytest.mark.parametrize(
    ("quote", "stands"),
    [("0.2", [0, 16]), ("a b a", [5, 9]), ("b", [7, 11]), ("c", []), ("", []), ("0.2 um a", [0])],
)
def test_every_place_of_a_quote_is_found(quote: str, stands: list[int]) -> None:
    assert [start for start, _ in Spoken("0.2, a b a b a. 0.2").places(quote)] == stands


@given(st.text(alphabet="ab .,", max_size=30), st.text(alphabet="ab .", max_size=5))
def test_each_place_of_a_quote_says_it(transcript: str, quote: str) -> None:
    places = list(Spoken(transcript).places(quote))
    assert places[:1] == ([found] if (found := locate(quote, transcript)) else [])
    assert all(spoken_words(transcript[start:end]) == spoken_words(quote) for start, end in places)
    assert places == sorted(set(places))
