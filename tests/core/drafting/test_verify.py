from datetime import date
from typing import Any

import pytest

from core.domain.codes import ActivityCode, Billing
from core.domain.entries import EntryKind
from core.domain.errors import FinalFailure
from core.domain.findings import Code, Evidence, Field, Finding, FindingCode
from core.domain.reasons import Reason
from core.drafting.context import DraftContext
from core.drafting.findings import sentence
from core.drafting.verify import DraftedEntry, drafts
from tests.core.drafting.making import CHEN, CONTEXT, SMITH, draft, entry, matter, proposal

CALL = "Point three, telephone call with opposing counsel today, Smith matter."


def finding_on(made: DraftedEntry, field: Field) -> Finding:
    (found,) = (found for found in made.findings if found.field is field)
    return found


def codes(made: DraftedEntry, field: Field) -> list[Code]:
    return [found.code for found in made.findings if found.field is field]


def evidence_of(made: DraftedEntry, field: Field) -> Evidence | None:
    return next((e for e in made.evidence if e.field is field), None)


def test_a_sound_proposal_becomes_a_draft_with_its_evidence() -> None:
    made = draft(
        CALL,
        hours=("0.3", "Point three"),
        work_date=("2026-11-20", "today"),
        matter=("M-1", "Smith matter"),
        narrative=("Telephone call with opposing counsel.", "telephone call with opposing counsel"),
        activity_code=("A107", "telephone call with opposing counsel"),
    )
    assert made.findings == ()
    assert (made.fields.minutes, made.spoken_minutes) == (18, 18)
    assert made.fields.work_date == date(2026, 11, 20)
    assert made.fields.matter_id == "M-1"
    assert made.fields.activity_code is ActivityCode.COMMUNICATE_COUNSEL
    assert made.fields.billing is Billing.BILLABLE
    assert [e.field for e in made.evidence] == [
        Field.HOURS,
        Field.WORK_DATE,
        Field.MATTER,
        Field.NARRATIVE,
        Field.ACTIVITY_CODE,
    ]
    assert all(CALL[e.start : e.end] == e.quote for e in made.evidence)


def test_what_was_not_said_stays_empty_and_is_asked_for() -> None:
    made = draft("Hm.")
    assert made.fields.model_dump(exclude_defaults=True) == {"activity_code": ActivityCode.OTHER}
    asked = {found.field: found for found in made.findings}
    assert asked.pop(Field.ACTIVITY_CODE).code is FindingCode.ACTIVITY_UNCONFIRMED
    not_said = {field: found.proposal for field, found in asked.items()}
    assert {found.code for found in asked.values()} == {FindingCode.NOT_SAID}
    assert not_said == {
        Field.HOURS: None,
        Field.WORK_DATE: "2026-11-20",
        Field.MATTER: None,
        Field.NARRATIVE: None,
    }


def test_no_entries_is_nothing_to_bill() -> None:
    with pytest.raises(FinalFailure) as caught:
        drafts(proposal(), "Hello.", CONTEXT)
    assert caught.value.reason is Reason.NOTHING_TO_BILL


def test_twenty_entries_are_the_most() -> None:
    assert len(drafts(proposal(*[entry()] * 20), "Hello.", CONTEXT)) == 20
    with pytest.raises(FinalFailure) as caught:
        drafts(proposal(*[entry()] * 21), "Hello.", CONTEXT)
    assert caught.value.reason is Reason.TOO_MANY_ENTRIES


def test_a_bookmark_stays_one() -> None:
    assert draft("Bookmark: clause 12.", kind="bookmark").fields.kind is EntryKind.BOOKMARK


def test_every_code_has_a_sentence_that_holds_no_words_of_ours() -> None:
    assert all(sentence(code).endswith(".") for code in FindingCode)
    made = draft("Zebra", hours=("0.3", "giraffe"), narrative=("Called Giraffe 77.", "giraffe"))
    codes = [found.code for found in made.findings]
    assert [found.message for found in made.findings] == [sentence(FindingCode(code)) for code in codes]


@pytest.mark.parametrize(
    ("transcript", "hours", "minutes"),
    [
        (CALL, ("0.3", "point three"), 18),
        ("Twenty minutes, call.", ("0.33", "Twenty minutes"), 24),
        ("7 minutes, call.", ("0.12", "7 minutes"), 12),
        ("7 minutes, call.", ("0.1167", "7 minutes"), 12),
        ("An hour and a half. Reviewed.", ("1.5", "An hour and a half"), 90),
    ],
)
def test_hours_read_alike_stand(transcript: str, hours: tuple[str, str], minutes: int) -> None:
    assert draft(transcript, hours=hours).fields.minutes == minutes


