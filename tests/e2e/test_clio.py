"""The way to Clio: access given and taken back, matters fetched, approved time arriving as approved."""

from typing import Any

import pytest

from local.consent import consent
from tests.e2e.clio import ClioStandIn, Person, approved, reaches
from tests.e2e.conftest import NewLawyer
from tests.e2e.lawyers import Lawyer, until

pytestmark = pytest.mark.e2e


async def test_a_new_lawyer_is_told_to_connect_and_approves_without(lawyer: Lawyer) -> None:
    link = await lawyer.call("GET", "/clio")
    assert (link["state"], link["user_id"], link["stuck"]) == ("none", None, [])
    assert link["advice"].startswith("Connect")
    assert set(link["deliveries"].values()) == {0}
    entry = await approved(lawyer)
    assert (entry["status"], entry["delivery"], entry["delivered"]) == ("approved", None, False)
    await lawyer.refused("POST", "/clio/refresh", 409, "clio_not_connected")
    await lawyer.refused("GET", f"/entries/{entry['id']}/delivery", 404, "not_found")


async def test_access_is_given_to_the_lawyer_who_asked_once(new_lawyer: NewLawyer, clio: ClioStandIn) -> None:
    lawyer, stranger, person = await new_lawyer(), await new_lawyer(), await clio.person()
    void = await consent((await lawyer.call("GET", "/clio/connect"))["address"], person.name)
    answer = await consent((await lawyer.call("GET", "/clio/connect"))["address"], person.name)
    for who, given in ((lawyer, void), (stranger, answer), (lawyer, answer | {"state": "made up"})):
        await who.refused("POST", "/clio/callback", 409, "clio_state", json=given)
    link = await lawyer.call("POST", "/clio/callback", json=answer)
    assert (link["state"], link["user_id"], link["advice"]) == ("connected", person.id, None)
    await lawyer.refused("POST", "/clio/callback", 409, "clio_state", json=answer)
    assert (await stranger.call("GET", "/clio"))["state"] == "none"
    actions = [event["action"] for event in await lawyer.events() if event["subject"] == "clio"]
    assert actions[:4] == ["clio.asked", "clio.asked", "clio.answered", "clio.connected"]
    await lawyer.trail_holds()


async def test_a_code_that_clio_refuses_connects_nobody(lawyer: Lawyer) -> None:
    asked = await lawyer.call("GET", "/clio/connect")
    state = asked["address"].partition("state=")[2].partition("&")[0]
    given = {"state": state, "code": "made-up"}
    await lawyer.refused("POST", "/clio/callback", 409, "clio_reconnect_needed", json=given)
    assert (await lawyer.call("GET", "/clio"))["state"] == "none"


async def test_the_same_person_connects_again_and_nobody_else(lawyer: Lawyer, clio: ClioStandIn) -> None:
    person, other = await clio.person(), await clio.person()
    await lawyer.connected(person.name)
    answer = await consent((await lawyer.call("GET", "/clio/connect"))["address"], other.name)
    await lawyer.refused("POST", "/clio/callback", 409, "clio_other_user", json=answer)
    assert (await lawyer.connected(person.name))["user_id"] == person.id


async def test_matters_come_from_clio_and_keep_what_the_lawyer_said(
    lawyer: Lawyer, clio: ClioStandIn
) -> None:
    person = await clio.person()
    await lawyer.call("POST", "/matters/M-1001/aliases", json={"alias": "the Jones file"})
    await lawyer.connected(person.name)
    theirs = {matter["display_number"]: matter for matter in await clio.all("matters")}
    mine = {matter["number"]: matter for matter in await lawyer.everything("/matters")}
    assert {number: matter["clio_id"] for number, matter in mine.items()} == {
        number: theirs[number]["id"] for number in mine
    }
    assert len(mine) >= 12
    assert mine["2026-001"]["id"] == "M-1001"
    assert mine["2026-001"]["aliases"] == ["the Jones file"]
    assert mine["2026-003"]["id"] == f"clio-{theirs['2026-003']['id']}"

    new = f"X-{person.id}"
    await clio.add("matters", number=person.id, display_number=new, description="Xavier appeal")
    added = await clio.matter(new)
    await _refresh(lawyer, "Xavier appeal", f"clio-{added['id']}")
    await lawyer.call("POST", f"/matters/clio-{added['id']}/aliases", json={"alias": "the X file"})
    await clio.change("matters", added["id"], description="Xavier v. Young", status="Closed")
    matter = await _refresh(lawyer, "Xavier v. Young", f"clio-{added['id']}")
    assert (matter["status"], matter["aliases"]) == ("closed", ["the X file"])
    await clio.remove("matters", added["id"])
    await lawyer.trail_holds()


