"""The sentences of findings: fixed, so that no dictated word stands in one."""

from core.domain.findings import Field, Finding, FindingCode
from core.drafting.plain_text import plain_line

# Longer readings say no more; findings live in table rows of limited size.
_LONGEST_READING = 200
_MOST_READINGS = 20
_LONGEST_PROPOSAL = 4000

_SENTENCES = {
    FindingCode.NOT_SAID: "This was not said. Please fill it in.",
    FindingCode.EVIDENCE_MISSING: "The recording does not bear this out. Please check it.",
    FindingCode.HOURS_DISAGREE: "The time was read in two ways. Please set the hours.",
    FindingCode.HOURS_APPROXIMATE: "The time was said to be approximate. Please check the hours.",
    FindingCode.HOURS_ROUNDED: "The time was rounded to the billing increment.",
    FindingCode.HOURS_ADDED: "The time is the sum of several. Please check that they all belong here.",
    FindingCode.DATE_UNCONFIRMED: "The day that was said could not be read for certain. Please set the date.",
    FindingCode.DATE_IN_FUTURE: "The day that was said is after the recording. Please set the date.",
    FindingCode.DATE_IS_OLD: "The day that was said is long before the recording. Please check the date.",
    FindingCode.MATTER_NOT_OFFERED: "The matter is not among your open matters. Please choose one.",
    FindingCode.MATTER_UNCONFIRMED: "The words do not name one matter for certain. Please choose one.",
    FindingCode.NUMBER_NOT_SAID: "The narrative has numbers that were not said. Please check them.",
    FindingCode.NAME_NOT_SAID: "The narrative has names that were not said. Please check them.",
    FindingCode.TIME_LEFT_OUT: "The recording has times that are in no entry. Please check the hours.",
    FindingCode.BILLING_UNCONFIRMED: "What was said of billing could not be read for certain. Please set it.",
    FindingCode.SAID_TO_MACHINE: "This rests on words said to the machine, not on work. Please fill it in.",
    FindingCode.DRAFTED_BY_RULES: "Simple rules wrote this draft, without the drafting service. "
    "Please read it closely.",
    FindingCode.SPEECH_UNCLEAR: "The recording was hard to understand here. Please check this.",
    FindingCode.OFF_RECORD: "Something was said off the record here and kept out. Please check this.",
    FindingCode.KIND_UNCONFIRMED: "It is not certain whether this is work or a bookmark. Please check it.",
    FindingCode.ACTIVITY_UNCONFIRMED: "The activity could be read in two ways. Please check the code.",
    FindingCode.TASK_CODE_MISSING: "This matter is billed with task codes. Please choose one.",
    FindingCode.NARRATIVE_TOO_LONG: "The narrative is longer than this client takes. Please shorten it.",
    FindingCode.NARRATIVE_TENSE: "The narrative is not in the firm's tense. Please check it.",
    FindingCode.NARRATIVE_LANGUAGE: "The narrative is not in the language this matter is billed in.",
}


def sentence(code: FindingCode) -> str:
    """What a lawyer reads for a code."""
    return _SENTENCES[code]


def finding(
    code: FindingCode, field: Field | None, readings: tuple[str, ...] = (), proposal: str | None = None
) -> Finding:
    """A finding on a field or the whole entry; dictated words stand in `readings` and `proposal` alone."""
    kept = tuple(plain_line(reading[:_LONGEST_READING]) for reading in readings[:_MOST_READINGS])
    offered = proposal if len(proposal or "") <= _LONGEST_PROPOSAL else None
    return Finding(code=code, field=field, message=sentence(code), readings=kept, proposal=offered)
