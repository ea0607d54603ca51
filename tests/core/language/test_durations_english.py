"""Durations in English: about, recaps and pieces; the phrases are in data/durations_en.tsv."""

import pytest

from core.language.durations import find_durations, read_duration


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("about half an hour", "half an hour"),
        ("roughly one hour", "one hour"),
        ("spent approximately 0.3", "0.3"),
        ("nearly an hour", "an hour"),
        ("~2 hours", "2 hours"),
        ("an hour or so", "an hour"),
        ("an hour, give or take", "an hour,"),
    ],
)
def test_about_is_told_and_is_not_part_of_the_duration(text: str, said: str) -> None:
    read = read_duration(text)

    assert read is not None
    assert (read.quote, read.approximate) == (said.rstrip(","), True)


def test_every_duration_of_a_recap_is_found_where_it_stands() -> None:
    text = (
        "Today. Point three. Call with the client, Smith matter. 0.5 drafting the claim, section 4.2."
        " About an hour and a half on rule 30. Then, um, twelve minutes: email to client on April 3."
    )

    found = find_durations(text)

    assert [(duration.quote, duration.minutes, duration.approximate) for duration in found] == [
        ("Point three", 18, False),
        ("0.5", 30, False),
        ("an hour and a half", 90, True),
        ("twelve minutes", 12, False),
    ]
    assert all(text[duration.start : duration.end] == duration.quote for duration in found)


def test_a_half_is_not_found_inside_two_and_a_half() -> None:
    assert [duration.quote for duration in find_durations("Two and a half hours on the lease")] == [
        "Two and a half hours"
    ]