async def test_rates_and_categories_come_from_clio(lawyer: Lawyer, clio: ClioStandIn) -> None:
    person = await clio.person()
    assert await lawyer.call("GET", "/clio/categories") == {"items": [], "left_out": 0}
    assert (await lawyer.connected(person.name))["rate"] == "300.00"
    shown = {one["name"]: one for one in (await lawyer.call("GET", "/clio/categories"))["items"]}
    theirs = {one["name"]: one["id"] for one in await clio.all("activity_descriptions")}
    assert {name: one["clio_id"] for name, one in shown.items()} == theirs
    assert (shown["Drafting"]["rate"], shown["Drafting"]["flat"]) == ("300.00", False)
    assert (shown["Court filing"]["rate"], shown["Court filing"]["flat"]) == ("150.00", True)

    await clio.change("users", person.id, rate="325.50")
    await lawyer.call("POST", "/clio/refresh")

    async def look() -> Any:
        return (await lawyer.call("GET", "/clio"))["rate"] == "325.50" or None

    await until(look, "the rate is the new one")
    details = [one["details"] for one in await lawyer.events() if one["action"] == "clio.rates_pulled"]
    assert details == [{"categories": len(theirs), "left_out": 0}] * 2
    await lawyer.trail_holds()


async def test_an_approved_entry_arrives_as_approved(lawyer: Lawyer, clio: ClioStandIn) -> None:
    person = await clio.person()
    await lawyer.connected(person.name)
    words = "Révisé l'entente; “as is” œuvre 東.\nCalled Smith — twice."
    fields = {"hours": "0.3", "narrative": words, "activity_code": "A106", "task_code": "L120"}
    entry = await approved(lawyer, **fields, work_date="2026-03-09", billing="no_charge")
    assert entry["delivery"]["state"] in {"queued", "syncing", "synced"}
    synced = await reaches(lawyer, entry["id"], "synced")

    (held,) = await clio.of(person)
    matter = await clio.matter("2026-001")
    codes = {code["id"]: code["code"] for code in await clio.all("utbms_codes")}
    assert (held["quantity"], held["date"], held["note"]) == (1080, "2026-03-09", words)
    assert (held["type"], held["matter_id"]) == ("TimeEntry", matter["id"])
    assert (codes[held["utbms_activity_id"]], codes[held["utbms_task_id"]]) == ("A106", "L120")
    assert (held["non_billable"], held["no_charge"]) == (True, True)
    assert synced["delivery"]["clio_id"] == held["id"]
    assert synced["delivery"]["synced_at"] is not None
    assert (synced["delivered"], synced["version"], synced["status"]) == (True, 2, "approved")
    assert (await lawyer.call("GET", "/clio"))["deliveries"]["queued"] == 0
    await lawyer.trail_holds()


async def test_what_is_identical_on_purpose_arrives_as_often(lawyer: Lawyer, clio: ClioStandIn) -> None:
    person = await clio.person()
    await lawyer.connected(person.name)
    drafts = [await lawyer.typed() for _ in range(3)]
    refs = [{"id": draft["id"], "version": draft["version"]} for draft in drafts]
    await lawyer.call("POST", "/entries/approve", json={"entries": refs})
    shown = [await reaches(lawyer, draft["id"], "synced") for draft in drafts]
    held = await clio.of(person)
    assert sorted(one["delivery"]["clio_id"] for one in shown) == [one["id"] for one in held]
    assert len({(one["quantity"], one["note"], one["date"]) for one in held}) == 1
    # Approved again after a lost answer, it stays one.
    await lawyer.call("POST", f"/entries/{drafts[0]['id']}/approve", 1)
    assert len(await clio.of(person)) == 3


async def test_after_disconnecting_entries_are_as_before_and_what_waited_arrives_later(
    lawyer: Lawyer, clio: ClioStandIn
) -> None:
    person = await clio.person()
    await lawyer.connected(person.name)
    sent = await reaches(lawyer, (await approved(lawyer))["id"], "synced")
    await clio.revoke_tokens()
    waits = await approved(lawyer, narrative="Waited for access.")
    waiting = await reaches(lawyer, waits["id"], "waiting", "reconnect_needed")
    assert "connected again" in waiting["delivery"]["advice"]
    link = await lawyer.call("GET", "/clio")
    assert (link["state"], link["deliveries"]["waiting"]) == ("reconnect_needed", 1)
    assert (await lawyer.call("DELETE", "/clio"))["state"] == "disconnected"
    assert (await lawyer.call("DELETE", "/clio"))["state"] == "disconnected"
    without = await approved(lawyer, narrative="Not for Clio.")
    assert without["delivery"] is None
    assert len(await clio.of(person)) == 1

    await lawyer.connected(person.name)
    await reaches(lawyer, waits["id"], "synced")
    notes = [one["note"] for one in await clio.of(person)]
    assert notes == [sent["narrative"], "Waited for access."]
    await lawyer.trail_holds()


