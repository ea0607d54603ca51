"""When entries are compared, and what a report of it holds."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from core.domain.deliveries import Intent
from core.domain.ids import new_id
from core.domain.reconciliations import Compared, Difference, Reconciliation, is_soon_after, next_night

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
HELD = Intent(
    matter_id=1,
    user_id=2,
    day=date(2026, 11, 23),
    seconds=360,
    note="Call.",
    non_billable=False,
    no_charge=False,
)


def _changed(note: str = "Call.") -> Compared:
    theirs = HELD.model_copy(update={"note": note})
    one = Difference(entry_id=new_id(NOW), clio_id=9, fields=("note",), ours=HELD, theirs=theirs)
    return Compared(entry_id=one.entry_id, difference=one)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001
    st.sampled_from(["America/Toronto", "Pacific/Auckland", "UTC", "Asia/Kolkata"]),
)
def test_the_next_night_is_at_two_there_and_comes_once_a_day(now: datetime, zone: str) -> None:
    night = next_night(now, zone)
    assert timedelta(hours=12) <= night - now <= timedelta(hours=37)
    there = night.astimezone(ZoneInfo(zone))
    # Where two o'clock is left out, it is three.
    assert there.hour in {2, 3}
    assert not is_soon_after(now, night)
    following = next_night(night, zone) - night
    assert timedelta(hours=23) <= following <= timedelta(hours=25)


def test_where_no_zone_is_known_it_is_every_day() -> None:
    assert next_night(NOW, None) == NOW + timedelta(hours=24)


def test_one_that_was_just_made_needs_no_other() -> None:
    assert is_soon_after(NOW, NOW + timedelta(hours=3))
    assert not is_soon_after(NOW, NOW + timedelta(hours=12))
    assert not is_soon_after(None, NOW)


def test_a_report_counts_everything_and_lists_what_it_can_hold() -> None:
    made = Reconciliation(started_at=NOW)
    deleted = Difference(entry_id=new_id(NOW), clio_id=8, ours=HELD, theirs=None, billed=False)
    made = made.with_more(
        [
            Compared(entry_id=new_id(NOW)),
            Compared(entry_id=new_id(NOW), hidden=True),
            Compared(entry_id=new_id(NOW), billed=True),
            Compared(entry_id=deleted.entry_id, difference=deleted),
        ]
    )
    made = made.with_more([_changed() for _ in range(70)])
    assert made.counts == {"compared": 74, "changed": 70, "deleted": 1, "billed": 1, "hidden": 1}
    assert (made.differing, len(made.differences), made.differences[0]) == (71, 50, deleted)
    assert len(made.billed_entries) == 1


@given(st.lists(st.sampled_from([0, 1_000, 19_999, 20_001, 300_000]), max_size=60))
def test_a_report_fits_its_row_whatever_the_notes(lengths: list[int]) -> None:
    made = Reconciliation(started_at=NOW).with_more([_changed("\x01" * length) for length in lengths])
    assert made.changed == len(lengths)
    assert len(made.model_dump_json()) < 500_000
    assert bool(made.differences) is bool(lengths)
