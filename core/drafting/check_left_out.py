"""Times that a recording says and no entry has: a model can also lie by leaving out."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from core.domain.findings import Evidence, Field, Finding, FindingCode
from core.drafting.checked import Source, Span, overlaps, span_of
from core.drafting.findings import finding
from core.drafting.placing import hull
from core.drafting.reading import Reading
from core.drafting.totals import is_total
from core.language.durations import SpokenDuration

# What leads to a time that says the one before it once more.
_AGAIN: Final = re.compile(
    r"(?:^|\W)(?:that is|that['\u2019]s|which is|this is|so|i\.?e\.?|equals|makes|meaning|or|again|"
    r"in other words|c['\u2019]est(?:[ -]à[ -]dire)?|soit|donc|ça fait|autrement dit|ou|encore)\W*$",
    re.IGNORECASE,
)
_LONGEST_LEAD: Final = 30


def check_left_out(readings: Sequence[Reading], source: Source) -> Iterator[Finding]:
    """Findings for every entry of the recording.

    A time said again at once, a total of others, and a time of a bookmark are none.
    """
    taken = [reading.base.time for reading in readings if reading.base.time]
    marked = [span for reading in readings if not reading.is_time and (span := _extent(reading))]
    quotes = tuple(
        time.quote
        for time in source.durations
        if not overlaps((time.start, time.end), (*taken, *marked, *source.orders))
        and not _says_again(time, taken, source)
        and not (taken and is_total(source.transcript, time.start, time.end, source.language or ""))
    )
    if quotes:
        yield finding(FindingCode.TIME_LEFT_OUT, Field.HOURS, quotes)


def _says_again(time: SpokenDuration, taken: Sequence[Span], source: Source) -> bool:
    """Whether a time says once more what an entry has: at once, or led to by words that say so."""
    same = [
        said
        for said in source.durations
        if said.minutes == time.minutes and said.end <= time.start and overlaps((said.start, said.end), taken)
    ]
    if not same:
        return False
    between = source.transcript[same[-1].end : time.start]
    lead = source.transcript[max(0, time.start - _LONGEST_LEAD) : time.start]
    return not re.search(r"\w", between) or _AGAIN.search(lead) is not None


def _extent(reading: Reading) -> Span | None:
    """All the words of a bookmark."""
    checks: tuple[Evidence | None, ...] = (
        reading.kind.evidence,
        reading.work_date.evidence,
        reading.matter.evidence,
    )
    return hull(reading.base.span, *map(span_of, checks))
