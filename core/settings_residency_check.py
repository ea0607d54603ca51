"""Whether the settings can be of a stack in its jurisdiction; what Azure says of it is asked later."""

from collections.abc import Collection, Iterator

from core.domain.residency import (
    OPENAI,
    SPEECH,
    STORAGE,
    VAULT,
    Held,
    ResourceKind,
    is_resource_id,
    lies_in,
    resource_name,
)
from core.settings import Settings, SpeechService
from core.settings_problems import Problem, help_of, host_of, is_local
from core.settings_residency import MANAGEMENT

_ALWAYS = {STORAGE, OPENAI}
_ID = "must be an Azure resource id: /subscriptions/…/resourceGroups/…/providers/{}/NAME."


def residency_problems(settings: Settings, wrong: Collection[str]) -> Iterator[Problem]:
    """What speaks against the stack lying where it has to, as far as its settings tell.

    `wrong` names settings known to be wrong: what they hold is not compared with anything.
    """
    for name, kind, given, addresses in _resources(settings):
        used = [address for setting, address in addresses.items() if address and setting not in wrong]
        if given and not is_resource_id(given, kind):
            yield Problem(name, _ID.format(kind.type))
        elif given:
            yield from _other_resource(settings, name, given, used)
        elif (used or kind in _ALWAYS) and not settings.development:
            yield Problem(name, f"is missing. {help_of(name)}")
    if settings.region and not settings.development and not lies_in(settings.region, settings.jurisdiction):
        place = settings.jurisdiction.place
        yield Problem("REGION_NAME", f"the app runs outside {place}: deploy it in a region there.")
    if settings.management_address != MANAGEMENT and not is_local(settings, settings.management_address):
        said = f"must be {MANAGEMENT} (or this machine, in development)."
        yield Problem("CASECLOCK_MANAGEMENT_ADDRESS", said)
    for firm in sorted(settings.elsewhere.keys() & settings.firms):
        yield Problem("CASECLOCK_ELSEWHERE", f"{firm}: is a firm of CASECLOCK_ENTRA_FIRMS too.")


def held(settings: Settings) -> list[Held]:
    """The resources this stack stands on, as far as their ids are set."""
    drafting, speaking = [settings.drafting_deployment], [settings.speech_deployment]
    if settings.speech_service is SpeechService.AZURE_SPEECH:
        speaking = []
    elif not settings.speech_endpoint:
        drafting += speaking
    every = [
        Held(STORAGE, settings.storage_resource),
        _model(settings, OPENAI, settings.openai_resource, settings.openai_endpoint, drafting),
        _model(settings, SPEECH, settings.speech_resource, settings.speech_endpoint, speaking),
        Held(VAULT, settings.vault_resource),
    ]
    return [each for each in every if each.id]


def _model(
    settings: Settings, kind: ResourceKind, resource: str, address: str, deployments: list[str]
) -> Held:
    return Held(kind, resource, tuple(deployments), _subdomain(settings, address))


type _Resource = tuple[str, ResourceKind, str, dict[str, str]]


def _resources(settings: Settings) -> list[_Resource]:
    """Each resource's setting, kind and id, and the settings with the addresses that it is entered at."""
    stored = {
        "CaseClockStorage__blobServiceUri": settings.blob_uri,
        "CaseClockStorage__queueServiceUri": settings.queue_uri,
        "CaseClockStorage__tableServiceUri": settings.table_uri,
    }
    drafts = {"CASECLOCK_OPENAI_ENDPOINT": settings.openai_endpoint}
    speaks = {"CASECLOCK_SPEECH_ENDPOINT": settings.speech_endpoint}
    keeps = {"CASECLOCK_VAULT_ADDRESS": settings.vault_address}
    return [
        ("CASECLOCK_STORAGE_RESOURCE", STORAGE, settings.storage_resource, stored),
        ("CASECLOCK_OPENAI_RESOURCE", OPENAI, settings.openai_resource, drafts),
        ("CASECLOCK_SPEECH_RESOURCE", SPEECH, settings.speech_resource, speaks),
        ("CASECLOCK_VAULT_RESOURCE", VAULT, settings.vault_resource, keeps),
    ]


def _other_resource(settings: Settings, name: str, given: str, addresses: list[str]) -> Iterator[Problem]:
    """What is checked must be what is used: a resource's address begins with its name."""
    for address in addresses:
        if (used := _subdomain(settings, address)) and used != resource_name(given).lower():
            yield Problem(name, f"names {resource_name(given)}, and {used} is in use.")


def _subdomain(settings: Settings, address: str) -> str:
    """The first name of an address in Azure; nothing for this machine."""
    return "" if is_local(settings, address) else host_of(address, {"https"}).partition(".")[0]
