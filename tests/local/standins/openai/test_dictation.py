"""The stand-in answers with the product's own rules, and reads the product's own message."""

from core.domain.preferences import Tense
from core.drafting.prompt import user_message
from core.drafting.rules.propose import propose
from local.standins.openai.dictation import NOTHING, proposal_for
from tests.core.drafting.making import CONTEXT


def test_it_answers_what_the_product_would_draft_without_it() -> None:
    said = "Point four. Reviewed the lease. Chen file. Today."
    answered = proposal_for(user_message(said, CONTEXT, Tense.PAST))
    assert answered == propose(said, CONTEXT)
    assert len(answered.entries) == 1


def test_it_answers_nothing_to_what_is_no_dictation() -> None:
    assert proposal_for("Hello.") == NOTHING
    assert proposal_for('{"transcript": "Point four.", "recorded_on": null}') == NOTHING
