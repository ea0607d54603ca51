"""Durations in English that are read."""

import pytest

from core.language.durations import find_durations, read_duration

DECIMALS = [
    ("point three", 18),
    ("zero point three", 18),
    ("Zero Point Three.", 18),
    ("oh point three", 18),
    ("ZERO POINT THREE HOURS!", 18),
    ("0.3", 18),
    (".3", 18),
    ("(.1) email", 6),
    ("point 3", 18),
    ("0 point 3", 18),
    ("point two five", 15),
    ("point twenty-five", 15),
    ("point oh five hours", 3),
    ("two point five", 150),
    ("two point five hours", 150),
    ("two point zero hours", 120),
    ("1.5 hours", 90),
    ("1.5h", 90),
    ("1.5 hrs.", 90),
    ("0.2hrs", 12),
    ("a 0.2 hour call", 12),
    ("0.3 of an hour", 18),
    ("point three of an hour", 18),
    ("one point one", 66),
]
TENTHS = [
    ("three tenths", 18),
    ("three tenths of an hour", 18),
    ("a tenth", 6),
    ("one tenth", 6),
    ("a tenth for the email", 6),
    ("one tenth of an hour", 6),
    ("five-tenths", 30),
]
MINUTES = [
    ("six minutes", 6),
    ("Twelve minutes", 12),
    ("72 min", 72),
    ("72 min.", 72),
    ("forty-five minutes", 45),
    ("forty five minutes", 45),
    ("ninety minutes", 90),
    ("a 30-minute call with client", 30),
]
HALVES_AND_QUARTERS = [
    ("half an hour", 30),
    ("a half hour", 30),
    ("half-hour", 30),
    ("a quarter of an hour", 15),
    ("quarter hour", 15),
    ("a quarter hour", 15),
    ("three quarters of an hour", 45),
    ("three-quarters of an hour", 45),
    ("1/2 hour", 30),
    ("\u00bd hour", 30),
    ("3/4 of an hour", 45),
]
HOURS = [
    ("an hour", 60),
    ("one hour", 60),
    ("1 h", 60),
    ("24 hours", 1440),
    ("a two-hour hearing", 120),
    ("an hour's work", 60),
    ("an hour and a half", 90),
    ("an hour, and a half", 90),
    ("one and a half hours", 90),
    ("1\u00bd hours", 90),
    ("1 1/2 hours", 90),
    ("one and a quarter hours", 75),
    ("one and three-quarter hours", 105),
    ("an hour and three quarters", 105),
    ("an hour and four tenths", 84),
    ("one and four tenths hours", 84),
]
HOURS_AND_MINUTES = [
    ("two hours twenty", 140),
    ("two hours twenty on drafting", 140),
    ("two hours and twenty minutes", 140),
    ("an hour forty-five", 105),
    ("an hour, forty-five minutes", 105),
    ("1h12", 72),
    ("1h12m", 72),
    ("1 h 12", 72),
    ("1 hr 12 min", 72),
    ("one hour\nand thirty minutes", 90),
]
CLOCK_LIKE = [
    ("1:12", 72),
    ('"1:12."', 72),
    ("1:12 hours", 72),
]
IN_A_SENTENCE = [
    ("0.1, email to client re next steps, Jones file", 6),
    ("point two call with Maria Gonzales re Smith v Jones", 12),
    ("reviewing contract changes, paused at clause 12, 0.3", 18),
    ("paused at clause 12, point three, Chen file", 18),
    ("reviewed clause 12, three hours", 180),
    ("sections 4.1, 4.2 and 4.3, two hours", 120),
    ("on April 3, two hours", 120),
    ("two hours, 20 emails", 120),
    ("two hours and twenty emails", 120),
    ("drafted motion for an hour at 2 pm", 60),
    ("At 9:30, call, fifteen minutes", 15),
    ("From nine to nine thirty, half an hour.", 30),
    ("an hour of research on section 4.2", 60),
    ("Jones file two hours", 120),
    ("Jones file - 0.3", 18),
    ("Time: 0.3", 18),
    ("rate of 300 an hour, half an hour", 30),
    ("Call with client. Point three.", 18),
    ("that's point three", 18),
    ("It's 0.3 hours", 18),
    ("okay so point three", 18),
    ("spent point three on the lease", 18),
    ("um point three", 18),
    ("two um hours", 120),
    ("Notice of motion, 0.3", 18),
    ("point three, phone call, no answer", 18),
    ("sorry, point three", 18),
    ("0.1, six minutes", 6),
    ("0.1, that is six minutes", 6),
    ("0.1 (6 minutes)", 6),
]


@pytest.mark.parametrize(
    ("quote", "minutes"),
    [
        *DECIMALS,
        *TENTHS,
        *MINUTES,
        *HALVES_AND_QUARTERS,
        *HOURS,
        *HOURS_AND_MINUTES,
        *CLOCK_LIKE,
        *IN_A_SENTENCE,
    ],
)
def test_a_duration_is_read_exactly(quote: str, minutes: int) -> None:
    read = read_duration(quote)

    assert read is not None
    assert (read.minutes, read.approximate) == (minutes, False)
    assert read.quote == quote[read.start : read.end]


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
