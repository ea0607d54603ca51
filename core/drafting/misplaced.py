"""Fields whose words were said, but of another entry: a model can also lie by mixing up.

Tasks are spoken one after the other. So the words of one entry's time and work must not be interlaced with
another's; and where entries have different matters or days, the words for these must not be either.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from typing import Any, Final

from core.domain.findings import Field, FindingCode
from core.drafting.check_hours import billed_text
from core.drafting.checked import Checked, Source, Span, overlaps, refused, span_of
from core.drafting.findings import finding
from core.drafting.mentions import Mention, named_days, named_matters
from core.drafting.placing import Base, hull, regions
from core.drafting.reading import Reading

_SAME: Final = re.compile(
    r"\b(?:same (?:file|matter|case|client|day|date)|m[êe]me (?:dossier|affaire|cliente?|jour))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Use:
    """A value that an entry has, the words quoted for it, and where the entry stands."""

    value: str | None
    quoted: Span | None
    base: Span | None
    told: Span | None
    region: Span
    says_same: bool


def in_their_places(readings: Sequence[Reading], source: Source) -> tuple[Reading, ...]:
    """The entries, with every field emptied that another entry may have a better claim to."""
    mixed, named, crossed = _interlaced(readings), named_matters(source), set[int]()
    matters = _doubtful(_uses(readings, _matters(readings), source), named, crossed)
    days = _doubtful(_uses(readings, _days(readings), source), named_days(source), crossed)
    changed = list(readings)
    for at in mixed:
        changed[at] = _without_time(changed[at], source)
    for at in mixed | crossed | _told_again(readings):
        changed[at] = _doubted(changed[at])
    for at in matters:
        changed[at] = _without_matter(changed[at], named, source)
    for at in days:
        changed[at] = _without_day(changed[at])
    return tuple(changed)


def _interlaced(readings: Sequence[Reading]) -> set[int]:
    """The entries whose time and work are interlaced with those of another."""
    placed = [(at, reading.base) for at, reading in enumerate(readings)]
    return {
        at
        for (one, first), (two, second) in combinations(placed, 2)
        if _meet(first.span, second.span) and not _is_told_again(first, second)
        for at in (one, two)
    }


def _told_again(readings: Sequence[Reading]) -> set[int]:
    """The entries that tell the work of an earlier one, without a time of their own."""
    placed = list(enumerate(readings))
    pairs = combinations(placed, 2)
    return {two for (_, first), (two, second) in pairs if _is_told_again(first.base, second.base)}


def _is_told_again(first: Base, second: Base) -> bool:
    return _meet(span_of(first.told), span_of(second.told)) and (first.time is None or second.time is None)


def _matters(readings: Sequence[Reading]) -> list[tuple[str | None, Checked[str | None]]]:
    return [(reading.matter.value, reading.matter) for reading in readings]


def _days(readings: Sequence[Reading]) -> list[tuple[str | None, Checked[date | None]]]:
    days = [reading.work_date for reading in readings]
    return [(str(day.value) if day.value else None, day) for day in days]


def _uses(
    readings: Sequence[Reading], fields: Sequence[tuple[str | None, Checked[Any]]], source: Source
) -> list[_Use]:
    around = regions([reading.base for reading in readings], len(source.transcript))
    return [
        _Use(
            value,
            span_of(check.evidence) if value else None,
            reading.base.span,
            span_of(reading.base.told),
            region,
            _says_same(reading.base.span, region, source),
        )
        for reading, (value, check), region in zip(readings, fields, around, strict=True)
    ]


def _says_same(base: Span | None, region: Span, source: Source) -> bool:
    """Whether an entry is said to be of the same matter or day as the one before it."""
    if base is None:
        return False
    sentence = next((one for one in source.sentences if overlaps(base, [one])), base)
    start = sentence[0] if sentence[0] >= region[0] else base[0]
    return _SAME.search(source.dictated, start, region[1]) is not None


def _doubtful(uses: Sequence[_Use], mentions: Sequence[Mention], crossed: set[int]) -> set[int]:
    """The entries whose value may be another's; those that cross another are added to `crossed`."""
    unheeded = [mention for mention in mentions if not _is_heeded(mention, uses)]
    several = len({use.value for use in uses if use.value} | {mention.value for mention in unheeded}) > 1
    if not several:
        return set()
    crossing = set(_crossed(uses))
    crossed |= crossing
    doubtful = crossing | set(_both_ways(uses)) | set(_nowhere(uses))
    borrowed = doubtful | {at for at, use in enumerate(uses) if _is_borrowed(use, uses)}
    doubtful |= set(_passed_over(uses, unheeded, borrowed))
    return {at for at in doubtful if uses[at].value}


