"""Drafts without a model: proposed by rules, checked as a model's are, and marked."""

from dataclasses import replace

from core.domain.codes import ActivityCode
from core.domain.entries import EntryKind
from core.domain.errors import FinalFailure
from core.domain.findings import FindingCode
from core.domain.reasons import Reason
from core.drafting.context import DraftContext
from core.drafting.findings import finding
from core.drafting.rules.propose import propose
from core.drafting.verify import DraftedEntry, drafts


def drafts_by_rules(transcript: str, context: DraftContext) -> tuple[DraftedEntry, ...]:
    """The checked drafts that rules make, each with a finding that says so.

    Raises FinalFailure as `drafts` does, and for a transcript in which no time, activity, matter or bookmark
    is found: rules cannot tell other talk from work.
    """
    made = drafts(propose(transcript, context), transcript, context)
    if not any(_shows_work(draft) for draft in made):
        raise FinalFailure(Reason.NOTHING_TO_BILL)
    mark = finding(FindingCode.DRAFTED_BY_RULES, None)
    return tuple(replace(draft, findings=(mark, *draft.findings)) for draft in made)


def _shows_work(draft: DraftedEntry) -> bool:
    fields = draft.fields
    if fields.kind is EntryKind.BOOKMARK:
        return True
    known = fields.activity_code not in {None, ActivityCode.OTHER}
    return fields.minutes is not None or known or fields.matter_id is not None
