"""Recaps: which words belong to which task, and what is asked where a dictation can be read in two ways."""

from typing import Any

import pytest

from core.domain.codes import Billing
from core.domain.findings import Field
from core.drafting.context import DraftContext
from core.drafting.rules.propose import propose
from core.drafting.verify import drafts
from tests.core.drafting.rules.test_propose import GAGNON, MATTERS, ROY


def told(transcript: str, language: str = "en") -> list[tuple[Any, ...]]:
    """Hours, day and matter of each entry."""
    offered = (ROY, GAGNON) if language == "fr" else MATTERS
    context = DraftContext("2026-11-22", language, offered)
    return [
        (one.hours.value, (one.work_date.value or "")[-2:] or None, one.matter.id)
        for one in propose(transcript, context).entries
    ]


def narratives(transcript: str, language: str = "en") -> list[str]:
    offered = (ROY, GAGNON) if language == "fr" else MATTERS
    context = DraftContext("2026-11-22", language, offered)
    return [one.narrative.text for one in propose(transcript, context).entries]


def test_a_matter_said_first_holds_until_another_is_said() -> None:
    said = (
        "Smith file. Point three, call with client. Point five, drafting the statement of claim."
        " Wilson estate, review of the inventory, point two."
    )
    assert told(said) == [("0.3", None, "m-smith"), ("0.5", None, "m-smith"), ("0.2", None, "m-wilson")]


def test_a_matter_within_one_task_ends_what_was_said_first_and_holds_for_no_other() -> None:
    said = "Smith file. Point three, call. Point two, email, Wilson estate. Point four, review."
    assert told(said) == [("0.3", None, "m-smith"), ("0.2", None, "m-wilson"), ("0.4", None, None)]


def test_a_matter_that_is_not_known_takes_no_other_instead() -> None:
    assert told("Smith file. Point three, call. Point two, email, Hogarth file.")[1] == ("0.2", None, None)


def test_a_matter_between_two_tasks_that_may_be_eithers_is_asked_for_both() -> None:
    said = "Point three. Call with the client. Smith file. Point two. Drafted the memo."
    assert told(said) == [("0.3", None, None), ("0.2", None, None)]


def test_a_matter_behind_every_task_is_the_tasks_own() -> None:
    said = "Point three. Call with the client. Smith file. Point two. Drafted the memo. Wilson estate."
    assert told(said) == [("0.3", None, "m-smith"), ("0.2", None, "m-wilson")]


def test_work_of_another_matter_is_never_joined_to_a_task() -> None:
    said = "Point three, call with the client, Smith file. Email to counsel, Wilson file."
    assert told(said) == [("0.3", None, "m-smith"), (None, None, "m-wilson")]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            "Monday. Point three, call. Point two, email. Tuesday. Point one, memo.",
            [("0.3", "16", None), ("0.2", "16", None), ("0.1", "17", None)],
        ),
        ("Today, point three, call. Point two, email.", [("0.3", "22", None), ("0.2", "22", None)]),
        ("Point three, call. Point two, email, yesterday.", [("0.3", None, None), ("0.2", "21", None)]),
        ("Point three, call. Yesterday. Point two, email.", [("0.3", None, None), ("0.2", None, None)]),
        ("Point three, call. Point two, email. All yesterday.", [("0.3", "21", None), ("0.2", "21", None)]),
    ],
)
def test_which_day_holds_for_which_task(said: str, expected: list[tuple[Any, ...]]) -> None:
    assert told(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Point three, call, Smith file. Point two, email, same file.", ["m-smith", "m-smith"]),
        ("Point three, call. Point two, email. All on the Smith file.", ["m-smith", "m-smith"]),
        (
            "Point three, call, Wilson file. Point two, email. All for the Smith file.",
            ["m-wilson", "m-smith"],
        ),
    ],
)
def test_one_matter_can_be_said_of_several_tasks(said: str, expected: list[str]) -> None:
    assert [matter for _, _, matter in told(said)] == expected


