"""Settings that hold together, and what is wrong with those that do not."""

import re

from core.settings_check import SettingsError, load
from local.app_settings import app_settings

FIRM = "11111111-1111-4111-8111-111111111111"
OTHER_FIRM = "22222222-2222-4222-8222-222222222222"
KEY = "Eby8vdM02xNOcq"
CONNECTION = f"DefaultEndpointsProtocol=http;AccountName=dev;AccountKey={KEY};"

GROUP = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/caseclock/providers"
SPEECH_RESOURCE = f"{GROUP}/Microsoft.CognitiveServices/accounts/caseclock-speech"
VAULT_RESOURCE = f"{GROUP}/Microsoft.KeyVault/vaults/caseclock-ca"

PRODUCTION = {
    "CASECLOCK_JURISDICTION": "us",
    "CaseClockStorage__blobServiceUri": "https://caseclock.blob.core.windows.net",
    "CaseClockStorage__queueServiceUri": "https://caseclock.queue.core.windows.net",
    "CaseClockStorage__tableServiceUri": "https://caseclock.table.core.windows.net",
    "CASECLOCK_ENTRA_AUDIENCE": "api",
    "CASECLOCK_ENTRA_FIRMS": FIRM,
    "CASECLOCK_OPENAI_ENDPOINT": "https://caseclock.openai.azure.com",
    "CASECLOCK_STORAGE_RESOURCE": f"{GROUP}/Microsoft.Storage/storageAccounts/caseclock",
    "CASECLOCK_OPENAI_RESOURCE": f"{GROUP}/Microsoft.CognitiveServices/accounts/caseclock",
}
DEVELOPMENT = app_settings(CONNECTION, "http://127.0.0.1:8001", "http://127.0.0.1:8002")
REQUIRED = set(PRODUCTION)


def problems_of(environment: dict[str, str]) -> dict[str, str]:
    """What is wrong, by setting; nothing when the settings hold."""
    try:
        load(environment)
    except SettingsError as error:
        lines = str(error).splitlines()[1:]
        found = [re.fullmatch(r"  - (\w+): (.+)", line) for line in lines]
        assert all(found), lines
        return {match[1]: match[2] for match in found if match}
    return {}