def test_minutes_round_up_to_a_tenth_and_the_spoken_ones_are_kept() -> None:
    made = draft("7 minutes, call.", hours=("0.12", "7 minutes"))
    assert (made.fields.minutes, made.spoken_minutes) == (12, 7)
    found = finding_on(made, Field.HOURS)
    assert (found.code, found.readings) == (FindingCode.HOURS_ROUNDED, ("0.12", "0.2"))


def test_about_is_pointed_out() -> None:
    made = draft("About half an hour, call.", hours=("0.5", "About half an hour"))
    assert made.fields.minutes == 30
    assert codes(made, Field.HOURS) == [FindingCode.HOURS_APPROXIMATE]


@pytest.mark.parametrize(
    ("transcript", "hours", "code", "readings", "proposed"),
    [
        (CALL, ("0.5", "point three"), FindingCode.HOURS_DISAGREE, ("0.3", "0.5"), "0.3"),
        (CALL, (None, "point three"), FindingCode.HOURS_DISAGREE, ("0.3",), "0.3"),
        (CALL, ("lots", "point three"), FindingCode.HOURS_DISAGREE, ("0.3",), "0.3"),
        (CALL, ("0.5", "half an hour"), FindingCode.EVIDENCE_MISSING, (), "0.5"),
        (CALL, ("0.5", None), FindingCode.EVIDENCE_MISSING, (), "0.5"),
        (CALL, ("0.5", "telephone call"), FindingCode.EVIDENCE_MISSING, (), "0.5"),
        (CALL, ("99", "telephone call"), FindingCode.EVIDENCE_MISSING, (), None),
        (CALL, ("1e99999", "telephone call"), FindingCode.EVIDENCE_MISSING, (), None),
        ("25 hours.", ("25", "25 hours"), FindingCode.EVIDENCE_MISSING, (), None),
        ("Reviewed section 4.2.", ("4.2", "4.2"), FindingCode.EVIDENCE_MISSING, (), "4.2"),
        ("Two and a half hours.", ("0.5", "a half hours"), FindingCode.EVIDENCE_MISSING, (), "0.5"),
        ("0.2 call, 0.3 email", ("0.2", "0.2 call, 0.3 email"), FindingCode.EVIDENCE_MISSING, (), "0.2"),
    ],
)
def test_hours_that_do_not_hold_are_left_empty(
    transcript: str, hours: Any, code: FindingCode, readings: tuple[str, ...], proposed: str | None
) -> None:
    made = draft(transcript, hours=hours)
    assert (made.fields.minutes, made.spoken_minutes) == (None, None)
    found = finding_on(made, Field.HOURS)
    assert (found.code, found.readings, found.proposal) == (code, readings, proposed)


def test_words_give_their_time_to_one_entry_only() -> None:
    same = entry(hours=("0.3", "point three"))
    first, second = drafts(proposal(same, same), CALL, CONTEXT)
    assert (first.fields.minutes, second.fields.minutes) == (18, None)
    assert codes(second, Field.HOURS) == [FindingCode.EVIDENCE_MISSING]


def test_the_same_words_said_twice_are_two_times() -> None:
    text = "0.2, email to client. 0.2, call with counsel."
    same = entry(hours=("0.2", "0.2"))
    made = drafts(proposal(same, same, same), text, CONTEXT)
    assert [one.fields.minutes for one in made] == [12, 12, None]
    assert [e.start for one in made[:2] for e in one.evidence] == [0, 22]


def test_the_letters_that_stand_in_for_passed_words_are_no_words() -> None:
    same = entry(hours=("0.2", "xx"))
    assert drafts(proposal(same, same), "xx xx y xx", CONTEXT)


def test_hours_are_read_in_french() -> None:
    context = DraftContext("2026-11-20", "fr-CA", ())
    made = draft("Une heure et demie, appel.", context, hours=("1.5", "Une heure et demie"))
    assert made.fields.minutes == 90


def test_hours_are_not_read_in_a_language_we_do_not_know() -> None:
    context = DraftContext("2026-11-20", "de", ())
    made = draft("0.3, Anruf.", context, hours=("0.3", "0.3"))
    assert made.fields.minutes is None
    assert finding_on(made, Field.HOURS).proposal == "0.3"


