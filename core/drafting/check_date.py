"""The work date: read again by our own parser from the words quoted, and compared with the model's."""

import re
from dataclasses import replace
from datetime import date, timedelta

from core.domain.findings import Evidence, Field, FindingCode
from core.drafting.checked import READABLE, Checked, Source, Span, not_said, refused
from core.drafting.findings import finding
from core.drafting.schema import ProposedText
from core.language.dates import read_date

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def check_date(
    proposed: ProposedText, source: Source, old_days: int, near: Span | None = None
) -> Checked[date | None]:
    """The day of the work, if it was said in words that code can read; best where it stands nearest.

    After `old_days` it is asked about.
    """
    stated = _iso_date(proposed.value)
    if proposed.quote is None and proposed.value is None:
        return not_said(None, Field.WORK_DATE, source.context.work_day)
    places = source.nearest(Field.WORK_DATE, proposed.quote, near)
    if not places:
        return _doubtful(FindingCode.EVIDENCE_MISSING, None, stated)
    for evidence in places:
        if day := _day(evidence, source):
            checked = _compared(day, stated, evidence, source.context.day)
            return _with_age(checked, source.context.day, old_days)
    return _unconfirmed(places[0], stated, source.context.day)


def _day(evidence: Evidence, source: Source) -> date | None:
    """The one work date that a quote says, if the whole transcript says the same at that place.

    The words around a quote can turn it: "yesterday" may stand in "the day before yesterday".
    """
    for language in READABLE:
        read = read_date(evidence.quote, language, source.context.day)
        if read is None:
            continue
        start, end = evidence.start + read.start, evidence.start + read.end
        if any(read.day == said.day and said.start <= start < end <= said.end for said in source.dates):
            return read.day
    return None


def _compared(day: date, stated: date | None, evidence: Evidence, recorded: date) -> Checked[date | None]:
    if stated not in {None, day}:
        readings = (str(day), str(stated))
        found = finding(FindingCode.DATE_UNCONFIRMED, Field.WORK_DATE, readings, str(day))
        return refused(None, evidence, found)
    if day > recorded:
        return _in_future(day, evidence)
    return Checked(day, evidence)


def _with_age(checked: Checked[date | None], recorded: date, old_days: int) -> Checked[date | None]:
    """What stands, with a finding when it is long past: more often a slip, or a year that was not said."""
    day = checked.value
    if day is None or recorded - day <= timedelta(days=old_days):
        return checked
    old = finding(FindingCode.DATE_IS_OLD, Field.WORK_DATE, (str(day),))
    return replace(checked, findings=(*checked.findings, old))


def _iso_date(text: str | None) -> date | None:
    if text is None or not _ISO_DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _unconfirmed(evidence: Evidence, stated: date | None, recorded: date) -> Checked[date | None]:
    if stated is not None and stated > recorded:
        return _in_future(stated, evidence)
    return _doubtful(FindingCode.DATE_UNCONFIRMED, evidence, stated)


def _in_future(day: date, evidence: Evidence) -> Checked[date | None]:
    return refused(None, evidence, finding(FindingCode.DATE_IN_FUTURE, Field.WORK_DATE, (str(day),)))


def _doubtful(code: FindingCode, evidence: Evidence | None, stated: date | None) -> Checked[date | None]:
    proposal = None if stated is None else str(stated)
    readings = (evidence.quote,) if evidence else ()
    return refused(None, evidence, finding(code, Field.WORK_DATE, readings, proposal))
