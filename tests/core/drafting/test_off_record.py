"""What is said off the record reaches no model and no narrative."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.findings import Field, FindingCode
from core.drafting.context import DraftContext
from core.drafting.off_record import hidden, off_record, on_record
from core.drafting.rules.propose import propose
from tests.core.drafting.making import CONTEXT, draft

PRIVATE = [
    ("en", "Call. Off the record, he lied. Point two, memo.", "Call.\nPoint two, memo."),
    ("en", "Point three, call, Smith file, off the record he lied.", "Point three, call, Smith file,"),
    ("en", "He lied, off the record. Point two, memo.", "Point two, memo."),
    ("en", "He told me off the record that he lied. Memo.", "Memo."),
    ("en", "Off the record, she, off the record, lied. Memo.", "Memo."),
    ("en", "Memo. Off the record. He lied. Smith v. Jones is lost.", "Memo."),
    ("en", "Memo. He lied. Off the record.", "Memo."),
    ("en", "Off the record. He lied.\nPoint two, memo.", "Point two, memo."),
    (
        "en",
        "Memo. Off the record he lied. Twice. Back on the record. Point one, email.",
        "Memo.\nPoint one, email.",
    ),
    ("en", "Off-the-record discussion at the deposition, point four.", "point four"),
    ("en", "Off the record, he lied for weeks, half an hour.", "half an hour"),
    ("en", "Between you and me, he lied. Memo.", "Memo."),
    ("en", "Strictly confidentially, he lied. Memo.", "Memo."),
    ("fr", "Appel. Entre nous, il a menti. Lettre.", "Appel.\nLettre."),
    ("fr", "Zéro virgule deux, appel, et entre nous il a menti.", "Zéro virgule deux, appel, et"),
    ("fr", "À titre confidentiel, il a menti, quinze minutes. Lettre.", "quinze minutes\nLettre."),
    ("fr", "Il me l'a dit confidentiellement. Lettre.", "Lettre."),
    ("fr", "Appel. Off the record. Il a menti. Fin de l'aparté. Lettre.", "Appel.\nLettre."),
]
PUBLIC = [
    "The agreement between us and Acme, point two.",
    "Entente entre nous et la partie adverse.",
    "Filed the trial record. Settled the record on appeal.",
    "Drafted the confidentiality agreement.",
    "Rédaction d'une entente de confidentialité.",
]


@pytest.mark.parametrize(("language", "said", "left"), PRIVATE)
def test_what_is_private_is_not_told_to_the_model(language: str, said: str, left: str) -> None:
    assert on_record(said, language) == left


@pytest.mark.parametrize("said", PUBLIC)
def test_other_words_are_told(said: str) -> None:
    assert off_record(said) == ()
    assert on_record(said, "en") == said


def test_a_time_stays_in_a_language_that_is_read() -> None:
    said = "Off the record he lied, half an hour."
    assert on_record(said, "en-CA") == "half an hour"
    assert on_record(said, "de") == ""


_WORDS = "off the record, back on point three he lied. entre nous Smith v. half an hour"
words = [*_WORDS.split(), "\n"]


@given(st.lists(st.sampled_from(words), max_size=30).map(" ".join), st.sampled_from(["en", "fr"]))
def test_stretches_lie_in_order_within_the_text(said: str, language: str) -> None:
    for spans in (off_record(said), hidden(said, language)):
        bounds = [bound for span in spans for bound in span]
        assert bounds == sorted(bounds)
        assert all(0 <= bound <= len(said) for bound in bounds)
    assert "off the record" not in on_record(said, language)


def _codes(narrative: str, said: str) -> tuple[str, list[str]]:
    made = draft(said, hours=("0.3", "Point three"), narrative=(narrative, "call with the client"))
    codes = [found.code for found in made.findings if found.field is Field.NARRATIVE]
    return made.fields.narrative, [str(code) for code in codes]


SAID = "Point three, call with the client. Off the record, Zed hid four cars in a rented barn. Smith matter."


@pytest.mark.parametrize(
    ("narrative", "left"),
    [
        ("Call with the client.", "Call with the client."),
        ("Call with the client. Zed called.", "Call with the client."),
        ("Call with the client; zed called.", ""),
        ("Call with the client. Discussed 4 items.", "Call with the client."),
        ("Call with the client. Rented barn discussed.", "Call with the client."),
        ("Hid cars in a rented barn.", ""),
    ],
)
def test_a_sentence_that_tells_it_is_taken_out(narrative: str, left: str) -> None:
    assert _codes(narrative, SAID) == (left, ["off_record"])


def test_words_off_the_record_bear_nothing_out() -> None:
    said = "Call with the client. Off the record, this is for the Smith matter, yesterday, no charge."
    made = draft(
        said,
        matter=("M-1", "Smith matter"),
        work_date=(None, "yesterday"),
        billing=("no_charge", "no charge"),
    )
    assert (made.fields.matter_id, made.fields.work_date, made.fields.billing) == (None, None, "billable")
    assert {Field.MATTER, Field.WORK_DATE, Field.BILLING} <= {found.field for found in made.findings}
    assert all("Smith" not in words.quote for words in made.evidence)


def test_a_time_off_the_record_stands_with_a_finding() -> None:
    made = draft("Call, Smith matter. Off the record, he lied, half an hour.", hours=("0.5", "half an hour"))
    assert made.fields.minutes == 30
    assert FindingCode.OFF_RECORD in {one.code for one in made.findings if one.field is Field.HOURS}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_rules_keep_it_out_too(language: str) -> None:
    said = {
        "en": "Point three, call with the client. Off the record, Zed lied. Discussed the lease.",
        "fr": "Zéro virgule trois, appel avec le client. Entre nous, Zed a menti. Discuté du bail.",
    }
    (entry,) = propose(said[language], DraftContext("2026-11-20", language, CONTEXT.matters)).entries
    assert "Zed" not in entry.narrative.text
    assert entry.narrative.quote
    assert entry.narrative.quote in said[language]
