"""Splitting and merging drafts, and approving many, over the wire."""

from typing import Any

import pytest

from tests.e2e.lawyers import PATIENCE, SAMPLES, Lawyer
from tests.e2e.model import Model

pytestmark = pytest.mark.e2e

SPOKEN = "Half an hour. Reviewed the agreement and called Wilson. Smith matter."
PARTS: list[dict[str, Any]] = [
    {"narrative": "Reviewed the agreement.", "hours": "0.2", "activity_code": "A104"},
    {"narrative": "Called Wilson.", "activity_code": "A106"},
]
MARKER = "marmalade"


def refs(*entries: Any) -> list[dict[str, Any]]:
    return [{"id": one["id"], "version": one["version"]} for one in entries]


async def _drafted(lawyer: Lawyer, model: Model) -> Any:
    await model.hear(SPOKEN)
    recording = await lawyer.dictate(SAMPLES / "half-hour.m4a")
    return (await lawyer.settled(recording, PATIENCE))["entries"][0]


async def test_a_dictated_line_is_split_and_put_together_again(lawyer: Lawyer, model: Model) -> None:
    draft = await _drafted(lawyer, model)
    assert (draft["hours"], draft["made_from"], draft["became"]) == ("0.5", [], [])
    split = await lawyer.call("POST", f"/entries/{draft['id']}/split", 1, json={"parts": PARTS})

    whole, (review, call) = split["entry"], split["parts"]
    assert (whole["status"], whole["became"]) == ("split", [review["id"], call["id"]])
    assert (review["hours"], call["hours"]) == ("0.2", "0.3")
    assert (review["activity_code"], call["activity_code"]) == ("A104", "A106")
    assert review["matter_id"] == call["matter_id"] == draft["matter_id"] == "M-1001"
    assert review["evidence"] == call["evidence"] == draft["evidence"]
    assert review["made_from"] == call["made_from"] == [draft["id"]]
    assert await lawyer.everything("/entries") == [review, call]
    assert await lawyer.entry(draft["id"]) == whole
    recording = await lawyer.recording(draft["recording_id"])
    assert recording["entries"] == [review, call]
    assert recording["entry_ids"] == [draft["id"], review["id"], call["id"]]

    back = await lawyer.call("POST", "/entries/merge", json={"entries": refs(review, call)})
    same = set(draft) - {"id", "created_at", "updated_at", "made_from"}
    assert {name: back[name] for name in same} == {name: draft[name] for name in same}
    assert back["made_from"] == [review["id"], call["id"]]
    assert await lawyer.everything("/entries") == [back]
    await _check_histories(lawyer, draft["id"], review["id"], back["id"])


async def _check_histories(lawyer: Lawyer, whole: str, part: str, back: str) -> None:
    steps = {name: await lawyer.history(name) for name in (whole, part, back)}
    assert [[step["action"] for step in steps[name]] for name in steps] == [
        ["drafted", "split"],
        ["split_from", "merged"],
        ["merged_from"],
    ]
    events = {event["subject"]: event for event in await lawyer.events() if event["subject"] in steps}
    assert {name: event["action"] for name, event in events.items()} == {
        whole: "entry.split",
        back: "entry.merged",
    }
    assert "Wilson" not in str(events)
    await lawyer.trail_holds()


async def test_words_go_from_parts_when_their_recording_is_deleted(lawyer: Lawyer, model: Model) -> None:
    draft = await _drafted(lawyer, model)
    split = await lawyer.call("POST", f"/entries/{draft['id']}/split", 1, json={"parts": PARTS})
    await lawyer.call("DELETE", f"/recordings/{draft['recording_id']}")
    for one in (split["entry"], *split["parts"]):
        now = await lawyer.entry(one["id"])
        assert (now["evidence"], now["recording_deleted"], now["hours"]) == ([], True, one["hours"])
    await lawyer.trail_holds()


