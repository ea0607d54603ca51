"""The app settings of each jurisdiction's stack, as its template emits them."""

FIRM = "7c1d8a0e-3b52-4f6a-9e0d-2f6b1a5c4d10"
AUDIENCE = "9b2e1c64-70b5-4d0a-8a55-3f0a8c7d2e11"
_GROUP = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/rg-caseclock-{0}/providers"
_STORAGE = ("AzureWebJobsStorage", "host"), ("CaseClockStorage", "data")


def emitted(jurisdiction: str) -> dict[str, str]:
    """The settings of a stack."""
    group, models = _GROUP.format(jurisdiction), "Microsoft.CognitiveServices/accounts"
    accounts = f"{group}/Microsoft.Storage/storageAccounts"
    stored = [
        setting
        for prefix, role in _STORAGE
        for setting in _connection(prefix, f"caseclock{jurisdiction}{role}").items()
    ]
    return dict(stored) | {
        "CASECLOCK_ENVIRONMENT": "production",
        "CASECLOCK_JURISDICTION": jurisdiction,
        "CASECLOCK_ENTRA_AUDIENCE": AUDIENCE,
        "CASECLOCK_ENTRA_FIRMS": FIRM,
        "CASECLOCK_OPENAI_ENDPOINT": f"https://caseclock-{jurisdiction}-drafting.openai.azure.com",
        "CASECLOCK_OPENAI_RESOURCE": f"{group}/{models}/caseclock-{jurisdiction}-drafting",
        "CASECLOCK_SPEECH_SERVICE": "azure-speech",
        "CASECLOCK_SPEECH_ENDPOINT": f"https://caseclock-{jurisdiction}-speech.cognitiveservices.azure.com",
        "CASECLOCK_SPEECH_RESOURCE": f"{group}/{models}/caseclock-{jurisdiction}-speech",
        "CASECLOCK_STORAGE_RESOURCE": f"{accounts}/caseclock{jurisdiction}data",
        "CASECLOCK_VAULT_ADDRESS": f"https://caseclock-{jurisdiction}.vault.azure.net",
        "CASECLOCK_VAULT_RESOURCE": f"{group}/Microsoft.KeyVault/vaults/caseclock-{jurisdiction}",
    }


def _connection(prefix: str, account: str) -> dict[str, str]:
    services = {
        f"{prefix}__{name}ServiceUri": f"https://{account}.{name}.core.windows.net"
        for name in ("blob", "queue", "table")
    }
    return services | {
        f"{prefix}__credential": "managedidentity",
        f"{prefix}__clientId": "00000000-0000-4000-8000-000000000002",
    }
