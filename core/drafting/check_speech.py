"""Whether the recogniser was sure of the words that a field stands on, or that may say something of it.

An entry is time to bill because nobody said otherwise. What was hardly understood may have said so: an
unclear stretch that gave an entry nothing but narrative casts doubt on that, too. Where half of a recording
is unclear, such words may be anywhere.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from core.domain.findings import Evidence, Field, Finding, FindingCode
from core.drafting.findings import finding
from core.drafting.speech import Stretch
from core.drafting.verify import DraftedEntry

_UNSAID: Final = (Field.KIND, Field.BILLING)
_HALF: Final = 0.5


def mark_unclear(drafts: Iterable[DraftedEntry], unclear: tuple[Stretch, ...]) -> tuple[DraftedEntry, ...]:
    """The drafts with a finding on each field that an unclear stretch of the transcript bears on."""
    entries = tuple(drafts)
    if not unclear:
        return entries
    end = max(
        end for _, end in (*unclear, *((item.start, item.end) for one in entries for item in one.evidence))
    )
    everywhere = sum(end - start for start, end in unclear) >= _HALF * end
    reaches = [None] * len(entries) if everywhere else _reaches(entries, end)
    return tuple(_marked(draft, unclear, reach) for draft, reach in zip(entries, reaches, strict=True))


def _reaches(drafts: Sequence[DraftedEntry], end: int) -> list[Stretch]:
    """For each entry, the part of the transcript that may speak of it: up to where the next one begins.

    Drafts out of the order of what was said may all be spoken of anywhere.
    """
    starts = [_start(draft) for draft in drafts]
    if starts != sorted(starts):
        return [(0, end)] * len(drafts)
    return list(pairwise([0, *starts[1:], end]))


def _start(draft: DraftedEntry) -> int:
    """Where an entry begins: a matter or a day may be said for several, before all of them."""
    own = {Field.HOURS, Field.NARRATIVE, Field.ACTIVITY_CODE}
    return min((item.start for item in draft.evidence if item.field in own), default=0)


def _marked(draft: DraftedEntry, unclear: tuple[Stretch, ...], reach: Stretch | None) -> DraftedEntry:
    """The draft with its findings; no reach is all of the transcript, and all of it in doubt."""
    found = tuple(_findings(draft.evidence, unclear))
    marked = {one.field for one in found}
    if reach is None or any(_may_say_more(draft.evidence, one) for one in unclear if _overlap(one, reach)):
        found += tuple(finding(FindingCode.SPEECH_UNCLEAR, one) for one in _UNSAID if one not in marked)
    return replace(draft, findings=(*draft.findings, *found)) if found else draft


def _findings(evidence: Iterable[Evidence], unclear: tuple[Stretch, ...]) -> Iterator[Finding]:
    """One finding for a field, with the words it stands on."""
    marked: set[Field] = set()
    for item in evidence:
        if item.field not in marked and any(_overlap((item.start, item.end), one) for one in unclear):
            marked.add(item.field)
            yield finding(FindingCode.SPEECH_UNCLEAR, item.field, (item.quote,))


def _may_say_more(evidence: Iterable[Evidence], stretch: Stretch) -> bool:
    """Whether a stretch gave an entry nothing but its narrative and what that shows."""
    telling = {Field.NARRATIVE, Field.ACTIVITY_CODE, Field.TASK_CODE}
    return not any(
        item.field not in telling and _overlap((item.start, item.end), stretch) for item in evidence
    )


def _overlap(one: Stretch, other: Stretch) -> bool:
    return one[0] < other[1] and other[0] < one[1]
