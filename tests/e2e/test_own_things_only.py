"""Another lawyer's things look just as if they did not exist."""

from typing import Any

import pytest

from tests.e2e.clio import approved
from tests.e2e.conftest import NewLawyer
from tests.e2e.contract import ApiContract
from tests.e2e.exports import MARCH, exported, opened, without_grant
from tests.e2e.lawyers import PATIENCE, SAMPLES, Lawyer
from tests.e2e.model import Model

pytestmark = pytest.mark.e2e

NEVER_MADE = "0123456789abcdefghjkmnpqrs"
MALFORMED = (
    "x",
    "0" * 25,
    "0" * 27,
    "A" * 26,
    "u" * 26,
    "é" * 26,
    "0" * 25 + "%00",
    "%2e%2e",
    "recording~1",
    "' or 1 eq 1",
    "..%2f" + "0" * 26,
)


async def test_every_route_hides_what_is_not_the_callers(
    new_lawyer: NewLawyer, contract: ApiContract, model: Model
) -> None:
    owner, stranger = await new_lawyer(), await new_lawyer()
    await model.hear("Half an hour. Reviewed the agreement. Smith matter.")
    recording = await owner.settled(await owner.dictate(SAMPLES / "half-hour.m4a"), PATIENCE)
    entry = await owner.entry(recording["entry_ids"][0])
    await approved(owner)
    job = await exported(owner)
    ids = {"recordings": recording["id"], "entries": entry["id"], "exports": job["id"]}
    routes = [
        (method, path.removeprefix("/api"))
        for method, path in contract.routes()
        if "{id}" in path and "/matters/" not in path
    ]
    assert len(routes) >= 15

    for method, template in routes:
        own = ids[template.split("/")[1]]
        absent = await _refusal(stranger, method, template, NEVER_MADE)
        for asked in (own, own.upper(), *MALFORMED):
            refusal = await _refusal(stranger, method, template, asked)
            assert {**refusal, "detail": ""} == {**absent, "detail": ""}, (method, template, asked)
        assert await _refusal(stranger, method, template, own) == absent, "not a word may differ"

    assert await owner.recording(recording["id"]) == recording
    assert await owner.entry(entry["id"]) == entry
    assert without_grant(await opened(owner, job["id"])) == without_grant(job)
    assert {event["action"] for event in await stranger.events()} == {"matter.created"}


async def _refusal(stranger: Lawyer, method: str, template: str, asked: str) -> Any:
    bodies = {
        "PATCH": {"narrative": "Mine now."},
        "split": {"parts": [{"narrative": "Mine now."}] * 2},
        "delivery": {"choice": "retry"},
    }
    body = bodies.get(method) or bodies.get(template.rpartition("/")[2])
    path = template.replace("{id}", asked)
    options = {"json": body} if body else {}
    return await stranger.refused(method, path, 404, "not_found", seen=1, **options)


async def test_another_lawyers_entries_are_not_among_those_taken_together(new_lawyer: NewLawyer) -> None:
    owner, stranger = await new_lawyer(), await new_lawyer()
    others = [await owner.typed(), await owner.typed()]
    theirs = [{"id": one["id"], "version": 1} for one in others]
    own = await stranger.typed()
    mixed = [{"id": own["id"], "version": 1}, theirs[0]]
    never = [{"id": NEVER_MADE, "version": 1}, {"id": MALFORMED[9], "version": 1}]

    for refs, place in ((theirs, 0), (mixed, 1), (never, 0)):
        problem = await stranger.refused("POST", "/entries/merge", 404, "not_found", json={"entries": refs})
        assert problem["place"] == place
    answer = await stranger.call("POST", "/entries/approve", json={"entries": [*theirs, *never]})
    problems = [one["problem"] for one in answer["entries"]]
    assert [one["code"] for one in problems] == ["not_found"] * 4
    assert problems == [problems[0]] * 4, "not a word may differ"
    assert [one["id"] for one in answer["entries"]] == [one["id"] for one in (*theirs, *never)]
    assert await owner.everything("/entries") == sorted(others, key=lambda one: str(one["id"]))
    assert await stranger.everything("/entries") == [own]


async def test_lists_hold_only_the_callers_own(new_lawyer: NewLawyer) -> None:
    owner, stranger = await new_lawyer(), await new_lawyer()
    await owner.typed()
    await owner.announce("memo.wav")
    await owner.call("POST", "/exports", json=MARCH)
    await owner.call("PUT", "/matters/M-7777", json={"name": "Quiet matter", "client": "Quiet"})
    await owner.call("PUT", "/settings", json={"timekeeper": "Quiet Quinn", "rate": "999"})

    assert "Quiet" not in str(settings := await stranger.call("GET", "/settings"))
    assert (settings["version"], settings["own"]["rate"]) == (0, None)
    assert await stranger.everything("/entries") == []
    assert await stranger.everything("/entries", query={"matter": "M-1001"}) == []
    assert await stranger.everything("/recordings") == []
    assert await stranger.everything("/exports") == []
    assert [matter["id"] for matter in await stranger.everything("/matters")] == ["M-1001", "M-1002"]
    assert len(await stranger.events()) == 2


async def test_another_lawyers_recording_and_matter_cannot_be_named(new_lawyer: NewLawyer) -> None:
    owner, stranger = await new_lawyer(), await new_lawyer()
    recording = (await owner.announce("memo.wav"))["id"]
    await owner.call("PUT", "/matters/M-7777", json={"name": "Quiet matter", "client": "Quiet"})

    await stranger.refused("POST", "/entries", 404, "not_found", json={"recording_id": recording})
    problem = await stranger.refused("POST", "/entries", 400, "invalid_input", json={"matter_id": "M-7777"})
    assert [error["field"] for error in problem["errors"]] == ["matter_id"]
    entry = await stranger.typed()
    problem = await stranger.refused(
        "PATCH", f"/entries/{entry['id']}", 400, "invalid_input", seen=1, json={"matter_id": "M-7777"}
    )
    assert [error["field"] for error in problem["errors"]] == ["matter_id"]
    assert (await owner.recording(recording))["entry_ids"] == []


async def test_a_grant_opens_nothing_of_another_lawyer(new_lawyer: NewLawyer) -> None:
    owner, stranger = await new_lawyer(), await new_lawyer()
    grant = (await owner.announce("memo.wav"))["upload"]
    forged = grant | {"url": grant["url"].replace(owner.user, stranger.user)}
    assert stranger.user in forged["url"]
    assert (await owner.upload(forged, b"RIFF")).status_code == 403

    await approved(owner)
    download = (await exported(owner))["download"]
    for address in (
        download["url"].replace(owner.user, stranger.user),
        download["url"].replace("/exports/", "/transcripts/"),
    ):
        assert address != download["url"]
        assert (await owner.storage.get(address)).status_code == 403
