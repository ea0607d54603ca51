"""Fields that stand on words a recogniser was unsure of."""

from core.domain.findings import Field, FindingCode
from core.drafting.check_speech import mark_unclear
from core.drafting.verify import drafts
from tests.core.drafting.making import CONTEXT, entry, proposal

TALK = "Point three. Call with counsel. Smith matter. Today."
SAID = entry(
    hours=("0.3", "Point three"),
    matter=("M-1", "Smith matter"),
    work_date=("2026-11-20", "Today"),
    narrative=("Call with counsel.", "Call with counsel"),
)
MADE = drafts(proposal(SAID), TALK, CONTEXT)


def _unclear(*words: str) -> set[Field | None]:
    stretches = tuple((TALK.index(one), TALK.index(one) + len(one)) for one in words)
    (marked,) = mark_unclear(MADE, stretches)
    assert marked.fields == MADE[0].fields, "an unclear word is shown, not taken away"
    assert marked.findings[: len(MADE[0].findings)] == MADE[0].findings
    found = [one for one in marked.findings if one.code is FindingCode.SPEECH_UNCLEAR]
    assert len({one.field for one in found}) == len(found)
    assert all(one.readings for one in found)
    return {one.field for one in found}


def test_each_field_is_pointed_out_by_its_own_words() -> None:
    assert _unclear("Point three.") == {Field.HOURS}
    assert _unclear("matter") == {Field.MATTER}
    assert _unclear("Today.") == {Field.WORK_DATE}
    work = {Field.NARRATIVE, Field.ACTIVITY_CODE}
    assert _unclear("Call with counsel. Smith matter.") == {*work, Field.MATTER}
    assert _unclear(TALK) == {*work, Field.HOURS, Field.MATTER, Field.WORK_DATE}


def test_what_is_clear_is_left_as_it_is() -> None:
    assert mark_unclear(MADE, ()) == MADE
    assert _unclear(". Call") == {Field.NARRATIVE, Field.ACTIVITY_CODE}
    stop = TALK.index(". Call")
    assert mark_unclear(MADE, ((stop, stop + 2),)) == MADE
