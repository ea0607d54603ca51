"""The committed snapshots, as tests ask about them; no compiler is needed."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from local.infra.snapshots import Resource, read_snapshot, settings_of
from local.infra.variants import JURISDICTIONS, OPTIONS, ORIGINS, variants
from tests.source import ROOT

STACKS = [f"{jurisdiction}.{options}" for jurisdiction in JURISDICTIONS for options in OPTIONS]
EVERYTHING = [variant.name for variant in variants()]
PRIVATE = [name for name in STACKS if name.endswith((".private", ".everything"))]
OWN_KEYS = [name for name in STACKS if name.endswith((".own-keys", ".everything"))]

# What stands for what only Azure knows.
CLIENT_ID = "00000000-0000-4000-8000-0000000000c1"
KNOWN = {
    "AzureWebJobsStorage__clientId": CLIENT_ID,
    "CaseClockStorage__clientId": CLIENT_ID,
    "APPLICATIONINSIGHTS_CONNECTION_STRING": "InstrumentationKey=00000000-0000-4000-8000-0000000000c2",
    "APPLICATIONINSIGHTS_AUTHENTICATION_STRING": f"ClientId={CLIENT_ID};Authorization=AAD",
}


@cache
def resources(name: str) -> tuple[Resource, ...]:
    """Everything a deployment makes."""
    return tuple(read_snapshot(ROOT, name))


def of_type(name: str, kind: str) -> list[Resource]:
    """The resources of one type, such as `Microsoft.Storage/storageAccounts`; never none."""
    found = [resource for resource in resources(name) if resource["type"] == kind]
    assert found, f"{name} has no {kind}"
    return found


def named(name: str, kind: str, ending: str) -> Mapping[str, Any]:
    """The one resource of a type whose name ends like this."""
    (found,) = [resource for resource in of_type(name, kind) if resource["name"].endswith(ending)]
    return found


def properties(name: str, kind: str, ending: str) -> Mapping[str, Any]:
    """What it is made with."""
    made: Mapping[str, Any] = named(name, kind, ending)["properties"]
    return made


def function_app(name: str) -> Resource:
    """The app that is the product; the other one hands out the web client."""
    (found,) = [site for site in of_type(name, "Microsoft.Web/sites") if site["kind"] == "functionapp,linux"]
    return found


def web_origin(name: str) -> str:
    """Where the web client of a stack is."""
    if name.endswith(".everything"):
        return ORIGINS[jurisdiction(name)]
    (site,) = [site for site in of_type(name, "Microsoft.Web/sites") if site["kind"] == "app"]
    return f"https://{site['name']}.azurewebsites.net"


def settings(name: str) -> dict[str, str]:
    """The app's settings, with something in the place of what only Azure knows."""
    return settings_of(resources(name), KNOWN)


def jurisdiction(name: str) -> str:
    """Whose deployment it is."""
    return name.partition(".")[0]


def walk(value: Any) -> Iterator[tuple[str, Any]]:
    """Every named value in a document, however deep."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield name, inner
            yield from walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner)