@pytest.mark.parametrize(
    ("said", "value", "quote", "day"),
    [
        ("Call today.", "2026-11-20", "today", 20),
        ("Call today.", None, "today", 20),
        ("Yesterday. Call.", "2026-11-19", "Yesterday", 19),
        ("Appel aujourd'hui.", "2026-11-20", "aujourd'hui", 20),
        ("Appel aujourd\u2019hui.", "2026-11-20", "aujourd'hui", 20),
        ("Hier, appel.", "2026-11-19", "hier", 19),
        ("On 2026-11-02, call.", "2026-11-02", "On 2026-11-02", 2),
        ("Call on Tuesday.", "2026-11-17", "Tuesday", 17),
        ("The day before yesterday, call.", None, "day before yesterday", 18),
        ("Friday's motion: on Friday, call.", "2026-11-20", "Friday", 20),
        ("Lundi dernier, appel.", "2026-11-16", "lundi dernier", 16),
        ("Call. Two days ago.", "2026-11-18", "two days ago", 18),
    ],
)
def test_days_that_code_can_count(said: str, value: str | None, quote: str, day: int) -> None:
    made = draft(said, work_date=(value, quote))
    assert made.fields.work_date == date(2026, 11, day)
    assert evidence_of(made, Field.WORK_DATE)
    assert codes(made, Field.WORK_DATE) == []


@pytest.mark.parametrize(
    ("said", "value", "quote", "code", "proposed"),
    [
        ("Call.", "2026-11-20", None, FindingCode.EVIDENCE_MISSING, "2026-11-20"),
        ("Call.", "2026-11-20", "today", FindingCode.EVIDENCE_MISSING, "2026-11-20"),
        ("Call.", "soon", "today", FindingCode.EVIDENCE_MISSING, None),
        ("Call.", "2026-02-30", "today", FindingCode.EVIDENCE_MISSING, None),
        ("Call on Tuesday.", "2026-11-10", "Tuesday", FindingCode.DATE_UNCONFIRMED, "2026-11-17"),
        (
            "Prepared for the hearing on Tuesday.",
            "2026-11-17",
            "Tuesday",
            FindingCode.DATE_UNCONFIRMED,
            "2026-11-17",
        ),
        ("Call on 3/4.", "2026-03-04", "3/4", FindingCode.DATE_UNCONFIRMED, "2026-03-04"),
        ("Call last week.", "2026-11-10", "last week", FindingCode.DATE_UNCONFIRMED, "2026-11-10"),
        ("On March 3rd, 2027, call.", "2027-03-03", "March 3rd, 2027", FindingCode.DATE_IN_FUTURE, None),
        ("Call today.", "2026-11-18", "today", FindingCode.DATE_UNCONFIRMED, "2026-11-20"),
        ("The day before yesterday.", "2026-11-19", "yesterday", FindingCode.DATE_UNCONFIRMED, "2026-11-19"),
        ("Avant-hier, appel.", "2026-11-19", "hier", FindingCode.DATE_UNCONFIRMED, "2026-11-19"),
        ("For today's hearing.", "2026-11-20", "today", FindingCode.DATE_UNCONFIRMED, "2026-11-20"),
        ("On 2026-11-21, call.", "2026-11-21", "2026-11-21", FindingCode.DATE_IN_FUTURE, None),
        ("Call next Friday.", "2026-11-27", "next Friday", FindingCode.DATE_IN_FUTURE, None),
    ],
)
def test_days_that_do_not_hold_are_left_empty(
    said: str, value: str, quote: str | None, code: FindingCode, proposed: str | None
) -> None:
    made = draft(said, work_date=(value, quote))
    assert made.fields.work_date is None
    found = finding_on(made, Field.WORK_DATE)
    assert (found.code, found.proposal) == (code, proposed)


@pytest.mark.parametrize(
    ("said", "id_", "quote"),
    [
        ("0.2 Smith matter", "M-1", "Smith matter"),
        ("0.2 Smith's file 2026-014", "M-1", "smith's"),
        ("0.2 Smith's file 2026-014", "M-1", "2026-014"),
        ("0.2, Granville lease", "M-2", "Granville lease"),
    ],
)
def test_matters_that_were_named(said: str, id_: str, quote: str) -> None:
    made = draft(said, matter=(id_, quote))
    assert made.fields.matter_id == id_
    assert codes(made, Field.MATTER) == []


