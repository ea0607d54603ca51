"""Who may do what: the whole of it, as a table. A role that is not in it fails the test."""

import re

import pytest

from tests.infra.stacks import OWN_KEYS, STACKS, of_type

ROLES = {
    "b7e6dc6d-f1e8-4753-8033-0f276bb0955b": "Storage Blob Data Owner",
    "ba92f5b4-2d11-453d-a403-e96b0029c9fe": "Storage Blob Data Contributor",
    "db58b8e5-c6ad-4a2a-8342-4190687cbf4a": "Storage Blob Delegator",
    "974c5e8b-45b9-4653-ba55-5f855dd0fb88": "Storage Queue Data Contributor",
    "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3": "Storage Table Data Contributor",
    "5e0bd9bd-7b93-4f28-af87-19fc36ad61bd": "Cognitive Services OpenAI User",
    "f2dc8367-1007-4938-bd23-fe263f013447": "Cognitive Services Speech User",
    "b86a8fe4-44ce-4948-aee5-eccb2c155cd7": "Key Vault Secrets Officer",
    "e147488a-f6f5-4113-8e2d-b22465e65bf6": "Key Vault Crypto Service Encryption User",
    "3913510d-42f4-4e42-8a64-420c390055eb": "Monitoring Metrics Publisher",
    "acdd72a7-3385-48ef-bd42-f606fba81ae7": "Reader",
}

ALWAYS = {
    ("app", "Storage Blob Data Contributor", "data/recordings"),
    ("app", "Storage Blob Data Contributor", "data/transcripts"),
    ("app", "Storage Blob Data Contributor", "data/exports"),
    ("app", "Storage Blob Data Contributor", "data/audit-digests"),
    ("app", "Storage Blob Delegator", "data"),
    ("app", "Storage Queue Data Contributor", "data"),
    ("app", "Storage Table Data Contributor", "data/ledger"),
    ("app", "Storage Blob Data Owner", "host"),
    ("app", "Storage Queue Data Contributor", "host"),
    ("app", "Storage Table Data Contributor", "host"),
    ("app", "Cognitive Services OpenAI User", "drafting"),
    ("app", "Cognitive Services Speech User", "speech"),
    ("app", "Key Vault Secrets Officer", "vault"),
    ("app", "Monitoring Metrics Publisher", "insights"),
    ("app", "Reader", "data"),
    ("app", "Reader", "drafting"),
    ("app", "Reader", "speech"),
    ("app", "Reader", "vault"),
    ("events", "Storage Blob Data Contributor", "data/dead-letters"),
}
WITH_OWN_KEYS = {("storage", "Key Vault Crypto Service Encryption User", "vault/storage")}

_PRINCIPAL = re.compile(
    r"\[reference\('/subscriptions/\S+/userAssignedIdentities/id-caseclock-(?:ca|us)-prod-(\w+)', '[\d-]+'\)"
    r"\.principalId\]"
)
_SCOPES = [
    (r"Storage/storageAccounts/cc\w+(data|host)(?:/\w+Services/default/\w+/([\w-]+))?", "{0}/{1}"),
    (r"KeyVault/vaults/[\w-]+(?:/keys/(\w+))?", "vault/{0}"),
    (r"CognitiveServices/accounts/[\w-]+-(drafting|speech)", "{0}"),
    (r"Insights/components/[\w-]+", "insights"),
]

each = pytest.mark.parametrize


def granted(name: str) -> list[tuple[str, str, str]]:
    """Principal, role and scope of each assignment of a deployment."""
    found = []
    for assignment in of_type(name, "Microsoft.Authorization/roleAssignments"):
        made = assignment["properties"]
        principal = _PRINCIPAL.fullmatch(made["principalId"])
        assert principal, made["principalId"]
        role = ROLES[made["roleDefinitionId"].rpartition("/")[2]]
        found.append((principal[1], role, scope(assignment["id"])))
    return found


def scope(id_: str) -> str:
    """The short name of what an assignment is for: a whole group or subscription has none."""
    path = id_.partition("/resourceGroups/")[2].partition("/providers/Microsoft.")[2]
    path = path.partition("/providers/Microsoft.Authorization")[0]
    for pattern, short in _SCOPES:
        if match := re.fullmatch(pattern, path):
            return short.format(*(part or "" for part in match.groups())).rstrip("/")
    raise AssertionError(f"unknown scope: {id_}")


@each("name", STACKS)
def test_every_role_is_known(name: str) -> None:
    found = granted(name)
    assert len(found) == len(set(found))
    assert set(found) == ALWAYS | (WITH_OWN_KEYS if name in OWN_KEYS else set())


@each("name", STACKS)
def test_every_assignment_is_an_identitys_and_has_its_own_name(name: str) -> None:
    assignments = of_type(name, "Microsoft.Authorization/roleAssignments")
    assert {each["properties"]["principalType"] for each in assignments} == {"ServicePrincipal"}
    assert len({each["name"] for each in assignments}) == len(assignments)


def test_a_role_that_is_too_wide_shows() -> None:
    group = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Authorization/roleAssignments/x"
    with pytest.raises(AssertionError, match="unknown scope"):
        scope(group)


@each("name", STACKS)
def test_the_app_cannot_undo_that_digests_are_immutable(name: str) -> None:
    """Owner of blobs may change a container's policy: it is never given on the account that has digests."""
    for _, role, where in granted(name):
        if where.startswith("data"):
            assert role not in {"Storage Blob Data Owner", "Contributor", "Owner"}
