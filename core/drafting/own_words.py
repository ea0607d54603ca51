"""A narrative tells of its own task: words that were said of another one alone are pointed out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from core.domain.findings import Field, FindingCode
from core.drafting.check_kind import lost_bookmarks
from core.drafting.checked import Source, Span, overlaps
from core.drafting.findings import finding
from core.drafting.orders import blanked
from core.drafting.placing import Base, regions, says_time_first
from core.drafting.reading import Reading
from core.drafting.same_words import SAME, meanings, telling


def in_own_words(readings: Sequence[Reading], source: Source) -> tuple[Reading, ...]:
    """The entries, with a finding on each narrative that has words of another entry's work."""
    around = regions([reading.base for reading in readings], len(source.transcript))
    return tuple(
        _checked(reading, _foreign(reading, readings, region, source))
        for reading, region in zip(readings, around, strict=True)
    )


def _foreign(reading: Reading, readings: Sequence[Reading], region: Span, source: Source) -> frozenset[str]:
    """What others' words mean and none of those mean that were said of this entry, or around it.

    What was said of a task or a bookmark that is no entry is another's too, though that was left out.
    """
    lost = _lost(readings, source)
    around = blanked(source.dictated, lost)[slice(*region)]
    own = meanings(around)
    told = meanings(reading.base.told.quote) if reading.base.told else frozenset()
    if SAME.search(around) and told & meanings(reading.narrative.value):
        own |= _of_the_one_before(reading, readings)
    for check in (reading.matter, reading.work_date, reading.narrative):
        own |= meanings(check.evidence.quote) if check.evidence else frozenset()
    others = [other.base.told.quote for other in readings if other is not reading and other.base.told]
    others += [source.dictated[start:end] for start, end in lost]
    return frozenset[str]().union(*map(meanings, others)) - own


def _of_the_one_before(reading: Reading, readings: Sequence[Reading]) -> frozenset[str]:
    """What the words of the task told just before mean: "re same" speaks of them."""
    told = reading.base.told
    ended = [other.base.told for other in readings if other.base.told]
    before = [one for one in ended if told and one.end <= told.start]
    return meanings(max(before, key=lambda one: one.end).quote) if before else frozenset()


def _lost(readings: Sequence[Reading], source: Source) -> list[Span]:
    """The stretches of tasks and bookmarks that were said and are no entry."""
    placed = [reading.base for reading in readings]
    heard = [base.time for base in placed if base.time]
    times = [(time.start, time.end) for time in source.durations]
    left_out = [time for time in times if not overlaps(time, heard)]
    return [*lost_bookmarks(placed, source), *(_stretch(time, placed, heard, source) for time in left_out)]


def _stretch(time: Span, placed: Sequence[Base], heard: Sequence[Span], source: Source) -> Span:
    """The sentence of a time; of one that other times share, as much as this lawyer's habit gives it."""
    sentence = next((one for one in source.sentences if overlaps(time, [one])), time)
    within = [other for other in heard if overlaps(other, [sentence])]
    if not within:
        return sentence
    if says_time_first(placed):
        return time[0], min((start for start, _ in within if start > time[0]), default=sentence[1])
    return max((end for _, end in within if end < time[1]), default=sentence[0]), time[1]


def _checked(reading: Reading, foreign: frozenset[str]) -> Reading:
    words = tuple(dict.fromkeys(_words(reading.narrative.value, foreign)))
    if not words or any(found.code is FindingCode.EVIDENCE_MISSING for found in reading.narrative.findings):
        return reading
    found = finding(FindingCode.EVIDENCE_MISSING, Field.NARRATIVE, words)
    narrative = replace(reading.narrative, findings=(*reading.narrative.findings, found))
    return replace(reading, narrative=narrative)


def _words(narrative: str, foreign: frozenset[str]) -> Iterator[str]:
    for word in telling(narrative):
        if word.meaning in foreign:
            yield narrative[word.start : word.end]
