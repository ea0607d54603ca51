"""The rules of the lint, one by one: what each says, where, why, and what it proposes."""

from dataclasses import replace

import pytest

from core.domain.codes import Billing
from core.domain.findings import Field
from core.domain.guidelines import Guideline
from core.domain.preferences import Rules
from tests.core.drafting.lint.making import codes, found

TWO_TASKS = "Review lease and call client re same."
THREE_TASKS = "Review lease; draft amendment; call client re bond."


@pytest.mark.parametrize(("minutes", "flagged"), [(29, False), (30, True), (None, True)])
def test_two_tasks_weigh_by_their_time(minutes: int | None, *, flagged: bool) -> None:
    assert ("block_billed" in codes(TWO_TASKS, minutes)) is flagged


def test_the_time_from_which_two_tasks_count_is_the_clients() -> None:
    assert codes(TWO_TASKS, 60, Rules(block_minutes=90)) == []
    assert codes(TWO_TASKS, 90, Rules(block_minutes=90)) == ["block_billed"]


@pytest.mark.parametrize("narrative", [THREE_TASKS, "Travel to and attend hearing of motion to strike."])
def test_three_tasks_and_travel_with_other_work_always_count(narrative: str) -> None:
    assert "block_billed" in codes(narrative, 6)


@pytest.mark.parametrize(
    "narrative",
    [
        "Review and revise lease.",
        "Draft and send letter to landlord re rent.",
        "Reviewed and analysed the same motion.",
        "Review agreements and schedules.",
        "Telephone call with Ms. Ito and Mr. Osei re survey.",
        "Call with client to discuss offer and review options.",
        "Call with client re meeting with bank and review of term sheet.",
        "Révision et modification du bail.",
    ],
)
def test_verbs_on_one_object_and_what_a_call_was_about_are_one_task(narrative: str) -> None:
    assert codes(narrative) == []


@pytest.mark.parametrize(
    "narrative",
    [
        "Prepare for and attend mediation.",
        "Research and draft memo on notice.",
        "Préparer et plaider la requête.",
    ],
)
def test_preparing_and_attending_are_two_tasks_and_so_are_research_and_drafting(narrative: str) -> None:
    assert codes(narrative) == ["block_billed"]


def test_a_finding_says_what_where_why_and_what_is_missing() -> None:
    narrative = "Draft reply to motion; call with client."
    (block, subject) = found(narrative)
    assert block.code is Guideline.BLOCK_BILLED
    assert (subject.code, subject.field) == (Guideline.SUBJECT_MISSING, Field.NARRATIVE)
    assert subject.span is not None
    assert narrative[slice(*subject.span)] == "call with client"
    assert subject.readings == ("say what it was about",)
    assert all(one.message.endswith(".") and one.why.endswith(".") for one in (block, subject))


@pytest.mark.parametrize(
    ("narrative", "missing"),
    [
        ("Worked on file.", ("name the document or event", "name the issue")),
        ("Legal research.", ("name the question", "name the issue")),
        ("Various emails.", ("name who it was with", "say what it was about")),
        ("Travaillé au dossier.", ("name the document or event", "name the issue")),
    ],
)
def test_a_vague_line_is_told_what_to_name(narrative: str, missing: tuple[str, ...]) -> None:
    vague = next(one for one in found(narrative) if one.code is Guideline.VAGUE)
    assert vague.readings == missing
    assert vague.proposal is None, "words are the lawyer's to add"


def test_clerical_work_is_proposed_as_non_billable() -> None:
    (clerical,) = found("Copying and scanning exhibits.")
    assert (clerical.field, clerical.proposal) == (Field.BILLING, "non_billable")
    assert clerical.readings == ("Copying and scanning exhibits",)


def test_clerical_work_beside_other_work_is_to_be_split_off_first() -> None:
    block, clerical = found("Draft affidavit of Dr. Lee; copy exhibits.")
    assert block.code is Guideline.BLOCK_BILLED
    assert (clerical.field, clerical.proposal) == (Field.NARRATIVE, None)


def test_a_call_about_scheduling_is_a_lawyers_call() -> None:
    assert codes("Call with opposing counsel re scheduling, Smith file.") == []
    assert codes("Email to client re next steps, Jones file.") == []


def test_a_conference_in_the_firm_needs_a_subject() -> None:
    assert codes("Office conference with associate.") == ["office_conference"]
    assert codes("Office conference with associate re jurisdiction motion.") == []
    assert codes("Call with client following internal meeting.") == []
    assert codes("Discussion interne.") == ["party_missing", "office_conference"]


@pytest.mark.parametrize(
    ("billing", "narrative", "expected"),
    [
        (Billing.NON_BILLABLE, "Worked on file.", []),
        (Billing.NON_BILLABLE, "Copying exhibits.", []),
        (Billing.NO_CHARGE, "Copying exhibits.", []),
        (Billing.NO_CHARGE, "Travel to Barrie.", []),
        (Billing.NO_CHARGE, "Worked on file.", ["vague"]),
    ],
)
def test_what_no_client_sees_or_pays_is_not_asked_about(
    billing: Billing, narrative: str, expected: list[str]
) -> None:
    assert codes(narrative, billing=billing) == expected


@pytest.mark.parametrize("guideline", [Guideline.BLOCK_BILLED, Guideline.TRAVEL])
def test_a_rule_that_is_off_is_silent(guideline: Guideline) -> None:
    narrative = "Travel to and attend hearing of motion to strike."
    rules = replace(Rules(), guidelines=Rules().guidelines - {guideline})
    assert set(codes(narrative)) - set(codes(narrative, rules=rules)) == {guideline}


@pytest.mark.parametrize("narrative", ["", "   ", "...", "\u2014", "0.4", "(0.4)"])
def test_a_line_without_words_is_not_asked_about(narrative: str) -> None:
    assert [code for code in codes(narrative) if code != "vague"] == []
