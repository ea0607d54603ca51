"""What a finding of the lint says: what is wrong, why clients cut it, what is missing. Fixed sentences.

Source of the reasons: 28 CFR Part 58, Appendix A, and what outside counsel guidelines share.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from core.domain.findings import Code, FindingCode
from core.domain.guidelines import Guideline

WHAT: Final[Mapping[Code, str]] = MappingProxyType(
    {
        Guideline.BLOCK_BILLED: "This line bills several tasks under one time. Please split it.",
        Guideline.VAGUE: "This line does not say what the work was on. Please name it.",
        Guideline.CLERICAL: "This is clerical work. Please make it non-billable, or take it out.",
        Guideline.TRAVEL: "This line bills travel. Please check what this client pays for it.",
        Guideline.OFFICE_CONFERENCE: "This conference within the firm does not say what it was needed for. "
        "Please add it.",
        Guideline.PARTY_MISSING: "This call, letter or meeting does not say with whom. Please add it.",
        Guideline.SUBJECT_MISSING: "This call, letter or meeting does not say what it was "
        "about. Please add it.",
        Guideline.LONG_DAY: "The time of this day adds up to more than is usual. Please check the hours.",
        Guideline.OVERLAPS: "This time overlaps, or may overlap, that of another entry of the day. "
        "Please check both.",
        Guideline.NEAR_DUPLICATE: "Another entry of this matter and day says nearly the same. "
        "Please keep one, or tell them apart.",
        FindingCode.DATE_IS_OLD: "The work was done long ago. Please check the date.",
        FindingCode.DATE_IN_FUTURE: "The work date has not come yet. Please check the date.",
    }
)

WHY: Final[Mapping[Code, str]] = MappingProxyType(
    {
        Guideline.BLOCK_BILLED: "A client cannot tell what each task took, and courts and clients "
        "cut such lines by a tenth to a third.",
        Guideline.VAGUE: "A client pays for a task on a named document, event or question, and cuts "
        "lines that name none.",
        Guideline.CLERICAL: "Clients count clerical work as the firm's overhead, whoever does it.",
        Guideline.TRAVEL: "Many clients pay travel at half the rate, without the first hour, or not at all.",
        Guideline.OFFICE_CONFERENCE: "Clients pay for talk within the firm only where its subject "
        "shows the need.",
        Guideline.PARTY_MISSING: "Guidelines ask that calls, letters and meetings name those who took part.",
        Guideline.SUBJECT_MISSING: "Guidelines ask that calls, letters and meetings name their subject.",
        Guideline.LONG_DAY: "Clients and courts ask about days longer than a person usually works.",
        Guideline.OVERLAPS: "The same minutes cannot be billed twice.",
        Guideline.NEAR_DUPLICATE: "Clients' software flags two like lines of one day as billed twice.",
        FindingCode.DATE_IS_OLD: "Many clients refuse time that comes to them late.",
        FindingCode.DATE_IN_FUTURE: "Only work that was done can be billed.",
    }
)


class Missing(StrEnum):
    """What a line should name, in fixed words."""

    DOCUMENT = "name the document or event"
    ISSUE = "name the issue"
    QUESTION = "name the question"
    PARTY = "name who it was with"
    SUBJECT = "say what it was about"
    NEED = "say what it was needed for"
