"""The matter: one that was offered, named by the words quoted, and no other is close."""

from core.domain.findings import Evidence, Field, Finding, FindingCode
from core.domain.matters import Matter
from core.drafting.checked import Checked, Source, Span, not_said, refused
from core.drafting.findings import finding
from core.drafting.naming import Naming
from core.drafting.schema import ProposedMatter


def check_matter(proposed: ProposedMatter, source: Source, near: Span | None = None) -> Checked[str | None]:
    """The id of the matter, if the recording names it; best where it stands nearest to the entry.

    Otherwise the finding's readings are the matters that it may be, as id and name, best first.
    """
    if proposed.quote is None and proposed.id is None:
        return not_said(None, Field.MATTER)
    evidence = source.evidence(Field.MATTER, proposed.quote, near)
    matters = source.context.matters
    place = next((place for place, matter in enumerate(matters) if matter.id == proposed.id), None)
    if place is None:
        return refused(None, evidence, _not_offered(proposed, evidence, source))
    if evidence is None:
        return refused(None, None, finding(FindingCode.EVIDENCE_MISSING, Field.MATTER, (), matters[place].id))
    naming = source.naming(evidence)
    if naming.names(place):
        return Checked(matters[place].id, evidence)
    return refused(None, evidence, _unconfirmed(matters[place], naming))


def _not_offered(proposed: ProposedMatter, evidence: Evidence | None, source: Source) -> Finding:
    if evidence is None:
        missing = FindingCode.EVIDENCE_MISSING if proposed.id is None else FindingCode.MATTER_NOT_OFFERED
        return finding(missing, Field.MATTER)
    ranked = source.naming(evidence).ranked()
    readings = (evidence.quote, *map(_shown, ranked))
    return finding(FindingCode.MATTER_NOT_OFFERED, Field.MATTER, readings)


def _unconfirmed(proposed: Matter, naming: Naming) -> Finding:
    ranked = naming.ranked()
    others = () if proposed in ranked else (proposed,)
    readings = tuple(map(_shown, (*ranked, *others)))
    return finding(FindingCode.MATTER_UNCONFIRMED, Field.MATTER, readings, proposed.id)


def _shown(matter: Matter) -> str:
    """An id holds no space, so the first one parts it from the name."""
    return f"{matter.id} {matter.name}"
