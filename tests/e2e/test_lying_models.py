"""A drafting model that lies over the wire, one kind of lie at a time: what is wrong carries a finding."""

from typing import Any

import pytest

from tests.e2e.lawyers import PATIENCE, SMITH, WILSON, Lawyer
from tests.e2e.model import Model

pytestmark = pytest.mark.e2e

SAID = (
    "Point three, call with opposing counsel about scheduling, Smith matter, yesterday. "
    "Off the record, Zebediah offered to perjure himself. "
    "Point six, reviewed the will, Wilson estate, on Monday, no charge."
)
TWO = (("M-1001", "Smith matter"), ("M-1002", "Wilson estate"))
LIES: dict[str, tuple[list[dict[str, Any]], set[tuple[int, str]]]] = {
    "other hours": ([{"hours": ("3.0", "Point three")}, {}], {(0, "hours")}),
    "hours swapped": (
        [{"hours": ("0.6", "Point six")}, {"hours": ("0.3", "Point three")}],
        {(0, "hours"), (1, "hours")},
    ),
    "hours of the other": ([{"hours": ("0.6", "Point six")}, {"hours": (None, None)}], {(0, "hours")}),
    "another day": ([{"work_date": ("2026-01-02", "yesterday")}, {}], {(0, "work_date")}),
    "days swapped": (
        [{"work_date": (None, "Monday")}, {"work_date": (None, "yesterday")}],
        {(0, "work_date")},
    ),
    "another matter": ([{"matter": ("M-1002", "Smith matter")}, {}], {(0, "matter")}),
    "matters swapped": ([{"matter": TWO[1]}, {"matter": TWO[0]}], {(0, "matter"), (1, "matter")}),
    "a matter not offered": ([{}, {"matter": ("M-9", "Wilson estate")}], {(1, "matter")}),
    "an invented name": ([{"narrative": ("Called Barbara about scheduling.", None)}, {}], {(0, "narrative")}),
    "an invented amount": (
        [{"narrative": ("Called counsel re $9,000.", "call with")}, {}],
        {(0, "narrative")},
    ),
    "a quote nobody said": ([{}, {"hours": ("0.6", "six tenths exactly")}], {(1, "hours")}),
    "the other's work": (
        [{"narrative": ("Reviewed the will.", "call with opposing counsel")}, {}],
        {(0, "narrative")},
    ),
    "what was off the record": (
        [{"narrative": ("Zebediah offered to perjure himself.", "call with")}, {}],
        {(0, "narrative")},
    ),
    "billing flipped": (
        [{"billing": ("no_charge", "no charge")}, {"billing": ("billable", None)}],
        {(0, "billing")},
    ),
    "a bookmark": ([{"kind": "bookmark"}, {}], {(0, "kind")}),
    "a task of another set": ([{"task_code": ("C100", "scheduling")}, {}], {(0, "task_code")}),
    "an entry left out": ([{}], {(0, "hours")}),
}


async def _drafts(lawyer: Lawyer, model: Model, entries: list[dict[str, Any]]) -> list[Any]:
    await model.propose({"entries": entries})
    body = {"text": SAID, "time_zone": "America/Toronto"}
    answer = await lawyer.ask("POST", "/entries/dictation", json=body)
    assert answer.status_code == 202, answer.text
    opened = await lawyer.settled(answer.json()["id"], PATIENCE)
    drafts: list[Any] = opened["entries"]
    return drafts


def _entries(lies: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The two entries as they were said, with the lies in them."""
    true = (
        {
            "hours": ("0.3", "Point three"),
            "work_date": (None, "yesterday"),
            "matter": TWO[0],
            "narrative": (
                "Call with opposing counsel about scheduling.",
                "call with opposing counsel about scheduling",
            ),
            "activity_code": ("A107", "call with opposing counsel"),
        },
        {
            "hours": ("0.6", "Point six"),
            "work_date": (None, "Monday"),
            "matter": TWO[1],
            "narrative": ("Reviewed the will.", "reviewed the will"),
            "activity_code": ("A104", "reviewed"),
            "billing": ("no_charge", "no charge"),
        },
    )
    return [_wire(fields | lie) for fields, lie in zip(true, lies, strict=False)]


def _wire(fields: dict[str, Any]) -> dict[str, Any]:
    kind = fields.pop("kind", "time")
    empty = {"task_code": (None, None), "billing": ("billable", None)}
    names = {"matter": "id", "narrative": "text"}
    pairs = {
        name: {names.get(name, "value"): value, "quote": quote}
        for name, (value, quote) in (empty | fields).items()
    }
    return {"kind": kind, **pairs}


async def _store(lawyer: Lawyer) -> None:
    await lawyer.call("PUT", "/matters/M-1001", json=SMITH | {"rules": {"task_set": "L"}})
    await lawyer.call("PUT", "/matters/M-1002", json=WILSON)


async def test_the_truth_is_drafted(lawyer: Lawyer, model: Model) -> None:
    await _store(lawyer)
    drafts = await _drafts(lawyer, model, _entries([{}, {}]))
    assert [(draft["hours"], draft["matter_id"], draft["billing"]) for draft in drafts] == [
        ("0.3", "M-1001", "billable"),
        ("0.6", "M-1002", "no_charge"),
    ]
    found = {finding["code"] for draft in drafts for finding in draft["findings"]}
    assert found == {"off_record", "task_code_missing"}


async def test_each_lie_carries_a_finding(lawyer: Lawyer, model: Model) -> None:
    await _store(lawyer)
    unseen = {}
    for name, (lies, wrong) in LIES.items():
        drafts = await _drafts(lawyer, model, _entries(lies))
        found = {(at, finding["field"]) for at, draft in enumerate(drafts) for finding in draft["findings"]}
        said = " ".join(draft["narrative"] for draft in drafts)
        if not wrong <= found or "Zebediah" in said:
            unseen[name] = wrong - found
    assert unseen == {}
