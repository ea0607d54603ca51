"""Reading the settings: everything missing, malformed or contradictory is reported at once."""

import re
from collections.abc import Collection, Iterator, Mapping

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from core.domain.residency import Jurisdiction
from core.settings import CLIO_ADDRESSES, Settings, SpeechService
from core.settings_problems import Problem, help_of, host_of, is_local, setting_names
from core.settings_residency_check import residency_problems

_AZURE_OPENAI_HOST = re.compile(
    r"[a-z0-9][a-z0-9-]*\.(openai\.azure|cognitiveservices\.azure|services\.ai\.azure)\.com"
)
# A token is taken at the resource's own name only, never at its region's:
# learn.microsoft.com/azure/ai-services/cognitive-services-custom-subdomains.
_AZURE_SPEECH_HOST = re.compile(r"[a-z0-9][a-z0-9-]*\.cognitiveservices\.azure\.com")
# Accounts with Azure DNS zone endpoints have a zone in their name:
# learn.microsoft.com/azure/storage/common/storage-account-overview.
_STORAGE_HOST = r"[a-z0-9]{{3,24}}\.({0}\.core\.windows\.net|z[0-9]+\.{0}\.storage\.azure\.net)"
_VAULT_HOST = re.compile(r"[a-z][a-z0-9-]{1,22}[a-z0-9]\.vault\.azure\.net")
_ENTRA_HOST = "login.microsoftonline.com"

_NOT_AZURE = "must be {} address over https (or this machine, in development)."
_OF_OPENAI_SPEECH = {
    "CASECLOCK_SPEECH_DEPLOYMENT": "speech_deployment",
    "CASECLOCK_SPEECH_MODEL": "speech_model",
}

_FIRMS = "CASECLOCK_ENTRA_FIRMS"
_STAND_FOR_MISSING = {
    "CASECLOCK_JURISDICTION": "us",
    "CASECLOCK_ENTRA_AUDIENCE": "missing",
    _FIRMS: "00000000-0000-4000-8000-000000000000",
    "CASECLOCK_OPENAI_ENDPOINT": "https://missing.openai.azure.com",
}


class SettingsError(Exception):
    """The settings do not hold together; the message lists everything to mend."""


def load(environment: Mapping[str, str]) -> Settings:
    """The settings in an environment; raises SettingsError that lists every problem at once."""
    given = {name: environment[name] for name in setting_names() if environment.get(name)}
    malformed = list(_malformed(given))
    bad = {problem.name for problem in malformed}
    mended = _STAND_FOR_MISSING | {name: value for name, value in given.items() if name not in bad}
    settings = Settings.model_validate(mended)
    contradictions = [
        *_contradictions(settings, bad),
        *(_unknown_firms(settings) if _FIRMS not in bad else ()),
    ]
    problems = malformed + [problem for problem in contradictions if problem.name not in bad]
    if problems:
        lines = "\n".join(f"  - {problem.name}: {problem.sentence}" for problem in problems)
        raise SettingsError(f"The settings need mending:\n{lines}")
    return settings


def _malformed(given: Mapping[str, str]) -> Iterator[Problem]:
    try:
        Settings.model_validate(given)
    except ValidationError as error:
        for detail in error.errors():
            yield _problem(detail)


def _problem(detail: ErrorDetails) -> Problem:
    name, *inside = (str(part) for part in detail["loc"])
    what = "is missing" if detail["type"] == "missing" else detail["msg"].removeprefix("Value error, ")
    if inside:
        return Problem(name, f"{'.'.join(inside)}: {what}.")
    return Problem(name, f"{what}. {setting_names().get(name, '')}")


def _contradictions(settings: Settings, bad: Collection[str]) -> list[Problem]:
    found = list(_service_problems(settings))
    return found + list(residency_problems(settings, {*bad, *(problem.name for problem in found)}))


def _service_problems(settings: Settings) -> Iterator[Problem]:
    yield from _storage_problems(settings)
    if not _is_model(settings, _AZURE_OPENAI_HOST, settings.openai_endpoint):
        yield Problem("CASECLOCK_OPENAI_ENDPOINT", _NOT_AZURE.format("an Azure OpenAI"))
    yield from _speech_problems(settings)
    yield from _price_problems(settings)
    if not (_is_entra(settings) or is_local(settings, settings.entra_authority)):
        said = f"must be https://{_ENTRA_HOST} (in development, any https address or this machine)."
        yield Problem("CASECLOCK_ENTRA_AUTHORITY", said)
    yield from _clio_problems(settings)
    yield from _vault_problems(settings)
    keys = {"CASECLOCK_OPENAI_KEY": settings.openai_key, "CASECLOCK_SPEECH_KEY": settings.speech_key}
    for name, key in keys.items():
        if key and not settings.development:
            yield Problem(name, "keys are for development; in production the identity's token is used.")


def _clio_problems(settings: Settings) -> Iterator[Problem]:
    if settings.clio_address and not _is_clio(settings):
        said = f"must be {CLIO_ADDRESSES[settings.jurisdiction]} (or this machine, in development)."
        yield Problem("CASECLOCK_CLIO_ADDRESS", said)
    if settings.clio_client_secret and not settings.development:
        said = "is for development; in production the secret is in the vault."
        yield Problem("CASECLOCK_CLIO_CLIENT_SECRET", said)
    if settings.clio_settle_seconds < 2 * settings.clio_timeout_seconds:
        said = "must be at least twice CASECLOCK_CLIO_TIMEOUT_SECONDS."
        yield Problem("CASECLOCK_CLIO_SETTLE_SECONDS", said)
    redirect = "CASECLOCK_CLIO_REDIRECT"
    if not settings.clio_client_id:
        if settings.clio_redirect or settings.clio_client_secret or settings.clio_address:
            yield Problem("CASECLOCK_CLIO_CLIENT_ID", "is missing, though Clio is set up otherwise.")
    elif not settings.clio_redirect:
        yield Problem(redirect, f"is missing. {help_of(redirect)}")
    if settings.clio_redirect and not _is_https_or_local(settings, settings.clio_redirect):
        yield Problem(redirect, "must be an https address (or this machine, in development).")


