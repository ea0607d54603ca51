"""Whether the recogniser was sure of the words that a field stands on."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from core.domain.findings import Evidence, Field, Finding, FindingCode
from core.drafting.findings import finding
from core.drafting.speech import Stretch
from core.drafting.verify import DraftedEntry


def mark_unclear(drafts: Iterable[DraftedEntry], unclear: tuple[Stretch, ...]) -> tuple[DraftedEntry, ...]:
    """The drafts with a finding on each field whose evidence lies in an unclear stretch of the transcript."""
    return tuple(_marked(draft, unclear) for draft in drafts)


def _marked(draft: DraftedEntry, unclear: tuple[Stretch, ...]) -> DraftedEntry:
    found = tuple(_findings(draft.evidence, unclear))
    return replace(draft, findings=(*draft.findings, *found)) if found else draft


def _findings(evidence: Iterable[Evidence], unclear: tuple[Stretch, ...]) -> Iterator[Finding]:
    """One finding for a field, with the words it stands on."""
    marked: set[Field] = set()
    for item in evidence:
        if item.field not in marked and any(item.start < end and start < item.end for start, end in unclear):
            marked.add(item.field)
            yield finding(FindingCode.SPEECH_UNCLEAR, item.field, (item.quote,))
