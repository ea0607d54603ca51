"""Proposed splits: whole sentences in the line's own words, with the times that were said and no others."""

import pytest

from core.domain.findings import Part
from core.domain.guidelines import Guideline
from tests.core.drafting.lint.making import found


def _parts(narrative: str, hours_said: str = "") -> tuple[Part, ...]:
    said = found(narrative, hours_said=hours_said)
    return next(one.parts for one in said if one.code is Guideline.BLOCK_BILLED)


@pytest.mark.parametrize(
    ("narrative", "parts"),
    [
        (
            "Review lease and call client re same.",
            [("Review lease.", "A104"), ("Call client re lease.", "A106")],
        ),
        (
            "Travel to and attend hearing of motion to strike.",
            [
                ("Travel to hearing of motion to strike.", None),
                ("Attend hearing of motion to strike.", "A109"),
            ],
        ),
        (
            "Drafted the factum, then called opposing counsel about the timetable.",
            [("Drafted the factum.", "A103"), ("Called opposing counsel about the timetable.", "A107")],
        ),
        (
            "I reviewed the licence and called the client about the fee.",
            [("I reviewed the licence.", "A104"), ("I called the client about the fee.", "A106")],
        ),
        (
            "J'ai révisé le bail et appelé le client concernant la caution.",
            [("J'ai révisé le bail.", "A104"), ("J'ai appelé le client concernant la caution.", "A106")],
        ),
        (
            "Préparation et participation à l'audience.",
            [("Préparation à l'audience.", "A101"), ("Participation à l'audience.", "A109")],
        ),
        (
            "Preparation of and attendance at hearing of motion.",
            [("Preparation of hearing of motion.", "A101"), ("Attendance at hearing of motion.", "A109")],
        ),
        (
            "Prepare for examination of M. Brown; attend same.",
            [("Prepare for examination of M. Brown.", "A101"), ("Attend examination of M. Brown.", "A109")],
        ),
    ],
)
def test_each_task_is_a_sentence_with_its_activity(
    narrative: str, parts: list[tuple[str, str | None]]
) -> None:
    assert [(part.narrative, part.activity_code) for part in _parts(narrative)] == parts


def test_times_in_brackets_go_to_their_parts_and_out_of_their_words() -> None:
    first, second = _parts("Review purchase agreement (0.4); call with vendor re deposit [0.2].")
    assert (first.narrative, first.minutes) == ("Review purchase agreement.", 24)
    assert (second.narrative, second.minutes) == ("Call with vendor re deposit.", 12)


def test_the_words_the_hours_came_from_time_the_parts() -> None:
    said = "point two on the call and point four on the memo"
    memo, call = _parts("Draft memo on notice; call with client re notice period.", hours_said=said)
    assert (memo.minutes, call.minutes) == (24, 12)


@pytest.mark.parametrize(
    "said", ["", "point six", "point two and point four", "point two on the call and point four on the call"]
)
def test_time_that_was_not_said_for_a_part_is_not_guessed(said: str) -> None:
    parts = _parts("Draft memo on notice; call with client re notice period.", hours_said=said)
    assert [part.minutes for part in parts] == [None, None]


def test_a_line_too_long_to_read_whole_is_not_split() -> None:
    long = "Review lease; call client re rent; " + "and so on " * 500
    assert _parts(long) == ()
