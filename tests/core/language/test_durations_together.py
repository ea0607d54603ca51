"""What holds for ranges of clock times, corrections, sums and totals of any length."""

from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.language.durations import find_durations, read_duration
from core.language.english import number_words as english_numbers
from core.language.french import number_words as french_numbers

ENGLISH = {value: word for word, value in english_numbers()}
FRENCH = {value: word for word, value in french_numbers()}
HALF_DAY = 720
EVENING, LONGEST_NIGHT = 1080, 480

type Render = Callable[[int], str]


def _english(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    parts = [f"{ENGLISH[hours]} hours"] * bool(hours) + [f"{ENGLISH[rest]} minutes"] * bool(rest)
    return " ".join(parts)


def _french(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    parts = [f"{FRENCH[hours]} heures"] * bool(hours) + [f"{FRENCH[rest]} minutes"] * bool(rest)
    return " ".join(parts)


def _tenths(minutes: int) -> str:
    whole, tenth = divmod(minutes // 6, 10)
    return f"{ENGLISH[whole]} point {ENGLISH[tenth]}"


def _dixiemes(minutes: int) -> str:
    whole, tenth = divmod(minutes // 6, 10)
    return f"{FRENCH[whole]} virgule {FRENCH[tenth]}"


SPOKEN = [("en", _english), ("en", _tenths), ("fr", _french), ("fr", _dixiemes)]
BACK = {
    "en": [
        "{}, sorry, {}",
        "{}, no, make that {}",
        "{} on the call, I mean, {}",
        "{}. Correction, {}, Smith file",
    ],
    "fr": ["{}, pardon, {}", "{}, non, {}", "{} pour l'appel, pardon, {}", "{}, je corrige, {}, dossier Roy"],
}
SUMS = {
    "en": ["{} and {}", "{} on the call and {} on the memo, Smith file", "{} plus {}"],
    "fr": ["{} et {}", "{} pour l'appel et {} pour le mémo, dossier Roy", "{} plus {}"],
}
TOTALS = {"en": ["{}, call, {}, memo, {} in all"], "fr": ["{}, appel, {}, mémo, {} en tout"]}
LENGTHS = st.integers(1, 119).map(lambda tenths: tenths * 6)
several = pytest.mark.parametrize(("language", "render"), SPOKEN)


@several
@given(LENGTHS, LENGTHS, st.data())
def test_the_correction_wins(
    language: str, render: Render, first: int, second: int, data: st.DataObject
) -> None:
    said = data.draw(st.sampled_from(BACK[language])).format(render(first), render(second))

    read = read_duration(said, language)

    assert read is not None
    assert (read.minutes, read.quote) == (second, render(second))
    assert [one.minutes for one in find_durations(said, language)] == [second]


@several
@given(LENGTHS, LENGTHS, st.data())
def test_a_sum_is_its_parts(
    language: str, render: Render, first: int, second: int, data: st.DataObject
) -> None:
    said = data.draw(st.sampled_from(SUMS[language])).format(render(first), render(second))

    read = read_duration(said, language)

    assert read is not None
    assert read.minutes == first + second
    # "Two hours and twelve minutes" is one duration.
    assert [part.minutes for part in read.parts] in ([first, second], [])


@several
@given(LENGTHS, LENGTHS, LENGTHS, st.data())
def test_a_total_is_understood_only_when_it_agrees(
    language: str, render: Render, first: int, second: int, other: int, data: st.DataObject
) -> None:
    shape = data.draw(st.sampled_from(TOTALS[language]))
    agreed = read_duration(shape.format(render(first), render(second), render(first + second)), language)
    assert agreed is not None
    assert agreed.minutes == first + second

    assume(other != first + second)
    assert read_duration(shape.format(render(first), render(second), render(other)), language) is None


def _face(minute: int) -> str:
    hour, rest = divmod(minute, 60)
    return f"{hour % 12 or 12}:{rest:02}"


def _half(minute: int) -> str:
    return f"{_face(minute)} {'p.m.' if minute >= HALF_DAY else 'a.m.'}"


def _words(minute: int) -> str:
    hour, rest = divmod(minute, 60)
    return f"{ENGLISH[hour % 12 or 12]} {f'oh {ENGLISH[rest]}' if rest < 10 else ENGLISH[rest]}"


def _heures(minute: int) -> str:
    hour, rest = divmod(minute, 60)
    return f"{FRENCH[hour]} heures {FRENCH[rest]}" if rest else f"{FRENCH[hour]} heures"


@given(st.integers(0, 1439), st.integers(0, 1439))
def test_ends_that_say_their_half_of_the_day_are_exact_or_backwards(one: int, two: int) -> None:
    read = read_duration(f"from {_half(one)} to {_half(two)}")

    assert (read and read.minutes) == _between(one, two)


def _between(one: int, two: int) -> int | None:
    """Backwards, only a night is understood: from six in the evening on, and for eight hours at most."""
    is_night = one >= EVENING and two + 1440 - one <= LONGEST_NIGHT
    return two - one if two > one else two + 1440 - one if is_night else None


@given(st.integers(60, 719), st.integers(1, 719))
def test_ends_that_do_not_say_it_lie_in_the_same_half(start: int, length: int) -> None:
    end = start + length
    assume(start % 60 and end % 60)
    read = read_duration(f"from {_words(start)} to {_words(end)}")
    on_the_clock = read_duration(f"started at {_face(start)}, stopped at {_face(end)}")

    forward = length if end < HALF_DAY + 60 else None
    assert (read and read.minutes) == (on_the_clock and on_the_clock.minutes) == forward


@given(st.integers(60, 719), st.integers(1, 719), st.booleans())
def test_one_end_that_says_it_brings_the_other_with_it(start: int, length: int, first: bool) -> None:
    end = (start + length) % 1440
    said = f"from {_half(start)} to {_face(end)}" if first else f"from {_face(start)} to {_half(end)}"

    read = read_duration(said)

    assert read is not None
    assert read.minutes == length


@given(st.integers(7 * 60, 1439), st.integers(7 * 60, 1439))
def test_french_hours_are_those_of_the_whole_day(one: int, two: int) -> None:
    assume(one % 60 and two % 60 and not HALF_DAY <= one < HALF_DAY + 60)
    read = read_duration(f"de {_heures(one)} à {_heures(two)}", "fr")

    if read is not None:
        assert read.minutes == _between(one, two)
    assert read is not None or two <= one or one < HALF_DAY < two


@given(st.integers(7 * 60, 779), st.integers(1, 300))
def test_a_french_morning_is_read(start: int, length: int) -> None:
    end = min(start + length, 779)
    assume(start < end)
    read = read_duration(f"de {_heures(start)} à {_heures(end)}, dossier Roy", "fr")

    assert read is not None
    assert read.minutes == end - start
