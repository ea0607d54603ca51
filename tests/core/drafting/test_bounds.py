"""Whatever a model answers, what a draft holds of it is bounded and plain."""

from core.domain.findings import Field, FindingCode
from core.domain.preferences import BillingRules, LawyerSettings, Preferences, Tense
from core.drafting.context import DraftContext
from tests.core.drafting.making import CONTEXT, draft

_BASE = LawyerSettings(rules=BillingRules(tense=Tense.BASE))


def test_quotes_and_readings_are_of_bounded_length() -> None:
    said = "Call with counsel, " * 500
    made = draft(said, narrative=("Call with counsel.", said), matter=("M-1", said))
    assert max(len(one.quote) for one in made.evidence) <= 2000
    assert all(said[one.start : one.end] == one.quote for one in made.evidence)
    assert all(len(reading) <= 200 for found in made.findings for reading in found.readings)


def test_readings_hold_no_markup_and_no_control_characters() -> None:
    said = "Call, <b>Gagnon</b>\x07 matter."
    (found,) = [one for one in draft(said, matter=("M-7", said)).findings if one.field is Field.MATTER]
    assert found.readings == ("Call, Gagnon matter",)


def test_a_proposal_of_pages_is_none() -> None:
    context = DraftContext("2026-11-20", "en", CONTEXT.matters, Preferences((_BASE,)))
    said = "Reviewed the lease. " * 300
    (found,) = [
        one
        for one in draft(said, context, narrative=(said, said)).findings
        if one.code is FindingCode.NARRATIVE_TENSE
    ]
    assert (found.readings, found.proposal) == (("Reviewed",), None)
