"""Whatever order tasks are dictated in, each keeps its own time, and its day and matter or none."""

from hypothesis import HealthCheck, given, settings

from core.drafting.candidates import offered
from core.drafting.context import DraftContext
from core.drafting.rules.propose import propose
from core.drafting.verify import drafts
from tests.eval.composed import dictations
from tests.eval.scoring import Outcome, score
from tests.eval.scripts import Script, matters

MATTERS = matters()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(dictations())
def test_every_task_keeps_its_own_time_day_and_matter(script: Script) -> None:
    day = script.recorded_at.date().isoformat()
    context = DraftContext(day, script.language, offered(MATTERS, script.text))
    scores = score(script, script.text, drafts(propose(script.text, context), script.text, context))
    assert [one for one in scores if one.outcome is Outcome.SILENT] == []
    surely = [one for one in scores if one.field in {"count", "kind"}]
    assert [one for one in surely if one.outcome is not Outcome.EXACT] == []
