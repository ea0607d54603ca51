"""The audit trail: whoever changes, removes or adds a row behind our back is found out."""

import json
from itertools import pairwise
from typing import Any

import pytest

from tests.e2e.conftest import NewLawyer
from tests.e2e.lawyers import Lawyer, until
from tests.e2e.storage import StoredData

pytestmark = pytest.mark.e2e


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


async def test_a_trail_that_was_rewritten_with_its_head_is_named(
    new_lawyer: NewLawyer, stored: StoredData
) -> None:
    lawyer, other = await new_lawyer(), await new_lawyer()
    for number in range(3):
        await lawyer.typed(narrative=f"Task {number}.")
    assert (await lawyer.call("GET", "/audit/verify"))["sealed_to"] == 0
    await _seal(lawyer, stored)

    row, head = await stored.row(lawyer.key, _key(4)), await stored.row(lawyer.key, "head~")
    await stored.delete_row(lawyer.key, _key(5))
    cut = {"sequence": 4, "hash": json.loads(row["b0"])["hash"]}
    await stored.put_row(head | {"b0": _with(head, **cut)})
    assert await _verdict(lawyer) == (False, 5, "removed")
    await lawyer.typed(narrative="In its place.")
    await lawyer.typed(narrative="And on.")
    assert await _verdict(lawyer) == (False, 5, "changed")
    for key in await stored.rows(lawyer.key):
        await stored.delete_row(lawyer.key, key)
    assert await _verdict(lawyer) == (False, 1, "removed")
    await other.trail_holds()


async def _seal(lawyer: Lawyer, stored: StoredData) -> None:
    """Have the digest written that is due in an hour."""
    await stored.send_json("housekeeping", {"kind": "digest", "lawyer": lawyer.key})

    async def sealed() -> Any:
        verdict = await lawyer.call("GET", "/audit/verify")
        return verdict if verdict["sealed_to"] else None

    verdict = await until(sealed, "the digest is written")
    assert verdict == {
        "intact": True,
        "events": 5,
        "broken_at": None,
        "problem": None,
        "digests": "compared",
        "sealed_to": 5,
    }


def _key(sequence: int) -> str:
    return f"audit~{sequence:012}"


def _with(row: dict[str, Any], **changes: object) -> str:
    return json.dumps(json.loads(row["b0"]) | changes)


async def _verdict(lawyer: Lawyer) -> tuple[bool, int, str]:
    verdict = await lawyer.call("GET", "/audit/verify")
    return verdict["intact"], verdict["broken_at"], verdict["problem"]
