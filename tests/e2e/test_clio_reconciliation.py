"""What is in Clio, compared with what was synced: told to the lawyer, and nothing changed on either side."""

from typing import Any

import pytest

from tests.e2e.clio import ClioStandIn, approved, reaches
from tests.e2e.lawyers import Lawyer, until

pytestmark = pytest.mark.e2e

PATH = "/clio/reconciliation"


async def _compared(lawyer: Lawyer, count: int) -> Any:
    """The report once it covers so many: what has just arrived is left to a later one."""

    async def look() -> Any:
        report = await lawyer.call("GET", PATH)
        if report["compared"] == count and not report["under_way"]:
            return report
        await lawyer.call("POST", PATH)
        return None

    return await until(look, f"{count} entries are compared")


async def test_who_is_not_connected_has_nothing_compared(lawyer: Lawyer) -> None:
    report = await lawyer.call("GET", PATH)
    assert (report["at"], report["under_way"], report["compared"], report["differences"]) == (
        None,
        False,
        0,
        [],
    )
    await lawyer.refused("POST", PATH, 409, "clio_not_connected")


async def test_what_became_of_entries_in_clio_is_told_and_nothing_is_changed(
    lawyer: Lawyer, clio: ClioStandIn
) -> None:
    person = await clio.person()
    await lawyer.connected(person.name)
    drafts = [await approved(lawyer, narrative=f"Call {number}.") for number in range(4)]
    kept, changed, deleted, billed = [await reaches(lawyer, one["id"], "synced") for one in drafts]
    report = await _compared(lawyer, 4)
    assert (report["changed"], report["deleted"], report["billed"], report["differences"]) == (0, 0, 0, [])

    await clio.change("activities", changed["delivery"]["clio_id"], note="By hand.", quantity=7200)
    await clio.remove("activities", deleted["delivery"]["clio_id"])
    await clio.change("activities", billed["delivery"]["clio_id"], billed=True)
    held, already = await clio.of(person), len(await clio.requests(person))
    shown = [await lawyer.entry(one["id"]) for one in drafts]
    again = await lawyer.call("POST", PATH)
    assert (again["under_way"], again["at"]) == (True, report["at"])

    async def differs() -> Any:
        found = await lawyer.call("GET", PATH)
        return found if not found["under_way"] and found["at"] != report["at"] else None

    report = await until(differs, "the second report is there")
    counts = [report[name] for name in ("compared", "changed", "deleted", "billed", "hidden")]
    assert counts == [4, 1, 1, 1, 0]
    assert report["billed_entries"] == [billed["id"]]
    differences = {one["entry_id"]: one for one in report["differences"]}
    assert set(differences) == {changed["id"], deleted["id"]}
    one = differences[changed["id"]]
    assert (one["deleted"], sorted(one["fields"])) == (False, ["narrative", "seconds"])
    assert (one["ours"]["narrative"], one["ours"]["hours"]) == ("Call 1.", "0.5")
    assert (one["theirs"]["narrative"], one["theirs"]["hours"]) == ("By hand.", "2.0")
    assert (differences[deleted["id"]]["deleted"], differences[deleted["id"]]["theirs"]) == (True, None)

    assert await clio.of(person) == held
    assert [await lawyer.entry(one["id"]) for one in drafts] == shown
    asked = (await clio.requests(person))[already:]
    assert [one["operation"] for one in asked] == ["list_activities", "show_activity"]
    assert {one["method"] for one in asked} == {"GET"}
    link = await lawyer.call("GET", "/clio")
    assert (link["differences"], link["reconciled_at"]) == (2, report["at"])
    assert kept["delivery"]["state"] == "synced"
    await _nothing_told(lawyer)


async def _nothing_told(lawyer: Lawyer) -> None:
    events = [event for event in await lawyer.events() if event["action"] == "clio.reconciled"]
    assert events[-1]["details"]["changed"] == 1
    assert "By hand" not in str(events)
    await lawyer.trail_holds()
