"""The work date: counted by code from the recording's day, or left to the lawyer."""

import re
from datetime import date, timedelta

from core.domain.findings import Evidence, Field, FindingCode
from core.drafting.checked import Checked, Source, not_said, refused
from core.drafting.findings import finding
from core.drafting.schema import ProposedText
from core.language.quotes import spoken_words
from core.language.tokens import APOSTROPHES, HYPHENS

_DAYS_AGO = {
    ("today",): 0,
    ("yesterday",): 1,
    ("aujourd", "hui"): 0,
    ("hier",): 1,
}
_LEAD_INS = frozenset({"on", "le"})
# A day word behind one of these, or a genitive ("today's hearing"), names another day, or none.
_TURNS = frozenset({"before", "avant", "not", "pas", "since", "depuis", "until", "till", "than", "que"})
_NEAR = 40
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def check_date(proposed: ProposedText, source: Source) -> Checked[date | None]:
    """The day of the work, if it was said in words that code can count from."""
    stated = _iso_date(proposed.value)
    if proposed.quote is None and proposed.value is None:
        return not_said(None, Field.WORK_DATE, source.context.work_day)
    evidence = source.evidence(Field.WORK_DATE, proposed.quote)
    if evidence is None:
        return _doubtful(FindingCode.EVIDENCE_MISSING, None, stated)
    day = _day(evidence, source)
    if day is None:
        return _unconfirmed(evidence, stated, source.context.day)
    if stated not in {None, day}:
        readings = (str(day), str(stated))
        return refused(
            None, evidence, finding(FindingCode.DATE_UNCONFIRMED, Field.WORK_DATE, readings, str(day))
        )
    return _not_in_future(day, evidence, source.context.day)


def _day(evidence: Evidence, source: Source) -> date | None:
    """The day that a quote names, read by code."""
    said = tuple(word for word in spoken_words(evidence.quote) if word not in _LEAD_INS)
    if not said or _is_turned(evidence, source.transcript):
        return None
    if said in _DAYS_AGO:
        return source.context.day - timedelta(days=_DAYS_AGO[said])
    return _iso_date(said[0]) if len(said) == 1 else None


def _is_turned(evidence: Evidence, transcript: str) -> bool:
    before = spoken_words(transcript[max(0, evidence.start - _NEAR) : evidence.start])
    after = transcript[evidence.end : evidence.end + 1]
    return not _TURNS.isdisjoint(before[-1:]) or after in APOSTROPHES | HYPHENS


def _iso_date(text: str | None) -> date | None:
    if text is None or not _ISO_DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _unconfirmed(evidence: Evidence, stated: date | None, recorded: date) -> Checked[date | None]:
    if stated is not None and stated > recorded:
        return _not_in_future(stated, evidence, recorded)
    return _doubtful(FindingCode.DATE_UNCONFIRMED, evidence, stated)


def _not_in_future(day: date, evidence: Evidence, recorded: date) -> Checked[date | None]:
    if day <= recorded:
        return Checked(day, evidence)
    found = finding(FindingCode.DATE_IN_FUTURE, Field.WORK_DATE, (str(day),))
    return refused(None, evidence, found)


def _doubtful(code: FindingCode, evidence: Evidence | None, stated: date | None) -> Checked[date | None]:
    proposal = None if stated is None else str(stated)
    readings = (evidence.quote,) if evidence else ()
    return refused(None, evidence, finding(code, Field.WORK_DATE, readings, proposal))
