"""Times that the entries of a recording do not bear out: totals that disagree, and times behind an order."""

from collections.abc import Iterator, Sequence

from core.domain.findings import Field, Finding, FindingCode
from core.drafting.checked import Source
from core.drafting.findings import finding
from core.drafting.totals import is_total
from core.language.durations import SpokenDuration, find_totals

type _Spans = Sequence[tuple[int, int]]


def check_times(source: Source, taken: _Spans) -> Iterator[Finding]:
    """A finding for every entry of the recording; `taken` are the words that gave their time to one.

    A total must be the sum of all times taken, of those before it, or of those since the last total. What
    follows an order to the machine bears nothing out, but it may be a task that was dictated.
    """
    took = [time for time in source.durations if _is_within(time, taken)]
    have = {time.minutes for time in took}
    ordered = [time for time in source.durations if source.is_order(time.start, time.end)]
    unclaimed = [*_wrong_totals(source, took), *(time for time in ordered if time.minutes not in have)]
    if unclaimed:
        yield finding(FindingCode.TIME_LEFT_OUT, Field.HOURS, tuple(time.quote for time in unclaimed))


def _wrong_totals(source: Source, took: Sequence[SpokenDuration]) -> Iterator[SpokenDuration]:
    last = 0
    for total in _totals(source, took):
        before = [time for time in took if time.start < total.start]
        since = [time for time in before if time.start >= last]
        if all(sum(time.minutes for time in times) != total.minutes for times in (took, before, since)):
            yield total
        last = total.end


def _totals(source: Source, took: Sequence[SpokenDuration]) -> Sequence[SpokenDuration]:
    """The totals said, the first of all times too; one that is itself an entry's time is none."""
    if source.language is None or not took:
        return ()
    first = [
        time
        for time in source.durations
        if time not in took and is_total(source.transcript, time.start, time.end, source.language)
    ]
    return (*first, *find_totals(source.dictated, source.language))


def _is_within(time: SpokenDuration, spans: _Spans) -> bool:
    return any(start <= time.start and time.end <= end for start, end in spans)
