"""Matters: stored, changed under If-Match, one lawyer's own."""

import pytest

from tests.e2e.conftest import NewLawyer
from tests.e2e.lawyers import PATIENCE, SAMPLES, SMITH, Lawyer
from tests.e2e.model import Model

pytestmark = pytest.mark.e2e

CHEN = {"name": "Chen licence", "client": "Chen", "number": "7", "status": "open", "aliases": ["the licence"]}


async def test_a_matter_is_made_then_changed(lawyer: Lawyer) -> None:
    path = "/matters/Chen_7.a-b"
    made = await lawyer.ask("PUT", path, json=CHEN, seen=0)
    assert made.status_code == 201
    assert made.json() | CHEN == made.json()
    same = await lawyer.ask("PUT", path, json=CHEN)
    assert (same.status_code, same.json()) == (200, made.json())

    changed = await lawyer.ask("PUT", path, json=CHEN | {"name": "Chen permit"}, seen=1)
    assert (changed.status_code, changed.json()["version"], changed.json()["name"]) == (200, 2, "Chen permit")
    for seen in (0, 1, 3):
        problem = await lawyer.refused("PUT", path, 412, "version_conflict", seen=seen, json=CHEN)
        assert problem["current"] == changed.json()
    problem = await lawyer.refused("PUT", "/matters/none", 412, "version_conflict", seen=1, json=CHEN)
    assert problem["current"] is None
    headers = {"If-Match": "1"}
    await lawyer.refused("PUT", path, 400, "invalid_input", json=CHEN, headers=headers)
    of_chen = [event["action"] for event in await lawyer.events() if event["subject"] == "Chen_7.a-b"]
    assert of_chen == ["matter.created", "matter.changed"]


async def test_a_matter_keeps_whose_it_is_its_law_and_its_rate(lawyer: Lawyer) -> None:
    said = {"client_id": "C-1001", "jurisdiction": "BC", "practice_area": "Corporate", "rate": "300.50"}
    made = await lawyer.call("PUT", "/matters/M-7", json=CHEN | said | {"jurisdiction": " bc "})
    assert made == made | said
    assert await lawyer.call("PUT", "/matters/M-7", json=CHEN | said) == made
    without = await lawyer.call("PUT", "/matters/M-7", json=CHEN)
    nobody_said = {"client_id": "", "jurisdiction": "", "practice_area": "", "rate": None}
    assert without == without | nobody_said | {"version": 2}


async def test_the_same_id_is_another_matter_for_another_lawyer(new_lawyer: NewLawyer) -> None:
    lawyer, other = await new_lawyer(), await new_lawyer()
    await lawyer.call("PUT", "/matters/M-1001", json=SMITH | {"name": "Changed"})
    names = {item["id"]: item["name"] for item in await other.everything("/matters")}
    assert names["M-1001"] == SMITH["name"]


async def test_a_closed_matter_is_not_drafted_on(lawyer: Lawyer, model: Model) -> None:
    await lawyer.call("PUT", "/matters/M-1001", json=SMITH | {"status": "closed"})
    await model.hear("Half an hour. Reviewed the agreement. Smith matter.")
    opened = await lawyer.settled(await lawyer.dictate(SAMPLES / "half-hour.m4a"), PATIENCE)
    assert [entry["matter_id"] for entry in opened["entries"]] == [None]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "n" * 301}, "name"),
        ({"client": None}, "client"),
        ({"number": "9" * 101}, "number"),
        ({"status": "won"}, "status"),
        ({"aliases": ["a"] * 21}, "aliases"),
        ({"aliases": ["a" * 301]}, "aliases.0"),
        ({"aliases": [""]}, "aliases.0"),
        ({"colour": "blue"}, "colour"),
        ({"client_id": "C 1001"}, "client_id"),
        ({"client_id": "c" * 65}, "client_id"),
        ({"jurisdiction": "Ontario"}, "jurisdiction"),
        ({"jurisdiction": "XX"}, "jurisdiction"),
        ({"practice_area": "a" * 101}, "practice_area"),
        ({"practice_area": "Tax\nlaw"}, "practice_area"),
        ({"rate": "$300"}, "rate"),
        ({"rate": 300}, "rate"),
        ({"rules": {"increment": 7}}, "rules.increment"),
        ({"rules": {"increment": 0}}, "rules.increment"),
        ({"rules": {"rounding": "sideways"}}, "rules.rounding"),
        ({"rules": {"minimum": 1441}}, "rules.minimum"),
        ({"rules": {"tense": "future"}}, "rules.tense"),
        ({"rules": {"narrative_limit": 19}}, "rules.narrative_limit"),
        ({"rules": {"narrative_language": "de"}}, "rules.narrative_language"),
        ({"rules": {"task_set": "X"}}, "rules.task_set"),
        ({"rules": {"lint_on": ["tidy"]}}, "rules.lint_on.0"),
        ({"rules": {"lint_on": ["vague"], "lint_off": ["vague"]}}, "rules"),
        ({"rules": {"colour": "blue"}}, "rules.colour"),
        ({"rules": None}, "rules"),
    ],
)
async def test_a_matter_that_makes_no_sense_is_refused(
    lawyer: Lawyer, change: dict[str, object], field: str
) -> None:
    problem = await lawyer.refused("PUT", "/matters/M-7", 400, "invalid_input", json=CHEN | change)
    assert [error["field"] for error in problem["errors"]] == [field]


