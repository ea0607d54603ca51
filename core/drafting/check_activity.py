"""The UTBMS activity code: a suggestion for all work, held against what the words plainly say."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from core.domain.codes import ActivityCode
from core.domain.findings import Evidence, Field, Finding, FindingCode
from core.drafting.checked import Checked, Source, span_of
from core.drafting.findings import finding
from core.drafting.rules.activities import find_activity
from core.drafting.rules.english import ENGLISH
from core.drafting.rules.french import FRENCH
from core.drafting.rules.phrases import Phrases
from core.drafting.schema import ProposedActivity

_PHRASES: Final[Mapping[str, Phrases]] = MappingProxyType({"en": ENGLISH, "fr": FRENCH})


def check_activity(
    proposed: ProposedActivity, told: Evidence | None, narrative: str, source: Source
) -> Checked[ActivityCode | None]:
    """The code as proposed, or as the words say; `told` are the words of the work.

    It says nothing that was not said, so it needs no evidence. Where the words plainly say other codes it
    stands with a finding that proposes the first of these; so does A111, where nothing says any.
    """
    evidence = source.evidence(Field.ACTIVITY_CODE, proposed.quote, span_of(told))
    value = proposed.value
    if evidence and source.is_order(evidence.start, evidence.end):
        evidence, value = None, None
    if value is not None:
        words = told or evidence
        said = _said(words.quote, source) if words else ()
        return Checked(value, evidence, _unconfirmed(value, tuple(dict.fromkeys(said))))
    return _suggested(told, narrative, source)


def _suggested(told: Evidence | None, narrative: str, source: Source) -> Checked[ActivityCode | None]:
    """What our own rules read in the words, or else in the narrative; "other" when they read nothing."""
    phrases = _PHRASES.get(source.language or "")
    if phrases and told and (read := find_activity(told.quote, phrases)):
        start, end = told.start + read.span.start, told.start + read.span.end
        quote = source.transcript[start:end]
        return Checked(read.code, Evidence(field=Field.ACTIVITY_CODE, quote=quote, start=start, end=end))
    if told_of := next(_said(narrative, source), None):
        return Checked(told_of)
    other = ActivityCode.OTHER
    return Checked(other, None, (finding(FindingCode.ACTIVITY_UNCONFIRMED, Field.ACTIVITY_CODE, (other,)),))


def _unconfirmed(value: ActivityCode, said: tuple[ActivityCode, ...]) -> tuple[Finding, ...]:
    if not said or value in said:
        return ()
    return (finding(FindingCode.ACTIVITY_UNCONFIRMED, Field.ACTIVITY_CODE, (value, *said), said[0]),)


def _said(words: str, source: Source) -> Iterator[ActivityCode]:
    """Every code that a verb, or a communication with someone, calls for; the one of the rules first."""
    phrases = _PHRASES.get(source.language or "")
    if phrases is None:
        return
    if first := find_activity(words, phrases):
        yield first.code
    for pattern in (phrases.communication_with, phrases.task):
        yield from (ActivityCode(found.lastgroup or "") for found in pattern.finditer(words))