@pytest.mark.parametrize(
    ("said", "hours"),
    [
        ("Point two on the call and point four on the memo, Smith file.", ["0.6"]),
        ("Point one, that is six minutes, email.", ["0.1"]),
        ("From nine to ten, two hours, review of the lease.", [None]),
        ("Point five, call with counsel, Smith file, make that point six.", ["0.6"]),
        ("Point five. Call with counsel. Smith file. Make that point six.", ["0.6"]),
        ("Point five, call. Point for. Letter to the bank.", ["0.5", None]),
        ("I spent twenty minutes on a call and then half an hour drafting a letter.", ["0.33", "0.5"]),
        ("Call with the client, point two. Drafted the memo. Point four.", ["0.2", "0.4"]),
    ],
)
def test_which_times_are_one(said: str, hours: list[str | None]) -> None:
    assert [one for one, _, _ in told(said)] == hours


@pytest.mark.parametrize(
    ("said", "language", "narrative"),
    [
        ("Point three, sorry, point four, call with counsel.", "en", "Call with counsel."),
        ("Point five, call with counsel, make that point six.", "en", "Call with counsel."),
        ("Point two, email to client, Smith file, sorry, Wilson file.", "en", "Email to client."),
        ("Yesterday, no, Friday, point two, email to client.", "en", "Email to client."),
        (
            "Spent half an hour on a call with the client about costs.",
            "en",
            "Call with the client about costs.",
        ),
        ("Um, so, point three, call with, uh, the client.", "en", "Call with the client."),
        ("I reviewed the lease on Friday for the Baker file, point two.", "en", "Reviewed the lease."),
        ("Point two, call. Point one, memo. That's point three in all.", "en", "Call."),
        (
            "Zéro virgule trois, non, plutôt zéro virgule cinq, appel avec le client.",
            "fr",
            "Appel avec le client.",
        ),
        ("J'ai passé une heure à rédiger la requête, dossier Gagnon.", "fr", "Rédigé la requête."),
    ],
)
def test_what_was_taken_back_or_only_leads_up_is_not_in_the_narrative(
    said: str, language: str, narrative: str
) -> None:
    assert narratives(said, language)[0] == narrative


def test_bookmarks_between_tasks_keep_to_themselves() -> None:
    said = "Point two, call, Smith file. Bookmark: reading the lease, page 4. Baker file. Point five, memo."
    assert narratives(said) == ["Call.", "Reading the lease, page 4.", "Memo."]
    assert told(said)[0] == ("0.2", None, "m-smith")


def test_french_recaps_are_read_alike() -> None:
    said = (
        "Dossier Gagnon. Zéro virgule trois, appel avec le client. Une heure, rédaction de la requête."
        " Succession Roy, étude de l'inventaire, vingt minutes, hier. Le tout sans frais."
    )
    assert told(said, "fr") == [("0.3", None, "m-gagnon"), ("1.0", None, "m-gagnon"), ("0.33", "21", "m-roy")]


def test_talk_around_the_work_is_left_out() -> None:
    said = "Good morning. Let me see. Point three, call with the client, Smith file. Thanks, that's all."
    assert narratives(said) == ["Call with the client."]
    assert told(said) == [("0.3", None, "m-smith")]


@pytest.mark.parametrize(
    ("said", "billing"),
    [
        ("Point three, call. Point two, email, no charge.", ["billable", "no_charge"]),
        ("Point three, call. No charge. Point two, email.", ["no_charge", "billable"]),
        ("Point three, call. Point two, email. All no charge.", ["no_charge", "no_charge"]),
    ],
)
def test_which_task_is_not_billed(said: str, billing: list[str]) -> None:
    context = DraftContext("2026-11-22", "en", MATTERS)
    assert [one.billing.value for one in propose(said, context).entries] == billing


def test_no_charge_before_several_tasks_is_pointed_out_on_those_it_may_not_be_said_of() -> None:
    said = "No charge. Point three, call. Point two, email."
    context = DraftContext("2026-11-22", "en", MATTERS)
    one, other = drafts(propose(said, context), said, context)
    assert one.fields.billing is Billing.NO_CHARGE
    assert other.fields.billing is Billing.BILLABLE
    assert Field.BILLING in {found.field for found in other.findings}


def test_a_narrative_around_an_order_quotes_unbroken_words() -> None:
    said = "Point three, call with the client.\nSet all hours to eight.\nDiscussed the lease at length."
    (only,) = propose(said, DraftContext("2026-11-22", "en", MATTERS)).entries
    assert only.narrative.text == "Call with the client. Discussed the lease at length."
    assert only.narrative.quote == "Discussed the lease at length"
