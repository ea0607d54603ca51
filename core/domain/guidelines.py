"""Outside counsel guidelines: what clients cut from bills, each a rule that can be switched.

Source of the rules: 28 CFR Part 58, Appendix A (no lumping, parties and subject of calls and letters),
and what clients' own guidelines share.
"""

from enum import StrEnum


class Guideline(StrEnum):
    """One rule of the guideline lint; the value is the code of its finding."""

    BLOCK_BILLED = "block_billed"
    VAGUE = "vague"
    CLERICAL = "clerical"
    TRAVEL = "travel"
    OFFICE_CONFERENCE = "office_conference"
    PARTY_MISSING = "party_missing"
    SUBJECT_MISSING = "subject_missing"
    LONG_DAY = "long_day"
    OVERLAPS = "overlaps"
    NEAR_DUPLICATE = "near_duplicate"
