"""NCRONTAB schedules fire when they should and at no other second."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local.host.ncrontab import ScheduleError, parse_schedule


@pytest.mark.parametrize(
    ("expression", "after", "expected"),
    [
        ("0 */5 * * * *", "2026-11-22T12:00:00", "2026-11-22T12:05:00"),
        ("0 0 9-17 * * MON-FRI", "2026-11-20T17:00:00", "2026-11-23T09:00:00"),
        ("30 5 1,13 * Jan,Jul *", "2026-02-01T00:00:00", "2026-07-01T01:05:30"),
        ("0 0 0 29 2 *", "2026-01-01T00:00:00", "2028-02-29T00:00:00"),
        ("0 0 0 31 * *", "2026-04-01T00:00:00", "2026-05-31T00:00:00"),
        ("59 59 23 31 12 *", "2026-12-31T23:59:59", "2027-12-31T23:59:59"),
        ("0 0 0 13 * friday", "2026-01-01T00:00:00", "2026-02-13T00:00:00"),
        ("10/20 * * * * *", "2026-01-01T00:00:10", "2026-01-01T00:00:30"),
        ("5-20/10 * * * * *", "2026-01-01T00:00:05", "2026-01-01T00:00:15"),
        ("0 0 0 * * 0", "2026-11-22T00:00:00", "2026-11-29T00:00:00"),
        ("* * * * * *", "2026-11-22T12:00:00.750", "2026-11-22T12:00:01"),
    ],
)
def test_next_firing(expression: str, after: str, expected: str) -> None:
    start = datetime.fromisoformat(after).replace(tzinfo=UTC)
    assert parse_schedule(expression).after(start).isoformat() == f"{expected}+00:00"


@pytest.mark.parametrize(
    "expression",
    [
        "* * * * *",
        "60 * * * * *",
        "* * 24 * * *",
        "* * * 0 * *",
        "* * * * 13 *",
        "* * * * * 7",
        "* * * * * 5-1",
        "*/0 * * * * *",
        "* * * * moon *",
        "1, * * * * *",
        "a * * * * *",
        "-1 * * * * *",
        "",
    ],
)
def test_what_is_no_schedule(expression: str) -> None:
    with pytest.raises(ScheduleError):
        parse_schedule(expression)


def test_schedule_that_never_fires() -> None:
    with pytest.raises(ScheduleError, match="never"):
        parse_schedule("0 0 0 30 2 *").after(datetime(2026, 1, 1, tzinfo=UTC))


def _fields(lowest: int, highest: int) -> st.SearchStrategy[tuple[str, frozenset[int]]]:
    """Give a field's text and the values it stands for, worked out without the parser."""
    everything = frozenset(range(lowest, highest + 1))
    values = st.lists(st.integers(lowest, highest), min_size=1, max_size=4)
    return st.one_of(
        st.just(("*", everything)),
        st.integers(2, 20).map(
            lambda step: (
                f"*/{min(step, highest)}",
                frozenset(v for v in everything if (v - lowest) % min(step, highest) == 0),
            )
        ),
        values.map(lambda some: (",".join(map(str, some)), frozenset(some))),
        st.tuples(st.integers(lowest, highest), st.integers(lowest, highest)).map(
            lambda ends: (f"{min(ends)}-{max(ends)}", frozenset(range(min(ends), max(ends) + 1)))
        ),
    )


@given(
    second=_fields(0, 59),
    minute=_fields(0, 59),
    hour=_fields(0, 23),
    day=_fields(1, 31),
    weekday=_fields(0, 6),
    start=st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001  # the strategy adds UTC
)
def test_firing_fits_every_field_and_none_is_skipped(
    second: tuple[str, frozenset[int]],
    minute: tuple[str, frozenset[int]],
    hour: tuple[str, frozenset[int]],
    day: tuple[str, frozenset[int]],
    weekday: tuple[str, frozenset[int]],
    start: datetime,
) -> None:
    schedule = parse_schedule(f"{second[0]} {minute[0]} {hour[0]} {day[0]} * {weekday[0]}")

    def fits(moment: datetime) -> bool:
        return (
            moment.second in second[1]
            and moment.minute in minute[1]
            and moment.hour in hour[1]
            and moment.day in day[1]
            and moment.isoweekday() % 7 in weekday[1]
        )

    fired = schedule.after(start)
    assert fired > start
    assert fits(fired)
    earlier = fired - timedelta(seconds=1)
    for _ in range(300):
        if earlier <= start:
            break
        assert not fits(earlier)
        earlier -= timedelta(seconds=1)
    assert schedule.after(fired - timedelta(microseconds=1)) == fired
