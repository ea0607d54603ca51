"""Activity and task codes as the words call for them, and narratives as a client wants them."""

from typing import Any

import pytest

from core.domain.codes import TaskSet
from core.domain.findings import Field, Finding, FindingCode
from core.domain.preferences import BillingRules, Language, LawyerSettings, Preferences, Tense
from core.domain.task_codes import TASK_CODES
from core.drafting.context import DraftContext
from core.drafting.task_words import tasks_said
from core.drafting.verify import DraftedEntry
from tests.core.drafting.making import CONTEXT, SMITH, draft


def found_on(made: DraftedEntry, field: Field) -> list[Finding]:
    return [found for found in made.findings if found.field is field]


def drafted(
    said: str, rules: BillingRules | None = None, language: str = "en", **fields: Any
) -> DraftedEntry:
    """The draft of a narrative that says what was said, on the Smith matter."""
    context = DraftContext("2026-11-20", language, CONTEXT.matters, Preferences((_level(rules),)))
    fields = {"narrative": (said, said), "matter": ("M-1", "Smith matter")} | fields
    return draft(f"{said} Smith matter.", context, **fields)


def _level(rules: BillingRules | None) -> LawyerSettings:
    return LawyerSettings(rules=rules or BillingRules())


@pytest.mark.parametrize(
    ("said", "proposed", "code", "readings"),
    [
        ("Call with opposing counsel.", "A107", "A107", ()),
        ("Call with opposing counsel.", "A106", "A106", ("A106", "A107")),
        ("Email to the client.", "A107", "A107", ("A107", "A106")),
        ("Call with the registry.", "A106", "A106", ("A106", "A108")),
        ("Meeting with an associate.", "A106", "A106", ("A106", "A105")),
        ("Attended the hearing.", "A103", "A103", ("A103", "A109")),
        ("Reviewed and revised the lease.", "A103", "A103", ()),
        ("Reviewed the lease.", None, "A104", ()),
        ("Call with the client.", None, "A106", ()),
        ("Lunch.", None, "A111", ("A111",)),
        ("Lunch.", "A104", "A104", ()),
    ],
)
def test_an_activity_is_always_suggested_and_held_against_the_words(
    said: str, proposed: str | None, code: str, readings: tuple[str, ...]
) -> None:
    made = drafted(said, activity_code=(proposed, None))
    assert made.fields.activity_code == code
    assert [found.readings for found in found_on(made, Field.ACTIVITY_CODE)] == [readings] * bool(readings)


def test_an_activity_that_rules_read_shows_its_words() -> None:
    said = "Call with the client."
    (evidence,) = [one for one in drafted(said).evidence if one.field is Field.ACTIVITY_CODE]
    assert evidence.quote == "Call with the client"


LITIGATION = BillingRules(task_set=TaskSet.LITIGATION)


@pytest.mark.parametrize(
    ("said", "proposed", "code", "suggested"),
    [
        ("Attended the deposition.", ("L330", "deposition"), "L330", None),
        ("Attended the deposition.", ("L450", "deposition"), None, "L330"),
        ("Attended the deposition.", (None, None), None, "L330"),
        ("Attended the deposition.", ("L330", None), None, "L330"),
        ("Call with counsel.", ("L120", "Call with counsel"), "L120", None),
        ("Call with counsel.", ("L120", "never said"), None, "L120"),
        ("Call with counsel.", ("C100", "Call with counsel"), None, None),
        ("Call with counsel.", ("P900", "Call with counsel"), None, None),
        ("Call with counsel.", (None, None), None, None),
        ("Rédaction de la requête.", (None, None), None, "L250"),
    ],
)
def test_a_task_is_of_the_matters_set_and_called_for(
    said: str, proposed: Any, code: str | None, suggested: str | None
) -> None:
    made = drafted(said, LITIGATION, task_code=proposed)
    assert made.fields.task_code == code
    found = found_on(made, Field.TASK_CODE)
    assert [one.code for one in found] == ([] if code else [FindingCode.TASK_CODE_MISSING])
    assert [one.proposal for one in found] == ([] if code else [suggested])
    assert all(reading[:4] in TASK_CODES[TaskSet.LITIGATION] for one in found for reading in one.readings)


