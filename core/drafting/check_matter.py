"""The matter: one that was offered, named by the words quoted, and no other fits as well."""

from core.domain.findings import Evidence, Field, Finding, FindingCode
from core.domain.matters import Matter
from core.drafting.checked import Checked, Source, not_said, refused
from core.drafting.findings import finding
from core.drafting.schema import ProposedMatter
from core.drafting.words import names_of, telling_words


def check_matter(proposed: ProposedMatter, source: Source) -> Checked[str | None]:
    """The id of the matter, if the recording names it."""
    if proposed.quote is None and proposed.id is None:
        return not_said(None, Field.MATTER)
    evidence = source.evidence(Field.MATTER, proposed.quote)
    matter = next((matter for matter in source.context.matters if matter.id == proposed.id), None)
    if matter is None:
        return refused(None, evidence, _not_offered(proposed, evidence))
    if evidence is None:
        return refused(None, None, finding(FindingCode.EVIDENCE_MISSING, Field.MATTER, (), matter.id))
    return _named(matter, evidence, source)


def _not_offered(proposed: ProposedMatter, evidence: Evidence | None) -> Finding:
    if evidence is None and proposed.id is None:
        return finding(FindingCode.EVIDENCE_MISSING, Field.MATTER)
    return finding(FindingCode.MATTER_NOT_OFFERED, Field.MATTER, (evidence.quote,) if evidence else ())


def _named(matter: Matter, evidence: Evidence, source: Source) -> Checked[str | None]:
    said = telling_words(evidence.quote)
    shared = len(said & names_of(matter))
    others = (other for other in source.context.matters if other.id != matter.id)
    rivals = tuple(other.name for other in others if len(said & names_of(other)) >= max(shared, 1))
    if shared and not rivals:
        return Checked(matter.id, evidence)
    found = finding(FindingCode.MATTER_UNCONFIRMED, Field.MATTER, (matter.name, *rivals), matter.id)
    return refused(None, evidence, found)
