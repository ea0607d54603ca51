"""Near-misses in English that must not be read as a time."""

import pytest

from core.language.durations import find_durations, read_duration

NO_TIME = [
    "",
    "minutes",
    "billable hours",
    "the eleventh hour",
    "all morning",
    "half a day",
    "wait a minute",
    "clause 12",
    "April 3",
    "call 15",
    "2026-01-05",
]
NUMBERED_OR_MEASURED = [
    "0,3",
    "section 4.2",
    "section 4.2 hours",
    "s. 4.2",
    "Smith v. 0.3",
    "paragraph two point three",
    "version 1.5",
    "v1.5 hours",
    "page 3.5",
    "3.5 pages",
    "sections 4.1, 4.2 and 4.3",
    "rule 30 minutes",
    "4.2.1",
    "10.0.0.1",
    "file.3",
    "COVID-19 minutes",
    "three point five million",
    "three million minutes",
    "$0.3",
    "$ 0.3",
    "0.3 percent",
    "0.3%",
    "three tenths of a mile",
    "a tenth amendment",
    "on the tenth",
    "point three of the agreement",
    "Point three is disputed",
    "we talked about point three",
    "at this point three hours",
    "reviewed two minute books",
    "two minutes of settlement",
    "$300 an hour",
    "300 dollars an hour",
]
NOT_EXACT_OR_NOT_WHOLE = [
    "0.33",
    "point three three hours",
    "1.5 minutes",
    "point three minutes",
    "six minutes 30 seconds",
    "six minutes and 30 seconds",
    "one hour and ninety minutes",
    "zero minutes",
    "0.0",
    "thirty hours",
    "1,200 minutes",
    "one hundred and twenty minutes",
    "a third of an hour",
    "most of an hour",
    "three and a third hours",
    "a couple of hours",
    "a few minutes",
    "an hour or more",
    "an hour and a bit",
    "more than an hour",
    "over an hour",
    "at least two hours",
    "not an hour",
    "two days and three hours",
    "adjust -0.3 hours",
]
CLOCK_TIMES = [
    "1:12 call",
    "at 1:12",
    "at 1:12 hours",
    "25:10 hours",
    "1:75",
    "ten thirty",
    "half past nine",
    "quarter to ten",
    "one o'clock",
    "from nine to ten thirty",
    "9:00 to 10:30",
    "9:00-10:30",
    "nine to ten thirty hours",
]
NOT_WORKED = [
    "two hours ago",
    "24-hour notice",
    "24 hours' notice",
    "within two hours",
    "in half an hour",
    "every two hours",
]
RANGES = [
    "two to three hours",
    "2-3 hours",
    "2 - 3 hours",
    "2h-3h",
    "two or three hours",
    "between two and three hours",
    "an hour or two",
    "half an hour or an hour",
    "ten minutes to an hour",
    "twenty-thirty minutes",
]
SUMS = [
    "point three plus point two",
    "point three plus point three",
    "point three, point two",
    "point three on the call and point three on the email",
    "One hour for drafting and a half for the call",
    "an hour and half an hour",
    "an hour and three quarters of an hour",
    "two hours and twenty",
    "two hours and twenty on drafting",
    "two hours, twenty",
    "An hour. And a half.",
    "an hour, uh, and a half",
    "two hours twenty emails",
    "two hours plus twenty",
    "an hour less ten minutes",
    "total two hours, one hour each",
    "six minutes each",
    "two hours a week",
    "0.2/day",
    "0.2 x 3",
    "3 x 0.2 hours",
    "twice six minutes",
    "two six-minute calls",
    "two calls of six minutes",
]
CORRECTIONS = [
    "point three, sorry, point four",
    "point three sorry point four",
    "point three, sorry, four",
    "point three, no, four",
    "point three, make that half an hour",
    "point three. Correction, point four.",
    "scratch that, point four, I mean point five",
    "an hour, actually an hour and a half",
]


@pytest.mark.parametrize(
    "quote",
    [
        *NO_TIME,
        *NUMBERED_OR_MEASURED,
        *NOT_EXACT_OR_NOT_WHOLE,
        *CLOCK_TIMES,
        *NOT_WORKED,
        *RANGES,
        *SUMS,
        *CORRECTIONS,
    ],
)
def test_what_is_not_surely_one_duration_is_not_understood(quote: str) -> None:
    assert read_duration(quote) is None


@pytest.mark.parametrize("text", [*NO_TIME, *NUMBERED_OR_MEASURED, *CLOCK_TIMES, *NOT_WORKED, *RANGES])
def test_what_is_no_duration_is_not_found_either(text: str) -> None:
    assert find_durations(text) == ()


def test_a_corrected_duration_is_not_found() -> None:
    assert find_durations("point three, sorry, point four") == ()
