"""What Azure denies whoever tries it, whatever the templates say."""

from typing import Any

import pytest

from core.domain.residency import Jurisdiction, lies_in
from tests.infra.stacks import STACKS, jurisdiction, named, of_type, resources

ASSIGNMENTS = "Microsoft.Authorization/policyAssignments"
# Azure's own "Allowed locations".
ALLOWED_LOCATIONS = "e56962a6-4747-49cd-b67b-bf8b01975c4c"
ANYWHERE = {"GlobalStandard", "GlobalBatch", "GlobalProvisionedManaged", "DeveloperTier"}
IN_A_ZONE = {"DataZoneStandard", "DataZoneBatch", "DataZoneProvisionedManaged"}

each_stack = pytest.mark.parametrize("name", STACKS)


def _assigned(name: str, ending: str) -> dict[str, Any]:
    return dict(named(name, ASSIGNMENTS, ending)["properties"])


@each_stack
def test_other_places_are_denied(name: str) -> None:
    places = _assigned(name, "places")
    assert places["policyDefinitionId"].endswith(f"policyDefinitions/{ALLOWED_LOCATIONS}")
    allowed = set(places["parameters"]["listOfAllowedLocations"]["value"])
    assert all(lies_in(place, Jurisdiction(jurisdiction(name))) for place in allowed)
    used = {resource["location"] for resource in resources(name) if "location" in resource}
    assert used - {"global"} <= allowed


@each_stack
def test_models_that_are_processed_elsewhere_are_denied(name: str) -> None:
    forbidden = set(_assigned(name, "models")["parameters"]["forbidden"]["value"])
    assert forbidden == (ANYWHERE | IN_A_ZONE if jurisdiction(name) == "ca" else ANYWHERE)
    (deployment,) = of_type(name, "Microsoft.CognitiveServices/accounts/deployments")
    assert deployment["sku"]["name"] not in forbidden


@each_stack
def test_policies_deny_and_hold_in_the_stacks_own_group(name: str) -> None:
    (definition,) = of_type(name, "Microsoft.Authorization/policyDefinitions")
    rule = definition["properties"]["policyRule"]
    assert rule["then"] == {"effect": "Deny"}
    conditions = {condition["field"]: condition for condition in rule["if"]["allOf"]}
    assert conditions["type"]["equals"] == "Microsoft.CognitiveServices/accounts/deployments"
    sku = conditions["Microsoft.CognitiveServices/accounts/deployments/sku.name"]
    assert sku["in"] == "[parameters('forbidden')]"
    assert _assigned(name, "models")["policyDefinitionId"] == definition["id"]
    for assignment in of_type(name, ASSIGNMENTS):
        assert assignment["properties"]["enforcementMode"] == "Default"
        assert f"/resourceGroups/rg-caseclock-{jurisdiction(name)}-prod/" in assignment["id"]
