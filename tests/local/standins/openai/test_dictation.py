"""The stand-in answers with the product's own rules, and reads the product's own message."""

from core.domain.codes import TaskSet
from core.domain.preferences import BillingRules, LawyerSettings, Preferences, Tense
from core.drafting.context import DraftContext
from core.drafting.prompt import user_message
from core.drafting.rules.propose import propose
from local.standins.openai.dictation import NOTHING, proposal_for
from tests.core.drafting.making import CONTEXT


def test_it_answers_what_the_product_would_draft_without_it() -> None:
    said = "Point four. Reviewed the lease. Chen file. Today."
    answered = proposal_for(user_message(said, CONTEXT))
    assert answered == propose(said, CONTEXT)
    assert len(answered.entries) == 1


def test_it_reads_a_message_with_every_wish() -> None:
    rules = BillingRules(tense=Tense.BASE, narrative_limit=99, task_set=TaskSet.PROJECT)
    firm = Preferences((LawyerSettings(rules=rules),))
    context = DraftContext("2026-11-20", "fr-CA", CONTEXT.matters, firm)
    assert len(proposal_for(user_message("Dossier Chen, dix minutes.", context)).entries) == 1


def test_it_answers_nothing_to_what_is_no_dictation() -> None:
    assert proposal_for("Hello.") == NOTHING
    assert proposal_for('{"transcript": "Point four.", "recorded_on": null}') == NOTHING
