"""The functions of an app and what they are bound to, as the runtime's index tells it."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from local.host.errors import HostError

_TRIGGERS = {"httpTrigger", "queueTrigger", "blobTrigger", "timerTrigger"}
_OUTPUTS = {"http", "queue"}
_SETTING = re.compile(r"%([^%]+)%")


class IndexedFunction(Protocol):
    """One function as the runtime describes it; every raw binding is a JSON object."""

    name: str
    function_id: str
    script_file: str
    raw_bindings: list[str]


@dataclass(frozen=True)
class Binding:
    """One binding; `settings` are its function.json keys with app settings filled in."""

    type: str
    name: str
    settings: Mapping[str, Any]

    @property
    def connection(self) -> str:
        """The app setting that names the storage account."""
        return str(self.settings.get("connection") or "AzureWebJobsStorage")


@dataclass(frozen=True)
class Function:
    """One function: its trigger and where its results go."""

    id: str
    name: str
    script: str
    trigger: Binding
    outputs: tuple[Binding, ...]


def read_functions(indexed: Iterable[IndexedFunction], settings: Mapping[str, str]) -> list[Function]:
    """Describe the enabled functions; raises HostError naming a function this host cannot run."""
    return [_read_function(item, settings) for item in indexed if not _disabled(item.name, settings)]


def _disabled(name: str, settings: Mapping[str, str]) -> bool:
    names = (f"AzureWebJobs.{name}.Disabled", f"AzureWebJobs__{name}__Disabled")
    return any(settings.get(key, "").lower() in ("1", "true") for key in names)


def _read_function(item: IndexedFunction, settings: Mapping[str, str]) -> Function:
    triggers: list[Binding] = []
    outputs: list[Binding] = []
    for raw in item.raw_bindings:
        document = _fill_in(json.loads(raw), item.name, settings)
        binding = Binding(document["type"], document["name"], document)
        incoming = document["direction"].upper() == "IN"
        if binding.type not in (_TRIGGERS if incoming else _OUTPUTS):
            way = "input" if incoming else "output"
            raise HostError(
                f"Function '{item.name}' uses the {way} binding '{binding.type}', which this host lacks."
            )
        (triggers if incoming else outputs).append(binding)
    if len(triggers) != 1:
        raise HostError(f"Function '{item.name}' has {len(triggers)} triggers; it needs exactly one.")
    return Function(item.function_id, item.name, item.script_file, triggers[0], tuple(outputs))


def _fill_in(document: dict[str, Any], function: str, settings: Mapping[str, str]) -> dict[str, Any]:
    def value_of(match: re.Match[str]) -> str:
        if (value := settings.get(match[1])) is None:
            raise HostError(f"Function '{function}' needs the app setting '{match[1]}', which is not set.")
        return value

    return {
        key: _SETTING.sub(value_of, value) if isinstance(value, str) else value
        for key, value in document.items()
    }