async def test_what_was_reopened_is_changed_in_clio_after_its_new_approval(
    lawyer: Lawyer, clio: ClioStandIn
) -> None:
    person = await clio.person()
    await lawyer.connected(person.name)
    first = await reaches(lawyer, (await approved(lawyer))["id"], "synced")
    path = f"/entries/{first['id']}"
    draft = await lawyer.call("POST", f"{path}/reopen", first["version"])
    await lawyer.refused("DELETE", path, 409, "entry_delivered", seen=draft["version"])
    draft = await lawyer.call("PATCH", path, draft["version"], json={"hours": "0.7"})
    (held,) = await clio.of(person)
    assert held["quantity"] == 1800
    again = await lawyer.call("POST", f"{path}/approve", draft["version"])
    await reaches(lawyer, first["id"], "synced")
    (held,) = await clio.of(person)
    assert (held["quantity"], held["id"]) == (2520, first["delivery"]["clio_id"])

    await clio.change("activities", held["id"], billed=True)
    draft = await lawyer.call("POST", f"{path}/reopen", again["version"])
    draft = await lawyer.call("PATCH", path, draft["version"], json={"hours": "0.8"})
    await lawyer.call("POST", f"{path}/approve", draft["version"])
    stuck = await reaches(lawyer, first["id"], "needs_attention", "billed_there")
    assert (await clio.of(person))[0]["quantity"] == 2520
    await lawyer.refused("POST", f"{path}/reopen", 409, "entry_billed", seen=stuck["version"])


async def test_what_was_changed_there_by_hand_is_the_lawyers_to_decide(
    lawyer: Lawyer, clio: ClioStandIn
) -> None:
    person = await clio.person()
    await lawyer.connected(person.name)
    stuck = await _changed_there(lawyer, clio, person)
    path = f"/entries/{stuck['id']}/delivery"
    (row,) = (await lawyer.call("GET", "/clio"))["stuck"]
    assert (row["entry_id"], row["reason"]) == (stuck["id"], "changed_there")
    sides = await lawyer.call("GET", path)
    assert [one["narrative"] for one in sides["theirs"]] == ["Changed by hand."]
    assert sides["choices"] == ["keep", "replace", "retry"]
    await lawyer.refused("POST", path, 409, "delivery_choice", json={"choice": "send"})
    await lawyer.call("POST", path, json={"choice": "replace"})
    await reaches(lawyer, stuck["id"], "synced")
    (held,) = await clio.of(person)
    assert (held["note"], held["quantity"]) == (stuck["narrative"], 2520)


async def test_a_closed_matter_is_told_and_goes_on_once_it_is_open(lawyer: Lawyer, clio: ClioStandIn) -> None:
    person = await clio.person()
    number = f"X-{person.id}"
    await clio.add("matters", number=person.id, display_number=number, description="Zeta appeal")
    matter = await clio.matter(number)
    await lawyer.connected(person.name)
    await clio.change("matters", matter["id"], status="Closed")
    entry = await approved(lawyer, matter_id=f"clio-{matter['id']}")
    good = await approved(lawyer)
    await reaches(lawyer, entry["id"], "needs_attention", "matter_closed")
    await reaches(lawyer, good["id"], "synced")
    await clio.change("matters", matter["id"], status="Open", description="Zeta appeal, again")
    await lawyer.call("POST", f"/entries/{entry['id']}/delivery", json={"choice": "retry"})
    await reaches(lawyer, entry["id"], "synced")
    assert len(await clio.of(person)) == 2
    await clio.remove("matters", matter["id"])


async def _changed_there(lawyer: Lawyer, clio: ClioStandIn, person: Person) -> Any:
    first = await reaches(lawyer, (await approved(lawyer))["id"], "synced")
    await clio.change("activities", first["delivery"]["clio_id"], note="Changed by hand.")
    draft = await lawyer.call("POST", f"/entries/{first['id']}/reopen", first["version"])
    draft = await lawyer.call("PATCH", f"/entries/{first['id']}", draft["version"], json={"hours": "0.7"})
    await lawyer.call("POST", f"/entries/{first['id']}/approve", draft["version"])
    stuck = await reaches(lawyer, first["id"], "needs_attention", "changed_there")
    assert [one["note"] for one in await clio.of(person)] == ["Changed by hand."]
    return stuck


async def _refresh(lawyer: Lawyer, name: str, matter_id: str) -> Any:
    """The matter once a refresh has brought this name."""
    link = await lawyer.call("POST", "/clio/refresh")
    assert link["pulling"]

    async def look() -> Any:
        matters = {matter["id"]: matter for matter in await lawyer.everything("/matters")}
        found = matters.get(matter_id)
        return found if found and found["name"] == name else None

    return await until(look, f"{matter_id} is called {name}")
