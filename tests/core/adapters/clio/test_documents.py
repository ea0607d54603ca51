"""What is sent of an entry, and what is read of it again."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.adapters.clio.documents import Activity, One, data_of, parsed
from core.ports_clio import ClioActivity
from tests.core.adapters.clio.conftest import ENTRY

IDS = st.integers(1, 2**53)
SHOWN: dict[str, Any] = {
    "id": 9,
    "etag": '"e"',
    "quantity_redacted": False,
    "billed": False,
    "on_bill": False,
    "created_at": "2026-06-09T09:00:00-08:00",
    "activity_description": None,
    "price": None,
}

ENTRIES = st.builds(
    replace,
    st.just(ENTRY),
    matter_id=IDS,
    user_id=IDS,
    day=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    seconds=st.integers(0, 24 * 3600),
    note=st.text(),
    non_billable=st.booleans(),
    no_charge=st.booleans(),
    utbms_task_id=st.none() | IDS,
    utbms_activity_id=st.none() | IDS,
    activity_description_id=st.none() | IDS,
    price=st.none() | st.decimals(0, 99999, places=2).map(str),
)


def read(**changed: Any) -> ClioActivity | None:
    """What is read of an answer that shows what was sent of ENTRY, with some of it changed."""
    document = parsed(One[Activity], json.dumps({"data": SHOWN | data_of(ENTRY) | changed}).encode())
    return document.data.as_activity() if document else None


@given(ENTRIES)
def test_what_is_sent_is_read_again_without_a_difference(entry: ClioActivity) -> None:
    codes = dict.fromkeys(("id", "utbms_task_id", "utbms_activity_id"))
    data = data_of(entry)
    category = codes | data["activity_description"] if "activity_description" in data else None
    body = json.dumps({"data": SHOWN | data | {"activity_description": category}}).encode()
    document = parsed(One[Activity], body)
    assert document is not None
    assert entry.differences(document.data.as_activity()) == ()


@pytest.mark.parametrize(
    ("told", "price"),
    [(350, "350.00"), (350.5, "350.50"), (333.333, "333.333"), (0, "0.00"), (1e5, "100000.00")],
)
def test_a_price_is_read_to_the_last_figure(told: float, price: str) -> None:
    entry = read(price=told)
    assert entry is not None
    assert entry.price == price


@pytest.mark.parametrize(
    "name", [*SHOWN, "type", "date", "quantity", "note", "non_billable", "no_charge", "matter"]
)
def test_an_answer_that_lacks_a_field_is_unreadable(name: str) -> None:
    data = SHOWN | data_of(ENTRY)
    del data[name]
    assert parsed(One[Activity], json.dumps({"data": data}).encode()) is None
    assert read() is not None


@pytest.mark.parametrize(
    "changed",
    [
        {"type": "ExpenseEntry"},
        {"id": 0},
        {"id": None},
        {"etag": ""},
        {"date": "soon"},
        {"created_at": "2026-06-09T09:00:00"},
        {"quantity": "much"},
        {"matter": 5},
    ],
)
def test_an_answer_that_cannot_be_is_unreadable(changed: dict[str, Any]) -> None:
    assert read(**changed) is None


@given(st.binary() | st.text().map(str.encode) | st.just(b"[" * 5000))
def test_no_body_breaks_the_reading(body: bytes) -> None:
    assert parsed(One[Activity], body) is None
