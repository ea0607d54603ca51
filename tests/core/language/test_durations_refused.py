"""Near-misses in English that are not even found; the phrases are in data/durations_en.tsv."""

import pytest

from core.language.durations import find_durations

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
    "9-10:30 documents",
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


@pytest.mark.parametrize("text", [*NO_TIME, *NUMBERED_OR_MEASURED, *CLOCK_TIMES, *NOT_WORKED, *RANGES])
def test_what_is_no_duration_is_not_found_either(text: str) -> None:
    assert find_durations(text) == ()
