"""Where in the day a range of clock times lies, in minutes after midnight, and how surely."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.language.durations import find_durations, read_duration

FACES = st.integers(60, 719)
LENGTHS = st.integers(1, 600)


def _clock(text: str, language: str) -> tuple[int, int, bool] | None:
    read = read_duration(text, language)
    assert read is not None
    return (read.clock.start, read.clock.end, read.clock.sure) if read.clock else None


@pytest.mark.parametrize(
    ("language", "text", "clock"),
    [
        ("en", "from nine to ten thirty", (540, 630, False)),
        ("en", "started at 2:15, stopped at 3", (135, 180, False)),
        ("en", "from 11:45 to 12:30", (705, 750, False)),
        ("en", "from 12:30 to 1:15", (30, 75, False)),
        ("en", "between two and three thirty", (120, 210, False)),
        ("en", "nine a.m. until noon", (540, 720, True)),
        ("en", "noon to one", (720, 780, True)),
        ("en", "from 9:15 to 10:45 a.m.", (555, 645, True)),
        ("en", "from 11 to 1 p.m.", (660, 780, True)),
        ("en", "14:00-15:30", (840, 930, True)),
        ("en", "from nine in the morning until two in the afternoon", (540, 840, True)),
        ("en", "from 10 p.m. to midnight", (1320, 1440, True)),
        ("en", "from midnight to one a.m.", (0, 60, True)),
        ("en", "from 11 p.m. to 1 a.m.", (1380, 1500, True)),
        ("en", "about from nine to ten thirty", (540, 630, False)),
        ("fr", "de neuf heures à dix heures trente", (540, 630, False)),
        ("fr", "de neuf heures à midi", (540, 720, True)),
        ("fr", "13 h 30 à 15 h", (810, 900, True)),
        ("fr", "commencé à 14 h 15, terminé à 15 h", (855, 900, True)),
        ("fr", "entre neuf heures et dix heures", (540, 600, False)),
        ("fr", "de neuf heures à onze heures du matin", (540, 660, True)),
        ("fr", "de deux heures à trois heures de l'après-midi", (840, 900, True)),
        ("fr", "de dix heures moins vingt à dix heures dix", (580, 610, False)),
        ("fr", "de 22 h à 1 h", (1320, 1500, True)),
        ("en", "from nine to ten, sorry, from nine to eleven", (540, 660, False)),
        ("en", "from 9:30 to 10:30, one hour", (570, 630, False)),
    ],
)
def test_one_range_lies_where_it_was_said(language: str, text: str, clock: tuple[int, int, bool]) -> None:
    assert _clock(text, language) == clock


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "point three"),
        ("en", "1:12"),
        ("en", "from 9 to 10 and from 2 to 2:30"),
        ("en", "from nine to ten and point five on the memo"),
        ("fr", "une heure et demie"),
        ("fr", "de 9 h à 10 h et de 14 h à 14 h 30"),
    ],
)
def test_sums_and_everything_else_lie_nowhere(language: str, text: str) -> None:
    assert _clock(text, language) is None


def test_the_parts_of_a_sum_lie_where_they_were_said() -> None:
    read = read_duration("from 9 to 10 a.m. and from 2 to 2:30 p.m.")
    assert read is not None
    assert [part.clock and (part.clock.start, part.clock.end) for part in read.parts] == [
        (540, 600),
        (840, 870),
    ]
    assert [one.clock for one in find_durations("from 9 to 10 a.m. and from 2 to 2:30 p.m.")] == [
        part.clock for part in read.parts
    ]


@given(FACES, LENGTHS, st.sampled_from(["from {} to {}", "started at {}, stopped at {}", "{} to {}"]))
def test_a_clock_is_as_long_as_its_duration_and_starts_as_said(start: int, length: int, form: str) -> None:
    hours, minutes = zip(divmod(start, 60), divmod((start + length - 60) % 720 + 60, 60), strict=True)
    said = form.format(*(f"{hour}:{minute:02}" for hour, minute in zip(hours, minutes, strict=True)))

    read = read_duration(said)

    if read is not None:
        assert read.clock is not None
        assert read.clock.end - read.clock.start == read.minutes
        assert read.clock.start == start
        assert not read.clock.sure
