"""What the stand-in holds when it starts: the demo firm, with codes of the ABA's litigation set."""

from datetime import date
from typing import Any

from local.demo import LAWYERS, MATTERS
from local.standins.clio.clock import Clock
from local.standins.clio.firm import Firm

_RATES = ("350", "295")
_OPENED = date(2026, 1, 5)
_TASKS = {
    "L110": "Fact Investigation/Development",
    "L120": "Analysis/Strategy",
    "L130": "Experts/Consultants",
    "L140": "Document/File Management",
    "L150": "Budgeting",
    "L160": "Settlement/Non-Binding ADR",
    "L190": "Other Case Assessment, Development and Administration",
    "L210": "Pleading",
    "L220": "Preliminary Injunctions/Provisional Remedies",
    "L230": "Court Mandated Conferences",
    "L240": "Dispositive Motions",
    "L250": "Other Written Motions and Submissions",
    "L260": "Class Action Certification and Notice",
    "L310": "Written Discovery",
    "L320": "Document Production",
    "L330": "Depositions",
    "L340": "Expert Discovery",
    "L350": "Discovery Motions",
    "L390": "Other Discovery",
    "L410": "Fact Witnesses",
    "L420": "Expert Witnesses",
    "L430": "Written Motions and Submissions",
    "L440": "Other Trial Preparation and Support",
    "L450": "Trial and Hearing Attendance",
    "L460": "Post-Trial Motions and Submissions",
    "L470": "Enforcement",
    "L510": "Appellate Motions and Submissions",
    "L520": "Appellate Briefs",
    "L530": "Oral Argument",
}
_ACTIVITIES = {
    "A101": "Plan and prepare for",
    "A102": "Research",
    "A103": "Draft/revise",
    "A104": "Review/analyze",
    "A105": "Communicate (in firm)",
    "A106": "Communicate (with client)",
    "A107": "Communicate (other outside counsel)",
    "A108": "Communicate (other external)",
    "A109": "Appear for/attend",
    "A110": "Manage data/files",
    "A111": "Other",
}
_CATEGORIES: tuple[dict[str, Any], ...] = (
    {"name": "Consultation"},
    {"name": "Drafting"},
    {"name": "Court filing", "rate": "150", "flat_rate": True},
)


def seeded(clock: Clock) -> Firm:
    """Return the demo firm, without activities."""
    firm = Firm(clock)
    seed(firm)
    return firm


def seed(firm: Firm) -> None:
    """Fill a firm that holds nothing."""
    for number, (lawyer, rate) in enumerate(zip(LAWYERS, _RATES, strict=True)):
        firm.users.add(name=lawyer.name, email=lawyer.username, rate=rate, account_owner=number == 0)
    _seed_matters(firm)
    for category in _CATEGORIES:
        firm.descriptions.add(**category)
    codes = firm.sets.add(name="ABA litigation").id
    for kind, named in (("UtbmsTask", _TASKS), ("UtbmsActivity", _ACTIVITIES)):
        for code, name in named.items():
            firm.codes.add(code=code, name=name, type=kind, utbms_set_id=codes)


def _seed_matters(firm: Firm) -> None:
    responsible = next(iter(firm.users)).id
    for number, matter in enumerate(MATTERS, start=1):
        client = firm.contacts.add(name=matter.client)
        firm.matters.add(
            number=number,
            display_number=matter.number,
            description=matter.name,
            client_id=client.id,
            responsible_attorney_id=responsible,
            open_date=_OPENED,
        )