async def test_a_split_repeated_after_a_lost_answer_is_the_same_split(lawyer: Lawyer) -> None:
    entry = await lawyer.typed()
    path = f"/entries/{entry['id']}/split"
    once = await lawyer.call("POST", path, 1, json={"parts": PARTS})
    assert await lawyer.call("POST", path, 1, json={"parts": PARTS}) == once
    problem = await lawyer.refused("POST", path, 412, "version_conflict", seen=1, json={"parts": PARTS[::-1]})
    assert problem["current"] == once["entry"]
    merged = await lawyer.call("POST", "/entries/merge", json={"entries": refs(*once["parts"])})
    again = await lawyer.call("POST", "/entries/merge", json={"entries": refs(*once["parts"])})
    assert again == merged
    assert await lawyer.everything("/entries") == [merged]


@pytest.mark.parametrize(
    ("hours", "code", "more"),
    [
        (("0.2", "0.2"), "split_total", {"total": "0.5", "sum": "0.4"}),
        (("0.2", "0.4"), "split_total", {"total": "0.5", "sum": "0.6"}),
        (("0.5", None), "split_total", {"total": "0.5", "sum": "0.5"}),
        ((None, None), "split_hours", {"total": "0.5"}),
    ],
)
async def test_hours_that_do_not_add_up_are_refused(
    lawyer: Lawyer, hours: tuple[str | None, ...], code: str, more: dict[str, str]
) -> None:
    entry = await lawyer.typed()
    parts = [{"narrative": f"Part {number}.", "hours": one} for number, one in enumerate(hours)]
    path = f"/entries/{entry['id']}/split"
    problem = await lawyer.refused("POST", path, 409, code, seen=1, json={"parts": parts})
    assert {name: problem[name] for name in more} == more
    assert "Part" not in str(problem), "what was sent is not said back"
    assert await lawyer.everything("/entries") == [entry]


async def test_a_split_is_refused_where_none_is_proposed_or_nothing_can_be_split(lawyer: Lawyer) -> None:
    entry = await lawyer.typed()
    path = f"/entries/{entry['id']}/split"
    for body in ({}, {"parts": None}):
        await lawyer.refused("POST", path, 409, "no_split_proposed", seen=1, json=body)
    await lawyer.refused("POST", path, 428, "version_missing", json={"parts": PARTS})
    await lawyer.refused("POST", path, 412, "version_conflict", seen=2, json={"parts": PARTS})
    await lawyer.call("POST", f"/entries/{entry['id']}/approve", 1)
    await lawyer.refused("POST", path, 409, "entry_state", seen=2, json={"parts": PARTS})


WRONG_SPLITS: dict[str, tuple[Any, str]] = {
    "one part": (PARTS[:1], "parts"),
    "too many parts": (PARTS[:1] * 21, "parts"),
    "no narrative": ([PARTS[0], {"hours": "0.3"}], "parts.1.narrative"),
    "a blank narrative": ([PARTS[0], {"narrative": " \n"}], "parts.1.narrative"),
    "an unknown field": ([PARTS[0], PARTS[1] | {MARKER: 1}], f"parts.1.{MARKER}"),
    "wrong hours": ([PARTS[0] | {"hours": MARKER}, PARTS[1]], "parts.0.hours"),
    "narratives too long": ([{"narrative": MARKER * 1800}] * 2, "parts"),
    "a matter that is not there": ([PARTS[0], PARTS[1] | {"matter_id": MARKER}], "matter_id"),
    "a text": (MARKER, "parts"),
}


@pytest.mark.parametrize("how", WRONG_SPLITS)
async def test_a_wrong_split_is_refused_and_never_said_back(lawyer: Lawyer, how: str) -> None:
    entry = await lawyer.typed()
    parts, field = WRONG_SPLITS[how]
    path = f"/entries/{entry['id']}/split"
    problem = await lawyer.refused("POST", path, 400, "invalid_input", seen=1, json={"parts": parts})
    assert [error["field"] for error in problem["errors"]] == [field]
    assert not any(MARKER in error["problem"] for error in problem["errors"])
    assert await lawyer.everything("/entries") == [entry]


