"""The deployments that snapshots are taken of: both jurisdictions, with each option set, and their events."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

SUBSCRIPTION = "00000000-0000-4000-8000-0000000000aa"
TENANT = "00000000-0000-4000-8000-0000000000bb"
AUDIENCE = "00000000-0000-4000-8000-0000000000cc"
ENVIRONMENT = "prod"

JURISDICTIONS = ("ca", "us")
# Both stacks lie in one subscription here, so that what they would share shows.
REGIONS = {"ca": "canadacentral", "us": "eastus2"}
FIRMS = {
    "ca": "00000000-0000-4000-8000-000000000ca0",
    "us": "00000000-0000-4000-8000-0000000000a5",
}
DOMAINS = {"ca": "example.ca", "us": "example.com"}
ORIGINS = {each: f"https://time.{domain}" for each, domain in DOMAINS.items()}
OPTIONS: Mapping[str, Mapping[str, str]] = {
    "default": {},
    "private": {"CASECLOCK_PRIVATE_ENDPOINTS": "true"},
    "own-keys": {"CASECLOCK_CUSTOMER_MANAGED_KEYS": "true"},
    "everything": {"CASECLOCK_PRIVATE_ENDPOINTS": "true", "CASECLOCK_CUSTOMER_MANAGED_KEYS": "true"},
}


@dataclass(frozen=True, slots=True)
class Variant:
    """One deployment: its parameter file, and what the environment says of the stack."""

    jurisdiction: str
    name: str
    parameters: str
    environment: Mapping[str, str] = field(default_factory=dict)
    group: str | None = None

    @property
    def region(self) -> str:
        """Where it is deployed."""
        return REGIONS[self.jurisdiction]


def variants() -> list[Variant]:
    """Every deployment a snapshot is committed of."""
    stacks = [
        Variant(each, f"{each}.{name}", f"{each}.bicepparam", _environment(each, name) | dict(options))
        for each in JURISDICTIONS
        for name, options in OPTIONS.items()
    ]
    events = [
        Variant(each, f"{each}.events", f"{each}.events.bicepparam", _least(each), _group(each))
        for each in JURISDICTIONS
    ]
    return stacks + events


def _group(jurisdiction: str) -> str:
    """The resource group that events are deployed into, as main.bicep names it."""
    return f"rg-caseclock-{jurisdiction}-{ENVIRONMENT}"


def _environment(jurisdiction: str, options: str) -> dict[str, str]:
    least = _least(jurisdiction)
    return least | _more(jurisdiction) if options == "everything" else least


def _least(jurisdiction: str) -> dict[str, str]:
    """What an operator has to set for a stack: invented ids, and addresses of nobody."""
    return {
        "AZURE_ENV_NAME": ENVIRONMENT,
        "CASECLOCK_ENTRA_AUDIENCE": AUDIENCE,
        "CASECLOCK_ENTRA_FIRMS": FIRMS[jurisdiction],
        "CASECLOCK_ALERT_RECIPIENTS": f"operators@{DOMAINS[jurisdiction]}",
        "CASECLOCK_BUDGET_START": "2027-01-01",
    }


def _more(jurisdiction: str) -> dict[str, str]:
    """What an operator can set besides."""
    other = "us" if jurisdiction == "ca" else "ca"
    return {
        "CASECLOCK_ELSEWHERE": json.dumps({FIRMS[other]: ORIGINS[other]}),
        "CASECLOCK_WEB_ORIGIN": ORIGINS[jurisdiction],
        "CASECLOCK_CLIO_CLIENT_ID": f"clio-app-{jurisdiction}",
        "CASECLOCK_CLIO_REDIRECT": f"{ORIGINS[jurisdiction]}/clio.html",
    }
