"""Whoever races whom: one outcome, nothing lost, a history without gaps and a chain that holds."""

import asyncio
from collections import Counter
from collections.abc import Awaitable
from itertools import pairwise
from typing import Any

import httpx
import pytest

from tests.e2e.lawyers import PATIENCE, SAMPLES, Lawyer
from tests.e2e.model import Model

pytestmark = pytest.mark.e2e

ROUNDS = 5
EDITORS = 20
MOST_TRIES = 200
HALVES = [{"narrative": "Reviewed.", "hours": "0.2"}, {"narrative": "Called."}]


async def test_of_two_uploads_with_one_grant_the_first_stays(lawyer: Lawyer, model: Model) -> None:
    audio = (SAMPLES / "half-hour.m4a").read_bytes()
    other = (SAMPLES / "no-matter.ogg").read_bytes()
    announced = await lawyer.announce("memo.m4a")

    answers = await asyncio.gather(*(lawyer.upload(announced["upload"], each) for each in (audio, other)))
    assert sorted(answer.status_code for answer in answers) in ([201, 409], [201, 412])
    won = audio if answers[0].status_code == 201 else other
    late = await lawyer.upload(announced["upload"], audio)
    assert late.status_code in {403, 409, 412}

    drafted = await lawyer.settled(announced["id"], PATIENCE)
    assert (drafted["state"], len(drafted["entries"])) == ("drafted", 1)
    assert drafted["entries"][0]["hours"] == ("0.5" if won == audio else "1.5")
    assert await model.billed() == (1, 1)
    grant = await lawyer.call("GET", f"/recordings/{announced['id']}/audio")
    assert (await lawyer.storage.get(grant["url"])).content == won
    assert await lawyer.everything("/entries") == drafted["entries"]


async def test_of_many_approvals_one_counts(lawyer: Lawyer) -> None:
    for _ in range(ROUNDS):
        entry = await lawyer.typed()
        path = f"/entries/{entry['id']}/approve"
        answers = await asyncio.gather(*(lawyer.ask("POST", path, 1) for _ in range(5)))
        approved = await lawyer.entry(entry["id"])
        assert [answer.json() for answer in answers] == [approved] * 5
        assert [step["action"] for step in await lawyer.history(entry["id"])] == ["typed", "approved"]
    await lawyer.trail_holds()


async def test_an_edit_racing_an_approval_never_changes_what_was_approved(lawyer: Lawyer) -> None:
    won = Counter[str]()
    for number in range(ROUNDS):
        entry = await lawyer.typed(narrative="As seen.")
        path = f"/entries/{entry['id']}"
        edit = lawyer.ask("PATCH", path, 1, json={"narrative": "Changed."})
        approval = lawyer.ask("POST", f"{path}/approve", 1)
        # Whoever is sent first would else win every time.
        answers = await _together(*((edit, approval) if number % 2 else (approval, edit)))
        assert _codes(answers) == {"ok": 1, "version_conflict": 1}
        now = await lawyer.entry(entry["id"])
        assert now == _winner(answers)
        assert (now["status"], now["narrative"]) in {("approved", "As seen."), ("draft", "Changed.")}
        loser = next(answer for answer in answers if answer.status_code == 412)
        assert loser.json()["current"] == now
        won[now["status"]] += 1
    assert won.total() == ROUNDS
    await lawyer.trail_holds()


async def test_no_edit_is_lost_among_many(lawyer: Lawyer) -> None:
    entry = await lawyer.typed(narrative="")
    await asyncio.gather(*(_add_word(lawyer, entry["id"], f"word{number}") for number in range(EDITORS)))

    now = await lawyer.entry(entry["id"])
    assert sorted(now["narrative"].split()) == sorted(f"word{number}" for number in range(EDITORS))
    assert now["version"] == EDITORS + 1
    steps = await lawyer.history(entry["id"])
    assert [step["version"] for step in steps] == list(range(1, EDITORS + 2))
    for before, after in pairwise(steps):
        said, added = before["fields"]["narrative"].split(), after["fields"]["narrative"].split()
        assert (added[: len(said)], len(added)) == (said, len(said) + 1)
    assert len(await lawyer.events("entry.edited")) == EDITORS
    await lawyer.trail_holds()


async def test_edits_of_different_entries_all_succeed_at_once(lawyer: Lawyer) -> None:
    entries = [await lawyer.typed() for _ in range(8)]
    edits = [
        _insist(lawyer, "PATCH", f"/entries/{entry['id']}", 1, json={"narrative": f"Entry {number}."})
        for number, entry in enumerate(entries)
    ]
    done = await asyncio.gather(*edits)
    assert [entry["narrative"] for entry in done] == [f"Entry {number}." for number in range(8)]
    assert {entry["version"] for entry in done} == {2}
    await lawyer.trail_holds()


async def test_a_deletion_racing_an_approval_has_one_outcome(lawyer: Lawyer) -> None:
    for number in range(ROUNDS):
        entry = await lawyer.typed()
        path = f"/entries/{entry['id']}"
        racers = [lawyer.ask("DELETE", path, 1), lawyer.ask("POST", f"{path}/approve", 1)]
        answers = await _together(*racers[:: 1 if number % 2 else -1])
        assert _codes(answers) == {"ok": 1, "version_conflict": 1}
        assert await lawyer.entry(entry["id"]) == _winner(answers)
        listed = {item["id"] for item in await lawyer.everything("/entries")}
        assert (entry["id"] in listed) == (_winner(answers)["status"] == "approved")
    await lawyer.trail_holds()


