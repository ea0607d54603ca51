"""The tense of narratives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.preferences import Tense
from core.drafting.tense import in_tense, out_of_tense
from core.drafting.work_verbs import WORK_VERBS, Form

PAIRS = [
    ("en", "Reviewed the lease.", "Review the lease."),
    ("en", "Drafted a motion and sent it to the client.", "Draft a motion and send it to the client."),
    ("en", "Reviewed and revised the agreement.", "Review and revise the agreement."),
    ("en", "Met with the expert; prepared notes.", "Meet with the expert; prepare notes."),
    ("en", "Conferred with counsel. Wrote to the court.", "Confer with counsel. Write to the court."),
    ("en", "Responded to the demand letter.", "Respond to the demand letter."),
    ("en", "Cross-examined the witness, then argued costs.", "Cross-examine the witness, then argue costs."),
    ("en", "Analyzed Smith v. Jones.", "Analyze Smith v. Jones."),
    ("en", "Further reviewed the file.", "Further review the file."),
    ("fr", "Révisé le bail.", "Réviser le bail."),
    ("fr", "Rédigé une requête et transmis la lettre.", "Rédiger une requête et transmettre la lettre."),
    ("fr", "Lu la décision; préparé des notes.", "Lire la décision; préparer des notes."),
]
TENSELESS = [
    ("en", "Call with opposing counsel regarding scheduling."),
    ("en", "Telephone call with opposing counsel."),
    ("en", "Email to client re next steps."),
    ("en", "Review of the lease and drafting of a memo."),
    ("en", "Meeting with the client."),
    ("en", "Research on limitation periods."),
    ("en", "Hearing on the motion to strike."),
    ("en", "Read the decision."),
    ("en", "12 letters."),
    ("en", ""),
    ("fr", "Révision du bail et rédaction d'une lettre."),
    ("fr", "Appel avec l'avocat de la partie adverse."),
    ("de", "Reviewed the lease."),
]


@pytest.mark.parametrize(("language", "past", "base"), PAIRS)
def test_verbs_go_from_one_tense_to_the_other(language: str, past: str, base: str) -> None:
    assert in_tense(past, Tense.BASE, language) == base
    assert in_tense(base, Tense.PAST, language).casefold() == past.casefold()
    assert out_of_tense(past, Tense.PAST, language) == out_of_tense(base, Tense.BASE, language) == ()
    assert out_of_tense(past, Tense.BASE, language)


@pytest.mark.parametrize(("language", "narrative"), TENSELESS)
@pytest.mark.parametrize("tense", Tense)
def test_what_begins_with_a_noun_has_no_tense(language: str, narrative: str, tense: Tense) -> None:
    assert out_of_tense(narrative, tense, language) == ()
    assert in_tense(narrative, tense, language) == narrative


@pytest.mark.parametrize(
    ("said", "past", "base"),
    [
        ("Reviewing contract changes.", "Reviewed contract changes.", "Review contract changes."),
        ("Reviews the lease.", "Reviewed the lease.", "Review the lease."),
        ("Conferring with counsel.", "Conferred with counsel.", "Confer with counsel."),
        ("Traveled to court.", "Traveled to court.", "Travel to court."),
        (
            "Reviewed draft and signed lease.",
            "Reviewed draft and signed lease.",
            "Review draft and signed lease.",
        ),
        (
            "Reviewed it and signed the lease.",
            "Reviewed it and signed the lease.",
            "Review it and sign the lease.",
        ),
    ],
)
def test_every_form_is_known(said: str, past: str, base: str) -> None:
    assert in_tense(said, Tense.PAST, "en") == past
    assert in_tense(said, Tense.BASE, "en") == base


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_verbs_are_many_and_each_goes_both_ways(language: str) -> None:
    verbs = {verb for verb, _ in WORK_VERBS[language].values()}
    assert len(verbs) > 150
    for verb in verbs:
        if verb.base != verb.past:
            assert WORK_VERBS[language][verb.base] == (verb, Form.BASE)
            assert WORK_VERBS[language][verb.past][1] is Form.PAST


@given(st.text(max_size=80), st.sampled_from(Tense), st.sampled_from(["en", "fr"]))
def test_any_text_is_in_tense_once_it_is_set(text: str, tense: Tense, language: str) -> None:
    written = in_tense(text, tense, language)
    assert in_tense(written, tense, language) == written
