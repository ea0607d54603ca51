"""The narrative: kept as proposed, with whatever was not said pointed out, and without what is private."""

from core.domain.entries import MAX_NARRATIVE
from core.domain.errors import FinalFailure
from core.domain.findings import Evidence, Field, Finding, FindingCode
from core.domain.reasons import Reason
from core.drafting.check_private import without_private
from core.drafting.checked import Checked, Source, not_said, refused
from core.drafting.findings import finding
from core.drafting.outcomes import unsaid_outcomes
from core.drafting.plain_text import plain_line
from core.drafting.said import unsaid_names, unsaid_numbers
from core.drafting.schema import ProposedNarrative


def check_narrative(proposed: ProposedNarrative, told: Evidence | None, source: Source) -> Checked[str]:
    """The narrative as plain words on one line; raises FinalFailure when an entry cannot hold it.

    `told` are the words that it was made of, where they stand.
    """
    text = plain_line(proposed.text)
    if len(text) > MAX_NARRATIVE:
        raise FinalFailure(Reason.DRAFT_UNUSABLE)
    if not text:
        return not_said("", Field.NARRATIVE)
    public = without_private(text, source)
    private = () if public == text else (finding(FindingCode.OFF_RECORD, Field.NARRATIVE),)
    if not public:
        return refused("", None, *private)
    unproven = () if told else (finding(FindingCode.EVIDENCE_MISSING, Field.NARRATIVE),)
    return Checked(public, told, (*private, *unproven, *_unsaid(public, source)))


def _unsaid(text: str, source: Source) -> list[Finding]:
    """What nobody dictated."""
    unsaid = {
        FindingCode.NUMBER_NOT_SAID: unsaid_numbers(text, source.said_of_work),
        FindingCode.NAME_NOT_SAID: unsaid_names(text, source.said, source.names_of_matters),
        FindingCode.EVIDENCE_MISSING: unsaid_outcomes(text, source.said.words),
    }
    return [finding(code, Field.NARRATIVE, words) for code, words in unsaid.items() if words]
