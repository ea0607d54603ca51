"""The narrative: kept as proposed, with whatever was not said pointed out."""

from core.domain.entries import MAX_NARRATIVE
from core.domain.errors import FinalFailure
from core.domain.findings import Field, Finding, FindingCode
from core.domain.reasons import Reason
from core.drafting.checked import Checked, Source, not_said
from core.drafting.findings import finding
from core.drafting.plain_text import plain_line
from core.drafting.said import unsaid_names, unsaid_numbers
from core.drafting.schema import ProposedNarrative


def check_narrative(proposed: ProposedNarrative, source: Source) -> Checked[str]:
    """The narrative as plain words on one line; raises FinalFailure when an entry cannot hold it."""
    text = plain_line(proposed.text)
    if len(text) > MAX_NARRATIVE:
        raise FinalFailure(Reason.DRAFT_UNUSABLE)
    if not text:
        return not_said("", Field.NARRATIVE)
    evidence = source.evidence(Field.NARRATIVE, proposed.quote)
    unproven = () if evidence else (finding(FindingCode.EVIDENCE_MISSING, Field.NARRATIVE),)
    return Checked(text, evidence, (*unproven, *_unsaid(text, source.dictated)))


def _unsaid(text: str, transcript: str) -> list[Finding]:
    unsaid = {
        FindingCode.NUMBER_NOT_SAID: unsaid_numbers(text, transcript),
        FindingCode.NAME_NOT_SAID: unsaid_names(text, transcript),
    }
    return [finding(code, Field.NARRATIVE, words) for code, words in unsaid.items() if words]
