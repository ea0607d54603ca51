"""UTBMS task codes by set, with their short names (American Bar Association).

Codes of expenses are none of these: a line of time carries a task and an activity.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from core.domain.codes import TaskSet

_LITIGATION = """
    L100 Case Assessment, Development and Administration
    L110 Fact Investigation/Development
    L120 Analysis/Strategy
    L130 Experts/Consultants
    L140 Document/File Management
    L150 Budgeting
    L160 Settlement/Non-Binding ADR
    L190 Other Case Assessment, Development and Administration
    L200 Pre-Trial Pleadings and Motions
    L210 Pleadings
    L220 Preliminary Injunctions/Provisional Remedies
    L230 Court Mandated Conferences
    L240 Dispositive Motions
    L250 Other Written Motions and Submissions
    L260 Class Action Certification and Notice
    L300 Discovery
    L310 Written Discovery
    L320 Document Production
    L330 Depositions
    L340 Expert Discovery
    L350 Discovery Motions
    L390 Other Discovery
    L400 Trial Preparation and Trial
    L410 Fact Witnesses
    L420 Expert Witnesses
    L430 Written Motions and Submissions
    L440 Other Trial Preparation and Support
    L450 Trial and Hearing Attendance
    L460 Post-Trial Motions and Submissions
    L470 Enforcement
    L500 Appeal
    L510 Appellate Motions and Submissions
    L520 Appellate Briefs
    L530 Oral Argument
"""
_COUNSELING = """
    C100 Fact Gathering
    C200 Researching Law
    C300 Analysis and Advice
    C400 Third Party Communication
"""
_PROJECT = """
    P100 Project Administration
    P200 Fact Gathering/Due Diligence
    P210 Corporate Review
    P220 Tax
    P230 Environmental
    P240 Real and Personal Property
    P250 Employee/Labor
    P260 Intellectual Property
    P270 Regulatory Reviews
    P280 Other
    P300 Structure/Strategy/Analysis
    P400 Initial Document Preparation/Filing
    P500 Negotiation/Revision/Responses
    P600 Completion/Closing
    P700 Post-Completion/Post-Closing
    P800 Maintenance and Renewal
"""
_BANKRUPTCY = """
    B100 Administration
    B110 Case Administration
    B120 Asset Analysis and Recovery
    B130 Asset Disposition
    B140 Relief from Stay/Adequate Protection Proceedings
    B150 Meetings of and Communications with Creditors
    B160 Fee/Employment Applications
    B170 Fee/Employment Objections
    B180 Avoidance Action Analysis
    B185 Assumption/Rejection of Leases and Contracts
    B190 Other Contested Matters
    B195 Non-Working Travel
    B200 Operations
    B210 Business Operations
    B220 Employee Benefits/Pensions
    B230 Financing/Cash Collections
    B240 Tax Issues
    B250 Real Estate
    B260 Board of Directors Matters
    B300 Claims and Plan
    B310 Claims Administration and Objections
    B320 Plan and Disclosure Statement
    B400 Bankruptcy-Related Advice
    B410 General Bankruptcy Advice/Opinions
    B420 Restructurings
"""


def _named(lines: str) -> Mapping[str, str]:
    pairs = (line.strip().partition(" ") for line in lines.strip().splitlines())
    return MappingProxyType({code: name for code, _, name in pairs})


TASK_CODES: Final[Mapping[TaskSet, Mapping[str, str]]] = MappingProxyType(
    {
        TaskSet.LITIGATION: _named(_LITIGATION),
        TaskSet.COUNSELING: _named(_COUNSELING),
        TaskSet.PROJECT: _named(_PROJECT),
        TaskSet.BANKRUPTCY: _named(_BANKRUPTCY),
    }
)


def task_code(text: str) -> str:
    """A code of one of the sets, as it is; raises ValueError when it is of none."""
    if not any(text in codes for codes in TASK_CODES.values()):
        raise ValueError("not a UTBMS task code; those of expenses are none")
    return text
