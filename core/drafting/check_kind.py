"""Whether an entry is a bookmark: only where the lawyer said so, and always where the lawyer did."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from core.domain.entries import EntryKind
from core.domain.findings import Evidence, Field, Finding, FindingCode
from core.drafting.checked import Checked, Source, Span
from core.drafting.findings import finding
from core.drafting.placing import Base
from core.drafting.schema import ProposedEntry

_FILLERS: Final = r"(?:(?:um|uh|er|okay|ok|so|and|then|also|next|new|euh|bon|alors|et|puis|ensuite)[\s,]+)*"
_MARKER: Final = re.compile(
    r"(?<![\w'\u2019-])(?:bookmark|signet|marque[\s\u2010\u2011-]page)(?!\w)", re.IGNORECASE
)
_BEFORE_OUTRIGHT: Final = re.compile(rf"(?:^|[.?!,;:\r\n\u2013\u2014])\s*{_FILLERS}$", re.IGNORECASE)
# A bookmark that is spoken of is none: "added a bookmark to the exhibit".
_SPOKEN_OF: Final = re.compile(
    r"\b(?:an?|the|this|that|each|every|my|his|her|pdf|un|le|ce|chaque|du|au|son|mon)\s+$", re.IGNORECASE
)
_LONGEST_LEAD: Final = 40


@dataclass(frozen=True, slots=True)
class _Marker:
    """The word "bookmark"; `outright` where it opens a clause, as what a lawyer says to the machine."""

    evidence: Evidence
    outright: bool
    reach: Span


def check_kinds(
    entries: Sequence[ProposedEntry], placed: Sequence[Base], source: Source
) -> tuple[Checked[EntryKind], ...]:
    """The kind of each entry; a doubt about bookmarks is a finding.

    A bookmark that was not called one is time; what was outright called one is a bookmark.
    """
    owned = [(marker, _owner(marker, placed)) for marker in _markers(source)]
    claimed = any(_may_claim(entry, entries) for entry in entries)
    lost = (_doubt(EntryKind.BOOKMARK),) if lost_bookmarks(placed, source) and not claimed else ()
    checks = (
        _kind(entry.kind, [marker for marker, owner in owned if owner == at or _may_claim(entry, entries)])
        for at, entry in enumerate(entries)
    )
    return tuple(Checked(check.value, check.evidence, check.findings or lost) for check in checks)


def lost_bookmarks(placed: Sequence[Base], source: Source) -> tuple[Span, ...]:
    """The stretches that were outright called a bookmark and where no entry begins."""
    markers = (marker for marker in _markers(source) if marker.outright)
    lost = (marker for marker in markers if _owner(marker, placed) is None)
    return tuple((marker.evidence.start, marker.reach[1]) for marker in lost)


def _may_claim(entry: ProposedEntry, entries: Sequence[ProposedEntry]) -> bool:
    """Whether an entry is a bookmark wherever that was said: the only one is."""
    return len(entries) == 1 and entry.kind is EntryKind.BOOKMARK


def _kind(proposed: EntryKind, own: Sequence[_Marker]) -> Checked[EntryKind]:
    outright = any(marker.outright for marker in own)
    evidence = own[0].evidence if own else None
    if proposed is EntryKind.BOOKMARK:
        return Checked(proposed, evidence) if own else Checked(EntryKind.TIME, None, (_doubt(proposed),))
    if outright:
        return Checked(EntryKind.BOOKMARK, evidence, (_doubt(proposed),))
    return Checked(proposed, evidence, (_doubt(EntryKind.BOOKMARK),) if own else ())


def _doubt(other: EntryKind) -> Finding:
    return finding(FindingCode.KIND_UNCONFIRMED, Field.KIND, (), other.value)


def _markers(source: Source) -> list[_Marker]:
    said = source.dictated
    markers = []
    for found in _MARKER.finditer(said):
        lead = said[max(0, found.start() - _LONGEST_LEAD) : found.start()]
        if not _SPOKEN_OF.search(lead):
            start, end = found.span()
            evidence = Evidence(field=Field.KIND, quote=source.transcript[start:end], start=start, end=end)
            outright = _BEFORE_OUTRIGHT.search(lead) is not None
            markers.append(_Marker(evidence, outright, _reach(found.start(), source)))
    return markers


def _reach(start: int, source: Source) -> Span:
    """What a bookmark may be of: its sentence, and the next one where it says nothing else."""
    at = next(place for place, (_, end) in enumerate(source.sentences) if start < end)
    reach = source.sentences[at : at + 2]
    alone = re.fullmatch(r"\W*(?:\w+\W+){0,3}", source.dictated[slice(*reach[0])] + " ")
    return reach[0][0], reach[-1][1] if alone else reach[0][1]


def _owner(marker: _Marker, placed: Sequence[Base]) -> int | None:
    """The entry that the word belongs to: the first that goes on behind it within its reach."""
    spans = [(base.span, at) for at, base in enumerate(placed)]
    if len(spans) == 1 and placed[0].span is None:
        return 0
    near = [
        (span[0], at)
        for span, at in spans
        if span and span[1] > marker.evidence.start and span[0] < marker.reach[1]
    ]
    return min(near)[1] if near else None
