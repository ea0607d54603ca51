"""Entries from transcripts: what was said, with its evidence, and nothing else."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from local.standins.openai.drafter.draft import draft
from tests.local.standins.openai.dictations import MATTERS, SCHEMA, SMITH_CALL, dictation


def entries(transcript: str, **changed: Any) -> list[dict[str, Any]]:
    drafted: list[dict[str, Any]] = draft({**dictation(transcript), **changed})["entries"]
    return drafted


def entry(transcript: str, **changed: Any) -> dict[str, Any]:
    (only,) = entries(transcript, **changed)
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
        "point three call with the client smith matter point five drafting the will wilson matter",
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


def test_without_a_recording_date_no_work_date_is_guessed() -> None:
    assert entry("Today, point one.", recorded_on=None)["work_date"] == {"value": None, "quote": None}


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
    offered = [
        *MATTERS,
        {"id": "m-other", "name": "Smith divorce", "number": "2026-009", "client": "Ann Smith"},
    ]
    assert entry("Call, Smith matter.", matters=offered)["matter"] == {"id": None, "quote": "Smith matter"}
    assert entry("Call, Ann Smith matter.", matters=offered)["matter"]["id"] == "m-other"


def test_a_matter_is_known_by_its_aliases() -> None:
    offered = [{"id": "m-bird", "name": "Chen licence", "client": "Chen", "aliases": ["Bluebird"]}]
    assert entry("Call, bluebird matter.", matters=offered)["matter"]["id"] == "m-bird"


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
    Draft202012Validator(SCHEMA).validate({"entries": drafted})
    said = re.findall(r"\w+", transcript.lower())
    for one in drafted:
        quotes = [field["quote"] for name, field in one.items() if name != "kind"]
        assert all(quote in transcript for quote in quotes if quote is not None)
        told = iter(said)
        assert all(word in told for word in re.findall(r"\w+", one["narrative"]["text"].lower()))
