"""Whatever a line says, the lint answers within bounds, and proposes only words that stand in it."""

import re
import time
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.clock import ClockRange
from core.domain.preferences import Rules
from core.drafting.lint import lint
from core.drafting.lint.english import ENGLISH
from core.drafting.lint.french import FRENCH
from core.language.durations import find_durations
from tests.core.drafting.lint.making import found, line

MANY = settings(max_examples=300, deadline=None)
WORDS = [" ".join(phrase) for vocabulary in (ENGLISH, FRENCH) for phrase in vocabulary.heads]
JOINTS = [
    " ",
    " and ",
    ", ",
    "; ",
    ". ",
    " et ",
    " then ",
    " re ",
    " to ",
    " with client ",
    " same",
    " (0.4)",
    " l'",
    " / ",
]
OBJECTS = [
    "lease",
    "the motion",
    "Ms. Ito",
    "file",
    "bail",
    "la requête",
    "it",
    "0.2",
    "12 h 30",
    "J'ai",
    "same",
]
LINES = st.lists(st.sampled_from([*WORDS, *JOINTS, *OBJECTS]), max_size=14).map("".join)
TEXTS = st.text(max_size=80) | LINES
MINUTES = st.none() | st.integers(0, 1440)


@MANY
@given(TEXTS, MINUTES)
def test_spans_lie_within_the_narrative_and_words_are_the_lines_own(text: str, minutes: int | None) -> None:
    for one in found(text, minutes):
        if one.span is not None:
            start, end = one.span
            assert 0 <= start < end <= len(text)
        for part in one.parts:
            assert set(re.findall(r"\w+", part.narrative.casefold())) <= set(
                re.findall(r"\w+", text.casefold())
            )
            assert part.narrative.endswith(".")


@MANY
@given(
    st.integers(0, 24),
    st.integers(0, 59),
    st.integers(0, 24),
    st.integers(0, 59),
    st.sampled_from(("en", "fr")),
)
def test_every_range_that_is_read_can_be_kept(
    hour: int, minute: int, end_hour: int, end_minute: int, language: str
) -> None:
    words = ("from", "to") if language == "en" else ("de", "à")
    text = f"{words[0]} {hour}:{minute:02} {words[1]} {end_hour}:{end_minute:02}"
    for said in find_durations(text, language):
        if said.clock:
            kept = ClockRange(start=said.clock.start, end=said.clock.end, sure=said.clock.sure)
            assert kept.end - kept.start == said.minutes


@MANY
@given(TEXTS, TEXTS, MINUTES)
def test_a_neighbour_of_any_words_does_no_harm(text: str, other: str, minutes: int | None) -> None:
    said = lint(line(text, minutes), Rules(), [line(other, minutes, id="two")])
    assert len({one.code for one in said}) == len(said), "each rule speaks once"


def test_a_line_held_against_the_most_neighbours_there_are_is_quick() -> None:
    narrative = "Review lease and call client re " + "assignment of the covenant and " * 12
    others = [line(f"{narrative} item {number}", id=str(number)) for number in range(200)]
    start = time.perf_counter()
    lint(line(narrative), Rules(), others)
    assert time.perf_counter() - start < 2


def test_a_line_of_the_greatest_length_is_quick() -> None:
    start = time.perf_counter()
    found("review lease and call client re same, " * 842)
    assert time.perf_counter() - start < 2


def test_every_line_of_the_evaluation_is_split_into_its_own_words() -> None:
    table = Path(__file__).parents[3] / "eval" / "data" / "lint_lines.tsv"
    for row in table.read_text(encoding="utf-8").splitlines():
        narrative = row.rpartition("\t")[2]
        for one in found(narrative, None):
            for part in one.parts:
                words = re.findall(r"\w+", part.narrative.casefold())
                assert set(words) <= set(re.findall(r"\w+", narrative.casefold()))
