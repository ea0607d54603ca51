"""The app's settings for a stack of stand-ins on this machine."""

from collections.abc import Mapping

from local.demo import AUDIENCE, FIRM, SCOPE

STANDIN_KEY = "the-stand-in-takes-any-key"


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


def overlaid(settings: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """The settings with what a person has set over them; a service of theirs brings its own credentials."""
    own = {
        name: value for name, value in given.items() if name.startswith(("CASECLOCK_", "CaseClockStorage"))
    }
    kept = dict(settings)
    for service in ("OPENAI", "SPEECH"):
        if f"CASECLOCK_{service}_ENDPOINT" in own:
            kept.pop(f"CASECLOCK_{service}_KEY")
    if "CaseClockStorage__blobServiceUri" in own:
        kept.pop("CaseClockStorage")
    return kept | own
