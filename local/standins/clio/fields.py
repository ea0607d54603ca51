"""The `fields=` parameter: what a caller asks to be told, checked, and taken out of a document.

Without it an answer holds the id and the etag and nothing else, on writing too.
"""

import re
from collections.abc import Mapping
from typing import Any

from local.standins.clio.errors import ClioError, invalid_field
from local.standins.clio.shapes import Shape

type Selection = Mapping[str, tuple[str, ...]]

DEFAULT = ("id", "etag")
_ITEM = re.compile(r"\s*([A-Za-z_][A-Za-z0-9_]*)\s*(?:\{([^{}]*)\})?\s*(?:,|$)")
_DEEPER = re.compile(r"\{[^{}]*\{")


def selection(text: str | None, shape: Shape, second_level_error: str) -> Selection:
    """Return the fields asked for, each with those asked for inside it (none named: its own default).

    Raises Clio's 400 for a field that the resource does not have, and for a second level of selection.
    """
    asked = _parsed(text or ",".join(DEFAULT), second_level_error)
    for name, inner in asked.items():
        if name not in shape.plain and name not in shape.nested:
            raise invalid_field(name)
        for each in inner:
            if each not in shape.nested.get(name, ()):
                raise invalid_field(each)
    return asked


def _parsed(text: str, second_level_error: str) -> dict[str, tuple[str, ...]]:
    if _DEEPER.search(text):
        message = "An invalid argument was supplied: fields of the second level cannot be selected"
        raise ClioError(400, second_level_error, message)
    asked: dict[str, tuple[str, ...]] = {}
    at = 0
    while at < len(text):
        item = _ITEM.match(text, at)
        if not item:
            raise invalid_field(text[at:])
        inner = item[2].split(",") if item[2] else []
        asked[item[1]] = (*asked.get(item[1], ()), *(name.strip() for name in inner))
        at = item.end()
    return asked


def selected(document: Mapping[str, Any], asked: Selection, shape: Shape) -> dict[str, Any]:
    """Return what was asked for; what the stand-in does not hold is null, or an empty list."""
    return {name: _part(document.get(name), name, inner, shape) for name, inner in asked.items()}


def _part(value: Any, name: str, inner: tuple[str, ...], shape: Shape) -> Any:
    if name not in shape.nested:
        return value
    if value is None:
        return [] if name in shape.lists else None
    return {each: value.get(each) for each in inner or _defaults(shape.nested[name])} | _redacted(value)


def _redacted(value: Mapping[str, Any]) -> dict[str, Any]:
    return {"redacted": True} if value.get("redacted") else {}


def _defaults(names: frozenset[str]) -> tuple[str, ...]:
    """The default of what is nested; what has no id shows all it has."""
    return DEFAULT if names.issuperset(DEFAULT) else tuple(sorted(names))
