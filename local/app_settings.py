"""The app's settings for a stack of stand-ins on this machine."""

from collections.abc import Mapping
from pathlib import Path

from local.demo import AUDIENCE, FIRM, SCOPE
from local.standins.clio.registration import CLIENT_ID, CLIENT_SECRET
from local.standins.keyvault.identity import IDENTITY_HEADER

STANDIN_KEY = "the-stand-in-takes-any-key"

_CLIO = (
    "CASECLOCK_CLIO_ADDRESS",
    "CASECLOCK_CLIO_CLIENT_ID",
    "CASECLOCK_CLIO_CLIENT_SECRET",
    "CASECLOCK_CLIO_REDIRECT",
)
_GROUP = "/subscriptions/00000000-0000-4000-8000-000000000000/resourceGroups/caseclock-local/providers"
_RESOURCES = {
    "CASECLOCK_STORAGE_RESOURCE": f"{_GROUP}/Microsoft.Storage/storageAccounts/local",
    "CASECLOCK_OPENAI_RESOURCE": f"{_GROUP}/Microsoft.CognitiveServices/accounts/local-openai",
    "CASECLOCK_SPEECH_RESOURCE": f"{_GROUP}/Microsoft.CognitiveServices/accounts/local-speech",
    "CASECLOCK_VAULT_RESOURCE": f"{_GROUP}/Microsoft.KeyVault/vaults/local-vault",
}
# What takes the place of a stand-in, and so is no resource that the stand-in for Azure knows.
_BROUGHT = {
    "CaseClockStorage": "CASECLOCK_STORAGE_RESOURCE",
    "CaseClockStorage__blobServiceUri": "CASECLOCK_STORAGE_RESOURCE",
    "CASECLOCK_OPENAI_ENDPOINT": "CASECLOCK_OPENAI_RESOURCE",
    "CASECLOCK_SPEECH_ENDPOINT": "CASECLOCK_SPEECH_RESOURCE",
    "CASECLOCK_VAULT_ADDRESS": "CASECLOCK_VAULT_RESOURCE",
}
_VAULT = ("CASECLOCK_VAULT_ADDRESS", "CASECLOCK_VAULT_CERTIFICATE")


def app_settings(storage: str, openai: str, entra: str, speech: str | None = None) -> dict[str, str]:
    """Settings that point at the given storage connection string and addresses.

    Speech is Azure OpenAI's, unless it has an address of its own.
    """
    return {
        "AzureWebJobsStorage": storage,
        "CaseClockStorage": storage,
        "CASECLOCK_ENVIRONMENT": "development",
        "CASECLOCK_JURISDICTION": "ca",
        "CASECLOCK_ENTRA_AUTHORITY": entra,
        "CASECLOCK_ENTRA_AUDIENCE": AUDIENCE,
        "CASECLOCK_ENTRA_FIRMS": FIRM,
        "CASECLOCK_ENTRA_SCOPE": SCOPE,
        "CASECLOCK_OPENAI_ENDPOINT": openai,
        "CASECLOCK_OPENAI_KEY": STANDIN_KEY,
        "CASECLOCK_SPEECH_ENDPOINT": speech or openai,
        "CASECLOCK_SPEECH_KEY": STANDIN_KEY,
    }


def clio_settings(address: str, redirect: str) -> dict[str, str]:
    """Settings that point at the stand-in for Clio; a lawyer's browser comes back to `redirect`."""
    return dict(zip(_CLIO, (address, CLIENT_ID, CLIENT_SECRET, redirect), strict=True))


def vault_settings(address: str, certificate: Path) -> dict[str, str]:
    """Settings that point at the stand-in for Key Vault, and trust what it shows."""
    return dict(zip(_VAULT, (address, str(certificate)), strict=True))


def management_settings(address: str) -> dict[str, str]:
    """Settings that name resources, and point at the stand-in that says where they lie."""
    return {"CASECLOCK_MANAGEMENT_ADDRESS": address, **_RESOURCES}


def identity_settings(endpoint: str) -> dict[str, str]:
    """What Azure tells an app of its identity: the SDKs' default credential takes all its tokens there."""
    return {"IDENTITY_ENDPOINT": endpoint, "IDENTITY_HEADER": IDENTITY_HEADER}


def brings_clio(given: Mapping[str, str]) -> bool:
    """Whether a person has named a Clio of their own."""
    return bool({"CASECLOCK_CLIO_ADDRESS", "CASECLOCK_CLIO_CLIENT_ID"} & given.keys())


def brings_vault(given: Mapping[str, str]) -> bool:
    """Whether a person has named a vault of their own."""
    return "CASECLOCK_VAULT_ADDRESS" in given


def brings_identity(given: Mapping[str, str]) -> bool:
    """Whether a service of a person's own is entered as whoever is logged in there, without a key."""
    keyless = any(
        f"CASECLOCK_{service}_ENDPOINT" in given and f"CASECLOCK_{service}_KEY" not in given
        for service in ("OPENAI", "SPEECH")
    )
    return keyless or brings_vault(given) or "CaseClockStorage__blobServiceUri" in given


def overlaid(settings: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """The settings with what a person has set over them; a service of theirs brings its own credentials."""
    own = {
        name: value for name, value in given.items() if name.startswith(("CASECLOCK_", "CaseClockStorage"))
    }
    kept = dict(settings)
    for service in ("OPENAI", "SPEECH"):
        if f"CASECLOCK_{service}_ENDPOINT" in own:
            kept.pop(f"CASECLOCK_{service}_KEY")
    for brought, names in ((brings_clio(own), _CLIO), (brings_vault(own), _VAULT)):
        for name in names if brought else ():
            kept.pop(name, None)
    if "CaseClockStorage__blobServiceUri" in own:
        kept.pop("CaseClockStorage")
    for setting in _BROUGHT.keys() & own.keys():
        kept.pop(_BROUGHT[setting], None)
    return kept | own
