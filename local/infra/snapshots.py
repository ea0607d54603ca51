"""Committed snapshots of deployments, read without the compiler."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from local.infra.products import SNAPSHOTS

type Resource = Mapping[str, Any]

_SETTINGS = ("Microsoft.Web/sites/config", "/appsettings")


class NotEvaluated(Exception):
    """A setting holds what only Azure knows, and nothing was given to stand for it; names the setting."""


def read_snapshot(root: Path, name: str) -> list[Resource]:
    """The resources of a committed deployment, such as `ca.default`."""
    document = json.loads((root / SNAPSHOTS / f"{name}.json").read_text())
    resources: list[Resource] = document["predictedResources"]
    return resources


def settings_of(resources: Iterable[Resource], known: Mapping[str, str]) -> dict[str, str]:
    """The app settings that a deployment gives its function app.

    `known` stands for what only Azure knows (by the setting's name): the identity's client id, the
    address of Application Insights. Raises NotEvaluated when one of them is missing there.
    """
    kind, end = _SETTINGS
    given: list[Mapping[str, str]] = [
        resource["properties"]
        for resource in resources
        if resource["type"] == kind and resource["name"].endswith(end)
    ]
    return {name: _value(name, value, known) for name, value in given[0].items()}


def is_evaluated(value: str) -> bool:
    """Whether a value is plain text: an expression that is left stands in brackets."""
    return not value.startswith("[") or value.startswith("[[")


def _value(name: str, value: str, known: Mapping[str, str]) -> str:
    if is_evaluated(value):
        return value
    if name not in known:
        raise NotEvaluated(f"{name} is known to Azure only: say what stands for it.")
    return known[name]