def test_without_a_set_no_task_is_asked_for_or_taken() -> None:
    made = drafted("Attended the deposition.", task_code=("L330", "deposition"))
    assert made.fields.task_code is None
    assert found_on(made, Field.TASK_CODE) == []


def test_a_task_waits_for_its_matter() -> None:
    smith = SMITH.model_copy(update={"rules": LITIGATION})
    context = DraftContext("2026-11-20", "en", (smith,))
    made = draft("Attended the deposition.", context, task_code=("L330", "deposition"))
    assert made.fields.task_code is None
    assert [found.proposal for found in found_on(made, Field.TASK_CODE)] == ["L330"]


@pytest.mark.parametrize(
    ("words", "task_set", "code"),
    [
        ("statement of claim", TaskSet.LITIGATION, "L210"),
        ("motion to strike", TaskSet.LITIGATION, "L240"),
        ("notice of motion", TaskSet.LITIGATION, "L250"),
        ("settlement conference", TaskSet.LITIGATION, "L160"),
        ("interrogatoire préalable", TaskSet.LITIGATION, "L330"),
        ("recherche juridique", TaskSet.COUNSELING, "C200"),
        ("due diligence", TaskSet.PROJECT, "P200"),
        ("vérification diligente", TaskSet.PROJECT, "P200"),
        ("meeting of creditors", TaskSet.BANKRUPTCY, "B150"),
        ("lunch", TaskSet.LITIGATION, None),
    ],
)
def test_words_that_surely_call_for_a_task(words: str, task_set: TaskSet, code: str | None) -> None:
    assert next(iter(tasks_said(f"Worked on the {words}.", task_set)), None) == code


def test_every_code_that_words_call_for_is_of_its_set() -> None:
    text = " ".join(name for codes in TASK_CODES.values() for name in codes.values())
    for task_set, codes in TASK_CODES.items():
        assert set(tasks_said(text, task_set)) <= set(codes)


def test_a_narrative_too_long_is_kept_whole_and_told() -> None:
    said = "Reviewed the lease of the warehouse on Granville Street."
    made = drafted(said, BillingRules(narrative_limit=30))
    assert made.fields.narrative == said
    (found,) = found_on(made, Field.NARRATIVE)
    assert (found.code, found.readings) == (FindingCode.NARRATIVE_TOO_LONG, (str(len(said)), "30"))


@pytest.mark.parametrize(
    ("said", "tense", "proposal"),
    [
        ("Reviewed the lease.", Tense.BASE, "Review the lease."),
        ("Review the lease.", Tense.PAST, "Reviewed the lease."),
        ("Reviewed the lease.", Tense.PAST, None),
        ("Call with counsel.", Tense.PAST, None),
    ],
)
def test_a_narrative_in_another_tense_is_told_with_the_mend(
    said: str, tense: Tense, proposal: str | None
) -> None:
    made = drafted(said, BillingRules(tense=tense))
    assert made.fields.narrative == said
    found = [(one.code, one.proposal) for one in found_on(made, Field.NARRATIVE)]
    assert found == ([(FindingCode.NARRATIVE_TENSE, proposal)] if proposal else [])


def test_a_narrative_in_another_language_is_told() -> None:
    said = "Révision du bail avec la cliente."
    french = BillingRules(narrative_language=Language.FRENCH)
    codes = [one.code for one in found_on(drafted(said), Field.NARRATIVE)]
    assert codes == [FindingCode.NARRATIVE_LANGUAGE]
    assert found_on(drafted(said, french), Field.NARRATIVE) == []
