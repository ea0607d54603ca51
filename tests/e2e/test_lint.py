"""The guideline lint through the API: found, mended, switched off, and in nobody's way."""

from typing import Any

import pytest

from tests.e2e.lawyers import PATIENCE, SMITH, Lawyer

pytestmark = pytest.mark.e2e

BLOCK = "Review lease and call client re same."
PARTS = [
    {"narrative": "Review lease.", "minutes": None, "activity_code": "A104"},
    {"narrative": "Call client re lease.", "minutes": None, "activity_code": "A106"},
]


def _found(entry: Any) -> dict[str, Any]:
    """The findings of an entry, by their code, but for what is said of its date: the day of a test ages."""
    return {one["code"]: one for one in entry["findings"] if one["field"] != "work_date"}


async def test_a_block_billed_line_is_found_with_its_split_and_an_edit_settles_it(lawyer: Lawyer) -> None:
    typed = await lawyer.typed(narrative=BLOCK)
    block = _found(typed)["block_billed"]
    assert block["parts"] == PARTS
    assert typed["narrative"][slice(*block["span"])] == BLOCK.rstrip(".")
    assert block["message"]
    assert block["why"]
    assert _found(await lawyer.entry(typed["id"])) == _found(typed)
    path = f"/entries/{typed['id']}"
    mended = await lawyer.call("PATCH", path, seen=1, json={"narrative": "Review lease with Harbour Mills."})
    assert _found(mended) == {}
    again = await lawyer.call("PATCH", path, seen=2, json={"narrative": BLOCK})
    approved = await lawyer.call("POST", f"{path}/approve", seen=again["version"])
    assert (approved["status"], list(_found(approved))) == ("approved", ["block_billed"])


async def test_a_dictated_line_is_found_too(lawyer: Lawyer) -> None:
    text = "Point seven. Drafted the motion and called opposing counsel about scheduling. Smith matter."
    taken = await lawyer.call(
        "POST", "/entries/dictation", json={"text": text, "time_zone": "America/Toronto"}
    )
    (draft,) = (await lawyer.settled(taken["id"], PATIENCE))["entries"]
    block = _found(draft)["block_billed"]
    assert [part["activity_code"] for part in block["parts"]] == ["A103", "A107"]
    assert all(part["narrative"].rstrip(".").lower() in text.lower() for part in block["parts"])


async def test_a_client_that_does_not_mind_is_not_asked_for(lawyer: Lawyer) -> None:
    typed = await lawyer.typed(narrative=BLOCK)
    assert list(_found(typed)) == ["block_billed"]
    await lawyer.call("PUT", "/matters/M-1001", json=SMITH | {"rules": {"lint_off": ["block_billed"]}})
    edited = await lawyer.call("PATCH", f"/entries/{typed['id']}", seen=1, json={"hours": "0.6"})
    assert _found(edited) == {}
    other = await lawyer.call("PATCH", f"/entries/{typed['id']}", seen=2, json={"matter_id": "M-1002"})
    assert list(_found(other)) == ["block_billed"]


async def test_the_entries_of_a_day_are_held_against_each_other(lawyer: Lawyer) -> None:
    first = await lawyer.typed(hours="7.5", narrative="Review lease with Harbour Mills.")
    second = await lawyer.typed(hours="7.5", narrative="Reviewed the lease with Harbour Mills.")
    found = _found(second)
    assert set(found) == {"long_day", "near_duplicate"}
    assert found["near_duplicate"]["readings"] == [first["id"]]
    assert found["long_day"]["readings"] == ["15.0"]
    moved = await lawyer.call("PATCH", f"/entries/{second['id']}", seen=1, json={"work_date": "2026-03-10"})
    assert _found(moved) == {}
    await lawyer.trail_holds()


async def test_clerical_work_is_settled_by_taking_what_is_proposed(lawyer: Lawyer) -> None:
    typed = await lawyer.typed(narrative="Copying exhibits for trial.")
    clerical = _found(typed)["clerical"]
    change = {clerical["field"]: clerical["proposal"]}
    assert change == {"billing": "non_billable"}
    assert _found(await lawyer.call("PATCH", f"/entries/{typed['id']}", seen=1, json=change)) == {}