async def test_two_first_versions_of_a_matter_are_one_and_a_refusal(lawyer: Lawyer) -> None:
    for number in range(ROUNDS):
        bodies = [{"name": name, "client": "Chen"} for name in ("One", "Two")]
        answers = await _together(
            *(lawyer.ask("PUT", f"/matters/R-{number}", 0, json=body) for body in bodies)
        )
        assert sorted(answer.status_code for answer in answers) == [201, 412]
    await lawyer.trail_holds()


async def test_deleting_a_recording_while_it_is_drafted_leaves_nothing_of_it(
    lawyer: Lawyer, model: Model
) -> None:
    await model.fail("completions", "slow", times=1, seconds=2)
    recording = await lawyer.dictate(SAMPLES / "half-hour.m4a")
    await lawyer.reaches(recording, "drafting")
    deleted = await lawyer.call("DELETE", f"/recordings/{recording}")
    assert (deleted["state"], deleted["undo_possible"]) == ("deleted", False)
    assert len(await model.moments("completions")) == 1
    await lawyer.reaches(recording, "deleted")
    assert await lawyer.everything("/entries") == []
    await lawyer.trail_holds()


async def _add_word(lawyer: Lawyer, entry_id: str, word: str) -> None:
    seen = await lawyer.entry(entry_id)
    for _ in range(MOST_TRIES):
        change = {"narrative": f"{seen['narrative']} {word}".strip()}
        answer = await lawyer.ask("PATCH", f"/entries/{entry_id}", seen["version"], json=change)
        if answer.status_code == 200:
            return
        if answer.status_code == 412:
            seen = answer.json()["current"]
        else:
            assert answer.json()["code"] == "unavailable", answer.text
    raise AssertionError("the edit never got through")


async def _insist(lawyer: Lawyer, method: str, path: str, seen: int, **options: Any) -> Any:
    """Try again for as long as we are told that there are too many changes at once."""
    for _ in range(MOST_TRIES):
        answer = await lawyer.ask(method, path, seen, **options)
        if answer.status_code != 503:
            return answer.raise_for_status().json()
    raise AssertionError("the change never got through")


async def _together(*racers: Awaitable[httpx.Response]) -> list[httpx.Response]:
    return list(await asyncio.gather(*racers))


def _codes(answers: list[httpx.Response]) -> dict[str, int]:
    return dict(Counter("ok" if answer.is_success else answer.json()["code"] for answer in answers))


def _winner(answers: list[httpx.Response]) -> Any:
    return next(answer for answer in answers if answer.is_success).json()


async def test_of_a_split_an_edit_and_an_approval_at_once_one_wins(lawyer: Lawyer) -> None:
    for number in range(ROUNDS):
        entry = await lawyer.typed(narrative="As seen.")
        path = f"/entries/{entry['id']}"
        racers = [
            lawyer.ask("POST", f"{path}/split", 1, json={"parts": HALVES}),
            lawyer.ask("PATCH", path, 1, json={"narrative": "Changed."}),
            lawyer.ask("POST", f"{path}/approve", 1),
            lawyer.ask("POST", "/entries/approve", json={"entries": [{"id": entry["id"], "version": 1}]}),
        ]
        turned = racers[number % 4 :] + racers[: number % 4]
        await _together(*turned)
        now = await lawyer.entry(entry["id"])
        assert now["version"] == 2
        live = [one for one in await lawyer.everything("/entries") if _comes_of(one, entry)]
        assert sum(one["minutes"] for one in live) == entry["minutes"]
        if now["status"] == "split":
            assert [one["id"] for one in live] == now["became"]
            assert {one["status"] for one in live} == {"draft"}
        else:
            assert live == [now]
    await lawyer.trail_holds()


async def test_of_many_splits_at_once_one_holds_and_all_are_shown_it(lawyer: Lawyer) -> None:
    entry = await lawyer.typed()
    path = f"/entries/{entry['id']}/split"
    answers = await _together(*(lawyer.ask("POST", path, 1, json={"parts": HALVES}) for _ in range(5)))
    shown = [answer.json() for answer in answers if answer.is_success]
    assert shown == [shown[0]] * len(answers)
    assert await lawyer.everything("/entries") == shown[0]["parts"]


async def test_of_merges_that_share_an_entry_one_holds(lawyer: Lawyer) -> None:
    one, two, three = [await lawyer.typed() for _ in range(3)]
    pairs = [[one, two], [two, three], [three, one]]
    asked = [{"entries": [{"id": each["id"], "version": 1} for each in pair]} for pair in pairs]
    answers = await _together(*(lawyer.ask("POST", "/entries/merge", json=body) for body in asked))
    assert _codes(answers) == {"ok": 1, "version_conflict": 2}
    live = await lawyer.everything("/entries")
    assert sum(each["minutes"] for each in live) == 90
    assert _winner(answers) in live
    assert len(live) == 2
    await lawyer.trail_holds()


async def test_approvals_of_the_same_entries_at_once_count_once(lawyer: Lawyer) -> None:
    entries = [await lawyer.typed() for _ in range(20)]
    refs = [{"id": each["id"], "version": 1} for each in entries]
    asked = [{"entries": refs}, {"entries": refs[::-1]}, {"entries": refs[5:15]}]
    answers = await _together(*(lawyer.ask("POST", "/entries/approve", json=body) for body in asked))
    for answer in answers:
        assert {each["entry"]["version"] for each in answer.json()["entries"]} == {2}
    approved = await lawyer.events("entry.approved")
    assert sorted(event["subject"] for event in approved) == sorted(each["id"] for each in entries)
    await lawyer.trail_holds()


def _comes_of(one: Any, entry: Any) -> bool:
    return entry["id"] in {one["id"], *one["made_from"]}