def _crossed(uses: Sequence[_Use]) -> Iterator[int]:
    """Two entries of different values, each with its words: their stretches must not meet."""
    for (one, first), (two, second) in combinations(enumerate(uses), 2):
        different = first.value and second.value and first.value != second.value
        if different and _meet(hull(first.base, first.quoted), hull(second.base, second.quoted)):
            yield from (one, two)


def _both_ways(uses: Sequence[_Use]) -> Iterator[int]:
    """The same words, used for an entry before them and one behind them that does not say "same matter"."""
    for (one, first), (two, second) in combinations(enumerate(uses), 2):
        if not (first.quoted and second.quoted and first.base and second.base):
            continue
        sides = {_is_before(first.base, first.quoted), _is_before(second.base, second.quoted)}
        later = max(first, second, key=lambda use: use.base or (0, 0))
        same = _meet(first.quoted, second.quoted) and sides == {True, False} and not later.says_same
        if same and not _meet(first.base, first.quoted) and not _meet(second.base, second.quoted):
            yield from (one, two)


def _nowhere(uses: Sequence[_Use]) -> Iterator[int]:
    """Entries that stand nowhere by themselves, among several."""
    if len(uses) > 1:
        yield from (at for at, use in enumerate(uses) if use.value and use.base is None)


def _passed_over(uses: Sequence[_Use], unheeded: Sequence[Mention], borrowed: set[int]) -> Iterator[int]:
    """Entries beside words that name another value, which no entry has there.

    A name within the words of the work may be that of someone it was done with, unless the entry's own value
    comes from afar.
    """
    for mention in unheeded:
        for at, use in enumerate(uses):
            within = use.told is not None and overlaps(mention.span, [use.told])
            other = use.value and use.value != mention.value and overlaps(mention.span, [use.region])
            if other and (mention.outright or not within or at in borrowed):
                yield at


def _is_heeded(mention: Mention, uses: Sequence[_Use]) -> bool:
    """Whether an entry that has this value quotes these words, or stands beside them."""
    own = [use for use in uses if use.value == mention.value]
    return any(overlaps(mention.span, filter(None, (use.quoted, use.region))) for use in own)


def _is_borrowed(use: _Use, uses: Sequence[_Use]) -> bool:
    """Whether another entry stands between an entry and the words it has its value from."""
    stretch = hull(use.base, use.quoted)
    return any(other.base != use.base and _meet(stretch, other.base) for other in uses)


def _is_before(base: Span, quoted: Span) -> bool:
    return base[0] < quoted[0]


def _meet(one: Span | None, other: Span | None) -> bool:
    return one is not None and other is not None and one[0] < other[1] and other[0] < one[1]


def _without_time(reading: Reading, source: Source) -> Reading:
    hours = reading.hours
    if hours.value is None:
        return reading
    rounding = source.context.rules(reading.matter.value).rounding
    proposal = billed_text(hours.value.minutes, rounding)
    found = finding(FindingCode.EVIDENCE_MISSING, Field.HOURS, (hours.value.quote,), proposal)
    return replace(reading, hours=refused(None, hours.evidence, found))


def _doubted(reading: Reading) -> Reading:
    """The entry with a doubt about its narrative: that may be another's as well as what contradicts it."""
    narrative = reading.narrative
    if not narrative.value or any(one.code is FindingCode.EVIDENCE_MISSING for one in narrative.findings):
        return reading
    found = finding(FindingCode.EVIDENCE_MISSING, Field.NARRATIVE)
    return replace(reading, narrative=replace(narrative, findings=(*narrative.findings, found)))


def _without_matter(reading: Reading, named: Sequence[Mention], source: Source) -> Reading:
    """The entry without its matter; the finding has all that were named, its own first."""
    matter = reading.matter
    names = {one.id: f"{one.id} {one.name}" for one in source.context.matters}
    likely = dict.fromkeys((matter.value, *(mention.value for mention in named)))
    readings = tuple(names[one] for one in likely if one)
    found = finding(FindingCode.MATTER_UNCONFIRMED, Field.MATTER, readings, matter.value)
    return replace(reading, matter=refused(None, matter.evidence, found))


def _without_day(reading: Reading) -> Reading:
    shown = str(reading.work_date.value)
    found = finding(FindingCode.DATE_UNCONFIRMED, Field.WORK_DATE, (shown,), shown)
    return replace(reading, work_date=refused(None, reading.work_date.evidence, found))
