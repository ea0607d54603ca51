"""Entries from transcripts: what was said, with its evidence, and nothing else."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.drafting.context import DraftContext
from core.drafting.rules.propose import propose
from tests.core.drafting.making import matter
from tests.local.standins.openai.dictations import MATTERS as OFFERED
from tests.local.standins.openai.dictations import SMITH_CALL

MATTERS = tuple(
    matter(one["id"], one["name"], one["client"], number=one["number"], aliases=()) for one in OFFERED
)


def entries(transcript: str, language: str = "en", **changed: Any) -> list[dict[str, Any]]:
    context = DraftContext("2026-11-22", language, changed.get("matters", MATTERS))
    proposed: list[dict[str, Any]] = propose(transcript, context).model_dump(mode="json")["entries"]
    return proposed


def entry(transcript: str, language: str = "en", **changed: Any) -> dict[str, Any]:
    (only,) = entries(transcript, language, **changed)
    return only


def test_every_field_carries_its_evidence() -> None:
    assert entry(f"{SMITH_CALL} Yesterday. No charge.") == {
        "kind": "time",
        "hours": {"value": "0.3", "quote": "Three tenths of an hour"},
        "work_date": {"value": "2026-11-21", "quote": "Yesterday"},
        "matter": {"id": "m-smith", "quote": "Smith matter"},
        "narrative": {
            "text": "Telephone call with opposing counsel regarding scheduling.",
            "quote": "Telephone call with opposing counsel regarding scheduling",
        },
        "activity_code": {"value": "A107", "quote": "Telephone call with opposing counsel"},
        "task_code": {"value": None, "quote": None},
        "billing": {"value": "no_charge", "quote": "No charge"},
    }


def test_what_was_not_said_stays_empty() -> None:
    nothing = {"value": None, "quote": None}
    bare = entry("Coffee.")
    assert (bare["hours"], bare["work_date"], bare["activity_code"]) == (nothing, nothing, nothing)
    assert bare["matter"] == {"id": None, "quote": None}
    assert bare["billing"] == {"value": "billable", "quote": None}


@pytest.mark.parametrize("transcript", ["", "  ", "Um. Okay.", "..."])
def test_nothing_dictated_gives_no_entry(transcript: str) -> None:
    assert entries(transcript) == []


@pytest.mark.parametrize(
    "transcript",
    [
        "point three call with the client smith matter half an hour drafting the will wilson matter",
        "Point three, call with the client, Smith file. Point five, drafting the will, Wilson file.",
        "Call with the client on the Smith file, 0.3. Drafting the will for the Wilson file, half an hour.",
    ],
)
def test_a_recap_becomes_one_entry_per_time(transcript: str) -> None:
    drafted = entries(transcript)
    assert [one["hours"]["value"] for one in drafted] == ["0.3", "0.5"]
    assert [one["matter"]["id"] for one in drafted] == ["m-smith", "m-wilson"]
    assert [one["narrative"]["text"] for one in drafted] == ["Call with the client.", "Drafting the will."]


def test_a_date_said_first_holds_for_all_entries_unless_one_has_its_own() -> None:
    drafted = entries("Today. Point one, email. Point two, research, yesterday.")
    assert [one["work_date"]["quote"] for one in drafted] == ["Today", "yesterday"]


def test_bookmark_is_kept_apart() -> None:
    drafted = entries(
        "Point two, call with client. Bookmark: reviewing contract changes, paused at clause 12, Chen file."
    )
    assert [one["kind"] for one in drafted] == ["time", "bookmark"]
    assert drafted[1]["narrative"]["text"] == "Reviewing contract changes, paused at clause 12."
    assert drafted[1]["matter"]["id"] == "m-chen"


def test_time_within_a_bookmark_stays_with_it() -> None:
    only = entry("Bookmark: reviewing the lease, point three, Chen file")
    assert (only["kind"], only["hours"]["value"]) == ("bookmark", "0.3")
    assert only["narrative"]["text"] == "Reviewing the lease."


@pytest.mark.parametrize(
    ("transcript", "matter_id", "quote"),
    [
        ("Call with Jones.", "m-smith", "Jones"),
        ("Draft for the Wilson estate.", "m-wilson", "Wilson estate"),
        ("Jane Smith's file, call.", "m-smith", "Jane Smith's file"),
        ("Call, file number 2026-004.", "m-baker", "file number 2026-004"),
        ("Call with Smith and Wilson.", None, None),
        ("Call about the estate.", None, None),
        ("Smith v. Jones, call.", "m-smith", "Smith v. Jones"),
        ("Reviewed the lease for the Baker matter.", "m-baker", "Baker matter"),
        ("Opened a file. Wilson called.", "m-wilson", "Wilson"),
        ("Call, Hogarth matter.", None, None),
    ],
)
def test_matter_is_one_of_those_offered_or_none(
    transcript: str, matter_id: str | None, quote: str | None
) -> None:
    assert entry(transcript)["matter"] == {"id": matter_id, "quote": quote}


def test_two_matters_of_one_name_are_not_chosen_between() -> None:
    offered = (*MATTERS, matter("m-other", "Smith divorce", "Ann Smith", number="2026-009"))
    assert entry("Call, Smith matter.", matters=offered)["matter"] == {"id": None, "quote": "Smith matter"}
    assert entry("Call, Ann Smith matter.", matters=offered)["matter"]["id"] == "m-other"


@pytest.mark.parametrize(
    ("transcript", "code"),
    [
        ("Call with the client.", "A106"),
        ("Email to client re next steps.", "A106"),
        ("Telephoned counsel.", "A107"),
        ("Call with the court.", "A108"),
        ("Discussed strategy with an associate.", "A105"),
        ("Drafted a letter to the client.", "A103"),
        ("Revising the agreement.", "A103"),
        ("Reviewed the lease.", "A104"),
        ("Legal research on limitation periods.", "A102"),
        ("Preparing for trial.", "A101"),
        ("Attended the hearing.", "A109"),
        ("Call with Bob about drafting.", None),
        ("Lunch.", None),
    ],
)
def test_activity_code_follows_the_first_verb(transcript: str, code: str | None) -> None:
    assert entry(transcript)["activity_code"]["value"] == code


@pytest.mark.parametrize(
    ("said", "billing"),
    [("No charge", "no_charge"), ("non-billable", "non_billable"), ("don't bill", "non_billable")],
)
def test_billing_as_said(said: str, billing: str) -> None:
    assert entry(f"Point two, call with client, {said}.")["billing"] == {"value": billing, "quote": said}


@pytest.mark.parametrize(
    ("transcript", "narrative"),
    [
        ("Reviewed the Baker file, point five.", "Reviewed the Baker file."),
        ("Point five. Reviewed the lease for the Baker matter.", "Reviewed the lease."),
        ("Reviewed the lease. Point five. Called the client.", "Reviewed the lease. Called the client."),
        ("Point five. Baker matter.", ""),
    ],
)
def test_narrative_is_what_is_left(transcript: str, narrative: str) -> None:
    assert entry(transcript)["narrative"]["text"] == narrative


PHRASES = [
    "point three", "0.5", "half an hour", "twelve minutes", "call with opposing counsel", "email to client",
    "drafting the will", "on the Smith file", "wilson matter", "Baker", "today", "yesterday", "no charge",
    "bookmark", "and then", "um", "section 4.2", "Smith and Wilson", "for the", "file", "case",
]  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(PHRASES), st.sampled_from([" ", ", ", ". ", "… "])), max_size=12))
def test_nothing_is_invented(phrases: list[tuple[str, str]]) -> None:
    transcript = "".join(phrase + mark for phrase, mark in phrases)
    drafted = entries(transcript)
    said = re.findall(r"\w+", transcript.lower())
    for one in drafted:
        quotes = [field["quote"] for name, field in one.items() if name != "kind"]
        assert all(quote in transcript for quote in quotes if quote is not None)
        told = iter(said)
        assert all(word in told for word in re.findall(r"\w+", one["narrative"]["text"].lower()))


ROY = matter("m-roy", "Succession Roy", "Marie Roy", number="2026-021")
GAGNON = matter("m-gagnon", "Gagnon c. Tremblay", "Luc Gagnon")


@pytest.mark.parametrize(
    ("transcript", "expected"),
    [
        (
            "Zéro virgule trois. Appel avec le client, dossier Gagnon. Hier.",
            ("0.3", "2026-11-21", "m-gagnon", "Appel avec le client.", "A106", "billable"),
        ),
        (
            "Une demi-heure, rédaction du testament pour la succession Roy, aujourd'hui, non facturable.",
            (
                "0.5",
                "2026-11-22",
                "m-roy",
                "Rédaction du testament pour la succession Roy.",
                "A103",
                "non_billable",
            ),
        ),
        (
            "Quinze minutes, lettre à l'avocat de la partie adverse, sans frais.",
            ("0.25", None, None, "Lettre à l'avocat de la partie adverse.", "A107", "no_charge"),
        ),
    ],
)
def test_french_dictations_are_drafted_in_french(transcript: str, expected: tuple[str | None, ...]) -> None:
    only = entry(transcript, "fr", matters=(ROY, GAGNON))
    names = [("hours", "value"), ("work_date", "value"), ("matter", "id"), ("narrative", "text")]
    names += [("activity_code", "value"), ("billing", "value")]
    assert tuple(only[field][name] for field, name in names) == expected


def test_an_alias_names_its_matter() -> None:
    chen = matter("m-1", "Chen Lease", "Chen Holdings", aliases=("Granville tower",))
    assert entry("Call about the Granville file.", matters=(chen,))["matter"]["id"] == "m-1"


@pytest.mark.parametrize(
    "transcript",
    [
        "Point two, call with the client. Point four, drafting the memo. Point six in all.",
        "Point two, call with the client. Point four, drafting the memo. That is a total of 0.6.",
    ],
)
def test_a_total_is_no_task_of_its_own(transcript: str) -> None:
    assert [one["hours"]["value"] for one in entries(transcript)] == ["0.2", "0.4"]


def test_a_total_alone_is_the_time() -> None:
    assert entry("Call with the client and memo, 0.6 in all.")["hours"]["value"] == "0.6"


def test_times_that_are_not_sure_are_left_out() -> None:
    assert entry("Call, zero hours.")["hours"] == {"value": None, "quote": None}


def test_a_corrected_time_is_the_time() -> None:
    only = entry("Point three, sorry, point four, call with client.")
    assert only["hours"] == {"value": "0.4", "quote": "point four"}


def test_what_is_off_the_record_stays_out_of_the_narrative() -> None:
    only = entry("Point two. Call with the client. Off the record, he admits the debt. Smith file.")
    assert only["narrative"]["text"] == "Call with the client."


@pytest.mark.parametrize("day", ["the day before yesterday", "yesterday's hearing", "avant-hier"])
def test_a_day_within_another_is_not_taken(day: str) -> None:
    language = "fr" if day == "avant-hier" else "en"
    assert entry(f"Call, {day}.", language)["work_date"] == {"value": None, "quote": None}


def test_a_language_the_rules_do_not_know_gives_nothing() -> None:
    assert entries("Point three, call with the client.", "de") == []


@given(st.text(), st.sampled_from(["en", "fr"]))
def test_no_text_is_too_strange(transcript: str, language: str) -> None:
    for one in entries(transcript, language):
        assert all(
            field["quote"] is None or field["quote"] in transcript
            for name, field in one.items()
            if name != "kind"
        )
