"""Problem documents: a status for every error, a stable code, nothing more than was meant."""

from datetime import UTC, datetime

import pytest

from core.domain import errors
from core.domain.codes import ActivityCode
from core.domain.entries import EntryFields, TimeEntry
from core.domain.errors import (
    CaseClockError,
    ClioPaused,
    ClioRefusal,
    ClioRefused,
    ClioUnreachable,
    ImportInterrupted,
    Incomplete,
    InvalidInput,
    NotPossible,
    OtherJurisdiction,
    ReconnectNeeded,
    Unavailable,
    WrongJurisdiction,
)
from core.domain.findings import Part
from core.domain.ids import new_id
from functions.contracts.entry_sets import SplitEntry
from functions.http.problems import problem_of


def _kinds(base: type[CaseClockError]) -> list[type[CaseClockError]]:
    return [kind for child in base.__subclasses__() for kind in (child, *_kinds(child))]


# Errors that say the same sentence each time.
SAYING_THEIR_OWN: dict[type[CaseClockError], CaseClockError] = {
    ReconnectNeeded: ReconnectNeeded(),
    ClioRefused: ClioRefused(422, ClioRefusal.INVALID),
    ClioPaused: ClioPaused(7),
    ClioUnreachable: ClioUnreachable(30),
    ImportInterrupted: ImportInterrupted("0" * 26, 96, 300),
    WrongJurisdiction: WrongJurisdiction(["it lies in westeurope."], retry_after=300),
    OtherJurisdiction: OtherJurisdiction("https://us.caseclock.example"),
}


@pytest.mark.parametrize("kind", _kinds(CaseClockError), ids=lambda kind: kind.__name__)
def test_every_error_has_a_status_and_its_code(kind: type[CaseClockError]) -> None:
    error = SAYING_THEIR_OWN.get(kind) or kind("a sentence")
    document = problem_of(error)
    assert 400 <= document.status < 600
    assert document.code == kind.code
    assert document.type == f"urn:caseclock:problem:{kind.code}"
    assert document.detail == error.message
    assert (document.detail == "a sentence") is (kind not in SAYING_THEIR_OWN)


def test_what_an_error_adds_joins_the_document() -> None:
    shown = problem_of(Incomplete("not yet", missing=["hours"])).model_dump()
    assert shown["missing"] == ["hours"]
    assert shown["status"] == 409


def test_an_entrys_state_never_stands_in_for_the_answers_status() -> None:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    entry = TimeEntry(id=new_id(now), fields=EntryFields(), created_at=now, updated_at=now)
    with pytest.raises(NotPossible) as refused:
        entry.reopened(now)
    shown = problem_of(refused.value).model_dump()
    assert (shown["status"], shown["state"]) == (409, "draft")


def test_proposed_parts_are_shown_as_a_split_takes_them() -> None:
    parts = (
        Part(narrative="Called.", minutes=18),
        Part(narrative="Drafted.", activity_code=ActivityCode.DRAFT_REVISE),
    )
    shown = problem_of(NotPossible("say the hours", code="split_hours", parts=parts)).model_dump(mode="json")
    assert shown["parts"] == [
        {"narrative": "Called.", "hours": "0.3", "activity_code": None},
        {"narrative": "Drafted.", "hours": None, "activity_code": "A103"},
    ]
    SplitEntry.model_validate({"parts": shown["parts"]})


def test_an_error_can_carry_a_narrower_code() -> None:
    assert problem_of(InvalidInput("no", code="not_json")).code == "not_json"


def test_unavailable_says_when_to_come_back() -> None:
    assert problem_of(Unavailable("later", retry_after=7)).model_dump()["retry_after"] == 7


def test_the_tree_in_the_module_docstring_names_every_error() -> None:
    doc = errors.__doc__ or ""
    assert all(kind.__name__ in doc for kind in _kinds(CaseClockError))