def _vault_problems(settings: Settings) -> Iterator[Problem]:
    name = "CASECLOCK_VAULT_ADDRESS"
    address = settings.vault_address
    if settings.clio_client_id and not address:
        yield Problem(name, f"is missing. {help_of(name)}")
    if address and not _is_vault(settings):
        said = "must be https://NAME.vault.azure.net (in development, this machine over https too)."
        yield Problem(name, said)
    if settings.vault_certificate and not settings.development:
        yield Problem("CASECLOCK_VAULT_CERTIFICATE", "is for development: leave it out.")


def _unknown_firms(settings: Settings) -> Iterator[Problem]:
    for firm in settings.firm_defaults.keys() - settings.firms:
        yield Problem("CASECLOCK_FIRM_DEFAULTS", f"{firm}: is not a firm of {_FIRMS}.")


def _speech_problems(settings: Settings) -> Iterator[Problem]:
    if settings.speech_service is SpeechService.AZURE_SPEECH:
        yield from _azure_speech_problems(settings)
        return
    # Microsoft Learn, "Models sold directly by Azure: region availability", as of 2026.
    if settings.jurisdiction is Jurisdiction.CANADA and not settings.development:
        said = (
            "azure-openai transcribes nowhere in Canada: set it to azure-speech, and"
            " CASECLOCK_SPEECH_ENDPOINT to a Speech resource in Canada Central."
        )
        yield Problem("CASECLOCK_SPEECH_SERVICE", said)
    yield from _openai_speech_problems(settings)


def _price_problems(settings: Settings) -> Iterator[Problem]:
    prices = settings.price_audio_hour, settings.price_million_input, settings.price_million_output
    if any(prices) and not settings.price_currency:
        yield Problem("CASECLOCK_PRICE_CURRENCY", "is missing: prices are set, and not in which currency.")


def _azure_speech_problems(settings: Settings) -> Iterator[Problem]:
    name = "CASECLOCK_SPEECH_ENDPOINT"
    if not settings.speech_endpoint:
        yield Problem(name, f"is missing. {help_of(name)}")
    elif not _is_model(settings, _AZURE_SPEECH_HOST, settings.speech_endpoint):
        yield Problem(name, _NOT_AZURE.format("an Azure AI Speech (NAME.cognitiveservices.azure.com)"))
    for alias, field in _OF_OPENAI_SPEECH.items():
        if field in settings.model_fields_set:
            yield Problem(alias, "belongs to azure-openai: leave it out when azure-speech transcribes.")


def _openai_speech_problems(settings: Settings) -> Iterator[Problem]:
    address = settings.speech_endpoint
    if address and not _is_model(settings, _AZURE_OPENAI_HOST, address):
        yield Problem("CASECLOCK_SPEECH_ENDPOINT", _NOT_AZURE.format("an Azure OpenAI"))
    if "speech_api_version" in settings.model_fields_set:
        said = "belongs to azure-speech: set CASECLOCK_SPEECH_SERVICE to it, or leave this out."
        yield Problem("CASECLOCK_SPEECH_API_VERSION", said)


def _storage_problems(settings: Settings) -> Iterator[Problem]:
    addresses = {"blob": settings.blob_uri, "queue": settings.queue_uri, "table": settings.table_uri}
    if settings.storage:
        yield from _connection_string_problems(settings, any(addresses.values()))
        return
    for service, address in addresses.items():
        setting = f"CaseClockStorage__{service}ServiceUri"
        if not address:
            yield Problem(setting, f"is missing. {help_of(setting)}")
        elif not _is_storage(settings, service, address):
            said = f"must be https://ACCOUNT.{service}.core.windows.net (in development, any https address)."
            yield Problem(setting, said)


def _connection_string_problems(settings: Settings, addressed: bool) -> Iterator[Problem]:
    name = "CaseClockStorage"
    if addressed:
        yield Problem(name, "set the connection string or the three service addresses, not both.")
    if not settings.development:
        yield Problem(name, "connection strings are for development; set the three service addresses.")


def _is_model(settings: Settings, hosts: re.Pattern[str], address: str) -> bool:
    azure = hosts.fullmatch(host_of(address, {"https"})) is not None
    return azure or is_local(settings, address)


def _is_storage(settings: Settings, service: str, address: str) -> bool:
    host = host_of(address, {"https"})
    azure = re.fullmatch(_STORAGE_HOST.format(service), host) is not None
    return azure or (settings.development and host != "")


def _is_entra(settings: Settings) -> bool:
    host = host_of(settings.entra_authority, {"https"})
    return host == _ENTRA_HOST or (settings.development and host != "")


def _is_clio(settings: Settings) -> bool:
    own = settings.clio_address.rstrip("/") == CLIO_ADDRESSES[settings.jurisdiction]
    return own or is_local(settings, settings.clio_address)


def _is_vault(settings: Settings) -> bool:
    host = host_of(settings.vault_address, {"https"})
    # The SDK sends no token over http.
    local = is_local(settings, settings.vault_address) and host != ""
    return _VAULT_HOST.fullmatch(host) is not None or local


def _is_https_or_local(settings: Settings, address: str) -> bool:
    return host_of(address, {"https"}) != "" or is_local(settings, address)
