"""Drafts by rules: checked by the same code as a model's, and marked."""

import pytest

from core.domain.errors import FinalFailure
from core.domain.findings import FindingCode
from core.domain.reasons import Reason
from core.drafting.rules.drafter import drafts_by_rules
from tests.core.drafting.making import CONTEXT


def test_each_draft_is_checked_and_marked() -> None:
    drafted = drafts_by_rules(
        "Point four, reviewed the lease for Chen. Half an hour, call with Sarah Smith.", CONTEXT
    )
    assert [(one.fields.minutes, one.fields.matter_id) for one in drafted] == [(24, "M-2"), (30, "M-1")]
    assert all(one.findings[0].code is FindingCode.DRAFTED_BY_RULES for one in drafted)
    assert all(one.evidence for one in drafted)


@pytest.mark.parametrize(
    "said",
    ["Reviewed some things.", "Point two.", "The Smith file.", "Bookmark: clause 12."],
    ids=["activity", "time", "matter", "bookmark"],
)
def test_one_sign_of_work_is_enough(said: str) -> None:
    assert len(drafts_by_rules(said, CONTEXT)) == 1


@pytest.mark.parametrize("said", ["", "Good morning to you.", "Is this thing on?"])
def test_talk_without_a_sign_of_work_gives_no_draft(said: str) -> None:
    with pytest.raises(FinalFailure) as failed:
        drafts_by_rules(said, CONTEXT)
    assert failed.value.reason is Reason.NOTHING_TO_BILL
