"""ASP.NET route templates: which function answers a method and a path.

A literal segment beats a parameter, as in ASP.NET. Azure's host asks its functions in the order of
their names instead (Azure/azure-functions-host#9876), so `ambiguities` tells where the two differ.
A path that no function takes with the asked method is not found: Azure never answers 405
(Azure/azure-functions-host#10098).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from local.host.bindings import Function
from local.host.errors import HostError

_PARAMETER = re.compile(r"\{(\*{0,2})(\w+)(?::(\w+))?(\?)?\}")
_CONSTRAINTS = {
    "int": r"-?\d+",
    "long": r"-?\d+",
    "alpha": r"[A-Za-z]+",
    "bool": r"true|false",
    "guid": r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}",
}
_SAMPLES = {"int": "1", "long": "1", "bool": "true", "guid": "00000000-0000-0000-0000-000000000000"}
_LITERAL, _CONSTRAINED, _FREE, _CATCH_ALL = 1, 2, 3, 5


@dataclass(frozen=True)
class Route:
    """One function's template, compiled."""

    function: Function
    template: str
    methods: frozenset[str]
    pattern: re.Pattern[str]
    precedence: tuple[int, ...]
    sample: str

    def takes(self, method: str) -> bool:
        """Tell whether the function answers a method; without a list it answers all."""
        return not self.methods or method.upper() in self.methods

    def match(self, path: str) -> dict[str, str] | None:
        """Return the route parameters of a path, or None; one that is left out is absent."""
        found = self.pattern.fullmatch(path)
        if found is None:
            return None
        return {name: value for name, value in found.groupdict().items() if value}


class Router:
    """The routes of an app, best first."""

    def __init__(self, functions: Iterable[Function], prefix: str) -> None:
        routes = (_read_route(function, prefix.strip("/")) for function in functions)
        self.routes: Sequence[Route] = sorted(routes, key=lambda route: (route.precedence, _name_key(route)))

    def find(self, method: str, raw_path: str) -> tuple[Function, dict[str, str]] | None:
        """Return the function for a percent-encoded path and its route parameters."""
        path = _decode(raw_path)
        if path.lower().startswith("/admin/"):
            return None  # Azure keeps these paths to itself
        for route in self.routes:
            if route.takes(method) and (parameters := route.match(path)) is not None:
                return route.function, parameters
        return None

    def ambiguities(self) -> list[tuple[str, str]]:
        """Return pairs of functions where Azure would ask the second, for its name, before the first."""
        return [
            (first.function.name, second.function.name)
            for place, first in enumerate(self.routes)
            for second in self.routes[place + 1 :]
            if _name_key(second) < _name_key(first)
            and _share_methods(first, second)
            and second.match(first.sample) is not None
        ]


def _name_key(route: Route) -> str:
    return route.function.name.lower()


def _share_methods(one: Route, other: Route) -> bool:
    return not one.methods or not other.methods or bool(one.methods & other.methods)


def _decode(raw_path: str) -> str:
    # As in Kestrel an encoded slash stays encoded: it is data, not a separator.
    kept = re.sub("%2f", "%252F", raw_path.strip("/"), flags=re.IGNORECASE)
    return f"/{unquote(kept)}"


def _read_route(function: Function, prefix: str) -> Route:
    settings = function.trigger.settings
    own = str(settings.get("route") or function.name).strip("/")
    template = f"{prefix}/{own}" if prefix else own
    try:
        pieces = [_compile_segment(segment) for segment in template.split("/")]
        pattern = re.compile("".join(piece.pattern for piece in pieces), re.IGNORECASE)
    except (ValueError, re.error) as error:
        raise HostError(f"The route of function '{function.name}' is wrong: {error}.") from error
    return Route(
        function,
        template,
        frozenset(str(method).upper() for method in settings.get("methods") or ()),
        pattern,
        tuple(piece.rank for piece in pieces),
        "".join(f"/{piece.sample}" for piece in pieces),
    )


@dataclass(frozen=True)
class _Segment:
    pattern: str
    rank: int
    sample: str


def _compile_segment(segment: str) -> _Segment:
    whole = _PARAMETER.fullmatch(segment)
    if whole is None:
        return _compile_mixed(segment)
    stars, name, constraint, optional = whole.groups()
    if stars:
        return _Segment(f"(?:/(?P<{name}>.*))?", _CATCH_ALL, "x")
    value = _CONSTRAINTS[_known(constraint)] if constraint else "[^/]+"
    captured = f"/(?P<{name}>{value})"
    rank = _CONSTRAINED if constraint else _FREE
    return _Segment(f"(?:{captured})?" if optional else captured, rank, _SAMPLES.get(constraint, "x"))


def _compile_mixed(segment: str) -> _Segment:
    pattern, sample, position = "/", "", 0
    for match in _PARAMETER.finditer(segment):
        literal = segment[position : match.start()]
        pattern += re.escape(literal) + f"(?P<{match[2]}>[^/]+)"
        sample += literal + "x"
        position = match.end()
    rest = segment[position:]
    if "{" in sample + rest or "}" in sample + rest:
        raise ValueError(f"'{segment}' is not a segment this host understands")
    return _Segment(pattern + re.escape(rest), _CONSTRAINED if position else _LITERAL, sample + rest)


def _known(constraint: str) -> str:
    if constraint not in _CONSTRAINTS:
        raise ValueError(f"the constraint '{constraint}' is not one this host understands")
    return constraint
