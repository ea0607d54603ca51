"""Nothing is public, nothing takes a key, the way is encrypted, and browsers come from one origin."""

import pytest

from tests.infra.stacks import (
    EVERYTHING,
    PRIVATE,
    STACKS,
    function_app,
    jurisdiction,
    named,
    of_type,
    properties,
    resources,
    settings,
    walk,
    web_origin,
)

STORAGE = "Microsoft.Storage/storageAccounts"
MODELS = "Microsoft.CognitiveServices/accounts"
SITE = "Microsoft.Web/sites"
VAULT = "Microsoft.KeyVault/vaults"
WORKSPACE = "Microsoft.OperationalInsights/workspaces"

# Of every type that can be entered with a key: the property that forbids it. A new type must be put into
# one of the two.
FORBIDS_KEYS = {
    STORAGE: ("allowSharedKeyAccess", False),
    MODELS: ("disableLocalAuth", True),
    VAULT: ("enableRbacAuthorization", True),
    "Microsoft.Insights/components": ("DisableLocalAuth", True),
    "Microsoft.Web/sites/basicPublishingCredentialsPolicies": ("allow", False),
    # A workspace says it one level deeper.
    WORKSPACE: ("features.disableLocalAuth", True),
}
HAS_NO_KEYS = {
    "Microsoft.Authorization/policyAssignments",
    "Microsoft.Authorization/policyDefinitions",
    "Microsoft.Authorization/roleAssignments",
    "Microsoft.CognitiveServices/accounts/deployments",
    "Microsoft.Consumption/budgets",
    "Microsoft.EventGrid/systemTopics",
    "Microsoft.EventGrid/systemTopics/eventSubscriptions",
    "Microsoft.Insights/actionGroups",
    "Microsoft.Insights/diagnosticSettings",
    "Microsoft.Insights/scheduledQueryRules",
    "Microsoft.Insights/workbooks",
    "Microsoft.KeyVault/vaults/keys",
    "Microsoft.ManagedIdentity/userAssignedIdentities",
    "Microsoft.Network/networkSecurityGroups",
    "Microsoft.Network/privateDnsZones",
    "Microsoft.Network/privateDnsZones/virtualNetworkLinks",
    "Microsoft.Network/privateEndpoints",
    "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
    "Microsoft.Network/virtualNetworks",
    "Microsoft.Resources/resourceGroups",
    "Microsoft.Storage/storageAccounts/blobServices",
    "Microsoft.Storage/storageAccounts/blobServices/containers",
    "Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies",
    "Microsoft.Storage/storageAccounts/managementPolicies",
    "Microsoft.Storage/storageAccounts/queueServices",
    "Microsoft.Storage/storageAccounts/queueServices/queues",
    "Microsoft.Storage/storageAccounts/tableServices",
    "Microsoft.Storage/storageAccounts/tableServices/tables",
    "Microsoft.Web/serverfarms",
    SITE,
    "Microsoft.Web/sites/config",
}

each = pytest.mark.parametrize


@each("name", EVERYTHING)
def test_nothing_takes_a_key(name: str) -> None:
    for resource in resources(name):
        if resource["type"] in HAS_NO_KEYS:
            continue
        forbids, value = FORBIDS_KEYS[resource["type"]]
        made = resource["properties"]
        for step in forbids.split("."):
            made = made[step]
        assert made is value, resource["id"]


@each("name", STACKS)
def test_no_key_is_read_or_handed_on(name: str) -> None:
    for resource in resources(name):
        assert not [
            value for _, value in walk(resource) if isinstance(value, str) and "listkeys" in value.lower()
        ]


@each("name", STACKS)
def test_no_setting_holds_a_secret(name: str) -> None:
    words = ("KEY", "PASSWORD", "CLIENT_SECRET", "SAS", "ACCOUNTKEY")
    for setting, value in settings(name).items():
        assert not any(word in setting.upper() for word in words), setting
        assert "AccountKey=" not in value
        assert "sig=" not in value
    assert not {"AzureWebJobsStorage", "CaseClockStorage"} & settings(name).keys()


@each("name", STACKS)
def test_publishing_takes_no_password(name: str) -> None:
    kind = "Microsoft.Web/sites/basicPublishingCredentialsPolicies"
    closed = {each["name"]: each["properties"]["allow"] for each in of_type(name, kind)}
    sites = of_type(name, SITE)
    assert closed == {f"{site['name']}/{way}": False for site in sites for way in ("ftp", "scm")}
    assert {site["properties"]["siteConfig"]["ftpsState"] for site in sites} == {"Disabled"}


@each("name", STACKS)
def test_no_blob_is_public(name: str) -> None:
    for account in of_type(name, STORAGE):
        assert account["properties"]["allowBlobPublicAccess"] is False
    for container in of_type(name, f"{STORAGE}/blobServices/containers"):
        assert container["properties"]["publicAccess"] == "None"


