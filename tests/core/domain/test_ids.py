"""Ids: their shape, that none comes twice, and that newer ones sort first."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.ids import is_id, new_id

FEW = settings(max_examples=50, deadline=None)

_INSTANTS = st.datetimes(datetime(1970, 1, 1), datetime(5000, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis wants naive bounds


@FEW
@given(_INSTANTS)
def test_an_id_has_the_shape_of_an_id(now: datetime) -> None:
    made = new_id(now)
    assert len(made) == 26
    assert is_id(made)


@FEW
@given(_INSTANTS, st.timedeltas(timedelta(milliseconds=1), timedelta(days=36500)))
def test_a_later_id_sorts_before_an_earlier_one(now: datetime, gap: timedelta) -> None:
    assert new_id(now + gap + timedelta(milliseconds=1)) < new_id(now)


def test_ids_of_one_instant_are_all_different() -> None:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    assert len({new_id(now) for _ in range(5000)}) == 5000


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0" * 25,
        "0" * 27,
        "0" * 25 + "A",
        "0" * 25 + "i",
        "0" * 25 + "l",
        "0" * 25 + "o",
        "0" * 25 + "u",
        "0" * 25 + "~",
        "0" * 25 + "/",
        "0" * 25 + "\u0660",
        "0" * 26 + "\n",
        "../" + "0" * 23,
    ],
)
def test_anything_else_is_no_id(text: str) -> None:
    assert not is_id(text)
