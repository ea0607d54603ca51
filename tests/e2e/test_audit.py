"""The audit trail: whoever changes, removes or adds a row behind our back is found out."""

import json
from itertools import pairwise
from typing import Any

import pytest

from tests.e2e.conftest import NewLawyer
from tests.e2e.lawyers import Lawyer
from tests.e2e.storage import StoredData

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("e2e")]


async def test_tampering_is_named_where_it_happened(new_lawyer: NewLawyer, stored: StoredData) -> None:
    lawyer, other = await new_lawyer(), await new_lawyer()
    for number in range(3):
        await lawyer.typed(narrative=f"Task {number}.")
    await lawyer.trail_holds()
    third = await stored.row(lawyer.key, _key(3))

    await stored.put_row(third | {"b0": _with(third, subject="M-1002")})
    assert await _verdict(lawyer) == (False, 3, "changed")
    await stored.put_row(third)
    await lawyer.trail_holds()
    await stored.delete_row(lawyer.key, _key(3))
    assert await _verdict(lawyer) == (False, 3, "removed")
    await stored.put_row(third)
    await stored.put_row(third | {"RowKey": _key(6), "b0": _with(third, sequence=6)})
    assert await _verdict(lawyer) == (False, 6, "changed")
    await stored.delete_row(lawyer.key, _key(6))
    await stored.delete_row(lawyer.key, _key(5))
    assert await _verdict(lawyer) == (False, 5, "removed")
    await other.trail_holds()


async def test_the_chain_links_every_event_to_the_one_before(lawyer: Lawyer) -> None:
    await lawyer.typed()
    events = await lawyer.events()
    assert [event["sequence"] for event in events] == list(range(1, len(events) + 1))
    assert events[0]["previous"] == "0" * 64
    for before, event in pairwise(events):
        assert event["previous"] == before["hash"]
    assert len({event["change"] for event in events}) == len(events)


def _key(sequence: int) -> str:
    return f"audit~{sequence:012}"


def _with(row: dict[str, Any], **changes: object) -> str:
    return json.dumps(json.loads(row["b0"]) | changes)


async def _verdict(lawyer: Lawyer) -> tuple[bool, int, str]:
    verdict = await lawyer.call("GET", "/audit/verify")
    return verdict["intact"], verdict["broken_at"], verdict["problem"]
