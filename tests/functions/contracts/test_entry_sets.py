"""Splits, merges and approvals over the wire: what is taken and what is refused."""

import json
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from core.domain.errors import Incomplete
from core.services.entry_access import Seen
from functions.contracts.entry_sets import (
    ApprovalView,
    ApproveEntries,
    EntryRef,
    MergeEntries,
    SplitEntry,
)

ID, OTHER = "0" * 26, "1" * 26
PART = {"narrative": "Called."}


@pytest.mark.parametrize("body", [{}, {"parts": None}])
def test_a_split_without_parts_asks_for_the_proposed_one(body: dict[str, Any]) -> None:
    assert SplitEntry.model_validate(body).asked() is None


def test_a_part_says_what_differs_and_nothing_else() -> None:
    part = {"narrative": "Called.", "hours": "0.3", "work_date": "2026-03-09", "task_code": None}
    body = json.dumps({"parts": [part, PART]})
    assert SplitEntry.model_validate_json(body).asked() == [
        {"narrative": "Called.", "minutes": 18, "work_date": date(2026, 3, 9), "task_code": None},
        {"narrative": "Called."},
    ]


@pytest.mark.parametrize(
    "parts",
    [
        [],
        [PART],
        [PART] * 21,
        [PART, {}],
        [PART, {"narrative": None}],
        [PART, {"narrative": " \t"}],
        [PART, {"narrative": "\x1b[2J"}],
        [PART, PART | {"hours": 0.3}],
        [PART, PART | {"minutes": 18}],
        [PART, PART | {"version": 1}],
        [{"narrative": "x" * 16_001}] * 2,
    ],
)
def test_what_is_no_split_is_refused(parts: list[dict[str, Any]]) -> None:
    with pytest.raises(ValidationError):
        SplitEntry.model_validate_json(json.dumps({"parts": parts}))


@pytest.mark.parametrize("model", [MergeEntries, ApproveEntries])
def test_entries_are_named_with_the_version_that_was_seen(
    model: type[MergeEntries | ApproveEntries],
) -> None:
    refs = [{"id": ID, "version": 1}, {"id": "no-such", "version": 12}]
    assert model.model_validate({"entries": refs}).seen() == [Seen(ID, 1), Seen("no-such", 12)]


@pytest.mark.parametrize("model", [MergeEntries, ApproveEntries])
def test_an_entry_named_twice_is_refused_by_its_place(model: type[MergeEntries | ApproveEntries]) -> None:
    refs = [{"id": name, "version": 1} for name in (ID, OTHER, ID)]
    with pytest.raises(ValidationError, match="again at: 2"):
        model.model_validate({"entries": refs})


def test_a_refusal_is_the_problem_a_single_approval_answers_with() -> None:
    refusal = Incomplete("not yet", missing=["hours"])
    shown = ApprovalView.of(EntryRef(id=ID, version=1), refusal).model_dump(mode="json")
    assert (shown["id"], shown["entry"]) == (ID, None)
    assert (shown["problem"]["code"], shown["problem"]["status"]) == ("entry_incomplete", 409)
    assert shown["problem"]["missing"] == ["hours"]


@pytest.mark.parametrize("narrative", ["", " \n", "\x00", "x" * 32_001])
def test_a_merge_takes_no_narrative_that_is_none(narrative: str) -> None:
    refs = [{"id": name, "version": 1} for name in (ID, OTHER)]
    assert MergeEntries.model_validate({"entries": refs}).narrative is None
    with pytest.raises(ValidationError):
        MergeEntries.model_validate({"entries": refs, "narrative": narrative})
