"""Every resource lies in its jurisdiction, what is processed stays there, and stacks share nothing."""

import pytest

from core.domain.residency import Jurisdiction, lies_in
from tests.infra.stacks import EVERYTHING, STACKS, jurisdiction, of_type, resources, walk

# Global services: they hold names and addresses of the stack's own services, and whom to tell of alerts.
NOWHERE = {
    "Microsoft.Insights/actionGroups",
    "Microsoft.Network/privateDnsZones",
    "Microsoft.Network/privateDnsZones/virtualNetworkLinks",
}
# They say what is allowed, told or spent, and hold nothing.
PLACELESS = {
    "Microsoft.Authorization/policyAssignments",
    "Microsoft.Authorization/policyDefinitions",
    "Microsoft.Authorization/roleAssignments",
    "Microsoft.Consumption/budgets",
    "Microsoft.Insights/diagnosticSettings",
}
# A zone's name is given by the service it is for; the others are names within what they belong to.
NAMED_ALIKE = (
    "Microsoft.Network/privateDnsZones",
    "Microsoft.Authorization/policyAssignments",
    "Microsoft.Insights/diagnosticSettings",
)
MODELS = "Microsoft.CognitiveServices/accounts"
SKUS = {
    "ca": {"Standard", "ProvisionedManaged"},
    "us": {"Standard", "ProvisionedManaged", "DataZoneStandard", "DataZoneProvisionedManaged"},
}

each = pytest.mark.parametrize


@each("name", EVERYTHING)
def test_every_location_is_in_the_jurisdiction(name: str) -> None:
    where = Jurisdiction(jurisdiction(name))
    for resource in resources(name):
        for key, value in walk(resource):
            if key == "location" and value == "global":
                assert resource["type"] in NOWHERE, resource["id"]
            elif key.lower() in {"location", "region", "locationname"}:
                assert lies_in(value, where), f"{resource['id']}: {value}"


@each("name", EVERYTHING)
def test_what_has_no_location_belongs_to_what_has_one(name: str) -> None:
    placed = {resource["id"] for resource in resources(name) if "location" in resource}
    for resource in resources(name):
        if "location" not in resource and resource["type"] not in PLACELESS:
            assert any(resource["id"].startswith(f"{id_}/") for id_ in placed), resource["id"]


def test_canada_is_canada_central_and_only_drafts_in_canada_east() -> None:
    east = {
        resource["name"] for resource in resources("ca.default") if resource.get("location") == "canadaeast"
    }
    (openai,) = [each for each in of_type("ca.default", MODELS) if each["kind"] == "OpenAI"]
    assert east == {openai["name"]}


@each("name", STACKS)
def test_models_are_processed_where_they_may_be(name: str) -> None:
    deployments = of_type(name, f"{MODELS}/deployments")
    assert {deployment["sku"]["name"] for deployment in deployments} <= SKUS[jurisdiction(name)]
    for deployment in deployments:
        assert deployment["properties"]["versionUpgradeOption"] == "NoAutoUpgrade"


@each("name", STACKS)
def test_no_resource_can_be_processed_anywhere(name: str) -> None:
    skus = {str(resource.get("sku", {}).get("name", "")) for resource in resources(name)}
    assert not [sku for sku in skus if "global" in sku.lower()]


@each("name", STACKS)
def test_a_model_fetches_nothing(name: str) -> None:
    for account in of_type(name, MODELS):
        assert account["properties"]["restrictOutboundNetworkAccess"] is True
        assert account["properties"]["allowedFqdnList"] == []


@each("what", ["default", "private", "own-keys", "everything", "events"])
def test_stacks_share_nothing(what: str) -> None:
    ids, names, groups = [], [], []
    for stack in (f"ca.{what}", f"us.{what}"):
        ids.append({resource["id"].lower() for resource in resources(stack)})
        own = [each for each in resources(stack) if not each["type"].startswith(NAMED_ALIKE)]
        names.append({resource["name"].lower() for resource in own})
        groups.append(
            {id_.split("/resourcegroups/")[1].split("/")[0] for id_ in ids[-1] if "/resourcegroups/" in id_}
        )
    for one, other in (ids, names, groups):
        assert one
        assert not one & other


@each("name", EVERYTHING)
def test_no_stack_names_a_resource_of_another(name: str) -> None:
    """No setting, role, endpoint or rule reaches over: what is named by id lies in the stack's own group."""
    own = f"/resourcegroups/rg-caseclock-{jurisdiction(name)}-"
    for resource in resources(name):
        for _, value in walk(resource):
            if isinstance(value, str) and "/resourcegroups/" in value.lower():
                assert value.lower().count("/resourcegroups/") == value.lower().count(own), value


@each("name", STACKS)
def test_storage_is_copied_within_the_country(name: str) -> None:
    """Each region's pair lies in the same country; an account that reads from the pair is not made."""
    for account in of_type(name, "Microsoft.Storage/storageAccounts"):
        assert account["sku"]["name"] in {"Standard_GZRS", "Standard_GRS"}
        assert account["properties"]["allowCrossTenantReplication"] is False
