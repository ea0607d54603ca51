"""Whether to bill: billable, unless words of the recording say otherwise as our own code reads them."""

from core.domain.codes import Billing
from core.domain.findings import Evidence, Field, FindingCode
from core.drafting.billing_words import billing_said
from core.drafting.checked import Checked, Source, Span, refused
from core.drafting.findings import finding
from core.drafting.schema import ProposedBilling


def check_billing(proposed: ProposedBilling, source: Source, near: Span | None = None) -> Checked[Billing]:
    """The billing proposed, if the words quoted say it; billable with a finding if they do not."""
    evidence = source.evidence(Field.BILLING, proposed.quote, near)
    if proposed.value is Billing.BILLABLE:
        return Checked(proposed.value, evidence)
    if evidence and _says(evidence, source) is proposed.value:
        return Checked(proposed.value, evidence)
    code = FindingCode.BILLING_UNCONFIRMED if evidence else FindingCode.EVIDENCE_MISSING
    readings = (evidence.quote,) if evidence else ()
    return refused(Billing.BILLABLE, evidence, finding(code, Field.BILLING, readings, proposed.value.value))


def _says(evidence: Evidence, source: Source) -> Billing | None:
    """What a quote says where it stands: the word before it can turn it."""
    if source.language is None:
        return None
    before = source.transcript[: evidence.start].rsplit(None, 1)[-1:]
    said = billing_said(" ".join((*before, evidence.quote)), source.language)
    return said[0] if said else None