@pytest.mark.parametrize(
    ("id_", "quote", "code", "proposed"),
    [
        ("M-7", "Smith matter", FindingCode.MATTER_NOT_OFFERED, None),
        (None, "Smith matter", FindingCode.MATTER_NOT_OFFERED, None),
        ("M-7", None, FindingCode.MATTER_NOT_OFFERED, None),
        ("M-2", "Smith matter", FindingCode.MATTER_UNCONFIRMED, "M-2"),
        ("M-1", "matter", FindingCode.MATTER_UNCONFIRMED, "M-1"),
        ("M-1", "Jones matter", FindingCode.EVIDENCE_MISSING, "M-1"),
        ("M-1", None, FindingCode.EVIDENCE_MISSING, "M-1"),
        (None, "Jones matter", FindingCode.EVIDENCE_MISSING, None),
    ],
)
def test_matters_that_do_not_hold_are_left_empty(
    id_: str | None, quote: str | None, code: FindingCode, proposed: str | None
) -> None:
    made = draft(CALL, matter=(id_, quote))
    assert made.fields.matter_id is None
    found = finding_on(made, Field.MATTER)
    assert (found.code, found.proposal) == (code, proposed)


def test_a_name_that_fits_two_matters_names_neither() -> None:
    will = matter("M-3", "Smith Will")
    context = DraftContext("2026-11-20", "en", (SMITH, CHEN, will))
    made = draft(CALL, context, matter=("M-1", "Smith matter"))
    assert made.fields.matter_id is None
    found = finding_on(made, Field.MATTER)
    assert found.code is FindingCode.MATTER_UNCONFIRMED
    assert found.readings == ("M-1 Smith v. Jones", "M-3 Smith Will")


def test_a_name_that_fits_one_matter_better_names_it() -> None:
    will = matter("M-3", "Smith Will")
    context = DraftContext("2026-11-20", "en", (SMITH, will))
    assert draft("Smith will file", context, matter=("M-3", "Smith will")).fields.matter_id == "M-3"


def test_a_narrative_is_kept_and_what_was_not_said_is_named() -> None:
    made = draft(CALL, narrative=("Call with Bob Brown re clause 12.", "telephone call"))
    assert made.fields.narrative == "Call with Bob Brown re clause 12."
    found = {one.code: one.readings for one in made.findings if one.field is Field.NARRATIVE}
    assert found == {
        FindingCode.NUMBER_NOT_SAID: ("12",),
        FindingCode.NAME_NOT_SAID: ("Bob", "Brown"),
    }


@pytest.mark.parametrize("quote", [None, "never said"])
def test_a_narrative_without_evidence_is_pointed_out(quote: str | None) -> None:
    made = draft(CALL, narrative=("Telephone call.", quote))
    assert made.fields.narrative == "Telephone call."
    assert codes(made, Field.NARRATIVE) == [FindingCode.EVIDENCE_MISSING]


def test_a_narrative_stands_on_one_line() -> None:
    made = draft(CALL, narrative=(" Telephone\ncall\0 with\u2028counsel. ", "telephone call"))
    assert made.fields.narrative == "Telephone call with counsel."


def test_a_narrative_that_no_entry_can_hold_is_unusable() -> None:
    with pytest.raises(FinalFailure) as caught:
        draft(CALL, narrative=("a" * 32_001, None))
    assert caught.value.reason is Reason.DRAFT_UNUSABLE


def test_an_activity_code_needs_no_evidence() -> None:
    made = draft(CALL, activity_code=("A106", "never said"))
    assert made.fields.activity_code is ActivityCode.COMMUNICATE_CLIENT
    assert evidence_of(made, Field.ACTIVITY_CODE) is None
    assert codes(made, Field.ACTIVITY_CODE) == []


def test_no_charge_needs_to_be_said() -> None:
    said = draft("0.2, call, no charge.", billing=("no_charge", "no charge"))
    assert said.fields.billing is Billing.NO_CHARGE
    unsaid = draft("0.2, call.", billing=("no_charge", "no charge"))
    assert unsaid.fields.billing is Billing.BILLABLE
    found = finding_on(unsaid, Field.BILLING)
    assert (found.code, found.proposal) == (FindingCode.EVIDENCE_MISSING, "no_charge")


def test_findings_keep_no_more_than_a_row_can_hold() -> None:
    names = " ".join(f"A{chr(97 + n % 26) * 300}{chr(97 + n // 26)}" for n in range(60))
    made = draft("x", narrative=(f"Called {names}.", "x"))
    found = finding_on(made, Field.NARRATIVE)
    assert len(found.readings) == 20
    assert max(map(len, found.readings)) == 200
