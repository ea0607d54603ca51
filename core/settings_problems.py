"""What can be wrong with a setting, and how an address in one is read."""

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

from core.settings import Settings


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one setting, in a sentence that says what to do."""

    name: str
    sentence: str


def help_of(name: str) -> str:
    """What a setting is for."""
    return setting_names()[name]


def setting_names() -> dict[str, str]:
    """Every setting's name in the environment, with its help."""
    fields = Settings.model_fields.items()
    return {field.alias or name: field.description or "" for name, field in fields}


def host_of(address: str, schemes: Collection[str]) -> str:
    """The host of an address that has one of the schemes and no credentials in it, otherwise nothing."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return parts.hostname or "" if parts.scheme in schemes and "@" not in parts.netloc else ""


def is_local(settings: Settings, address: str) -> bool:
    """Whether an address is this machine, and may be."""
    return settings.development and host_of(address, {"http", "https"}) in {"127.0.0.1", "localhost"}
