"""The UTBMS task code: of the set that the matter is billed with, and called for by words that were said."""

from core.domain.codes import TaskSet
from core.domain.findings import Evidence, Field, FindingCode
from core.domain.task_codes import TASK_CODES
from core.drafting.checked import Checked, Source, refused, span_of
from core.drafting.findings import finding
from core.drafting.schema import ProposedText
from core.drafting.task_words import tasks_said


def unplaced_task(proposed: ProposedText, source: Source) -> Checked[str | None]:
    """The code of an entry whose matter is not known yet: a proposal, if a matter offered may want it."""
    sets = {source.context.rules(matter.id).task_set for matter in source.context.matters}
    code = proposed.value
    if code is None or not any(code in TASK_CODES[task_set] for task_set in sets if task_set):
        return Checked(None)
    return refused(None, None, finding(FindingCode.TASK_CODE_MISSING, Field.TASK_CODE, (), code))


def check_task(
    proposed: ProposedText, task_set: TaskSet | None, told: Evidence | None, source: Source
) -> Checked[str | None]:
    """The code, where the matter has a set; `told` are the words of the work.

    Empty with a finding if it is none of the set, if no words are quoted for it, or if the words of the work
    plainly say other codes. The finding proposes what these say, or else what was proposed.
    """
    if task_set is None:
        return Checked(None)
    code = proposed.value if proposed.value in TASK_CODES[task_set] else None
    evidence = source.evidence(Field.TASK_CODE, proposed.quote, span_of(told))
    said = tasks_said(told.quote if told else "", task_set)
    ordered = evidence is not None and source.is_order(evidence.start, evidence.end)
    if code and evidence and not ordered and (not said or code in said):
        return Checked(code, evidence)
    likely = (*said, *((code,) if code and not ordered else ()))
    readings = tuple(f"{one} {TASK_CODES[task_set][one]}" for one in dict.fromkeys(likely))
    found = finding(FindingCode.TASK_CODE_MISSING, Field.TASK_CODE, readings, next(iter(likely), None))
    return refused(None, evidence, found)