async def test_what_cannot_be_merged_is_refused_and_named(lawyer: Lawyer) -> None:
    entry, other = await lawyer.typed(), await lawyer.typed(matter_id="M-1002", work_date="2026-03-10")
    path, both = "/entries/merge", {"entries": refs(entry, other)}
    problem = await lawyer.refused("POST", path, 409, "entries_differ", json=both)
    assert problem["fields"] == ["work_date", "matter_id"]
    bare = await lawyer.typed(hours=None)
    problem = await lawyer.refused("POST", path, 409, "hours_missing", json={"entries": refs(entry, bare)})
    assert problem["entries"] == [bare["id"]]
    day = await lawyer.typed(hours="23.9")
    await lawyer.refused("POST", path, 409, "entries_too_long", json={"entries": refs(entry, day)})
    stale = {"entries": [*refs(entry), {"id": bare["id"], "version": 2}]}
    problem = await lawyer.refused("POST", path, 412, "version_conflict", json=stale)
    assert (problem["current"], problem["place"]) == (bare, 1)
    approved = await lawyer.call("POST", f"/entries/{day['id']}/approve", 1)
    problem = await lawyer.refused("POST", path, 409, "entry_state", json={"entries": refs(entry, approved)})
    assert (problem["state"], problem["place"]) == ("approved", 1)
    assert len(await lawyer.everything("/entries")) == 4


@pytest.mark.parametrize("path", ["/entries/merge", "/entries/approve"])
async def test_lists_of_entries_that_cannot_be_read_are_refused(lawyer: Lawyer, path: str) -> None:
    one = refs(await lawyer.typed())[0]
    limit = 21 if path == "/entries/merge" else 101
    many = [one | {"id": f"{number:026}"} for number in range(limit)]
    for entries in ([], [one, one], [one, one | {"version": 2}], many, [one["id"]], [{"id": one["id"]}] * 2):
        problem = await lawyer.refused("POST", path, 400, "invalid_input", json={"entries": entries})
        assert {error["field"].partition(".")[0] for error in problem["errors"]} == {"entries"}
    wrong = [one | {"version": value} for value in ("1", 1.5, -1, None, True)]
    for ref in wrong:
        body = {"entries": [ref, one | {"id": "0" * 26}]}
        problem = await lawyer.refused("POST", path, 400, "invalid_input", json=body)
        assert [error["field"] for error in problem["errors"]] == ["entries.0.version"]


async def test_many_are_approved_and_each_is_answered(lawyer: Lawyer) -> None:
    good = [await lawyer.typed() for _ in range(3)]
    bare, stale = await lawyer.typed(hours=None), await lawyer.typed()
    wanted = [*refs(good[0], bare), {"id": stale["id"], "version": 7}, *refs(*good[1:])]
    wanted += [{"id": "no-such", "version": 1}]
    answer = await lawyer.call("POST", "/entries/approve", json={"entries": wanted})

    assert [one["id"] for one in answer["entries"]] == [one["id"] for one in wanted]
    approved = [one["entry"] for one in answer["entries"] if one["problem"] is None]
    assert [(one["id"], one["version"], one["status"]) for one in approved] == [
        (one["id"], 2, "approved") for one in good
    ]
    problems = [one["problem"] for one in answer["entries"] if one["entry"] is None]
    assert [(one["code"], one["status"]) for one in problems] == [
        ("entry_incomplete", 409),
        ("version_conflict", 412),
        ("not_found", 404),
    ]
    assert (problems[0]["missing"], problems[1]["current"]) == (["hours"], stale)
    assert await lawyer.call("POST", "/entries/approve", json={"entries": wanted}) == answer
    assert {event["subject"] for event in await lawyer.events("entry.approved")} == {
        one["id"] for one in good
    }
    await lawyer.trail_holds()


async def test_a_hundred_are_approved_at_once(lawyer: Lawyer) -> None:
    drafts = [await lawyer.typed() for _ in range(100)]
    answer = await lawyer.call("POST", "/entries/approve", json={"entries": refs(*drafts)})
    assert [(one["id"], one["entry"]["status"]) for one in answer["entries"]] == [
        (one["id"], "approved") for one in drafts
    ]
    assert await lawyer.everything("/entries", query={"status": "draft"}) == []
    await lawyer.trail_holds()