async def test_a_matter_keeps_its_billing_rules(lawyer: Lawyer) -> None:
    rules = {"increment": 15, "rounding": "nearest", "minimum": 30, "lint_off": ["vague", "travel"]}
    made = await lawyer.call("PUT", "/matters/M-7", json=CHEN | {"rules": rules})
    assert {name: value for name, value in made["rules"].items() if value} == rules | {
        "lint_off": ["travel", "vague"]
    }
    same = await lawyer.call("PUT", "/matters/M-7", json=CHEN | {"rules": made["rules"]})
    assert same == made
    without = await lawyer.call("PUT", "/matters/M-7", seen=1, json=CHEN)
    assert (without["version"], set(map(str, without["rules"].values()))) == (2, {"None", "[]"})


@pytest.mark.parametrize("matter_id", ["-a", ".a", "a b", "é", "a" * 65, "a%23"])
async def test_what_cannot_be_a_matters_id_is_refused(lawyer: Lawyer, matter_id: str) -> None:
    problem = await lawyer.refused("PUT", f"/matters/{matter_id}", 400, "invalid_input", json=CHEN)
    assert [error["field"] for error in problem["errors"]] == ["id"]


async def test_a_nickname_is_learnt_from_a_correction(lawyer: Lawyer, model: Model) -> None:
    await lawyer.call("PUT", "/matters/M-1003", json=CHEN)
    said = "Half an hour. Reviewed the agreement. Bluebird matter."
    await model.hear(said)
    await model.propose({"entries": [_proposed()]})
    (draft,) = (await lawyer.settled(await lawyer.dictate(SAMPLES / "half-hour.m4a"), PATIENCE))["entries"]
    assert (draft["hours"], draft["matter_id"]) == ("0.5", None)
    found = [finding["code"] for finding in draft["findings"] if finding["field"] == "matter"]
    assert found == ["matter_not_offered"]

    path = f"/entries/{draft['id']}"
    narrated = await lawyer.call("PATCH", path, seen=1, json={"narrative": "Reviewed the licence."})
    assert narrated["alias_offer"] is None
    corrected = await lawyer.call("PATCH", path, seen=2, json={"matter_id": "M-1003"})
    assert corrected["alias_offer"] == {"matter_id": "M-1003", "alias": "Bluebird"}
    body = {"alias": corrected["alias_offer"]["alias"]}
    learnt = await lawyer.call("POST", "/matters/M-1003/aliases", seen=1, json=body)
    assert (learnt["version"], learnt["aliases"]) == (2, ["the licence", "Bluebird"])
    assert await lawyer.call("POST", "/matters/M-1003/aliases", seen=1, json=body) == learnt
    await lawyer.refused(
        "POST", "/matters/M-1003/aliases", 412, "version_conflict", seen=1, json={"alias": "Redbird"}
    )

    await model.hear(said)
    (again,) = (await lawyer.settled(await lawyer.dictate(SAMPLES / "half-hour.m4a"), PATIENCE))["entries"]
    assert again["matter_id"] == "M-1003"
    assert len(await lawyer.events("matter.alias_added")) == 1
    await lawyer.trail_holds()


def _proposed() -> dict[str, object]:
    """What a model makes of these words when no matter fits them."""
    nothing = {"value": None, "quote": None}
    return {
        "kind": "time",
        "hours": {"value": "0.5", "quote": "Half an hour"},
        "work_date": nothing,
        "matter": {"id": None, "quote": "Bluebird matter"},
        "narrative": {"text": "Reviewed the agreement.", "quote": "Reviewed the agreement"},
        "activity_code": nothing,
        "task_code": nothing,
        "billing": {"value": "billable", "quote": None},
    }


@pytest.mark.parametrize("matter_id", ["none", "-a", "a b"])
async def test_a_matter_that_is_not_there_takes_no_alias(lawyer: Lawyer, matter_id: str) -> None:
    await lawyer.refused("POST", f"/matters/{matter_id}/aliases", 404, "not_found", json={"alias": "a"})


@pytest.mark.parametrize("alias", ["", "   ", "a" * 301, None])
async def test_an_alias_that_makes_no_sense_is_refused(lawyer: Lawyer, alias: str | None) -> None:
    problem = await lawyer.refused(
        "POST", "/matters/M-1001/aliases", 400, "invalid_input", json={"alias": alias}
    )
    assert [error["field"] for error in problem["errors"]] == ["alias"]