@each("name", STACKS)
def test_storage_has_no_other_way_in(name: str) -> None:
    for account in of_type(name, STORAGE):
        assert account["properties"]["isLocalUserEnabled"] is False
        assert account["properties"]["isSftpEnabled"] is False
        assert account["properties"]["defaultToOAuthAuthentication"] is True


@each("name", STACKS)
def test_tls_is_new_enough(name: str) -> None:
    for account in of_type(name, STORAGE):
        assert account["properties"]["minimumTlsVersion"] == "TLS1_2"
        assert account["properties"]["supportsHttpsTrafficOnly"] is True
    for site in of_type(name, SITE):
        assert site["properties"]["httpsOnly"] is True
        assert site["properties"]["siteConfig"]["minTlsVersion"] in {"1.2", "1.3"}
        assert site["properties"]["siteConfig"]["scmMinTlsVersion"] in {"1.2", "1.3"}
    assert not [value for value in settings(name).values() if value.startswith("http://")]


@each("name", STACKS)
def test_browsers_come_from_the_web_client_only(name: str) -> None:
    origin = [web_origin(name)]
    app = function_app(name)["properties"]
    assert app["siteConfig"]["cors"] == {"allowedOrigins": origin, "supportCredentials": False}
    rules = [
        rule
        for service in of_type(name, f"{STORAGE}/blobServices")
        for rule in service["properties"]["cors"]["corsRules"]
    ]
    assert [rule["allowedOrigins"] for rule in rules] == [origin]
    assert set(rules[0]["allowedMethods"]) == {"PUT", "GET", "OPTIONS"}
    found = [value for each in resources(name) for key, value in walk(each) if key == "allowedOrigins"]
    assert all(value == origin for value in found)


@each("name", STACKS)
def test_the_app_is_one_identity_and_knows_no_other_credential(name: str) -> None:
    site = function_app(name)
    identities = [id_.rpartition("/")[2] for id_ in site["identity"]["userAssignedIdentities"]]
    assert site["identity"]["type"] == "UserAssigned"
    assert identities == [f"id-caseclock-{jurisdiction(name)}-prod-app"]
    storage = site["properties"]["functionAppConfig"]["deployment"]["storage"]
    assert storage["authentication"]["type"] == "UserAssignedIdentity"
    assert site["properties"]["functionAppConfig"]["runtime"] == {"name": "python", "version": "3.13"}


@each("name", STACKS)
def test_the_vault_cannot_be_emptied(name: str) -> None:
    vault = properties(name, VAULT, "")
    assert vault["enablePurgeProtection"] is True
    assert vault["enableSoftDelete"] is True
    assert vault["softDeleteRetentionInDays"] == 90


@each("name", PRIVATE)
def test_with_private_endpoints_only_uploads_are_reached_from_outside(name: str) -> None:
    assert properties(name, STORAGE, "data")["publicNetworkAccess"] == "Enabled"
    assert properties(name, STORAGE, "data")["networkAcls"]["defaultAction"] == "Allow"
    closed = [properties(name, STORAGE, "host"), properties(name, VAULT, "")]
    closed += [account["properties"] for account in of_type(name, MODELS)]
    assert {each["publicNetworkAccess"] for each in closed} == {"Disabled"}
    assert {each["networkAcls"]["defaultAction"] for each in closed} == {"Deny"}


@each("name", PRIVATE)
def test_every_service_has_a_private_address_that_the_app_sees(name: str) -> None:
    reached = {
        (connection["properties"]["privateLinkServiceId"].rpartition("/")[2], group)
        for endpoint in of_type(name, "Microsoft.Network/privateEndpoints")
        for connection in endpoint["properties"]["privateLinkServiceConnections"]
        for group in connection["properties"]["groupIds"]
    }
    services = {
        (each["name"], group) for each in of_type(name, STORAGE) for group in ("blob", "queue", "table")
    }
    services |= {(each["name"], "account") for each in of_type(name, MODELS)}
    services |= {(named(name, VAULT, "")["name"], "vault")}
    assert reached == services
    (network,) = of_type(name, "Microsoft.Network/virtualNetworks")
    assert function_app(name)["properties"]["virtualNetworkSubnetId"] == f"{network['id']}/subnets/app"
    zones = {each["name"] for each in of_type(name, "Microsoft.Network/privateDnsZones")}
    groups = of_type(name, "Microsoft.Network/privateEndpoints/privateDnsZoneGroups")
    used = {
        config["properties"]["privateDnsZoneId"].rpartition("/")[2]
        for group in groups
        for config in group["properties"]["privateDnsZoneConfigs"]
    }
    linked = {
        each["name"].split("/")[0]
        for each in of_type(name, "Microsoft.Network/privateDnsZones/virtualNetworkLinks")
    }
    assert used == zones == linked
    assert len(groups) == len(services)
