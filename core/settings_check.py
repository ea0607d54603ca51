"""Reading the settings: everything missing, malformed or contradictory is reported at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from core.settings import Settings

_AZURE_OPENAI_HOSTS = (".openai.azure.com", ".cognitiveservices.azure.com", ".services.ai.azure.com")

_STAND_FOR_MISSING = {
    "CASECLOCK_JURISDICTION": "ca",
    "CASECLOCK_ENTRA_AUDIENCE": "missing",
    "CASECLOCK_ENTRA_FIRMS": "00000000-0000-4000-8000-000000000000",
    "CASECLOCK_OPENAI_ENDPOINT": "https://missing.openai.azure.com",
}


class SettingsError(Exception):
    """The settings do not hold together; the message lists everything to mend."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one setting, in a sentence that says what to do."""

    name: str
    sentence: str


def load(environment: Mapping[str, str]) -> Settings:
    """The settings in an environment; raises SettingsError that lists every problem at once."""
    given = {name: environment[name] for name in setting_names() if environment.get(name)}
    malformed = list(_malformed(given))
    bad = {problem.name for problem in malformed}
    mended = _STAND_FOR_MISSING | {name: value for name, value in given.items() if name not in bad}
    settings = Settings.model_validate(mended)
    problems = malformed + [problem for problem in _contradictions(settings) if problem.name not in bad]
    if problems:
        lines = "\n".join(f"  - {problem.name}: {problem.sentence}" for problem in problems)
        raise SettingsError(f"The settings need mending:\n{lines}")
    return settings


def setting_names() -> dict[str, str]:
    """Every setting's name in the environment, with its help."""
    fields = Settings.model_fields.items()
    return {field.alias or name: field.description or "" for name, field in fields}


def _malformed(given: Mapping[str, str]) -> Iterator[Problem]:
    try:
        Settings.model_validate(given)
    except ValidationError as error:
        for detail in error.errors():
            yield _problem(detail)


def _problem(detail: ErrorDetails) -> Problem:
    name = str(detail["loc"][0])
    what = "is missing" if detail["type"] == "missing" else detail["msg"].removeprefix("Value error, ")
    return Problem(name, f"{what}. {setting_names().get(name, '')}")


def _contradictions(settings: Settings) -> Iterator[Problem]:
    yield from _storage_problems(settings)
    for name, address in _model_addresses(settings).items():
        if not _is_azure_openai(settings, address):
            said = "must be an Azure OpenAI address over https (or this machine, in development)."
            yield Problem(name, said)
    if not (_is_https(settings.entra_authority) or _is_local(settings, settings.entra_authority)):
        yield Problem("CASECLOCK_ENTRA_AUTHORITY", "must be https (or this machine, in development).")
    keys = {"CASECLOCK_OPENAI_KEY": settings.openai_key, "CASECLOCK_SPEECH_KEY": settings.speech_key}
    for name, key in keys.items():
        if key and not settings.development:
            yield Problem(name, "keys are for development; in production the identity's token is used.")


def _storage_problems(settings: Settings) -> Iterator[Problem]:
    name = "CaseClockStorage"
    addresses = {
        f"{name}__blobServiceUri": settings.blob_uri,
        f"{name}__queueServiceUri": settings.queue_uri,
        f"{name}__tableServiceUri": settings.table_uri,
    }
    if settings.storage:
        yield from _connection_string_problems(settings, name, addresses)
        return
    for setting, address in addresses.items():
        if not address:
            yield Problem(setting, f"is missing. {setting_names()[setting]}")
        elif not _is_https(address):
            yield Problem(setting, "must be https.")


def _connection_string_problems(
    settings: Settings, name: str, addresses: Mapping[str, str]
) -> Iterator[Problem]:
    if any(addresses.values()):
        yield Problem(name, "set the connection string or the three service addresses, not both.")
    if not settings.development:
        yield Problem(name, "connection strings are for development; set the three service addresses.")


def _model_addresses(settings: Settings) -> dict[str, str]:
    addresses = {"CASECLOCK_OPENAI_ENDPOINT": settings.openai_endpoint}
    if settings.speech_endpoint:
        addresses["CASECLOCK_SPEECH_ENDPOINT"] = settings.speech_endpoint
    return addresses


def _is_azure_openai(settings: Settings, address: str) -> bool:
    host = urlsplit(address).hostname or ""
    return (_is_https(address) and host.endswith(_AZURE_OPENAI_HOSTS)) or _is_local(settings, address)


def _is_https(address: str) -> bool:
    return urlsplit(address).scheme == "https"


def _is_local(settings: Settings, address: str) -> bool:
    return settings.development and urlsplit(address).hostname in {"127.0.0.1", "localhost"}
