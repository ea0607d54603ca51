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
UNSAID = {Field.KIND, Field.BILLING}
WORK = {Field.NARRATIVE, Field.ACTIVITY_CODE}


def _unclear(*words: str) -> set[Field | None]:
    stretches = tuple((TALK.index(one), TALK.index(one) + len(one)) for one in words)
    (marked,) = mark_unclear(MADE, stretches)
    assert marked.fields == MADE[0].fields, "an unclear word is shown, not taken away"
    assert marked.findings[: len(MADE[0].findings)] == MADE[0].findings
    found = [one for one in marked.findings if one.code is FindingCode.SPEECH_UNCLEAR]
    assert len({one.field for one in found}) == len(found)
    assert all(one.readings for one in found if one.field not in UNSAID)
    return {one.field for one in found}


def test_each_field_is_pointed_out_by_its_own_words() -> None:
    assert _unclear("Point three.") == {Field.HOURS}
    assert _unclear("matter") == {Field.MATTER}
    assert _unclear("Today.") == {Field.WORK_DATE}
    assert _unclear("Smith matter. Today.") == {Field.MATTER, Field.WORK_DATE}


def test_what_only_gave_narrative_may_have_said_that_it_is_not_to_be_billed() -> None:
    assert _unclear("Call with counsel.") == WORK | UNSAID
    assert _unclear("counsel. Smith") == {*WORK, Field.MATTER}


def test_an_entry_is_in_doubt_only_from_its_own_words_to_the_next_entrys() -> None:
    said = "Point three, call. Point five, memo. Thanks."
    hours = [("0.3", "Point three"), ("0.5", "Point five")]
    made = drafts(proposal(*(entry(hours=one) for one in hours)), said, CONTEXT)
    start = said.index("memo")
    one, other = mark_unclear(made, ((start, start + 4),))
    assert one == made[0]
    assert {found.field for found in other.findings} > UNSAID
    backwards = mark_unclear(made[::-1], ((start, start + 4),))
    assert all({found.field for found in draft.findings} > UNSAID for draft in backwards)


def test_a_matter_said_before_several_entries_begins_none_of_them() -> None:
    said = "Smith matter. Point three, call with counsel re the closing. Point five, memo. Today."
    made = drafts(
        proposal(
            entry(hours=("0.3", "Point three"), matter=("M-1", "Smith matter")),
            entry(hours=("0.5", "Point five"), matter=("M-1", "Smith matter")),
        ),
        said,
        CONTEXT,
    )
    start = said.index("closing")
    one, other = mark_unclear(made, ((start, start + 7),))
    assert {found.field for found in one.findings} > UNSAID
    assert other == made[1]


def test_where_half_of_a_recording_is_unclear_everything_is_in_doubt() -> None:
    assert _unclear("Point three.", "Smith matter. Today.") >= UNSAID
    assert _unclear(TALK) == {*WORK, Field.HOURS, Field.MATTER, Field.WORK_DATE} | UNSAID


def test_what_is_clear_is_left_as_it_is() -> None:
    assert mark_unclear(MADE, ()) == MADE
