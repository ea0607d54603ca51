"""What holds for every duration and for every text."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.language.durations import find_durations, read_duration
from core.language.english import number_words as english_numbers
from core.language.french import number_words as french_numbers

ENGLISH = {value: word for word, value in english_numbers()}
FRENCH_FORMS = sorted(french_numbers())
LANGUAGES = st.sampled_from(["en", "fr"])
MINUTES = st.integers(1, 1440)
TENTHS = st.integers(1, 240)
PIECES = """
    a an one two twenty 0.3 .3 0,3 12 1:12 2-3 point zero oh three tenths half quarter hour hours minutes min
    h and or to of the section 4.2 $ % , . ; - sorry no each about call emails million une deux et demie quart
    heure heures virgule d' moins à de ½ 1h12 um from until noon midi nine 9:00 pm no, plus in all total
    en tout started at stopped pardon, matter good hundred cent vingtaine petite between entre → 9-10:30
    third break after quarter past less a.m. + hr. approx. lunch make that non, wait oh 23 un appel
"""
TIMELESS = """
    a the two twenty-five ninety 12 2026 3rd 1,200 2-3 and or to of in section clause April files emails $ % ,
    . ; - sorry no each about call million deux et vingt-et-un quarante dossier courriels avril pages morning
"""
ANY_PIECES = st.lists(st.sampled_from(PIECES.split()))
NO_TIME = st.lists(st.sampled_from(TIMELESS.split())).map(" ".join)
NO_DIGITS = st.text(st.characters(exclude_characters=string.digits))


def _hours_and_minutes(minutes: int) -> tuple[int, int]:
    return divmod(minutes, 60)


def _english_words(minutes: int) -> str:
    hours, rest = _hours_and_minutes(minutes)
    parts = [f"{ENGLISH[hours]} hours"] * bool(hours) + [f"{ENGLISH[rest]} minutes"] * bool(rest)
    return " and ".join(parts)


def _english_figures(minutes: int) -> str:
    hours, rest = _hours_and_minutes(minutes)
    return f"{hours} hr {rest} min" if hours else f"{rest}min"


def _compact(minutes: int) -> str:
    hours, rest = _hours_and_minutes(minutes)
    return f"{hours}h{rest:02}"


def _clock_like(minutes: int) -> str:
    hours, rest = _hours_and_minutes(minutes)
    return f"{hours}:{rest:02} hours"


def _short(minutes: int) -> str:
    hours, rest = _hours_and_minutes(minutes)
    return f"{ENGLISH[hours]} hours {ENGLISH[rest]}"


def _french_words(minutes: int) -> str:
    french = {value: word for word, value in FRENCH_FORMS}
    hours, rest = _hours_and_minutes(minutes)
    return f"{french[hours]} heures {french[rest]}" if hours else f"{french[rest]} minutes"


def _french_figures(minutes: int) -> str:
    hours, rest = _hours_and_minutes(minutes)
    return f"{hours} h {rest:02}" if hours else f"{rest} min"


@pytest.mark.parametrize(
    ("render", "language"),
    [
        (_english_words, "en"),
        (_english_figures, "en"),
        (_compact, "en"),
        (_clock_like, "en"),
        (_short, "en"),
        ("{} minutes".format, "en"),
        (_french_words, "fr"),
        (_french_figures, "fr"),
        (_compact, "fr"),
    ],
)
@given(data=st.data())
def test_every_time_up_to_a_day_reads_back_exactly(
    render: object, language: str, data: st.DataObject
) -> None:
    assert callable(render)
    minutes = data.draw(MINUTES)

    read = read_duration(render(minutes), language)

    assert read is not None
    assert (read.minutes, read.quote, read.approximate) == (minutes, render(minutes), False)


@given(TENTHS)
def test_every_tenth_reads_back_from_figures_and_words(tenths: int) -> None:
    whole, tenth = divmod(tenths, 10)
    spoken = {
        "en": [f"{whole}.{tenth}", f"{whole}.{tenth} hours", f"{ENGLISH[whole]} point {ENGLISH[tenth]}"],
        "fr": [f"{whole},{tenth}", f"{whole},{tenth} h", f"{whole} virgule {tenth} heure"],
    }
    for language, forms in spoken.items():
        for form in forms:
            read = read_duration(form, language)
            assert read is not None
            assert read.minutes == tenths * 6


@pytest.mark.parametrize(("words", "minutes"), [pair for pair in english_numbers() if pair[1]])
def test_every_english_number_word_counts_minutes(words: str, minutes: int) -> None:
    for form in (words, words.replace(" ", "-"), words.upper()):
        read = read_duration(f"{form} minutes")
        assert read is not None
        assert read.minutes == minutes


@pytest.mark.parametrize(("words", "minutes"), [pair for pair in FRENCH_FORMS if pair[1]])
def test_every_french_number_word_counts_minutes(words: str, minutes: int) -> None:
    for form in (words, words.replace(" ", "-"), words.upper()):
        read = read_duration(f"{form} minutes", "fr")
        assert read is not None
        assert read.minutes == minutes


def test_number_words_cover_0_to_99() -> None:
    assert set(ENGLISH) == set(range(100))
    assert {value for _, value in FRENCH_FORMS} == set(range(100))


@settings(max_examples=400)
@given(ANY_PIECES.map(" ".join) | ANY_PIECES.map("".join), LANGUAGES)
def test_spans_are_in_order_and_quote_the_text(text: str, language: str) -> None:
    reached = 0
    for found in find_durations(text, language):
        assert reached <= found.start < found.end
        assert found.quote == text[found.start : found.end]
        assert 0 < found.minutes <= 1440
        reached = found.end


@settings(max_examples=400)
@given(ANY_PIECES.map(" ".join), LANGUAGES)
def test_what_is_read_is_among_what_is_found(text: str, language: str) -> None:
    read = read_duration(text, language)

    if read is not None:
        found = {(one.start, one.end, one.minutes) for one in find_durations(text, language)}
        assert {(part.start, part.end, part.minutes) for part in read.parts or (read,)} <= found
        assert 0 < read.minutes <= 1440
        assert read.clock is None or read.clock.end - read.clock.start == read.minutes
        assert read.quote == text[read.start : read.end]


@settings(max_examples=300)
@given(st.text(), LANGUAGES)
def test_no_text_makes_it_raise(text: str, language: str) -> None:
    for found in find_durations(text, language):
        assert found.quote == text[found.start : found.end]
        assert 0 < found.minutes <= 1440
    read = read_duration(text, language)
    assert read is None or 0 < read.minutes <= 1440


@given(NO_TIME | NO_DIGITS, LANGUAGES)
def test_text_without_time_words_gives_nothing(text: str, language: str) -> None:
    assert find_durations(text, language) == ()


def test_another_language_is_refused() -> None:
    with pytest.raises(KeyError):
        find_durations("drei Stunden", "de")
